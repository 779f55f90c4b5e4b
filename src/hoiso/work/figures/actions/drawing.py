"""Drawing a table and putting it to units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.phrases import number, vn_date
from hoiso.notices.public import tell
from hoiso.units.public import branches
from hoiso.work.figures import course
from hoiso.work.figures.columns import ADDED, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Column
from hoiso.work.figures.rules import require_collecting, require_leading, require_state
from hoiso.work.models import FigureRequest, FigureSheet
from hoiso.work.people import people_of

_R = FigureRequest.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A table and whom it is for. Without `rows` it has a single row that needs no name."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[str]
    asked: Sequence[int]
    due_on: date
    text: str = ""


@transaction.atomic
def draw(*, by: Actor, unit_id: int, drawing: Drawing, at: datetime) -> FigureRequest:
    """A new table, still a draft: nobody beyond the office sees it."""
    require_collecting(by, unit_id)
    _check(drawing, unit_id, today=office_date(at))
    request = FigureRequest(
        unit_id=unit_id, unit_name=_unit_name(by, unit_id), made_by=by.officer_id, made_by_name=by.full_name,
        made_at=at,
    )  # fmt: skip
    _put(request, drawing)
    request.save()
    course.note_request(by, request, "draw", "Lập bảng số liệu", at=at)
    return request


@transaction.atomic
def redraw(*, by: Actor, request_id: int, drawing: Drawing, at: datetime) -> FigureRequest:
    """Another shape of a table that was not sent yet."""
    request = course.locked_request(request_id)
    require_collecting(by, request.unit_id)
    require_state(request, _R.DRAFT)
    _check(drawing, request.unit_id, today=office_date(at))
    _put(request, drawing)
    request.save()
    course.note_request(by, request, "redraw", "Sửa bảng số liệu", at=at)
    return request


@transaction.atomic
def lay_before_leaders(*, by: Actor, request_id: int, at: datetime) -> FigureRequest:
    """Tell those who may send it that it is drawn."""
    request = course.locked_request(request_id)
    require_collecting(by, request.unit_id)
    require_state(request, _R.DRAFT)
    heads = {Role.LEADER, Role.OFFICE_HEAD}
    told = [one.id for one in people_of(request.unit_id, on=office_date(at)) if one.roles & heads]
    if not told:
        raise DomainError("Đơn vị chưa có lãnh đạo hoặc chánh văn phòng dùng hệ thống để gửi bảng này.")
    course.note_request(by, request, "lay", "Trình lãnh đạo gửi bảng số liệu", at=at)
    address = reverse("figures_request", args=[request.pk])
    words = f"{by.full_name} trình gửi yêu cầu số liệu: {request.title}"
    tell(told, words, address=address, at=at, by=by, event="figures")
    return request


@transaction.atomic
def send(*, by: Actor, request_id: int, at: datetime) -> FigureRequest:
    """Put it to the chosen units: a table and a task with the deadline at each. Twice sends once."""
    request = course.locked_request(request_id)
    require_leading(by, request.unit_id)
    if request.state == _R.ASKED:
        return request
    require_state(request, _R.DRAFT)
    today = office_date(at)
    if request.due_on < today:
        raise DomainError("Hạn nộp đã qua. Sửa bảng, đặt hạn mới rồi gửi.")
    names = {one.id: one.title for one in branches(request.unit_id, on=today)}
    there = [one for one in request.asked if one in names]
    if not there:
        raise DomainError("Các đơn vị đã chọn không còn hoạt động. Sửa bảng, chọn lại đơn vị rồi gửi.")
    request.state, request.sent_at = _R.ASKED, at
    request.save(update_fields=["state", "sent_at"])
    FigureSheet.objects.bulk_create(
        [
            FigureSheet(request=request, asker_id=request.unit_id, unit_id=one, unit_name=names[one][:200])
            for one in there
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_figures_ask(%s, %s)", [request.pk, at])
        reached = int(cursor.fetchone()[0])
    words = f"Gửi {number(len(there))} đơn vị, hạn {vn_date(request.due_on)}"
    if reached < len(there):
        words += f"; {number(len(there) - reached)} đơn vị chưa có cán bộ dùng hệ thống"
    course.note_request(by, request, "send", words, at=at, units=len(there))
    return request


def _put(request: FigureRequest, drawing: Drawing) -> None:
    request.title, request.text = drawing.title.strip(), drawing.text.strip()
    request.columns = [column.kept() for column in drawing.columns]
    request.rows = list(drawing.rows) or [""]
    request.asked, request.due_on = sorted(set(drawing.asked)), drawing.due_on


def _unit_name(by: Actor, unit_id: int) -> str:
    return next((post.unit_title for post in by.posts if post.unit_id == unit_id), "")[:200]


def _check(drawing: Drawing, unit_id: int, *, today: date) -> None:
    if not drawing.title.strip():
        raise DomainError("Nhập tên bảng số liệu", field="title")
    _check_table(drawing)
    if drawing.due_on < today:
        raise DomainError("Hạn nộp phải là hôm nay hoặc sau hôm nay", field="due_on")
    _check_asked(drawing.asked, unit_id, today=today)


def _check_table(drawing: Drawing) -> None:
    if not drawing.columns:
        raise DomainError("Nhập tên của ít nhất một cột", field="column_1")
    if len(drawing.columns) > MOST_COLUMNS:
        raise DomainError(f"Bảng có nhiều nhất {MOST_COLUMNS} cột", field="column_1")
    if len(drawing.rows) > MOST_ROWS:
        raise DomainError(f"Bảng có nhiều nhất {MOST_ROWS} dòng", field="rows")
    if len(drawing.columns) * max(len(drawing.rows), 1) > MOST_CELLS:
        raise DomainError(f"Bảng có nhiều nhất {MOST_CELLS} ô; bớt dòng hoặc bớt cột", field="rows")
    _once([column.name for column in drawing.columns], "cột", "column_1")
    _once(drawing.rows, "dòng", "rows")
    for place, column in enumerate(drawing.columns, start=1):
        if column.summed and column.kind not in ADDED:
            raise DomainError(
                f"Cột “{column.name}” không cộng được: chỉ cộng cột số nguyên và số thập phân",
                field=f"column_{place}",
            )


def _check_asked(asked: Sequence[int], unit_id: int, *, today: date) -> None:
    below = {one.id for one in branches(unit_id, on=today)}
    if not below:
        raise DomainError("Đơn vị này không có đơn vị trực thuộc để hỏi số liệu.", field="asked")
    if not asked or not set(asked) <= below:
        raise DomainError("Chọn đơn vị trong danh sách", field="asked")


def _once(names: Sequence[str], what: str, field: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise DomainError(f"Có hai {what} cùng tên “{name}”", field=field)
        seen.add(name.casefold())
