"""The cache of page pictures is kept small. Running it twice removes nothing twice."""

from datetime import timedelta

from procrastinate.contrib.django import app

from hoiso.core.clock import now


@app.periodic(cron="15 3 * * *")
@app.task(name="documents.prune_pictures", queueing_lock="documents.prune_pictures", pass_context=False)
def prune_pictures(timestamp: int) -> None:
    """Remove the pictures that nobody opened for a month."""
    from hoiso.documents.files.pictures import KEPT_DAYS, prune

    prune(before=now() - timedelta(days=KEPT_DAYS))
