"""The list of officers, on the screen, as Excel and on paper; suggestions for the boxes."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from hoiso.access import public as access
from hoiso.access.public import OfficerFilter, OfficerRow, Request, Right, needs, signed_in
from hoiso.administration.officers.forms import roles_for
from hoiso.administration.officers.phrases import STATES
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.forms import id_from
from hoiso.core.pages import page
from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import SheetColumn, write_sheet

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS = (
    SheetColumn("Họ và tên", 28),
    SheetColumn("Đơn vị", 34),
    SheetColumn("Vai trò", 18),
    SheetColumn("Chức danh", 26),
    SheetColumn("Từ ngày", 12),
    SheetColumn("Số điện thoại", 15),
    SheetColumn("Thư điện tử", 28),
    SheetColumn("Tên đăng nhập", 24),
    SheetColumn("Xưng hô", 10),
)


@needs(Right.ADMINISTER_OFFICERS)
@require_safe
def officer_list(request: Request) -> HttpResponse:
    """Officers of the administered units, by given name, 25 a page."""
    wanted, today = _wanted(request), office_date(request.now)
    rows = access.officers(wanted, on=today, at=request.now, cursor=request.GET.get("trang", ""))
    return page(
        request,
        "administration/officers/list.html",
        rows=rows,
        wanted=wanted,
        today=today,
        roles=roles_for(request.actor),
        views=[
            {
                "url": _address(request, **{"tinh-trang": state}),
                "label": label,
                "current": state == wanted.state,
            }
            for state, label in STATES.items()
        ],
        previous=_address(request, trang=rows.previous) if rows.previous else "",
        next=_address(request, trang=rows.next) if rows.next else "",
        query=_query(request),
    )


@needs(Right.ADMINISTER_OFFICERS)
@require_safe
def officers_export(request: Request) -> HttpResponse:
    """The list as filtered, as Excel; one line a post. The same columns can be imported again."""
    wanted = _wanted(request)
    rows = access.all_officers(wanted, on=office_date(request.now), at=request.now)
    _record(request, "officers_exported", len(rows))
    data = write_sheet(
        "Danh sách cán bộ",
        _COLUMNS,
        (cells for row in rows for cells in _cells(row)),
        lines=(_words(wanted), f"Xuất lúc {vn_time(request.now)}, người xuất: {request.actor.full_name}"),
        name="Cán bộ",
    )
    name = f"can-bo-{office_date(request.now):%Y-%m-%d}.xlsx"
    return HttpResponse(
        data, content_type=_XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@needs(Right.ADMINISTER_OFFICERS)
@require_safe
def officers_print(request: Request) -> HttpResponse:
    """The list as filtered, for paper."""
    wanted = _wanted(request)
    rows = access.all_officers(wanted, on=office_date(request.now), at=request.now)
    _record(request, "officers_printed", len(rows))
    return page(
        request,
        "administration/officers/print.html",
        rows=rows,
        filter_words=_words(wanted),
        printed_at=request.now,
        back_url=f"{reverse('officer_list')}?{_query(request)}",
        back_label="Cán bộ",
    )


@needs(Right.ADMINISTER_OFFICERS)
@require_safe
def suggest_administered_units(request: Request) -> HttpResponse:
    """Units for the boxes of these pages."""
    units = access.units_to_choose(request.GET.get("q", ""), on=office_date(request.now), most=8)
    options = [{"value": unit.pk, "label": unit.name, "note": unit.body_name} for unit in units]
    return page(request, "core/suggestions.html", options=options)


@signed_in
@require_safe
def suggest_colleagues(request: Request) -> HttpResponse:
    """Officers whom she may see, for the box of a delegation."""
    found = access.colleagues(request.GET.get("q", ""), on=office_date(request.now), most=8)
    options = [{"value": one.pk, "label": one.full_name, "note": one.username} for one in found]
    return page(request, "core/suggestions.html", options=options)


def _wanted(request: HttpRequest) -> OfficerFilter:
    given = request.GET
    state = given.get("tinh-trang", "")
    unit = given.get("don-vi", "")
    return OfficerFilter(
        words=given.get("q", "").strip()[:100],
        unit_id=id_from(unit),
        state=state if state in STATES else "dang-lam",
        role=given.get("vai-tro", ""),
    )


def _query(request: HttpRequest, **changed: str) -> str:
    kept = {key: request.GET[key] for key in ("q", "don-vi", "tinh-trang", "vai-tro") if request.GET.get(key)}
    return urlencode({key: value for key, value in (kept | changed).items() if value})


def _address(request: HttpRequest, **changed: str) -> str:
    return f"?{_query(request, **changed)}"


def _words(wanted: OfficerFilter) -> str:
    words = [STATES[wanted.state]]
    if wanted.words:
        words.append(f"có “{wanted.words}”")
    return "Lọc: " + ", ".join(words)


def _cells(row: OfficerRow) -> list[tuple[str, ...]]:
    return [
        (
            row.full_name,
            post.unit.title,
            str(post.get_role_display()),
            post.title,
            vn_date(post.valid_from),
            row.phone,
            row.email,
            row.username,
            row.form_of_address,
        )
        for post in row.posts
    ]


def _record(request: Request, action: str, rows: int) -> None:
    audit.record(
        action,
        "officer",
        None,
        at=request.now,
        actor_id=request.actor.officer_id,
        unit_id=request.actor.unit_id,
        rows=rows,
    )
