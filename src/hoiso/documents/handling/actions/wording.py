"""Typical instructions of a unit: words put in by one touch."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.folding import nfc
from hoiso.documents.handling.phrases import TYPICAL
from hoiso.documents.tables.handling import TypicalInstruction

_MOST = 30


@transaction.atomic
def add_typical(*, by: Actor, unit_id: int, text: str, at: datetime) -> TypicalInstruction:
    """Keep one more sentence. The first one keeps the offered ones with it, so that none gets lost."""
    require(by, Right.PROPOSE_HANDLING, at=unit_id, anew=True)
    words = nfc(text)
    if not words:
        raise DomainError("Nhập câu thường dùng", field="text")
    kept = TypicalInstruction.objects.filter(unit_id=unit_id)
    same = kept.filter(text=words).first()
    if same is not None:
        return same
    count = kept.count()
    if count >= _MOST:
        raise DomainError(f"Đã có {count} câu. Bỏ bớt câu ít dùng trước khi thêm.", field="text")
    if not count:
        TypicalInstruction.objects.bulk_create(
            TypicalInstruction(unit_id=unit_id, text=offered, position=place)
            for place, offered in enumerate(TYPICAL, start=1)
            if offered != words
        )
    last = kept.aggregate(last=Max("position"))["last"] or 0
    made = TypicalInstruction.objects.create(unit_id=unit_id, text=words, position=last + 1)
    audit.record(
        "typical_added", "unit", unit_id, at=at, actor_id=by.officer_id, unit_id=unit_id, typical=made.pk
    )
    return made


@transaction.atomic
def drop_typical(*, by: Actor, typical_id: int, at: datetime) -> None:
    """Forget a sentence; instructions that used it keep their words."""
    typical = TypicalInstruction.objects.filter(pk=typical_id).first()
    if typical is None:
        raise NotThere("Không có câu này nữa.")
    require(by, Right.PROPOSE_HANDLING, at=typical.unit_id)
    typical.delete()
    audit.record(
        "typical_dropped", "unit", typical.unit_id, at=at, actor_id=by.officer_id,
        unit_id=typical.unit_id, typical=typical_id,
    )  # fmt: skip
