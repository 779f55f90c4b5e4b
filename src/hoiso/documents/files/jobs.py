"""The cache of page pictures and the file store are kept clean. Running twice removes nothing twice."""

from datetime import timedelta

from procrastinate.contrib.django import app

from hoiso.core import scope
from hoiso.core.clock import now, office_date

_ORPHAN_AGE = timedelta(days=1)  # longer than any transaction that puts a file


@app.periodic(cron="15 3 * * *")
@app.task(name="documents.prune_pictures", queueing_lock="documents.prune_pictures", pass_context=False)
def prune_pictures(timestamp: int) -> None:
    """Remove the pictures that nobody opened for a month."""
    from hoiso.documents.files.pictures import KEPT_DAYS, prune

    prune(before=now() - timedelta(days=KEPT_DAYS))


@app.periodic(cron="45 18 * * *")  # 01:45 in Vietnam: the queue counts in UTC
@app.task(name="documents.sweep_store", queueing_lock="documents.sweep_store", pass_context=False)
def sweep_store(timestamp: int) -> None:
    """Remove contents of the store that no row has referred to for a day."""
    from hoiso.documents.files.actions import sweep_store as sweep

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        sweep(before=at - _ORPHAN_AGE)


@app.task(name="documents.recognise")
def recognise(stored_id: int) -> None:
    """Read the letters of the next pages of a scan."""
    from hoiso.documents.files.recognising import recognise_next

    recognise_next(stored_id)


@app.periodic(cron="*/10 * * * *")
@app.task(name="documents.recognise_waiting", queueing_lock="documents.recognise_waiting", pass_context=False)
def recognise_waiting(timestamp: int) -> None:
    """Queue again the scans that wait and stand in no queue."""
    from hoiso.documents.files.recognising import queue_waiting

    queue_waiting()
