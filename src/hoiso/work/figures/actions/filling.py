"""What the unit asked does: fill, keep for later, hand in."""

from datetime import datetime

from django.db import connection, transaction

from hoiso.access.public import Actor
from hoiso.core.errors import DomainError
from hoiso.core.phrases import vn_time
from hoiso.work.figures import course
from hoiso.work.figures.columns import Cells, columns_of, missing, place_words
from hoiso.work.figures.errors import CellsWrong, Frozen
from hoiso.work.figures.rules import require_change, require_filling, require_state
from hoiso.work.models import FigureRequest, FigureSheet, FigureVersion
from hoiso.work.tasks.public import settle

_S = FigureSheet.State


@transaction.atomic
def keep(*, by: Actor, sheet_id: int, cells: Cells, seen: int | None, at: datetime) -> FigureSheet:
    """Keep what is filled in so far. What was handed in stays handed in until she hands in again."""
    sheet = _open(by, sheet_id, cells, seen)
    if sheet.state == _S.SENT:
        raise DomainError("Bảng này đã nộp. Bấm “Nộp lại số liệu” để thay số đã nộp.")
    if [list(row) for row in cells] == sheet.values:
        return sheet
    _write(by, sheet, cells, at)
    sheet.save(update_fields=["values", "change", "filled_by_name", "filled_at"])
    course.note_sheets(by, [sheet], "keep", "Lưu tạm", at=at, unit_id=sheet.unit_id)
    return sheet


@transaction.atomic
def hand_in(*, by: Actor, sheet_id: int, cells: Cells, seen: int | None, at: datetime) -> FigureSheet:
    """Hand the table in: a version is kept, its task is done. The same again changes nothing.

    Raises `CellsWrong` for required cells that are empty, `Frozen` after freezing.
    """
    sheet = _open(by, sheet_id, cells, seen)
    columns = columns_of(sheet.request.columns)
    if faults := missing(columns, cells):
        down, across = next(iter(faults))
        where = place_words(columns, sheet.request.rows, down, across)
        raise CellsWrong(f"Còn {len(faults)} ô bắt buộc chưa điền, ô đầu tiên: {where}", faults)
    if sheet.state == _S.SENT and [list(row) for row in cells] == sheet.values:
        return sheet
    again = sheet.state == _S.RETURNED
    _write(by, sheet, cells, at)
    sheet.version += 1
    sheet.state, sheet.sent_at, sheet.reason = _S.SENT, at, ""
    sheet.save(
        update_fields=[
            "values", "change", "filled_by_name", "filled_at", "version", "state", "sent_at", "reason"
        ]
    )  # fmt: skip
    FigureVersion.objects.create(
        sheet=sheet, asker_id=sheet.asker_id, unit_id=sheet.unit_id, number=sheet.version,
        values=sheet.values, by_id=by.officer_id, by_name=by.full_name, at=at,
    )  # fmt: skip
    words = "Nộp số liệu" if sheet.version == 1 else f"Nộp số liệu, bản {sheet.version}"
    course.note_sheets(by, [sheet], "hand_in", words, at=at, unit_id=sheet.unit_id, version=sheet.version)
    if sheet.task_id is not None:
        settle(by=by, task_id=sheet.task_id, result=f"Đã nộp số liệu lúc {vn_time(at)}", at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_figures_answer(%s, %s, %s)", [sheet.pk, again, at])
    return sheet


def _open(by: Actor, sheet_id: int, cells: Cells, seen: int | None) -> FigureSheet:
    sheet = course.locked_sheet(sheet_id)
    require_filling(by, sheet)
    if sheet.frozen_at is not None:
        raise Frozen("Số liệu đã chốt, không thay đổi được nữa.")
    require_state(sheet.request, FigureRequest.State.ASKED)
    if sheet.state == _S.ACCEPTED:
        raise DomainError(
            f"{sheet.request.unit_name} đã nhận bảng này. Muốn sửa thì đề nghị nơi hỏi trả lại bảng."
        )
    require_change(sheet, seen)
    columns = len(sheet.request.columns)
    if len(cells) != len(sheet.request.rows) or any(len(row) != columns for row in cells):
        raise DomainError("Bảng gửi lên không đủ ô. Mở lại bảng rồi điền tiếp.")
    return sheet


def _write(by: Actor, sheet: FigureSheet, cells: Cells, at: datetime) -> None:
    sheet.values = [list(row) for row in cells]
    sheet.change += 1
    sheet.filled_by_name, sheet.filled_at = by.full_name, at
