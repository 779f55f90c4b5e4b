"""Old registers go into the books behind the page. Running one twice writes no line twice."""

from procrastinate.contrib.django import app

TASK = "documents.take_over"


@app.task(name="documents.check_take_over")
def check_take_over(take_over_id: int) -> None:
    """Look a long sheet through."""
    from hoiso.documents.takeover.actions.running import look_through

    look_through(take_over_id)


@app.task(name=TASK)
def run_take_over(take_over_id: int) -> None:
    """Write the lines that are not in the books yet."""
    from hoiso.documents.takeover.actions.running import carry_on

    carry_on(take_over_id)


@app.task(name="documents.take_over_scans")
def match_scans(take_over_id: int) -> None:
    """Put scans that were brought to their documents."""
    from hoiso.documents.takeover.actions.running import match_waiting

    match_waiting(take_over_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="documents.take_over_waiting", queueing_lock="documents.take_over_waiting", pass_context=False)
def take_over_waiting(timestamp: int) -> None:
    """Queue again what is under way and stands in no queue: a worker was killed between two steps."""
    from hoiso.documents.takeover.actions.running import queue_waiting

    queue_waiting()
