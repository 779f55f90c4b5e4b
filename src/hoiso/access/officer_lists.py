"""Officers as their administrators see them: the list, one person's page, who may be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Case, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.expressions import RawSQL

from hoiso.access.models import Delegation, FailedSignIn, Officer, Post, ResetSlip
from hoiso.core.errors import NotThere
from hoiso.core.folding import fold
from hoiso.core.paging import Order, Page, most_counted, page_of
from hoiso.units.models import Unit

BY_NAME = Order("ten", ("name_key", "id"))
STATES = ("dang-lam", "khoa", "thoi")


@dataclass(frozen=True, slots=True)
class OfficerFilter:
    """What of the list is wanted: words in name, sign-in name, phone or unit; a unit; a state; a role."""

    words: str = ""
    unit_id: int | None = None
    state: str = "dang-lam"
    role: str = ""


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One line of the list, with the posts in force or, when none is, the last one."""

    id: int
    full_name: str
    username: str
    phone: str
    email: str
    form_of_address: str
    posts: tuple[Post, ...]
    retired_on: date | None
    locked: bool


@dataclass(frozen=True, slots=True)
class OfficerPage:
    """All about one officer that her administrator may know; `resettable`: a slip may be printed for her."""

    officer: Officer
    posts: tuple[Post, ...]
    delegations: tuple[Delegation, ...]
    locked_until: datetime | None
    slip_made_at: datetime | None
    slip_expires_at: datetime | None
    resettable: bool
    administered: bool


def officers(wanted: OfficerFilter, *, on: date, at: datetime, cursor: str) -> Page[OfficerRow]:
    """A page of the officers whom the one in scope administers, by given name. Three statements."""
    chosen = _chosen(wanted, on=on, at=at)
    total = chosen.order_by()[: most_counted()].count()
    return page_of(
        chosen.prefetch_related(_posts(on)),
        BY_NAME,
        cursor=cursor,
        total=total,
        make=lambda one: _row(one, on),
    )


def all_officers(wanted: OfficerFilter, *, on: date, at: datetime) -> list[OfficerRow]:
    """The whole list for an export or for paper, by given name. Two statements."""
    chosen = _chosen(wanted, on=on, at=at).prefetch_related(_posts(on))
    return [_row(one, on) for one in chosen.order_by("name_key", "id")]


def officer_facts(officer_id: int, *, at: datetime) -> OfficerPage:
    """One officer without her posts. One statement. Raises `NotThere` outside the scope."""
    locks = FailedSignIn.objects.filter(officer_id=OuterRef("pk"), locked_until__gt=at)
    slips = ResetSlip.objects.filter(officer_id=OuterRef("pk"), used_at=None, expires_at__gt=at)
    latest = slips.order_by("-made_at")
    officer = (
        Officer.objects.filter(pk=officer_id)
        .annotate(
            locked_until=Subquery(locks.order_by("-locked_until").values("locked_until")[:1]),
            slip_made_at=Subquery(latest.values("made_at")[:1]),
            slip_expires_at=Subquery(latest.values("expires_at")[:1]),
            resettable=RawSQL("access_officer.id = ANY (hoiso_resettable_officers())", (), BooleanField()),
            administered=RawSQL(
                "access_officer.id = ANY (hoiso_administered_officers())", (), BooleanField()
            ),
        )
        .first()
    )
    if officer is None:
        raise NotThere("Không có cán bộ này, hoặc cán bộ thuộc đơn vị khác.")
    return OfficerPage(
        officer=officer,
        posts=(),
        delegations=(),
        locked_until=officer.locked_until,
        slip_made_at=officer.slip_made_at,
        slip_expires_at=officer.slip_expires_at,
        resettable=officer.resettable,
        administered=officer.administered,
    )


def officer_page(officer_id: int, *, at: datetime) -> OfficerPage:
    """One officer with her posts and delegations through time. Three statements. Raises `NotThere`."""
    posts = Post.objects.filter(officer_id=officer_id).select_related("unit").order_by("-valid_from", "-id")
    lent = Delegation.objects.filter(Q(officer_id=officer_id) | Q(post__officer_id=officer_id))
    lent = lent.select_related("post__unit", "post__officer", "officer").order_by("-valid_from")
    return replace(officer_facts(officer_id, at=at), posts=tuple(posts), delegations=tuple(lent))


