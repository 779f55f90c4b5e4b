"""Dossiers that come due are announced every morning. Running it twice tells nobody twice."""

from procrastinate.contrib.django import app

from hoiso.core import scope
from hoiso.core.clock import now, office_date


@app.periodic(cron="5 0 * * *")  # 07:05 in Vietnam: the queue counts in UTC
@app.task(name="documents.announce_due", queueing_lock="documents.announce_due", pass_context=False)
def announce_due(timestamp: int) -> None:
    """Tell of what is due for the archive, or at the end of its time, within 30 days."""
    from hoiso.documents.keeping.actions.announcing import announce_due as announce

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        announce(at=at)
