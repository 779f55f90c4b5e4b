"""The periodic report: drawn from the register, corrected with a reason, signed off upward, closed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import NotAllowed
from hoiso.members.counting.errors import NotCountable, ReportClosed
from hoiso.members.counting.indicators import BY_CODE
from hoiso.members.counting.queries import counts, told_words
from hoiso.members.counting.report_queries import below_changes, opened_report
from hoiso.members.counting.rules import Counted, above_of_own, closes, keeps_report, signs
from hoiso.members.models import MemberReport


@dataclass(frozen=True, slots=True)
class Period:
    """What a report is of: its kind (`PERIODS`), its first and last day, both chosen freely."""

    kind: str
    first: date
    last: date


@transaction.atomic
def draw_report(*, by: Actor, place: Counted, period: Period, why: str, at: datetime) -> MemberReport:
    """Draw the unit's own report from the register; after a closed one as its next version, with `why`.

    `told` says which numbers it shows. What closed reports of the units below were corrected by is
    carried in. Refuses a second open one, and a period that is not over yet.
    """
    if period.last > office_date(at):
        raise NotCountable("Kỳ này chưa hết. Chọn ngày cuối kỳ là hôm nay hoặc trước đó.", field="last")
    earlier = list(
        MemberReport.objects.filter(unit_id=place.unit_id, first=period.first, last=period.last).order_by(
            "-version"
        )
    )
    if any(not one.is_closed for one in earlier):
        raise ReportClosed("Kỳ này đã có báo cáo đang lập. Mở báo cáo ấy để sửa.", field="last")
    if earlier and not why:
        raise NotCountable("Kỳ này đã chốt. Ghi lý do lập bản sửa.", field="why")
    found = counts(place, first=period.first, last=period.last)
    figures = {code: value for code, value in found.whole.values().items() if code in BY_CODE}
    if found.women.women is not None:
        figures["women"] = found.women.women
    report = MemberReport.objects.create(
        unit_id=place.unit_id, above_id=above_of_own(place, on=period.last), period=period.kind,
        first=period.first, last=period.last,
        version=earlier[0].version + 1 if earlier else 1, why=why, figures=figures,
        below=below_changes(place.unit_id, period.first, period.last), told=told_words(found)[:300],
        drawn_at=at, drawn_by=by.officer_id, drawn_name=by.full_name,
    )  # fmt: skip
    _record(by, report, "drawn", at)
    return report


@transaction.atomic
def change_report(
    *, by: Actor, report_id: int, code: str, value: int, reason: str, at: datetime
) -> MemberReport:
    """Correct one number of a draft by hand, with its reason; the drawn one stays beside it."""
    report = opened_report(by, report_id, lock=True)
    _require_draft(by, report)
    if code not in BY_CODE or BY_CODE[code].is_rate:
        raise NotCountable("Chọn một chỉ tiêu trong danh sách.", field="code")
    if not reason:
        raise NotCountable("Ghi lý do sửa số này.", field="reason")
    report.changes = [
        *report.changes,
        {"code": code, "before": value_of(report, code), "value": value, "reason": reason, "by": by.full_name,
         "at": at.isoformat()},
    ]  # fmt: skip
    report.save(update_fields=["changes"])
    _record(by, report, "changed", at, code=code)
    return report


@transaction.atomic
def send_report(*, by: Actor, report_id: int, at: datetime) -> MemberReport:
    """Sign the report off to the unit above; the province's own has none above and is closed by it."""
    report = opened_report(by, report_id, lock=True)
    _require_draft(by, report)
    if not signs(by, report):
        raise NotAllowed("Chi hội trưởng ký báo cáo của chi hội; lãnh đạo ký báo cáo của xã, phường và tỉnh.")
    report.state = MemberReport.State.SENT
    report.sent_at, report.sent_by, report.sent_name = at, by.officer_id, by.full_name
    if report.above_id is None:
        _close(by, report, at)
    report.save()
    _record(by, report, "closed" if report.is_closed else "sent", at)
    return report


@transaction.atomic
def close_report(*, by: Actor, report_id: int, at: datetime) -> MemberReport:
    """The unit above takes the report: its numbers are frozen from now on."""
    report = opened_report(by, report_id, lock=True)
    _require_sent(by, report)
    _close(by, report, at)
    report.save()
    _record(by, report, "closed", at)
    return report


@transaction.atomic
def return_report(*, by: Actor, report_id: int, reason: str, at: datetime) -> MemberReport:
    """The unit above gives the report back to be mended."""
    report = opened_report(by, report_id, lock=True)
    _require_sent(by, report)
    if not reason:
        raise NotCountable("Ghi lý do trả lại.", field="reason")
    report.state, report.why = MemberReport.State.DRAFT, f"Trả lại: {reason}"[:300]
    report.save(update_fields=["state", "why"])
    _record(by, report, "returned", at)
    return report


def value_of(report: MemberReport, code: str) -> int:
    """The number that the report tells: the last correction, else what was drawn."""
    changed = [one["value"] for one in report.changes if one["code"] == code]
    return int(changed[-1]) if changed else drawn_of(report, code)


def drawn_of(report: MemberReport, code: str) -> int:
    """What was drawn, with the corrections of the units below."""
    return int(report.figures.get(code, 0)) + int(report.below.get(code, 0))


def _require_draft(by: Actor, report: MemberReport) -> None:
    if not keeps_report(by, report):
        raise NotAllowed("Báo cáo này do đơn vị lập giữ; đồng chí chỉ xem, chốt hoặc trả lại.")
    if report.state != MemberReport.State.DRAFT:
        raise ReportClosed("Báo cáo đã ký gửi hoặc đã chốt, không sửa được. Lập bản sửa nếu có sai.")


def _require_sent(by: Actor, report: MemberReport) -> None:
    if not closes(by, report):
        raise NotAllowed("Đơn vị cấp trên chốt hoặc trả lại báo cáo này.")
    if report.state != MemberReport.State.SENT:
        raise ReportClosed("Báo cáo này không còn chờ cấp trên.")


def _close(by: Actor, report: MemberReport, at: datetime) -> None:
    report.state = MemberReport.State.CLOSED
    report.closed_at, report.closed_by, report.closed_name = at, by.officer_id, by.full_name


def _record(by: Actor, report: MemberReport, act: str, at: datetime, **more: object) -> None:
    audit.record(
        f"member_report_{act}", "member_report", report.pk, at=at, actor_id=by.officer_id,
        unit_id=report.unit_id, **more,
    )  # fmt: skip
