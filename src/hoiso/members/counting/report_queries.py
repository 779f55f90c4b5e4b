"""Reports to see: one, those of a unit and of the units below it, and the last period's."""

from collections import defaultdict
from datetime import date

from hoiso.access.public import Actor
from hoiso.core.errors import NotThere
from hoiso.members.counting.rules import reads_report
from hoiso.members.models import MemberReport

NOT_THERE = "Không có báo cáo này, hoặc báo cáo không thuộc nơi đồng chí phụ trách."
MOST = 100


def opened_report(by: Actor, report_id: int, *, lock: bool = False) -> MemberReport:
    """The report, for the unit that draws it and the one above it; NotThere for others. One statement."""
    rows = MemberReport.objects.select_related("unit", "above")
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(pk=report_id).first()
    if found is None or not reads_report(by, found):
        raise NotThere(NOT_THERE)
    return found


def reports_at(unit_id: int) -> tuple[list[MemberReport], list[MemberReport]]:
    """The unit's own, newest first, and those that units below have sent or had closed. Two statements."""
    rows = MemberReport.objects.select_related("unit").order_by("-last", "-id")
    below = rows.filter(above_id=unit_id).exclude(state=MemberReport.State.DRAFT)
    return list(rows.filter(unit_id=unit_id)[:MOST]), list(below[:MOST])


def last_period(report: MemberReport) -> MemberReport | None:
    """The newest closed report of the same unit and kind that ended before this one began."""
    return (
        MemberReport.objects.filter(
            unit_id=report.unit_id,
            period=report.period,
            state=MemberReport.State.CLOSED,
            last__lt=report.first,
        )
        .order_by("-last", "-version")
        .first()
    )


def below_changes(unit_id: int, first: date, last: date) -> dict[str, int]:
    """By how much the newest closed reports of the units below differ from the register. One statement."""
    rows = MemberReport.objects.filter(
        above_id=unit_id, first=first, last=last, state=MemberReport.State.CLOSED
    ).order_by("unit_id", "-version")
    sums: dict[str, int] = defaultdict(int)
    seen: set[int] = set()
    for report in rows:
        if report.unit_id in seen:
            continue
        seen.add(report.unit_id)
        for code, delta in report.below.items():
            sums[code] += delta
        for code, value in {one["code"]: one["value"] for one in report.changes}.items():
            sums[code] += value - report.figures.get(code, 0) - report.below.get(code, 0)
    return {code: total for code, total in sums.items() if total}
