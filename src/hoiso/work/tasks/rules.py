"""Who may do what with a task that hangs on no document."""

from datetime import date

from hoiso.access.public import Actor, Right
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.work.models import Task

_S = Task.State
OPEN = (_S.OFFERED, _S.GIVEN, _S.ACCEPTED)


def gives(by: Actor, unit_id: int) -> bool:
    """Whether she gives work to others of the unit."""
    return by.holds(Right.INSTRUCT, at=unit_id)


def answers_for(by: Actor, task: Task) -> bool:
    """Whether she decides on the task: who gave it, or a leader of the unit."""
    return task.given_by == by.officer_id or gives(by, task.unit_id)


def require_giving(by: Actor, unit_id: int, *, to: set[int], parent: Task | None) -> None:
    """A leader gives to everybody; the lead of a task splits it; everybody plans work for herself."""
    if gives(by, unit_id) or (parent is not None and parent.lead_id == by.officer_id):
        return
    if not by.holds(Right.WORK_ON_TASKS, at=unit_id):
        raise NotAllowed("Chức vụ đang dùng không giao việc ở đơn vị này.")
    if to - {by.officer_id}:
        raise NotAllowed(
            "Chỉ lãnh đạo, chánh văn phòng giao việc cho người khác. Đồng chí chia được việc do mình"
            " chủ trì, hoặc ghi việc cho mình."
        )


def require_answering(by: Actor, task: Task) -> None:
    """Refuse unless she decides on it."""
    if not answers_for(by, task):
        raise NotAllowed("Chỉ người giao việc hoặc lãnh đạo đơn vị quyết định được việc này.")


def require_lead(by: Actor, task: Task) -> None:
    """Refuse unless she leads it."""
    if task.lead_id != by.officer_id:
        raise NotAllowed(f"Việc này do {task.lead_name or 'người nhận việc'} chủ trì.")


def require_open(task: Task) -> None:
    """What is done or cancelled moves no more."""
    if task.state not in OPEN:
        raise DomainError(f"Việc này ở tình trạng “{_S(task.state).label}”, không làm tiếp được.")


def not_past(due_on: date | None, *, today: date, field: str = "due_on") -> None:
    """A deadline that is over before it is set helps nobody."""
    if due_on is not None and due_on < today:
        raise DomainError("Hạn phải là hôm nay hoặc sau hôm nay", field=field)
