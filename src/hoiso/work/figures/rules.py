"""Who may do what with a request for figures."""

from hoiso.access.public import Actor, Right
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.work.figures.errors import ChangedMeanwhile, Frozen
from hoiso.work.models import FigureRequest, FigureSheet

_R = FigureRequest.State
_S = FigureSheet.State
SILENT = (_S.WAITING, _S.RETURNED)
HANDED_IN = (_S.SENT, _S.ACCEPTED)


def collects(by: Actor, unit_id: int) -> bool:
    """Whether she draws tables at the unit and looks after them: everybody of its office."""
    return by.holds(Right.DRAFT, at=unit_id)


def leads(by: Actor, unit_id: int) -> bool:
    """Whether she puts a table to other units, and freezes it: who gives work there."""
    return by.holds(Right.INSTRUCT, at=unit_id)


def fills(by: Actor, unit_id: int) -> bool:
    """Whether she fills tables put to the unit."""
    return by.holds(Right.WORK_ON_TASKS, at=unit_id)


def require_collecting(by: Actor, unit_id: int) -> None:
    """Refuse unless she works at the office of the unit."""
    if not collects(by, unit_id):
        raise NotAllowed("Chức vụ đang dùng không lập và theo dõi bảng số liệu của đơn vị này.")


def require_leading(by: Actor, unit_id: int) -> None:
    """Refuse unless she leads the unit."""
    if not leads(by, unit_id):
        raise NotAllowed(
            "Lãnh đạo hoặc chánh văn phòng của đơn vị mới gửi, gia hạn, chốt và huỷ được yêu cầu."
        )


def require_filling(by: Actor, sheet: FigureSheet) -> None:
    """Refuse unless she works at the unit that is asked."""
    if not fills(by, sheet.unit_id):
        raise NotAllowed(f"Bảng này do {sheet.unit_name} điền.")


def require_state(request: FigureRequest, state: str) -> None:
    """Refuse what comes too early or too late."""
    if request.state == state:
        return
    if request.state == _R.FROZEN:
        raise Frozen("Số liệu đã chốt, không thay đổi được nữa.")
    raise DomainError(f"Yêu cầu này ở tình trạng “{_R(request.state).label}” nên không làm được việc này.")


def require_change(sheet: FigureSheet, seen: int | None) -> None:
    """Refuse to write over what somebody else has written meanwhile."""
    if seen is not None and seen != sheet.change:
        raise ChangedMeanwhile(
            f"{sheet.filled_by_name or 'Người khác'} vừa thay đổi bảng này."
            " Mở lại bảng để xem, rồi điền tiếp."
        )
