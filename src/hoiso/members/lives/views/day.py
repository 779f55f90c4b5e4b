"""The list of members of a past day, and for the province's office the sums of all communes."""

from datetime import date

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.forms import page_from
from hoiso.core.pages import page
from hoiso.core.phrases import vn_date
from hoiso.members.lives import public
from hoiso.members.lives.forms import DayForm
from hoiso.members.lives.public import DAY_SORTS, DAY_STATES, DayAsked
from hoiso.members.register import public as register

_SUM_HEADS = ({"label": "Xã, phường"}, {"label": "Chi hội"}, {"label": "Hội viên"})
_KEPT = ("ngay", "don_vi", "tinh_trang", "xep")


@needs(Right.READ_MEMBERS)
@require_safe
def member_day(request: Request) -> HttpResponse:
    """Members on a day: the end of last year unless another day is asked for."""
    place, today = register.place_of(request.actor), request.actor.on
    proposed = date(today.year - 1, 12, 31)
    form = DayForm(request.GET if "ngay" in request.GET else None, today=today, initial={
        "ngay": proposed, "don_vi": "cu"})  # fmt: skip
    wrong = form.is_bound and not form.is_valid()
    day = form.cleaned_data["ngay"] if form.is_bound and not wrong else proposed
    asked = _asked(request.GET, place.unit_id, day, today)
    found = public.day_page(asked, number=page_from(request.GET.get("trang", "")))
    sums = public.day_sums(day=day, today=today, now_units=asked.now_units) if place.is_province else ()
    return page(
        request, "members/lives/day.html", title=f"Danh sách hội viên ngày {vn_date(day)}", place=place,
        form=form, sum_heads=_SUM_HEADS, day=day, asked=asked, found=found, sums=sums,
        total=sum(one.total for one in sums),
        heads=[
            *({"label": label, "url": _address(request.GET, xep=name, trang=""),
               **({"sorted": "ascending"} if asked.sort == name else {})}
              for name, (label, _) in DAY_SORTS.items()),
            {"label": "Xã, phường khi đó"}, {"label": "Nay là"},
        ],
        previous=_address(request.GET, trang=str(found.number - 1)) if found.number > 1 else "",
        following=_address(request.GET, trang=str(found.number + 1)) if found.last < found.total else "",
        export_url=f"{reverse('member_export_new')}?{urlencode(_export(request.GET, day))}",
        printed_at=request.now, filter_words=_words(asked), status=422 if wrong else 200,
    )  # fmt: skip


def _asked(given: QueryDict, place_id: int, day: date, today: date) -> DayAsked:
    state, sort = given.get("tinh_trang", ""), given.get("xep", "")
    return DayAsked(
        place_id=place_id, day=day, today=today, now_units=given.get("don_vi") == "moi",
        state=state if state in DAY_STATES else "", sort=sort if sort in DAY_SORTS else "ten",
    )  # fmt: skip


def _export(given: QueryDict, day: date) -> dict[str, str]:
    kept = {name: str(given[name]) for name in _KEPT if given.get(name)}
    return {"loai": "ngay", "luc": day.isoformat()} | kept


def _words(asked: DayAsked) -> str:
    return "Theo đơn vị hiện nay" if asked.now_units else "Theo đơn vị khi đó"


def _address(given: QueryDict, **changes: str) -> str:
    parts: dict[str, str] = {name: str(given[name]) for name in _KEPT if given.get(name)} | changes
    kept = {name: value for name, value in parts.items() if value}
    return f"{reverse('member_day')}?{urlencode(kept)}"
