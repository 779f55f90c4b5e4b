"""Members follow their branches by the clock. Running one twice changes nothing."""

from procrastinate.contrib.django import app

from hoiso.core import clock, scope


@app.periodic(cron="*/10 * * * *")
@app.task(name="members.follow", queueing_lock="members.follow", pass_context=False)
def follow(timestamp: int) -> None:
    """A branch was put under another unit, a change of a later day has begun: rows of today follow."""
    from hoiso.members.branches.passing_on import follow as act

    today = clock.office_date(clock.now())
    with scope.transaction_as(scope.system_token(today)):
        act(today=today)


@app.task(name="members.pass_branch", queue="units")
def carry_out(order_id: int) -> None:
    """A branch that passes on, as its commune's office asked."""
    from hoiso.members.branches.ordering import execute

    now = clock.now()
    with scope.transaction_as(scope.system_token(clock.office_date(now))):
        execute(order_id, at=now)
