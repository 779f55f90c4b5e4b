"""Women of the demo's commune who stand in the register twice, as in every list that was typed by hand."""

from hoiso.core.folding import fold, given_name_key
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.members.models import Member, MemberEvent, MemberPair, MemberSpan
from hoiso.members.states import State

_TWICE = 4


def enter_twice(offices: Offices, year: Year) -> None:
    """Some of them again: in capitals, by the year alone, with the phone of the first row."""
    alone = next(office for office in offices.communes if office.is_one_person)
    found = Member.objects.filter(commune=alone.unit, state=State.ACTIVE).exclude(birth_date=None)
    once = list(found.exclude(phone="").select_related("branch").order_by("pk")[2 : 2 + _TWICE])
    for number, one in enumerate(once):
        day = one.birth_date if number % 2 == 0 else None
        name = one.full_name.upper() if number == 0 else one.full_name
        again = Member.objects.create(
            full_name=name, folded=fold(name), name_key=given_name_key(name), birth_date=day,
            birth_year=one.birth_year, phone=one.phone, phone_key=one.phone_key, commune=one.commune,
            branch=one.branch, state=State.ACTIVE, created_at=year.now, changed_at=year.now,
        )  # fmt: skip
        MemberSpan.objects.create(
            member=again, branch=one.branch, state=State.ACTIVE, valid_from=year.today, start_known=False
        )
        MemberEvent.objects.create(
            member=again, kind=MemberEvent.Kind.ENTERED, on=year.today, branch=one.branch, at=year.now
        )
        MemberPair.objects.create(
            first=one, second=again, found_at=year.now,
            level=MemberPair.Level.LIKELY if day else MemberPair.Level.ASK,
            why=MemberPair.Why.BORN if day else MemberPair.Why.BRANCH,
        )  # fmt: skip