def units_to_choose(words: str, *, on: date, most: int = 20) -> list[Unit]:
    """Administered units of today whose name has all the words. One statement."""
    units = Unit.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on),
        valid_from__lte=on,
        pk__in=RawSQL("SELECT unnest(hoiso_administered())", ()),
    )
    for word in fold(words).split():
        units = units.filter(folded__contains=word)
    return list(units.order_by("kind", "folded")[:most])


def colleagues(words: str, *, on: date, most: int = 20) -> list[Officer]:
    """Working officers whom the one in scope may see, by words of the name. One statement."""
    found = Officer.objects.filter(Q(retired_on=None) | Q(retired_on__gt=on))
    for word in fold(words).split():
        found = found.filter(folded__contains=word)
    return list(found.order_by("name_key", "id")[:most])


def _chosen(wanted: OfficerFilter, *, on: date, at: datetime) -> "QuerySet[Officer, Any]":
    locked = FailedSignIn.objects.filter(officer_id=OuterRef("pk"), locked_until__gt=at)
    chosen = Officer.objects.filter(
        pk__in=RawSQL("SELECT unnest(hoiso_administered_officers())", ())
    ).annotate(locked=Exists(locked))
    working = Q(retired_on=None) | Q(retired_on__gt=on)
    if wanted.state == "thoi":
        chosen = chosen.exclude(working)
    elif wanted.state == "khoa":
        chosen = chosen.filter(working, locked=True)
    else:
        chosen = chosen.filter(working)
    posts = Post.objects.filter(_in_force(on), officer_id=OuterRef("pk"))
    if wanted.unit_id is not None:
        chosen = chosen.filter(Exists(posts.filter(unit_id=wanted.unit_id)))
    if wanted.role:
        chosen = chosen.filter(Exists(posts.filter(role=wanted.role)))
    for word in fold(wanted.words).split():
        at_unit = Post.objects.filter(_in_force(on), officer_id=OuterRef("pk"), unit__folded__contains=word)
        chosen = chosen.filter(
            Q(folded__contains=word) | Q(username__icontains=word) | Q(phone__contains=word) | Exists(at_unit)
        )
    return chosen


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))


def _posts(on: date) -> "Prefetch[str, QuerySet[Post], str]":
    posts = Post.objects.select_related("unit").order_by("-valid_from", "-id")
    return Prefetch("posts", queryset=posts, to_attr="seen_posts")


def _row(officer: Officer, on: date) -> OfficerRow:
    seen: Iterable[Post] = officer.seen_posts  # type: ignore[attr-defined]
    held = tuple(
        post for post in seen if post.valid_from <= on and (post.valid_to is None or post.valid_to >= on)
    )
    return OfficerRow(
        id=officer.pk,
        full_name=officer.full_name,
        username=officer.username,
        phone=officer.phone,
        email=officer.email,
        form_of_address=officer.form_of_address,
        posts=held or tuple(seen)[:1],
        retired_on=officer.retired_on,
        locked=officer.locked,  # type: ignore[attr-defined]
    )


def units_by_name(*, on: date) -> dict[str, tuple[tuple[int, str], ...]]:
    """Administered units of the day under every folded name and code by which a list may call them."""
    units = Unit.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on),
        valid_from__lte=on,
        pk__in=RawSQL("SELECT unnest(hoiso_administered())", ()),
    )
    found: dict[str, dict[int, str]] = {}
    for unit in units:
        bare = unit.folded
        for kind in ("xa ", "phuong ", "tinh ", "chi hoi "):
            bare = bare.removeprefix(kind)
        for name in {unit.folded, fold(unit.body_name), bare, unit.official_code} - {""}:
            found.setdefault(name, {})[unit.pk] = unit.title
    return {name: tuple(ids.items()) for name, ids in found.items()}


def delegations_seen(*, on: date) -> list[Delegation]:
    """Delegations that the officer in scope gave, received or administers, those still open first."""
    lent = Delegation.objects.select_related("post__unit", "post__officer", "officer")
    return list(lent.order_by(Case(When(valid_to__lt=on, then=1), default=0), "-valid_from", "-id")[:200])


def administered_post(post_id: int) -> Post:
    """A post at an administered unit, with its unit and holder. One statement. Raises `NotThere`."""
    posts = Post.objects.select_related("unit", "officer").filter(
        unit_id__in=RawSQL("SELECT unnest(hoiso_administered())", ())
    )
    post = posts.filter(pk=post_id).first()
    if post is None:
        raise NotThere("Không có chức vụ này trong phần quản trị của đồng chí.")
    return post
