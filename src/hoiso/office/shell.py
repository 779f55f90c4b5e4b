"""What stands around every signed-in page: unit, account, menu with counts, help."""

from dataclasses import dataclass, replace
from functools import lru_cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from hoiso.access.public import Actor, Right
from hoiso.documents.public import Waiting, waiting_for
from hoiso.notices.public import device_here
from hoiso.office.guide.reading import help_address
from hoiso.office.health import backup_alarm
from hoiso.office.little.device import account_key, keeps_pages
from hoiso.office.phrases import BACKUP_ALARM, BACKUP_LINK, MENU, SHORT_MENU


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One place in the menu; `count` what waits there for this officer."""

    url: str
    icon: str
    label: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class Notice:
    """One line above every page; `kind` is "", "soon" or "late"."""

    text: str
    kind: str
    url: str
    link: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the menu may show, and to whom; `rights` empty: to everyone.

    `also` names other places that belong to it and have no line of their own.
    """

    name: str
    icon: str
    rights: frozenset[Right] = frozenset()
    short: bool = False
    also: tuple[str, ...] = ()


PLACES = (
    Place("home", "home", short=True),
    Place("notice_list", "bell"),
    Place("incoming_tray", "in", frozenset({Right.READ_TRAY}), short=True),
    Place("petition_list", "note", frozenset({Right.READ_TRAY})),
    Place("outgoing_list", "out", frozenset({Right.DRAFT})),
    Place(
        "task_list", "task", frozenset({Right.WORK_ON_TASKS}), short=True,
        also=("work_list", "figures_list", "procedure_list"),
    ),
    Place("member_list", "people", frozenset({Right.READ_MEMBERS})),
    Place("dossier_list", "folder", frozenset({Right.KEEP_DOSSIERS})),
    Place("register_list", "file", frozenset({Right.KEEP_BOOKS})),
    Place("search", "search"),
    Place("unit_tree", "tree"),
    Place("officer_list", "people", frozenset({Right.ADMINISTER_OFFICERS})),
    Place("trail", "shield", frozenset({Right.READ_TRAIL, Right.ADMINISTER_OFFICERS})),
    Place("help", "help"),
)  # fmt: skip


def shell(request: HttpRequest) -> dict[str, object]:
    """Context of the signed-in frame; nothing for a person who is not signed in. One statement."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or getattr(request, "second_step_due", False):
        return {}
    waiting = waiting_for(actor)
    menu = tuple(item for place in PLACES if (item := _item(place, request.path, actor, waiting)))
    short = {_named(place.name): SHORT_MENU[place.name] for place in PLACES if place.short}
    return {
        "actor": actor,
        "waiting": waiting,
        "unit_name": actor.current.unit_title if actor.current else "",
        "post_name": actor.post_title,
        "account_name": actor.full_name,
        "account_url": _named("profile"),
        "account_key": account_key(actor.officer_id),
        "keeps_pages": keeps_pages(request, actor),
        "told_here": device_here(request, actor.officer_id) is not None,
        "text_size": actor.text_size,
        "menu": menu,
        "menu_short": tuple(replace(item, label=short[item.url]) for item in menu if item.url in short),
        "search_url": _named("search"),
        "sign_out_url": _named("sign_out"),
        "report_url": _named("report_fault"),
        "help_url": _help(request),
        **_for_administrators(request, actor),
    }


def _help(request: HttpRequest) -> str:
    """The help of the task that this page belongs to."""
    match = request.resolver_match
    return help_address(match.url_name or "" if match else "")


def _for_administrators(request: HttpRequest, actor: Actor) -> dict[str, object]:
    """The way to the health page, and the alarm when the nightly backup failed."""
    if not actor.holds(Right.ADMINISTER_OFFICERS):
        return {}
    address = _named("health")
    sentence = backup_alarm(at=request.now)  # type: ignore[attr-defined]
    if not sentence:
        return {"health_url": address}
    text = BACKUP_ALARM.format(sentence=sentence)
    return {"health_url": address, "notice": Notice(text, "late", address, BACKUP_LINK)}


def _item(place: Place, path: str, actor: Actor, waiting: Waiting) -> MenuItem | None:
    if place.rights and not any(actor.holds(right) for right in place.rights):
        return None
    address = _named(place.name)
    if not address:
        return None
    counts = {
        "home": waiting.for_me,
        "incoming_tray": waiting.arrivals + waiting.to_lay,
        "outgoing_list": waiting.reviews + waiting.sent_back + waiting.to_issue,
        "task_list": waiting.to_work,
        "dossier_list": waiting.to_confirm + waiting.dossiers_due + waiting.cases,
        "notice_list": waiting.notices,
    }
    beginnings = tuple(filter(None, (address, *map(_named, place.also))))
    current = path == address if address == "/" else path.startswith(beginnings)
    return MenuItem(address, place.icon, MENU[place.name], counts.get(place.name, 0), current)


@lru_cache(maxsize=64)
def _named(name: str) -> str:
    """The address of a name, or nothing where that part is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
