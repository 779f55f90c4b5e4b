"""A province with three communes, and a table of figures, laid out for these tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.units.models import Unit
from hoiso.work.figures import public
from hoiso.work.figures.public import Column, Drawing, Kind
from hoiso.work.models import FigureRequest, FigureSheet
from tests.factories.people import a_unit, acting, an_officer

COLUMNS = (
    Column("Số hội viên", Kind.WHOLE, required=True, summed=True, note="Tính đến cuối kỳ"),
    Column("Kinh phí", Kind.DECIMAL, summed=True, note="Triệu đồng"),
    Column("Tỷ lệ", Kind.PERCENT),
    Column("Ghi chú", Kind.TEXT),
    Column("Ngày chốt", Kind.DATE),
)
ROWS = ("Phụ nữ cao tuổi", "- Phụ nữ dân tộc")


@dataclass(frozen=True, slots=True)
class Province:
    """Who asks, and who is asked: `alone` works by herself, `two` are two at a desk, `empty` has nobody."""

    unit: Unit
    leader: Officer
    specialist: Officer
    commune: Unit
    alone: Officer
    other: Unit
    two: tuple[Officer, Officer]
    empty: Unit


def a_province() -> Province:
    unit = a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE)
    commune, other = a_unit("Xã An Lục Long", under=unit), a_unit("Xã Bình Đức", under=unit)
    empty = a_unit("Xã Cần Giuộc", under=unit)
    return Province(
        unit, an_officer(Role.LEADER, unit, name="Phạm Thị Chủ Tịch"),
        an_officer(Role.SPECIALIST, unit, name="Nguyễn Thị Lệ"), commune,
        an_officer(Role.LEADER, commune, name="Trần Thị Một"), other,
        (
            an_officer(Role.LEADER, other, name="Lê Thị Hai"),
            an_officer(Role.CLERK, other, name="Võ Thị Ba"),
        ),
        empty,
    )  # fmt: skip


def now() -> datetime:
    return clock.now()


def soon(days: int = 9) -> date:
    return clock.office_date(now()) + timedelta(days=days)


def drawing(province: Province, **changes: object) -> Drawing:
    wanted = {
        "title": "Số hội viên quý III", "columns": COLUMNS, "rows": ROWS, "due_on": soon(),
        "asked": [province.commune.pk, province.other.pk, province.empty.pk], **changes,
    }  # fmt: skip
    return Drawing(**wanted)  # type: ignore[arg-type]


def a_request(province: Province, **changes: object) -> FigureRequest:
    """Drawn by the specialist, sent by the leader."""
    made = public.draw(
        by=acting(province.specialist), unit_id=province.unit.pk, drawing=drawing(province, **changes),
        at=now(),
    )  # fmt: skip
    return public.send(by=acting(province.leader), request_id=made.pk, at=now())


def sheet_at(unit: Unit) -> FigureSheet:
    """Seen by whoever acts."""
    return FigureSheet.objects.get(unit=unit)


def hand_in(who: Officer, unit: Unit, rows: Sequence[Sequence[str]]) -> FigureSheet:
    by = acting(who)
    sheet = sheet_at(unit)
    return public.hand_in(
        by=by, sheet_id=sheet.pk, cells=tuple(tuple(row) for row in rows), seen=None, at=now()
    )


def rows(first: str = "10", second: str = "5", money: str = "1.5") -> list[list[str]]:
    """Two rows of cells as they are kept."""
    return [[first, money, "12.5", "", ""], [second, "", "", "Không", "2026-09-20"]]
