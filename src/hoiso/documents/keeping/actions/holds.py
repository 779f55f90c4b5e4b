"""A hold on a dossier: nothing of it is moved, changed, handed over or disposed of while it stands."""

from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import NotThere
from hoiso.documents.keeping.errors import Held
from hoiso.documents.tables.archive import DossierHold, TransferEntry
from hoiso.documents.tables.keeping import Dossier


@transaction.atomic
def hold_dossier(*, by: Actor, dossier_id: int, reason: str, at: datetime) -> DossierHold:
    """Freeze a dossier, open or closed, with the reason. Held already, the hold that stands is returned."""
    dossier = locked_dossier(dossier_id)
    require(by, Right.KEEP_ARCHIVE, at=dossier.unit_id)
    if dossier.disposed_on is not None:
        raise Held(f"Nội dung hồ sơ {dossier.code} đã huỷ.")
    standing = dossier.holds.filter(lifted_at=None).first()
    if standing is not None:
        return standing
    hold = DossierHold.objects.create(
        unit_id=dossier.unit_id, dossier=dossier, reason=reason, put_by=by.officer_id,
        put_by_name=by.full_name, put_at=at,
    )  # fmt: skip
    record("hold_dossier", dossier, by, at, hold=hold.pk)
    return hold


@transaction.atomic
def lift_hold(*, by: Actor, dossier_id: int, reason: str, at: datetime) -> DossierHold | None:
    """Take the hold away, with the reason; a leader or office head decides. None where none stands."""
    dossier = locked_dossier(dossier_id)
    require(by, Right.APPROVE, at=dossier.unit_id)
    hold = dossier.holds.filter(lifted_at=None).first()
    if hold is None:
        return None
    hold.lifted_by, hold.lifted_by_name, hold.lifted_at = by.officer_id, by.full_name, at
    hold.lift_reason = reason
    hold.save(update_fields=["lifted_by", "lifted_by_name", "lifted_at", "lift_reason"])
    record("lift_hold", dossier, by, at, hold=hold.pk)
    return hold


def require_free(dossier: Dossier) -> None:
    """Refuse while a hold stands, while it lies with an archive, or after its disposal. Two statements."""
    if dossier.disposed_on is not None:
        raise Held(f"Nội dung hồ sơ {dossier.code} đã huỷ, hồ sơ chỉ còn để tra cứu.")
    hold = dossier.holds.filter(lifted_at=None).first()
    if hold is not None:
        raise Held(f"Hồ sơ {dossier.code} đang được giữ lại, không thay đổi được. Lý do: {hold.reason}")
    if TransferEntry.objects.filter(dossier=dossier, live=True).exists():
        raise Held(f"Hồ sơ {dossier.code} đang hoặc đã nộp lưu trữ nên không thay đổi được.")


def locked_dossier(dossier_id: int) -> Dossier:
    """The dossier, its row locked; `NotThere` outside the scope."""
    dossier = Dossier.objects.select_for_update(no_key=True).filter(pk=dossier_id).first()
    if dossier is None:
        raise NotThere("Không có hồ sơ này, hoặc đồng chí không được xem.")
    return dossier


def record(action: str, dossier: Dossier, by: Actor, at: datetime, **ids: object) -> None:
    """One line in the trail about a dossier."""
    audit.record(action, "dossier", dossier.pk, at=at, actor_id=by.officer_id, unit_id=dossier.unit_id, **ids)
