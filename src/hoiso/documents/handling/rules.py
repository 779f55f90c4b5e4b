"""Who may do what on the way from the proposal to the finished task, as sentences."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from hoiso.access.public import Actor, Right
from hoiso.core.errors import NotAllowed
from hoiso.documents.errors import WrongState
from hoiso.documents.tables.document import Direction, Document
from hoiso.documents.tables.handling import Assignment, Instruction

S = Assignment.State
OPEN_TASK = (S.UNOPENED, S.OPENED, S.ACCEPTED)
AGAIN_WITHIN = timedelta(minutes=10)  # the same words by the same person: a second press, not a second act


def handled(document: Document) -> None:
    """Only what came in is proposed, instructed and worked on; drafts have a way of their own."""
    if document.direction != Direction.INCOMING:
        raise WrongState("Việc này chỉ làm với văn bản đến. Văn bản đi có các bước trình, duyệt riêng.")


def works_on(by: Actor, task: Assignment) -> bool:
    """Whether the task is hers: given to her, or to a unit at whose desk or head she works."""
    if task.to_unit_id is not None:
        return by.holds(Right.PROPOSE_HANDLING, at=task.to_unit_id)
    return task.officer_id == by.officer_id


def hers(by: Actor) -> Q:
    """The same as a condition on assignments."""
    units = by.units_with(Right.PROPOSE_HANDLING)
    mine = Q(officer_id=by.officer_id)
    return mine | Q(to_unit_id__in=units) if units else mine


def require_own_task(by: Actor, task: Assignment) -> None:
    """Only she who was given the task works on it; for a unit its leader, office head or clerk."""
    if works_on(by, task):
        return
    if task.to_unit_id is not None:
        raise NotAllowed(
            f"Việc này được giao cho {task.officer_name}. Lãnh đạo, chánh văn phòng hoặc văn thư"
            " của đơn vị đó nhận và làm."
        )
    raise NotAllowed(
        f"Việc này được giao cho {task.officer_name}. Lãnh đạo có thể chuyển việc sang người khác."
    )


def passes_on(by: Actor, document: Document, task: Assignment) -> bool:
    """Whether she may hand the task to somebody where it is done.

    Her own task; at the document's unit who gave it, or a leader; at a unit that was given it, its desk.
    """
    if works_on(by, task):
        return True
    if task.unit_id == document.unit_id:
        return answers_for(by, document, task.instruction.by_id)
    return task.to_unit_id is None and by.holds(Right.PROPOSE_HANDLING, at=task.unit_id)


def require_open(task: Assignment) -> None:
    """A task that is finished, passed on or taken back moves no more."""
    if task.state not in OPEN_TASK:
        raise WrongState(
            f"Việc này ở tình trạng “{S(task.state).label}”, không làm tiếp được."
            " Mở lại trang văn bản để xem tình trạng mới nhất."
        )


def answers_for(by: Actor, document: Document, giver_id: int | None) -> bool:
    """Whether she decides on an instruction: who gave it, or who may instruct at the unit."""
    return by.officer_id == giver_id or by.holds(Right.INSTRUCT, at=document.unit_id)


def require_answering(by: Actor, document: Document, giver_id: int | None) -> None:
    """Refuse unless she decides on that instruction."""
    if not answers_for(by, document, giver_id):
        raise NotAllowed("Chỉ người giao việc hoặc lãnh đạo đơn vị quyết định được việc này.")


def untouched(tasks: Iterable[Assignment]) -> bool:
    """Whether nothing hangs on a distribution: everybody has at most opened the document."""
    return all(task.state in (S.UNOPENED, S.OPENED) for task in tasks)


def said_again(last: Instruction | None, *, by: Actor, at: datetime) -> bool:
    """Whether the last instruction is hers and so fresh that the same words are a second press."""
    return last is not None and last.by_id == by.officer_id and at - last.at < AGAIN_WITHIN
