"""What this officer may do now with the registration of the document: the action bar's offers."""

from datetime import date

from django.urls import reverse

from hoiso.access.public import Actor, Right
from hoiso.documents.sheet.parts import Action, Sheet

_RETURNABLE = ("registered", "proposed")
_CANCELLABLE = ("registered", "proposed", "in_work", "done")
_CORRECTABLE = ("registered", "proposed", "in_work", "done", "returned")


def offers(sheet: Sheet, actor: Actor, on: date) -> tuple[Action, ...]:
    """Correct the line, send back, undo the registration or what a rule did. Pure, never the main act."""
    if sheet.direction != "in" or not actor.holds(Right.REGISTER_INCOMING, at=sheet.unit_id):
        return ()
    found: list[Action] = []
    if sheet.state in _CORRECTABLE:
        found.append(_to("incoming_correct", sheet.id, "Sửa thông tin đăng ký", "pen"))
    if sheet.state in _RETURNABLE:
        found.append(_to("incoming_return", sheet.id, "Trả lại nơi gửi", "back"))
        found.append(_to("incoming_void", sheet.id, "Huỷ đăng ký", "cross"))
    if _called_back(sheet) and sheet.state in _CANCELLABLE:
        found.append(_to("incoming_recall", sheet.id, "Huỷ theo thông báo thu hồi của nơi gửi", "cross"))
    if sheet.state == "revoked":
        found.append(_to("incoming_recall_undo", sheet.id, "Bỏ huỷ theo thông báo thu hồi", "undo"))
    if sheet.state in _CORRECTABLE:
        found.append(_to("paper", sheet.id, "Bản giấy, nhãn", "print"))
    if _rule_stands(sheet):
        undo = reverse("arrival_rule_undo", args=[sheet.id])
        found.append(Action("Bỏ áp dụng quy tắc", undo, icon="undo", post=True))
    return tuple(found)


def _rule_stands(sheet: Sheet) -> bool:
    """Whether a rule on arrival acted, nobody took it back, and its proposal is not decided yet."""
    acts = [line.kind for line in sheet.events if line.kind in ("apply_rule", "undo_rule")]
    return acts[-1:] == ["apply_rule"] and sheet.state in _RETURNABLE


def _called_back(sheet: Sheet) -> bool:
    """Whether the sender's order is kept on it: a message, or a delivery called back here."""
    return bool(sheet.recalled) or any(line.kind == "revoke" for line in sheet.messages)


def _to(name: str, target: int, label: str, icon: str) -> Action:
    return Action(label, reverse(name, args=[target]), icon=icon)
