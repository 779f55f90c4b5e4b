"""The trail of the units that an officer audits or administers."""

from django.http import HttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from hoiso.access import public as access
from hoiso.access.public import Request, Right, needs
from hoiso.administration.audit.forms import TrailForm
from hoiso.administration.audit.queries import named_rows
from hoiso.audit.public import TrailFilter
from hoiso.audit.public import trail as trail_page
from hoiso.core.clock import office_date
from hoiso.core.forms import page_from
from hoiso.core.pages import page
from hoiso.core.phrases import vn_date

_MOST_PEOPLE = 50


@needs(Right.READ_TRAIL, Right.ADMINISTER_OFFICERS)
@require_safe
def trail(request: Request) -> HttpResponse:
    """Who did or saw what, newest first; by day, act and officer."""
    form = TrailForm(request.GET, today=office_date(request.now))
    given = form.cleaned_data if form.is_valid() else {}
    people = _people(request, given.get("nguoi", ""))
    wanted = TrailFilter(
        since=given.get("tu"), until=given.get("den"), action=given.get("viec", ""), actor_ids=people
    )
    number = request.GET.get("trang", "1")
    shown = trail_page(wanted, number=page_from(number))
    kept = {key: str(value) for key, value in request.GET.items() if value and key != "trang"}
    return page(
        request,
        "administration/audit/trail.html",
        status=422 if form.errors else 200,
        form=form,
        shown=shown,
        rows=named_rows(shown),
        filter_words=_words(wanted, given.get("nguoi", "")),
        printed_at=request.now,
        previous=f"?{urlencode(kept | {'trang': str(shown.number - 1)})}" if shown.number > 1 else "",
        next=f"?{urlencode(kept | {'trang': str(shown.number + 1)})}" if shown.has_next else "",
    )


def _people(request: Request, words: str) -> tuple[int, ...] | None:
    if not words:
        return None
    found = access.colleagues(words, on=office_date(request.now), most=_MOST_PEOPLE)
    return tuple(one.pk for one in found)


def _words(wanted: TrailFilter, words: str) -> str:
    parts = []
    if wanted.since:
        parts.append(f"từ {vn_date(wanted.since)}")
    if wanted.until:
        parts.append(f"đến {vn_date(wanted.until)}")
    if words:
        parts.append(f"của “{words}”")
    return "Lọc: " + ", ".join(parts) if parts else ""
