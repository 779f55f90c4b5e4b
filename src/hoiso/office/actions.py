"""Telling that something is wrong, and settling it."""

from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor, Right
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.folding import nfc
from hoiso.office.models import FaultReport

_LONGEST = 4_000


@transaction.atomic
def report_fault(*, by: Actor, text: str, address: str, at: datetime) -> FaultReport:
    """Keep what the officer says is wrong, with the page it happened on."""
    text = nfc(text)
    if not text:
        raise DomainError("Ghi vài chữ: đang làm gì thì gặp lỗi", field="text")
    report = FaultReport.objects.create(
        officer_id=by.officer_id,
        officer_name=by.full_name,
        unit_id=by.current.unit_id if by.current else None,
        address=address[:500],
        text=text[:_LONGEST],
        at=at,
    )
    audit.record("report_fault", "fault", report.pk, at=at, actor_id=by.officer_id, unit_id=report.unit_id)
    return report


@transaction.atomic
def settle_fault(*, by: Actor, report_id: int, answer: str, at: datetime) -> None:
    """Mark a reported fault as seen to, with an answer for the officer."""
    if not by.holds(Right.ADMINISTER_PROVINCE):
        raise NotAllowed("Chỉ quản trị tỉnh trả lời được báo lỗi.")
    changed = FaultReport.objects.filter(pk=report_id, settled_at__isnull=True).update(
        settled_at=at, answer=nfc(answer)[:500]
    )
    if not changed:
        raise NotThere("Báo lỗi này không còn chờ trả lời.")
    audit.record("settle_fault", "fault", report_id, at=at, actor_id=by.officer_id, unit_id=None)
