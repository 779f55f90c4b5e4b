"""Beside the demo's members: women of full age, a branch that tells its number, a report on its way."""

from datetime import date, datetime, time, timedelta

from hoiso.core.clock import OFFICE_ZONE
from hoiso.demo.chance import chance_of
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.members.models import BranchCount, Member, MemberReport, WomenCount
from hoiso.units.models import Placement, Unit
from hoiso.units.names import folded_names

_SINCE = date(2025, 7, 1)
_FEWEST, _MOST = 4_000, 12_000
_TOLD = 62


def numbers(offices: Offices, year: Year) -> None:
    """What the pages of numbers show besides the register, in four statements or so."""
    chance = chance_of("counting")
    last = date(year.today.year - 1, 12, 31)
    at = datetime.combine(last + timedelta(days=20), time(8), OFFICE_ZONE)
    alone = next(office for office in offices.communes if office.is_one_person)
    by = alone.clerks[0].officer
    WomenCount.objects.bulk_create(
        WomenCount(
            unit=office.unit, year=last.year, women=chance.randrange(_FEWEST, _MOST),
            source="Số liệu thống kê xã, phường (mẫu)", set_by=by.pk, set_at=at,
        )
        for office in offices.communes
    )  # fmt: skip
    branch = Unit.objects.create(
        kind=Unit.Kind.BRANCH, name="Chi hội chợ", folded=folded_names("Chi hội chợ"), valid_from=_SINCE
    )
    Placement.objects.create(unit=branch, parent=alone.unit, valid_from=_SINCE)
    BranchCount.objects.create(
        unit=branch, on=last, members=_TOLD, told_by=by.full_name, set_by=by.pk, set_at=at
    )
    members = Member.objects.filter(commune=alone.unit, state="active", joined_on__lt=last).count()
    MemberReport.objects.create(
        unit=alone.unit, above=offices.province.unit, period="year", first=date(last.year, 1, 1), last=last,
        figures={"opening": members, "in": 0, "out": 0, "members": members, "told": _TOLD},
        told="Số đếm từ danh sách; 1 chi hội chưa có danh sách báo thêm, để riêng.",
        drawn_at=at, drawn_by=by.pk, drawn_name=by.full_name,
    )  # fmt: skip
