"""Lists of members go into the register behind the page. Running one twice writes nobody twice."""

from procrastinate.contrib.django import app

TASK = "members.take_list"


@app.task(name="members.check_list")
def check_list(list_id: int) -> None:
    """Look a long list through."""
    from hoiso.members.imports.actions.running import look_through

    look_through(list_id)


@app.task(name=TASK)
def take_list(list_id: int) -> None:
    """Write the members that are not in the register yet, and the rows that were mended."""
    from hoiso.members.imports.actions.running import carry_on

    carry_on(list_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="members.lists_waiting", queueing_lock="members.lists_waiting", pass_context=False)
def lists_waiting(timestamp: int) -> None:
    """Queue again what is under way and stands in no queue: a worker was killed between two steps."""
    from hoiso.members.imports.actions.running import queue_waiting

    queue_waiting()
