"""Dated settings, and the calendar of days off."""

from itertools import groupby

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs, signed_in
from hoiso.administration.units import actions
from hoiso.administration.units.forms import DayForm, SettingForm
from hoiso.administration.units.rules import may_keep
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.forms import VietnameseDateField, set_today
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import number, vn_date
from hoiso.units import public as units
from hoiso.units.settings_registry import REGISTRY


@needs(Right.ADMINISTER_OFFICERS)
def settings(request: Request) -> HttpResponse:
    """Every setting with its value today at the officer's unit."""
    lines = units.settings_in_force(request.actor.unit_id, on=request.actor.on)
    groups = [(name, list(some)) for name, some in groupby(sorted(lines, key=_group), key=_group)]
    return page(
        request,
        "administration/units/settings.html",
        groups=groups,
        may_keep=may_keep(request.actor),
        today=request.actor.on,
        printed_at=request.now,
    )


@needs(Right.ADMINISTER_OFFICERS)
def setting(request: Request, key: str) -> HttpResponse:
    """One setting: what it means, what was decided, and a new decision from a day on."""
    known = REGISTRY.get(key)
    if known is None:
        raise NotThere("Không có thiết lập này.")
    unit_id = request.actor.unit_id
    now = units.setting(unit_id, key, request.actor.on)
    shown = ("1" if now else "0") if isinstance(now, bool) else now
    form = SettingForm(
        request.POST or None,
        initial={"value": shown, "valid_from": request.actor.on},
        setting=known,
        may_whole=may_keep(request.actor),
    )
    set_today(form, request.actor.on)
    if form.is_valid():
        try:
            actions.decide_setting(
                by=request.actor,
                key=key,
                written=form.written(),
                unit_id=None if known.whole or form.cleaned_data.get("whole") else unit_id,
                valid_from=form.cleaned_data["valid_from"],
                at=request.now,
            )
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("settings"), done=f"Đã lưu thiết lập “{known.label}”.")
    return page(
        request,
        "administration/units/setting.html",
        status=422 if form.errors else 200,
        form=form,
        setting=known,
        may_decide=may_keep(request.actor) or not known.whole,
        now_words=units.setting_words(key, now),
        decisions=units.decisions(key, [unit_id]),
    )


@signed_in
def holidays(request: Request) -> HttpResponse:
    """The days off of a year (`?nam=`); the keeper adds to them here."""
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else request.actor.on.year
    form = DayForm(request.POST or None)
    set_today(form, request.actor.on)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.keep_day(by=request.actor, at=request.now, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(
                request,
                f"{reverse('holidays')}?nam={kept.day.year}",
                done=f"Đã ghi ngày {vn_date(kept.day)}.",
            )
    table = units.year_table(year)
    views = [
        {"url": f"?nam={one}", "label": str(one), "count": None, "current": one == year}
        for one in sorted({*table.years, request.actor.on.year, request.actor.on.year + 1})
    ]
    return page(
        request,
        "administration/units/holidays.html",
        status=422 if form.errors else 200,
        form=form,
        table=table,
        views=views,
        may_keep=may_keep(request.actor),
        printed_at=request.now,
        filter_words=f"Năm {year}",
    )


@needs(Right.ADMINISTER_PROVINCE)
@require_POST
def start_year(request: Request) -> HttpResponse:
    """Put the fixed holidays of a year into the table."""
    asked = request.POST.get("nam", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else request.actor.on.year
    count = actions.start_year(by=request.actor, year=year, at=request.now)
    done = f"Đã ghi thêm {number(count)} ngày nghỉ cố định năm {year}. Hãy ghi tiếp Tết và Giỗ Tổ."
    return go_to(request, f"{reverse('holidays')}?nam={year}", done=done)


@needs(Right.ADMINISTER_PROVINCE)
@require_POST
def drop_day(request: Request) -> HttpResponse:
    """Take a day out of the table."""
    field = VietnameseDateField(label="Ngày")
    try:
        day = field.clean(request.POST.get("ngay", ""))
    except ValidationError as error:
        raise DomainError(f"{error.messages[0]}.") from error
    assert day is not None  # the field requires one
    actions.drop_day(by=request.actor, day=day, at=request.now)
    return go_to(
        request, f"{reverse('holidays')}?nam={day.year}", done=f"Đã bỏ ngày {vn_date(day)} khỏi bảng."
    )


def _group(line: units.SettingLine) -> str:
    return line.setting.group
