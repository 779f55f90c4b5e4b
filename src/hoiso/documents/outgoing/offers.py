"""What the document's page offers to do with an outgoing document, and to answer an incoming one."""

from datetime import date

from django.urls import reverse

from hoiso.access.public import Actor, Right
from hoiso.documents.outgoing.rules import issues_alone
from hoiso.documents.sheet.parts import Action, Sheet
from hoiso.documents.tables.document import State

_WRITABLE = (State.DRAFT, State.SENT_BACK)
_NUMBERED = (State.NUMBERED, State.AWAITING_SIGNATURE)
_ANSWERABLE = (State.PROPOSED, State.REGISTERED, State.IN_WORK)


def offers(sheet: Sheet, actor: Actor, on: date) -> tuple[Action, ...]:
    """The acts that this officer may do now, the likeliest first and marked as the main one."""
    if not actor.holds(Right.DRAFT, at=sheet.unit_id) and not _asked_of_unit(sheet, actor):
        return ()
    if sheet.direction == "in":
        if sheet.state not in _ANSWERABLE:
            return ()
        copy = (_copy(sheet),) if actor.holds(Right.ISSUE, at=sheet.unit_id) else ()
        answer = f"{reverse('outgoing_new')}?tra-loi={sheet.id}"
        return (Action("Soạn văn bản trả lời", answer, icon="pen"), *copy)
    if sheet.direction != "out" or sheet.draft_version is None:
        return ()
    return tuple(_outgoing(sheet, actor))


def _asked_of_unit(sheet: Sheet, actor: Actor) -> bool:
    """Whether another unit asked something of hers that is still to be done."""
    return any(
        line.is_open and line.unit_id != sheet.unit_id and actor.holds(Right.DRAFT, at=line.unit_id)
        for line in sheet.assignments
    )


def _outgoing(sheet: Sheet, actor: Actor) -> list[Action]:
    issues = actor.holds(Right.ISSUE, at=sheet.unit_id)
    if sheet.state in _WRITABLE:
        return _writing(sheet, actor)
    if sheet.state == State.SUBMITTED:
        return _submitted(sheet, actor)
    if sheet.state == State.APPROVED:
        number = [Action("Cấp số", _to("outgoing_number", sheet), main=True, icon="sign")] if issues else []
        return [*number, Action("Sửa dự thảo", _to("outgoing_edit", sheet), icon="pen"), _versions(sheet)]
    if sheet.state in _NUMBERED:
        issue = [Action("Phát hành", _to("outgoing_issue", sheet), main=True, icon="out")] if issues else []
        return [*issue, _versions(sheet)]
    again = Action("Soạn lại từ bản này", _to("outgoing_again", sheet), icon="file", post=True)
    if sheet.state == State.ISSUED:
        watched = Action("Theo dõi nơi nhận", _to("outgoing_recipients", sheet), main=True, icon="people")
        revoke = [Action("Thu hồi", _to("outgoing_revoke", sheet), icon="back")] if issues else []
        copy = [_copy(sheet)] if issues else []
        return [watched, *revoke, *copy, again, _versions(sheet)]
    return [again, _versions(sheet)]


def _writing(sheet: Sheet, actor: Actor) -> list[Action]:
    edit = Action("Soạn tiếp", _to("outgoing_edit", sheet), main=True, icon="pen")
    if issues_alone(actor, sheet.unit_id):
        onward = Action("Duyệt, cấp số và phát hành", _to("outgoing_number", sheet), icon="check")
    elif actor.holds(Right.APPROVE, at=sheet.unit_id):
        onward = Action("Xem lại và duyệt", _to("outgoing_submit", sheet), icon="check")
    else:
        onward = Action("Trình duyệt", _to("outgoing_submit", sheet), icon="out")
    return [edit, onward, _versions(sheet)]


def _submitted(sheet: Sheet, actor: Actor) -> list[Action]:
    review = sheet.open_review
    made = []
    named = any(one.reviewer_id == actor.officer_id for one in sheet.laying)
    if review is not None and (named or actor.holds(Right.APPROVE, at=sheet.unit_id)):
        mine = any(one.reviewer_id == actor.officer_id and one.decision == "waiting" for one in sheet.laying)
        made.append(Action("Xem và duyệt", _to("outgoing_review", sheet), main=mine, icon="check"))
    if review is not None and actor.officer_id in (review.submitted_by, sheet.created_by):
        made.append(Action("Rút về để sửa", _to("outgoing_withdraw", sheet), icon="undo", post=True))
    return [*made, _versions(sheet)]


def _copy(sheet: Sheet) -> Action:
    return Action("Sao văn bản", _to("outgoing_copy", sheet), icon="file")


def _versions(sheet: Sheet) -> Action:
    return Action("Các bản dự thảo", _to("outgoing_versions", sheet), icon="history")


def _to(name: str, sheet: Sheet) -> str:
    return reverse(name, args=[sheet.id])
