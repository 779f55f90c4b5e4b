"""Members entered twice are looked for in the whole register, each night."""

from procrastinate.contrib.django import app


@app.periodic(cron="40 18 * * *")  # 01:40 in Vietnam: the queue counts in UTC
@app.task(name="members.find_pairs", queueing_lock="members.find_pairs", pass_context=False)
def find_pairs(timestamp: int) -> None:
    """Find pairs anew; what was decided of a pair stays."""
    from hoiso.core import scope
    from hoiso.core.clock import now, office_date
    from hoiso.members.duplicates.actions import find_everywhere

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        find_everywhere(at=at)
