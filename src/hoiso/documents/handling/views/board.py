"""The board of open work, the month of deadlines, and the feed for calendar programs."""

import calendar
import re
from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, actor_of, needs, open_to_all, signed_in
from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.core.errors import NotThere
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.documents.handling import public
from hoiso.documents.handling.public import Card
from hoiso.work import feeds

_DONE_DAYS = 7
_FEED_BACK, _FEED_AHEAD = 60, 400
_NAMES = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")


@needs(Right.WORK_ON_TASKS)
@require_safe
def work_board(request: Request) -> HttpResponse:
    """Columns of plain lists: the unit's, or one person's; her own for who reads no tray."""
    actor = request.actor
    people, person = _whose(request)
    columns = public.board(
        actor.unit_id, officer_id=person, today=actor.on, since=actor.on - timedelta(days=_DONE_DAYS)
    )
    return page(
        request, "documents/handling/board.html", title="Bảng việc", columns=columns, people=people,
        person=person, today=actor.on, printed_at=request.now, filter_words=_named(people, person),
    )  # fmt: skip


@needs(Right.WORK_ON_TASKS)
@require_safe
def deadline_month(request: Request) -> HttpResponse:
    """One month: a small calendar that leads to its days, and what is due on each."""
    actor = request.actor
    people, person = _whose(request)
    first = _month(request.GET.get("thang", ""), actor.on)
    days = calendar.monthrange(first.year, first.month)[1]
    last = first.replace(day=days)
    cards = public.due_between(actor.unit_id, officer_id=person, first=first, last=last)
    by_day: dict[date, list[Card]] = {}
    for card in cards:
        if card.due_on is not None:
            by_day.setdefault(card.due_on, []).append(card)
    weeks = [
        [(day, len(by_day.get(day, ())) if day.month == first.month else 0) for day in week]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    whose = f"&nguoi={person}" if person and people else ("&nguoi=" if people else "")
    return page(
        request, "documents/handling/month.html", title=f"Hạn trong tháng {first.month}/{first.year}",
        weeks=weeks, names=_NAMES, days=sorted(by_day.items()), month=first, today=actor.on, people=people,
        person=person, printed_at=request.now, filter_words=_named(people, person),
        before=f"?thang={first - timedelta(days=1):%Y-%m}{whose}",
        after=f"?thang={last + timedelta(days=1):%Y-%m}{whose}",
    )  # fmt: skip


@signed_in
def feed_address(request: Request) -> HttpResponse:
    """Her secret address for a calendar program: made, renewed, dropped. Shown once, when it is made."""
    address = ""
    if request.method == "POST":
        key = feeds.renew_key(by=request.actor, at=request.now)
        path = reverse("calendar_feed", args=[key])
        address = f"{settings.SITE_ADDRESS or request.build_absolute_uri('/')[:-1]}{path}"
    answer = page(
        request, "documents/handling/feed.html", title="Lịch trên điện thoại", address=address,
        made_at=feeds.key_made_at(request.actor),
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
@require_POST
def feed_drop(request: Request) -> HttpResponse:
    """No address any more."""
    feeds.drop_key(by=request.actor, at=request.now)
    return go_to(request, reverse("feed_address"), done="Đã bỏ địa chỉ lịch.")


@open_to_all
@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponse:
    """Deadlines of whoever the key belongs to, as .ics: titles and days, under her own walls."""
    at = now()
    officer_id = feeds.officer_of(key, at=at)
    if officer_id is None:
        raise NotThere("Địa chỉ lịch này không còn dùng được.")
    today = office_date(at)
    site = settings.SITE_ADDRESS or request.build_absolute_uri("/")[:-1]
    with scope.transaction_as(scope.officer_token(officer_id, today)):
        actor = actor_of(officer_id, on=today)
        cards = [
            card
            for unit_id in dict.fromkeys(post.unit_id for post in actor.posts)
            for card in public.due_between(
                unit_id, officer_id=officer_id, first=today - timedelta(days=_FEED_BACK),
                last=today + timedelta(days=_FEED_AHEAD),
            )
        ]  # fmt: skip
    entries = [
        feeds.Entry(
            uid=card.uid,
            title=f"Hạn: {card.title}",
            on=card.due_on,
            text=card.source,
            url=f"{site}{card.url}",
        )
        for card in cards
        if card.due_on is not None
    ]
    text = feeds.as_ics(entries, name="Hạn công việc", host=request.get_host().partition(":")[0], at=at)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _whose(request: Request) -> tuple[tuple[public.Colleague, ...], int | None]:
    """The people to choose from, and whose work is asked for; without a tray to read only her own."""
    actor = request.actor
    if not actor.holds(Right.READ_TRAY, at=actor.unit_id):
        return (), actor.officer_id
    people = public.colleagues(actor.unit_id, on=actor.on)
    asked = id_from(request.GET.get("nguoi", ""))
    return people, asked if any(one.id == asked for one in people) else None


def _named(people: Sequence[public.Colleague], person: int | None) -> str:
    return next(
        (one.full_name for one in people if one.id == person), "Cả đơn vị" if people else "Việc của tôi"
    )


def _month(text: str, today: date) -> date:
    year, _, month = text.partition("-")
    if not re.fullmatch(r"(20|21)[0-9]{2}-(0?[1-9]|1[0-2])", text, re.ASCII):
        return today.replace(day=1)
    return date(int(year), int(month), 1)
