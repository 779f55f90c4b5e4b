"""Rounds of opinions by the clock. Running it twice closes nothing twice."""

from procrastinate.contrib.django import app

from hoiso.core.clock import now


@app.periodic(cron="6 17 * * *")  # 00:06 in Vietnam: the queue counts in UTC
@app.task(name="documents.close_opinions", queueing_lock="documents.close_opinions", pass_context=False)
def close_opinions(timestamp: int) -> None:
    """Rounds whose last day was yesterday."""
    from hoiso.documents.opinions.actions import close_due

    close_due(at=now())
