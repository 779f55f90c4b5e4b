"""One member's page; who may be the same woman; who opened the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from hoiso.access.public import Actor
from hoiso.audit.public import action_words
from hoiso.core.errors import NotThere
from hoiso.core.folding import fold
from hoiso.members.keys import citizen_hash, phone_key
from hoiso.members.models import HouseholdPerson, Member, MemberEvent, MemberPost, MemberSpan
from hoiso.members.register.rules import NOT_THERE, reads

_MOST_LIKE = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """A member's page: her row, her history, her posts, her household."""

    member: Member
    spans: tuple[MemberSpan, ...]
    events: tuple[MemberEvent, ...]
    posts: tuple[MemberPost, ...]
    household_id: int | None


def member_row(by: Actor, member_id: int) -> Member:
    """The row alone, of whom she reads. One statement. A merged one gives the survivor."""
    return _readable(by, _rows().filter(pk=member_id).first())


def _rows() -> QuerySet[Member]:
    return Member.objects.select_related(
        "branch", "group", "commune", "residence_unit", "photo", "merged_into"
    )


def _readable(by: Actor, found: Member | None) -> Member:
    if found is None or not reads(by, found):
        raise NotThere(NOT_THERE)
    return found


def member_sheet(by: Actor, member_id: int) -> Opened:
    """Everything of her page but the sensitive facts. Four statements."""
    lives = HouseholdPerson.objects.filter(member=OuterRef("pk"), left_on=None).order_by("id")
    rows = _rows().annotate(household_id=Subquery(lives.values("household_id")[:1]))
    found = rows.filter(pk=member_id).first()
    member = _readable(by, found)
    spans = MemberSpan.objects.filter(member=member).select_related("branch", "group").order_by("-valid_from")
    events = MemberEvent.objects.filter(member=member).select_related("branch", "to_branch")
    posts = MemberPost.objects.filter(member=member).select_related("unit").order_by("-valid_from")
    return Opened(
        member=member,
        spans=tuple(spans),
        events=tuple(events.order_by("-on", "-id")[:50]),
        posts=tuple(posts),
        household_id=found.household_id if found else None,
    )


@dataclass(frozen=True, slots=True)
class Like:
    """Somebody who may be the same woman; `certain` by the citizen id."""

    id: int
    full_name: str
    birth: str
    branch: str
    state_name: str
    why: str
    certain: bool


def like_members(
    *,
    full_name: str,
    birth_year: int | None,
    birth_date: date | None = None,
    phone: str = "",
    citizen: str = "",
    besides: int | None = None,
) -> tuple[Like, ...]:
    """Members in her reach who may be this woman, the surest first. One statement.

    The same name and year; the same phone; the same citizen id. `citizen` in twelve digits.
    """
    name, key, hashed = fold(full_name), phone_key(phone), citizen_hash(citizen)
    likely = Q()
    if name and birth_year:
        likely |= Q(folded=name, birth_year=birth_year)
    if len(key) >= 9:
        likely |= Q(phone_key=key)
    if hashed:
        likely |= Q(citizen_hash=hashed)
    if not likely:
        return ()
    found = Member.objects.filter(likely, merged_into=None).exclude(pk=besides or 0).select_related("branch")
    rows = [
        Like(
            one.pk, one.full_name, one.birth_written, one.branch.name, one.get_state_display(),
            _why(one, name=name, birth=birth_date, hashed=hashed, key=key),
            bool(hashed) and one.citizen_hash == hashed,
        )
        for one in found[:20]
    ]  # fmt: skip
    return tuple(
        sorted(rows, key=lambda row: (not row.certain, row.why == "cùng số điện thoại"))[:_MOST_LIKE]
    )


def namesakes(branch_id: int, full_name: str) -> tuple[Like, ...]:
    """Members of a branch who bear a name, whatever their age. One statement."""
    found = Member.objects.filter(branch_id=branch_id, folded=fold(full_name), merged_into=None)
    return tuple(
        Like(
            one.pk,
            one.full_name,
            one.birth_written,
            one.branch.name,
            one.get_state_display(),
            "cùng tên",
            certain=False,
        )
        for one in found.select_related("branch")[:_MOST_LIKE]
    )


def _why(one: Member, *, name: str, birth: date | None, hashed: str, key: str) -> str:
    if hashed and one.citizen_hash == hashed:
        return "cùng số định danh"
    if one.folded == name:
        same_day = birth is not None and one.birth_date == birth
        return "cùng tên, cùng ngày sinh" if same_day else "cùng tên, cùng năm sinh"
    return "cùng số điện thoại"


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody opened the page, at a moment."""

    at: datetime
    name: str
    unit: str
    action: str

    @property
    def words(self) -> str:
        """What was done, in words."""
        return action_words(self.action)


def readings(member_id: int, *, most: int = 50) -> Sequence[Reading]:
    """Who opened the member's page, the latest first, for those who keep her. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_member_readings(%s, %s)", [member_id, most])
        return [Reading(*row) for row in cursor.fetchall()]
