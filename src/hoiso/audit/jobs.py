"""Sealing in the background, every minute. Running it twice seals nothing twice."""

from django.conf import settings
from procrastinate.contrib.django import app

from hoiso.core.clock import now


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queueing_lock="audit.seal", pass_context=False)
def seal_trail(timestamp: int) -> None:
    """Chain what was committed since the last minute; once an hour look at all entries."""
    from hoiso.audit.actions import seal_everything

    seal_everything(at=now(), log=settings.AUDIT_HEADS, thorough=timestamp % 3600 < 60)
