"""Who may do what with a dossier."""

from datetime import date

from hoiso.access.public import Actor, Right, require
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.documents.keeping.errors import DossierClosed
from hoiso.documents.tables.keeping import Dossier


def keeps(by: Actor, *, unit_id: int, creator_id: int, lead_id: int) -> bool:
    """Whether she decides on the dossier: who opened it, who leads it, the unit's desk and leaders."""
    mine = by.officer_id in (creator_id, lead_id) or by.holds(Right.READ_TRAY, at=unit_id)
    return mine and by.holds(Right.KEEP_DOSSIERS, at=unit_id)


def require_keeper(by: Actor, dossier: Dossier) -> None:
    """Refuse unless she decides on it."""
    require(by, Right.KEEP_DOSSIERS, at=dossier.unit_id)
    if not keeps(by, unit_id=dossier.unit_id, creator_id=dossier.creator_id, lead_id=dossier.lead_id):
        led = "" if dossier.lead_id == dossier.creator_id else f", {dossier.lead_name} chủ trì"
        raise NotAllowed(
            f"Hồ sơ này do {dossier.creator_name} lập{led}. Người lập, người chủ trì, văn thư hoặc lãnh đạo"
            " mới sửa, đóng được."
        )


def require_not_closed(dossier: Dossier) -> None:
    """Refuse what is done to an open dossier alone."""
    if dossier.closed_on is not None:
        raise DossierClosed(f"Hồ sơ {dossier.code} đã đóng. Mở lại hồ sơ trước khi thay đổi.")


def require_deadline(due_on: date, *, on: date) -> None:
    """A deadline that is over before it is set helps nobody."""
    if due_on < on:
        raise DomainError("Hạn phải là hôm nay hoặc sau hôm nay", field="due_on")
