"""Handling by the clock. Running it twice tells nothing twice."""

from procrastinate.contrib.django import app

from hoiso.core.clock import now


@app.periodic(cron="4 0 * * *")  # 07:04 in Vietnam: the queue counts in UTC
@app.task(name="documents.warn", queueing_lock="documents.warn", pass_context=False)
def warn(timestamp: int) -> None:
    """Tasks on documents, and cases, that are due soon, late, or late for long."""
    from hoiso.documents.handling.actions.warning import warn as warn_people
    from hoiso.documents.keeping.public import remind

    at = now()
    warn_people(at=at)
    remind(at=at)
