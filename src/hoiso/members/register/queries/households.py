"""Households of a place, and one of them with who lives there."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from hoiso.core.errors import NotThere
from hoiso.core.folding import fold
from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.members.models import Household, HouseholdPerson
from hoiso.members.register.rules import Place

_ORDER = Order("ten", ("folded", "id"))
VIEWS = {"tat-ca": "Tất cả", "co": "Có hội viên", "chua": "Chưa có hội viên"}
_LIVES = Q(people__left_on=None, people__member__isnull=False)


@dataclass(frozen=True, slots=True)
class HouseholdRow:
    """One line: how many members live in it, and how many women of full age (None: not counted)."""

    id: int
    head_name: str
    hamlet: str
    members: int
    women: int | None

    @property
    def members_words(self) -> str:
        return f"{self.members} hội viên"


def household_page(
    place: Place, *, view: str, words: str, cursor: str
) -> tuple[Page[HouseholdRow], dict[str, int]]:
    """Households of the place by the name of their head. Two statements."""
    here = Household.objects.filter(ended_on=None).filter(
        **({"branch_id": place.unit_id} if place.is_branch else {"commune_id": place.unit_id})
    )
    counts = capped_counts(
        {**{name: _in_view(here, name) for name in VIEWS}, "asked": _asked(_in_view(here, view), words)}
    )
    chosen = _asked(_in_view(here, view), words).annotate(members=Count("people", filter=_LIVES))
    page = page_of(
        chosen, _ORDER, cursor=cursor, total=counts.pop("asked"),
        make=lambda one: HouseholdRow(one.pk, one.head_name, one.hamlet, one.members, one.women),
    )  # fmt: skip
    return page, counts


def _asked(households: "QuerySet[Household]", words: str) -> "QuerySet[Household]":
    return households.filter(folded__contains=fold(words)) if words else households


def _in_view(households: "QuerySet[Household]", view: str) -> "QuerySet[Household]":
    with_member = HouseholdPerson.objects.filter(left_on=None, member__isnull=False).values("household_id")
    if view == "co":
        return households.filter(pk__in=with_member)
    if view == "chua":
        return households.exclude(pk__in=with_member)
    return households


@dataclass(frozen=True, slots=True)
class OpenedHousehold:
    """A household with who lives there now."""

    household: Household
    people: tuple[HouseholdPerson, ...]


def household_sheet(household_id: int) -> OpenedHousehold:
    """One household in her reach. Two statements."""
    household = Household.objects.select_related("branch").filter(pk=household_id, ended_on=None).first()
    if household is None:
        raise NotThere("Không có hộ này, hoặc hộ không thuộc nơi đồng chí phụ trách.")
    people = HouseholdPerson.objects.filter(household=household, left_on=None).select_related("member")
    return OpenedHousehold(household, tuple(people.order_by("id")))
