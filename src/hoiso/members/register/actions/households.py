"""Households: entered, changed, who lives in them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.folding import fold
from hoiso.members.models import Household, HouseholdPerson, Member
from hoiso.members.register.errors import BranchNotHere
from hoiso.members.register.queries.places import above_of
from hoiso.members.register.rules import NOT_THERE, require_keeping

NO_HOUSEHOLD = "Không có hộ này, hoặc hộ không thuộc nơi đồng chí phụ trách."


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdEntry:
    """What is written of a household. `women`: women of full age in it; None: not counted."""

    head_name: str
    hamlet: str = ""
    address: str = ""
    women: int | None = None
    note: str = ""


@transaction.atomic
def add_household(*, by: Actor, branch_id: int, entry: HouseholdEntry, at: datetime) -> Household:
    """Enter a household of a branch."""
    commune_id = above_of(branch_id, on=office_date(at))
    if commune_id is None:
        raise BranchNotHere("Chi hội này không còn hoạt động. Chọn chi hội khác.", field="branch")
    require_keeping(by, commune_id=commune_id, branch_id=branch_id)
    household = Household.objects.create(
        commune_id=commune_id, branch_id=branch_id, changed_at=at, **_columns(entry)
    )
    _record(by, household, "household_added", at=at)
    return household


@transaction.atomic
def change_household(*, by: Actor, household_id: int, entry: HouseholdEntry, at: datetime) -> Household:
    """Change what is written of a household."""
    household = _locked(by, household_id)
    for name, value in _columns(entry).items():
        setattr(household, name, value)
    household.version += 1
    household.changed_at = at
    household.save()
    _record(by, household, "household_changed", at=at)
    return household


@transaction.atomic
def put_into_household(
    *, by: Actor, household_id: int, member_id: int | None, name: str, birth_year: int | None, relation: str,
    at: datetime,
) -> None:  # fmt: skip
    """Somebody lives there: a member, who leaves the household she was in, or another person by name."""
    household = _locked(by, household_id)
    if member_id is not None:
        member = Member.objects.filter(pk=member_id, merged_into=None).first()
        if member is None:
            raise NotThere(NOT_THERE)
        HouseholdPerson.objects.filter(member=member, left_on=None).update(left_on=office_date(at))
        HouseholdPerson.objects.create(household=household, member=member, relation=relation)
    elif name:
        HouseholdPerson.objects.create(
            household=household, full_name=name, birth_year=birth_year, relation=relation
        )
    else:
        raise DomainError("Chọn hội viên trong danh sách, hoặc nhập họ và tên.", field="name")
    _record(by, household, "household_person_added", at=at)


@transaction.atomic
def take_from_household(*, by: Actor, household_id: int, person_id: int, at: datetime) -> None:
    """Somebody lives there no more."""
    household = _locked(by, household_id)
    gone = HouseholdPerson.objects.filter(pk=person_id, household=household, left_on=None)
    if not gone.update(left_on=office_date(at)):
        raise NotThere(NO_HOUSEHOLD)
    _record(by, household, "household_person_left", at=at)


def _columns(entry: HouseholdEntry) -> dict[str, object]:
    return {
        "head_name": entry.head_name,
        "folded": fold(entry.head_name),
        "hamlet": entry.hamlet,
        "address": entry.address,
        "women": entry.women,
        "note": entry.note,
    }


def _locked(by: Actor, household_id: int) -> Household:
    household = Household.objects.select_for_update().filter(pk=household_id, ended_on=None).first()
    if household is None:
        raise NotThere(NO_HOUSEHOLD)
    require_keeping(by, commune_id=household.commune_id, branch_id=household.branch_id)
    return household


def _record(by: Actor, household: Household, action: str, *, at: datetime) -> None:
    audit.record(
        action, "household", household.pk, at=at, actor_id=by.officer_id, unit_id=household.branch_id
    )
