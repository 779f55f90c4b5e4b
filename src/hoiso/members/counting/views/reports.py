"""Periodic reports: the list, a new one, and one with what may be done to it now."""

import io
from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import number, vn_date
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.documents.layouts.lists import ListColumn, PrintedList, render_list
from hoiso.members.counting import public
from hoiso.members.counting.forms import PERIODS, ChangeForm, ReasonForm, ReportForm
from hoiso.members.counting.public import INDICATORS
from hoiso.members.models import MemberReport

_MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pdf": "application/pdf",
}  # fmt: skip


@needs(Right.COUNT_MEMBERS)
@require_safe
def member_reports(request: Request) -> HttpResponse:
    """The unit's own reports, and those of the units below it."""
    place = public.counted_place(request.actor, None, on=request.actor.on)
    own, below = public.reports_at(place.unit_id)
    return page(
        request, "members/counting/reports.html", title="Báo cáo hội viên", place=place, own=own, below=below,
        periods=PERIODS,
    )  # fmt: skip


@needs(Right.COUNT_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def member_report_new(request: Request) -> HttpResponse:
    """Draw a report from the register."""
    given = request.POST or request.GET
    place = public.counted_place(request.actor, id_from(given.get("don_vi", "")), on=request.actor.on)
    form = ReportForm(request.POST or None, today=request.actor.on)
    if request.method == "POST" and form.is_valid():
        period = public.Period(
            form.cleaned_data["period"], form.cleaned_data["first"], form.cleaned_data["last"]
        )
        try:
            report = public.draw_report(
                by=request.actor, place=place, period=period, why=form.cleaned_data["why"], at=request.now
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(
                request, reverse("member_report", args=[report.pk]), done="Đã lập báo cáo từ sổ hội viên."
            )
    return page(
        request, "members/counting/report_new.html", status=422 if form.errors else 200,
        title="Lập báo cáo hội viên", place=place, form=form,
    )  # fmt: skip


@needs(Right.COUNT_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def member_report(request: Request, report_id: int) -> HttpResponse:
    """One report: its numbers, corrections, signing off; its Excel file or PDF (`tep`)."""
    report = public.opened_report(request.actor, report_id)
    act = request.POST.get("viec", "")
    change = ChangeForm(request.POST if act == "sua" else None)
    back = ReasonForm(request.POST if act == "tra" else None)
    form: ChangeForm | ReasonForm = back if act == "tra" else change
    if request.method == "POST":
        try:
            done = _act(request, report, act, form)
        except DomainError as error:
            # The signing buttons have no field: their refusal is told above the form that is there.
            if not form.is_bound:
                form = change = ChangeForm({})
                form.full_clean()
                form.errors.clear()
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            if done:
                return go_to(request, reverse("member_report", args=[report.pk]), done=done)
    before = public.last_period(report)
    lines = _lines(report, before)
    kind = request.GET.get("tep", "")
    if kind in _MEDIA and request.method != "POST":
        return _file(request, report, lines, kind)
    return page(
        request, "members/counting/report.html", status=422 if form.errors else 200,
        title=f"Báo cáo hội viên {dict(PERIODS)[report.period].lower()}", report=report, lines=lines,
        before=before, change=change, back=back, form=form,
        changes=[{**one, "name": public.BY_CODE[one["code"]].name, "at": datetime.fromisoformat(one["at"])}
                 for one in report.changes],
        drafts=report.state == "draft" and public.keeps_report(request.actor, report),
        signs=report.state == "draft" and public.signs(request.actor, report),
        closes=report.state == "sent" and public.closes(request.actor, report),
        again=report.state == "closed" and public.keeps_report(request.actor, report),
    )  # fmt: skip


def _act(request: Request, report: MemberReport, act: str, form: ChangeForm | ReasonForm) -> str:
    """What was done, in words; empty where the form was refused or nothing was asked."""
    given: dict[str, Any] = {"by": request.actor, "report_id": report.pk, "at": request.now}
    if act == "ky":
        signed = public.send_report(**given)
        return "Đã ký và chốt báo cáo." if signed.is_closed else "Đã ký, gửi báo cáo lên cấp trên."
    if act == "chot":
        public.close_report(**given)
        return "Đã chốt báo cáo."
    if not form.is_valid():
        return ""
    if act == "tra":
        public.return_report(**given, reason=form.cleaned_data["reason"])
        return "Đã trả lại báo cáo."
    if act == "sua":
        public.change_report(**given, **form.cleaned_data)
        return "Đã sửa số trong báo cáo."
    return ""


def _lines(report: MemberReport, before: MemberReport | None) -> list[dict[str, Any]]:
    """Every indicator with what was drawn, what it tells, and what the last period told."""
    lines = []
    for one in INDICATORS:
        told = _told(report, one.code)
        drawn = public.drawn_of(report, one.code)
        earlier = _told(before, one.code) if before else None
        rated = one.is_rate
        lines.append(
            {
                "indicator": one, "value": told, "words": _words(told, rated=rated),
                "drawn": "" if rated or (told or 0) == drawn else number(drawn),
                "before": _words(earlier, rated=rated),
                "difference": "" if rated or told is None or earlier is None else f"{told - earlier:+.0f}",
                "over": one.code == "gathering_rate" and told is not None and told > 100,
            }
        )  # fmt: skip
    return lines


def _told(report: MemberReport, code: str) -> float | None:
    """The number; rates are worked out from the numbers that the report tells."""
    if code == "core_rate":
        return public.rate(public.value_of(report, "core"), public.value_of(report, "members"))
    women = public.value_of(report, "women")
    if code == "gathering_rate":
        return public.rate(public.value_of(report, "members") + public.value_of(report, "told"), women)
    if code == "women" and not women:
        return None
    return public.value_of(report, code)


def _words(value: float | None, *, rated: bool) -> str:
    if value is None:
        return ""
    return f"{number(value, 1)} %" if rated else number(value)


def _reason(one: dict[str, Any]) -> str:
    name, before, value = public.BY_CODE[one["code"]].name, number(one["before"]), number(one["value"])
    return f"Sửa tay: {name}, từ {before} thành {value}. Lý do: {one['reason']}"


def _file(request: Request, report: MemberReport, lines: list[dict[str, Any]], kind: str) -> HttpResponse:
    """The form filled in, as Excel or PDF."""
    title = f"Báo cáo hội viên {dict(PERIODS)[report.period].lower()}"
    state = f"bản {report.version}, {report.get_state_display().lower()}"
    told = (f"Từ {vn_date(report.first)} đến {vn_date(report.last)}, {state}", report.told)
    heads = (("Chỉ tiêu", 5.0), ("Kỳ này", 2.0), ("Kỳ trước", 2.0), ("Tăng, giảm", 2.0))
    rows = [(line["indicator"].name, line["words"], line["before"], line["difference"]) for line in lines]
    reasons = [_reason(one) for one in report.changes]
    if kind == "xlsx":
        content = write_sheet(
            title, [SheetColumn(head, round(8 * share)) for head, share in heads],
            [
                (line["indicator"].name, line["words"] if line["indicator"].is_rate else line["value"],
                 line["before"], int(line["difference"]) if line["difference"] else None)
                for line in lines
            ], lines=(report.unit.title, *told, *reasons), name="Báo cáo",
        )  # fmt: skip
    else:
        content = render_list(
            PrintedList(
                title=title, unit=report.unit.title, unit_lines=(report.unit.title,), lines=told,
                columns=tuple(ListColumn(head, share, right=head != "Chỉ tiêu") for head, share in heads),
                rows=rows, after=tuple(reasons),
                signing=(("Người lập", report.drawn_name), ("Người ký", report.sent_name)),
                printed_by=request.actor.full_name, printed_at=request.now,
            )
        )  # fmt: skip
    name = f"bao-cao-hoi-vien-{report.first:%Y%m%d}-{report.last:%Y%m%d}-ban-{report.version}.{kind}"
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=_MEDIA[kind])  # type: ignore[return-value]
