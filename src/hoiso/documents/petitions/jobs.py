"""Letters by the clock. Running it twice tells nothing twice."""

from procrastinate.contrib.django import app

from hoiso.core.clock import now


@app.periodic(cron="6 0 * * *")  # 07:06 in Vietnam: the queue counts in UTC
@app.task(name="documents.warn_petitions", queueing_lock="documents.warn_petitions", pass_context=False)
def warn_petitions(timestamp: int) -> None:
    """Letters that are due soon, or late."""
    from hoiso.documents.petitions.actions.warning import warn

    warn(at=now())
