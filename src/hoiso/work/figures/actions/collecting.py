"""What the unit that asks does with what comes: urge, take, return, move the deadline, freeze, give up."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.phrases import number, vn_date
from hoiso.work.figures import course
from hoiso.work.figures.errors import Frozen
from hoiso.work.figures.rules import (
    HANDED_IN,
    SILENT,
    require_collecting,
    require_leading,
    require_state,
)
from hoiso.work.models import FigureRequest, FigureSheet

_R = FigureRequest.State
_S = FigureSheet.State


@transaction.atomic
def urge_silent(*, by: Actor, request_id: int, at: datetime) -> int:
    """Đôn đốc every unit that has not handed in, each at most once a day; how many were urged now."""
    request = course.locked_request(request_id)
    require_collecting(by, request.unit_id)
    require_state(request, _R.ASKED)
    today = office_date(at)
    silent = list(
        request.sheets.select_for_update(no_key=True)
        .filter(state__in=SILENT)
        .filter(Q(urged_on=None) | Q(urged_on__lt=today))
        .order_by("pk")
    )
    if not silent:
        return 0
    request.sheets.filter(pk__in=[one.pk for one in silent]).update(urged=F("urged") + 1, urged_on=today)
    words = f"{request.unit_name} đôn đốc nộp số liệu, hạn {vn_date(request.due_on)}: {request.title}"
    course.note_sheets(by, silent, "urge", "Đôn đốc nộp số liệu", at=at, unit_id=request.unit_id)
    course.note_request(by, request, "urge", f"Đôn đốc {number(len(silent))} đơn vị chưa nộp", at=at)
    course.say_to_units(
        [one.pk for one in silent], "urge", "Đôn đốc nộp số liệu", words, at=at, event="urged"
    )
    return len(silent)


@transaction.atomic
def take(*, by: Actor, sheet_id: int, at: datetime) -> FigureSheet:
    """Take what a unit handed in as right. Twice changes nothing."""
    sheet = _asking(by, sheet_id)
    if sheet.state == _S.ACCEPTED:
        return sheet
    if sheet.state != _S.SENT:
        raise DomainError(f"{sheet.unit_name} chưa nộp số liệu.")
    sheet.state = _S.ACCEPTED
    sheet.change += 1
    sheet.save(update_fields=["state", "change"])
    course.note_sheets(by, [sheet], "take", "Nhận số liệu", at=at, unit_id=sheet.asker_id)
    return sheet


@transaction.atomic
def take_all(*, by: Actor, request_id: int, at: datetime) -> int:
    """Take everything that was handed in and not taken yet; how many."""
    request = course.locked_request(request_id)
    require_collecting(by, request.unit_id)
    require_state(request, _R.ASKED)
    handed = list(request.sheets.select_for_update(no_key=True).filter(state=_S.SENT).order_by("pk"))
    request.sheets.filter(pk__in=[one.pk for one in handed]).update(state=_S.ACCEPTED, change=F("change") + 1)
    course.note_sheets(by, handed, "take", "Nhận số liệu", at=at, unit_id=request.unit_id)
    return len(handed)


@transaction.atomic
def give_back(*, by: Actor, sheet_id: int, reason: str, at: datetime) -> FigureSheet:
    """Return a table to be mended, with the reason; its task is open again."""
    sheet = _asking(by, sheet_id)
    if not reason.strip():
        raise DomainError("Ghi điều cần sửa", field="reason")
    if sheet.state not in HANDED_IN:
        raise DomainError(f"{sheet.unit_name} chưa nộp số liệu nên chưa trả lại được.")
    sheet.state, sheet.reason = _S.RETURNED, reason.strip()
    sheet.change += 1
    sheet.save(update_fields=["state", "reason", "change"])
    said = f"Trả lại để sửa: {sheet.reason}"
    course.note_sheets(by, [sheet], "give_back", said, at=at, unit_id=sheet.asker_id)
    words = f"{sheet.request.unit_name} trả lại số liệu để sửa: {sheet.reason}"
    course.say_to_units([sheet.pk], "reopen", said, words, at=at)
    return sheet


@transaction.atomic
def move_deadline(*, by: Actor, request_id: int, due_on: date, reason: str, at: datetime) -> FigureRequest:
    """Another deadline for everybody, with the reason."""
    request = course.locked_request(request_id)
    require_leading(by, request.unit_id)
    require_state(request, _R.ASKED)
    if due_on < office_date(at):
        raise DomainError("Hạn nộp phải là hôm nay hoặc sau hôm nay", field="due_on")
    if not reason.strip():
        raise DomainError("Nhập lý do đổi hạn", field="reason")
    if due_on == request.due_on:
        return request
    said = f"Đổi hạn từ {vn_date(request.due_on)} sang {vn_date(due_on)}: {reason.strip()}"
    request.due_on = due_on
    request.save(update_fields=["due_on"])
    course.note_request(by, request, "due", said, at=at)
    silent = list(request.sheets.filter(state__in=SILENT).values_list("pk", flat=True))
    words = f"Hạn nộp số liệu mới {vn_date(due_on)}: {request.title}"
    course.say_to_units(silent, "due", said, words, at=at)
    return request


@transaction.atomic
def freeze(*, by: Actor, request_id: int, at: datetime) -> FigureRequest:
    """Chốt: from now on nothing changes. What was handed in counts; the record says what and whose.

    Tasks of units that did not hand in end. Twice changes nothing.
    """
    request = course.locked_request(request_id)
    require_leading(by, request.unit_id)
    if request.state == _R.FROZEN:
        return request
    require_state(request, _R.ASKED)
    sheets = list(request.sheets.select_for_update(no_key=True).order_by("pk"))
    counted = [one for one in sheets if one.version and one.state in HANDED_IN]
    if not counted:
        raise DomainError("Chưa đơn vị nào nộp số liệu nên chưa chốt được.")
    missing = [one for one in sheets if one not in counted]
    request.record = {
        "counted": [
            {
                "unit": one.unit_id, "name": one.unit_name, "version": one.version, "by": one.filled_by_name,
                "at": one.sent_at.isoformat() if one.sent_at else "",
            }
            for one in counted
        ],
        "missing": [one.unit_name for one in missing],
        "digest": digest(request, counted),
    }  # fmt: skip
    request.state, request.ended_at, request.ended_by_name = _R.FROZEN, at, by.full_name
    said = f"Chốt số liệu: {number(len(counted))} trong {number(len(sheets))} đơn vị"
    course.say_to_units(
        [one.pk for one in missing], "cancel", said, f"Đã chốt số liệu: {request.title}", at=at
    )
    course.note_request(by, request, "freeze", said, at=at, counted=len(counted))
    request.sheets.update(frozen_at=at)
    request.save(update_fields=["record", "state", "ended_at", "ended_by_name"])
    return request


@transaction.atomic
def give_up(*, by: Actor, request_id: int, reason: str, at: datetime) -> FigureRequest:
    """Cancel a request that is not needed any more; what was handed in stays to be read."""
    request = course.locked_request(request_id)
    require_leading(by, request.unit_id)
    if request.state == _R.CANCELLED:
        return request
    if request.state == _R.FROZEN:
        raise Frozen("Số liệu đã chốt, không huỷ được nữa.")
    if not reason.strip():
        raise DomainError("Nhập lý do huỷ", field="reason")
    silent = list(request.sheets.filter(state__in=SILENT).values_list("pk", flat=True))
    request.state, request.ended_at, request.ended_by_name = _R.CANCELLED, at, by.full_name
    request.save(update_fields=["state", "ended_at", "ended_by_name"])
    said = f"Huỷ yêu cầu số liệu: {reason.strip()}"
    course.note_request(by, request, "cancel", said, at=at)
    course.say_to_units(silent, "cancel", said, f"Không cần nộp số liệu nữa: {request.title}", at=at)
    return request


def digest(request: FigureRequest, counted: list[FigureSheet]) -> str:
    """SHA-256 over the table and everything that counts, so that the frozen figures can be compared."""
    whole: dict[str, Any] = {
        "columns": request.columns,
        "rows": request.rows,
        "units": [[one.unit_id, one.version, one.values] for one in counted],
    }
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _asking(by: Actor, sheet_id: int) -> FigureSheet:
    sheet = course.locked_sheet(sheet_id)
    require_collecting(by, sheet.asker_id)
    if sheet.frozen_at is not None:
        raise Frozen("Số liệu đã chốt, không thay đổi được nữa.")
    require_state(sheet.request, _R.ASKED)
    return sheet
