"""Work that the clock gives. Running one twice gives and tells nothing twice."""

from procrastinate.contrib.django import app

from hoiso.core.clock import now


@app.periodic(cron="0 23,0 * * *")  # 06:00 and 07:00 in Vietnam: the queue counts in UTC
@app.task(name="work.give_turns", queueing_lock="work.give_turns", pass_context=False)
def give_turns(timestamp: int) -> None:
    """Tasks that come again."""
    from hoiso.work.tasks.actions.repeating import give_turns as give

    give(at=now())


@app.periodic(cron="2 0 * * *")  # 07:02 in Vietnam
@app.task(name="work.warn", queueing_lock="work.warn", pass_context=False)
def warn(timestamp: int) -> None:
    """What is due soon, late, or late for long."""
    from hoiso.work.tasks.actions.warning import warn as warn_people

    warn_people(at=now())
