"""The outbox of the demo: one document whose sending was stopped in time."""

from datetime import timedelta

from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.documents.tables.document import Direction, Document, State
from hoiso.documents.tables.outbox import Sending


def stop_one(offices: Offices, year: Year) -> None:
    """Lay it down for the newest numbered document of the provincial office."""
    unit, clerk = offices.province.unit, offices.demo[accounts.CLERK.key]
    numbered = Document.objects.filter(unit=unit, direction=Direction.OUTGOING, state=State.NUMBERED)
    document = numbered.order_by("-pk").first()
    if document is not None:
        Sending.objects.create(
            document=document, unit=unit, by_id=clerk.id, by_name=clerk.name,
            document_version=document.version, asked_at=year.now - timedelta(hours=1),
            due_at=year.now - timedelta(minutes=59), state=Sending.State.STOPPED,
            ended_at=year.now - timedelta(minutes=59, seconds=40),
        )  # fmt: skip
