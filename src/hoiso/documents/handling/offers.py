"""What this officer may do now to handle the document of the page: the action bar's offers."""

from datetime import date

from django.urls import reverse

from hoiso.access.public import Actor, Right
from hoiso.documents.sheet.parts import Action, AssignmentLine, Sheet

_UNTOUCHED = ("unopened", "opened")
_INVITATION = "GM"


def offers(sheet: Sheet, actor: Actor, on: date) -> tuple[Action, ...]:
    """Acts of handling, the next step first. Pure: everything is read from the sheet and the actor.

    At most one is `main`. The actions behind them check rights again.
    """
    if sheet.direction != "in":
        return ()
    return (*_by_state(sheet, actor, on), *_meeting(sheet, actor))


def _by_state(sheet: Sheet, actor: Actor, on: date) -> tuple[Action, ...]:
    if sheet.state == "registered":
        return _registered(sheet, actor)
    if sheet.state == "proposed":
        return _proposed(sheet, actor)
    if sheet.state == "in_work":
        return (*_own_task(sheet, actor, on), *_leading(sheet, actor))
    if sheet.state == "done" and actor.holds(Right.INSTRUCT, at=sheet.unit_id):
        more = _to("handling_instruct", sheet.id, "Giao thêm việc", "pen")
        return (more, *_taking_back(sheet, actor))
    return ()


def _meeting(sheet: Sheet, actor: Actor) -> tuple[Action, ...]:
    """An invitation goes into the week's calendar, whatever becomes of the paper."""
    if sheet.kind != _INVITATION or not actor.holds(Right.WORK_ON_TASKS, at=sheet.unit_id):
        return ()
    return (_to("meeting_from_document", sheet.id, "Ghi vào lịch tuần", "calendar"),)


def _to(name: str, target: int, label: str, icon: str, *, main: bool = False, post: bool = False) -> Action:
    return Action(label, reverse(name, args=[target]), main=main, icon=icon, post=post)


def _registered(sheet: Sheet, actor: Actor) -> tuple[Action, ...]:
    instructs = actor.holds(Right.INSTRUCT, at=sheet.unit_id)
    proposes = actor.holds(Right.PROPOSE_HANDLING, at=sheet.unit_id)
    clerk = actor.holds(Right.REGISTER_INCOMING, at=sheet.unit_id)
    found: list[Action] = []
    if instructs:
        found.append(_to("handling_instruct", sheet.id, "Cho bút phê", "pen", main=True))
        found.append(_to("self_handle", sheet.id, "Tự xử lý", "person"))
    if proposes and (clerk or not instructs):
        found.append(_to("handling_propose", sheet.id, "Trình bút phê", "sign", main=not instructs))
    if proposes:
        found.append(_to("document_finish", sheet.id, "Chỉ lưu, kết thúc", "stop"))
    return tuple(found)


def _proposed(sheet: Sheet, actor: Actor) -> tuple[Action, ...]:
    waiting = sheet.open_proposal
    if waiting is None:
        return ()
    found: list[Action] = []
    if actor.holds(Right.INSTRUCT, at=sheet.unit_id):
        hers = waiting.to_officer_id == actor.officer_id or waiting.by_id != actor.officer_id
        found.append(_to("handling_decide", waiting.id, "Bút phê theo đề xuất", "pen", main=hers))
        found.append(_to("proposal_send_back", waiting.id, "Trả lại người trình", "back"))
        found.append(_to("self_handle", sheet.id, "Tự xử lý", "person"))
        found.append(_to("document_finish", sheet.id, "Chỉ lưu, kết thúc", "stop"))
    if waiting.by_id == actor.officer_id:
        found.append(_to("proposal_withdraw", waiting.id, "Rút lại đề xuất", "undo", post=True))
    return tuple(found)


def _own_task(sheet: Sheet, actor: Actor, on: date) -> tuple[Action, ...]:
    mine = next((line for line in sheet.assignments_of(actor) if line.is_open), None)
    if mine is None:
        return ()
    taken = mine.state == "accepted"
    accept = "Nhận việc" if mine.to_unit_id is None else "Nhận việc cho đơn vị"
    steps = [] if taken else [_to("task_accept", mine.id, accept, "task", main=True, post=True)]
    steps.append(_to("task_finish", mine.id, "Báo cáo kết quả", "check", main=taken))
    steps.append(_to("task_report", mine.id, "Báo cáo tiến độ", "note"))
    onward = "Chuyển người khác" if mine.to_unit_id is None else "Giao người trong đơn vị"
    steps.append(_to("task_split", mine.id, "Chia việc", "tree"))
    steps.append(_to("task_pass_on", mine.id, onward, "move"))
    if mine.due_on is not None:
        label = "Xin thêm thời gian" if mine.due_on >= on else "Xin gia hạn việc quá hạn"
        steps.append(_to("task_extend", mine.id, label, "clock"))
    return tuple(steps)


def _leading(sheet: Sheet, actor: Actor) -> tuple[Action, ...]:
    back = _taking_back(sheet, actor)
    if not actor.holds(Right.INSTRUCT, at=sheet.unit_id):
        return back
    more = _to("handling_instruct", sheet.id, "Thêm bút phê", "pen")
    return (more, *back, _to("document_finish", sheet.id, "Chỉ lưu, kết thúc", "stop"))


def _taking_back(sheet: Sheet, actor: Actor) -> tuple[Action, ...]:
    """The last instruction that she may take back: hers, or any where she instructs, while nobody began."""
    instructs = actor.holds(Right.INSTRUCT, at=sheet.unit_id)
    for instruction in reversed(sheet.instructions):
        if not instructs and instruction.by_id != actor.officer_id:
            continue
        lines = [line for line in sheet.assignments if line.instruction_id == instruction.id]
        if lines and _untouched(lines):
            return (_to("distribution_withdraw", instruction.id, "Thu lại phân công", "undo"),)
    return ()


def _untouched(lines: list[AssignmentLine]) -> bool:
    return all(line.state in _UNTOUCHED for line in lines)
