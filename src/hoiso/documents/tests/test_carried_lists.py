"""Groups of receivers, usual chains, Word templates and waiting codes go on at the unit that takes over."""

from datetime import date

import pytest

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.core import clock, scope
from hoiso.core.models import StoredFile
from hoiso.documents.carried_lists import own_name
from hoiso.documents.models import (
    ClosedCode,
    Message,
    OwnTemplate,
    RecipientGroup,
    RecipientGroupMember,
    ReviewChain,
)
from hoiso.documents.outgoing import public as outgoing
from hoiso.documents.public import apply_merger
from hoiso.units.models import Unit
from hoiso.units.passing import Passing
from tests.factories.outgoing import a_word_template
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db


class Merger:
    """Two communes of which one takes the other over, and a third that writes to both."""

    def __init__(self) -> None:
        self.old, self.new, self.third = (a_unit(name) for name in ("Xã Cũ", "Xã Mới", "Xã Ba"))
        self.clerk = an_officer(Role.CLERK, self.old)
        self.neighbour = an_officer(Role.CLERK, self.new)

    def run(self, *, renaming: bool = False) -> None:
        passing = Passing(self.old.pk, self.old.title, self.new.pk, self.new.title, "whole", renaming)
        with worker():
            scope.adopt(scope.system_token(today()))
            apply_merger([passing], on=today(), at=clock.now())


@pytest.fixture
def merger() -> Merger:
    return Merger()


def today() -> date:
    return clock.office_date(clock.now())


def a_group(unit: Unit, name: str, *members: Unit) -> RecipientGroup:
    with owner():
        group = RecipientGroup.objects.create(unit=unit, name=name)
        for place, member in enumerate(members):
            RecipientGroupMember.objects.create(group=group, unit=member, position=place)
    return group


def a_chain(unit: Unit, name: str, officer: Officer, *, kind: str = "") -> ReviewChain:
    with owner():
        return ReviewChain.objects.create(unit=unit, name=name, officers=[officer.pk], kind=kind)


def a_waiting_code(unit: Unit, successor: Unit, *, mark: str) -> ClosedCode:
    with owner():
        stored = StoredFile.objects.create(
            sha256=mark * 64, size=9, kind="edxml", media_type="application/xml", created_at=clock.now()
        )
        message = Message.objects.create(unit=unit, stored=stored, kind="new", received_at=clock.now())
        return ClosedCode.objects.create(
            unit=unit, message=message, code="A.00.90", side="to", old_unit=unit, successor=successor,
            told="Mã đã đóng", asked_at=clock.now(),
        )  # fmt: skip


@pytest.mark.parametrize("renaming", [False, True])
def test_groups_chains_and_templates_are_the_heirs(merger: Merger, renaming: bool) -> None:
    a_group(merger.old, "Các xã", merger.third)
    a_group(merger.new, "Các xã", merger.third)
    a_group(merger.old, "Cụm thi đua", merger.third, merger.new)
    a_chain(merger.old, "Công văn", merger.clerk, kind="letter")
    a_chain(merger.new, "công văn", merger.neighbour, kind="letter")
    a_chain(merger.old, "Kế hoạch", merger.clerk, kind="plan")
    used = a_word_template(merger.clerk, merger.old, name="Kế hoạch năm")
    a_word_template(merger.neighbour, merger.new, name="Kế hoạch năm")
    retired = a_word_template(merger.clerk, merger.old, name="Mẫu thôi dùng")
    with owner():
        OwnTemplate.objects.filter(pk=retired.pk).update(retired_at=clock.now())

    merger.run(renaming=renaming)
    acting(merger.neighbour)  # as she sees them, through the walls
    groups = {one.name: [unit.id for unit in one.members] for one in outgoing.groups((merger.new.pk,))}
    assert groups == {
        "Các xã": [merger.third.pk],
        "Các xã (Hội LHPN Xã Cũ)": [merger.third.pk],
        "Cụm thi đua": [merger.third.pk, merger.new.pk],
    }
    assert {one.name: (one.officers, one.kind) for one in outgoing.chains(merger.new.pk)} == {
        "Công văn (Hội LHPN Xã Cũ)": ((merger.clerk.pk,), ""),
        "công văn": ((merger.neighbour.pk,), "letter"),
        "Kế hoạch": ((merger.clerk.pk,), "plan"),
    }
    names = [one.name for one in outgoing.offered_templates(merger.new.pk)]
    assert names == ["Kế hoạch năm", "Kế hoạch năm (Hội LHPN Xã Cũ)"]
    assert outgoing.template_page(used.pk).newest.number == 1
    assert outgoing.template_page(retired.pk).row.name == "Mẫu thôi dùng"

    def told() -> list[int]:
        with owner():
            found = Entry.objects.filter(action="lists_passed_on")
            return [one.details["carried"] for one in found]

    assert told() == [6]
    merger.run(renaming=renaming)  # a second call finds nothing left
    assert told() == [6]
    with owner():
        for model in (RecipientGroup, ReviewChain, OwnTemplate):
            assert not model._default_manager.filter(unit=merger.old).exists()


def test_groups_of_others_name_the_heir_once(merger: Merger) -> None:
    only_old = a_group(merger.third, "Xã cũ", merger.old)
    both = a_group(merger.third, "Cả hai", merger.new, merger.old)
    own = a_group(merger.new, "Xã bạn", merger.old, merger.third)
    merger.run()
    with owner():
        members = {
            group.pk: list(group.members.values_list("unit_id", flat=True)) for group in (only_old, both, own)
        }
    assert members == {
        only_old.pk: [merger.new.pk], both.pk: [merger.new.pk], own.pk: [merger.third.pk],
    }  # fmt: skip


def test_codes_that_wait_are_decided_by_the_heir(merger: Merger) -> None:
    waiting = a_waiting_code(merger.old, merger.third, mark="1")
    decided = a_waiting_code(merger.old, merger.third, mark="2")
    came_to_both = a_waiting_code(merger.old, merger.third, mark="3")
    with owner():
        ClosedCode.objects.filter(pk=decided.pk).update(state=ClosedCode.State.KEPT)
        same = Message.objects.create(
            unit=merger.new, stored=came_to_both.message.stored, kind="new", received_at=clock.now()
        )
    merger.run()
    acting(merger.neighbour)
    seen = {one.pk: one for one in ClosedCode.objects.select_related("message")}
    assert set(seen) == {waiting.pk, came_to_both.pk}  # what was decided stays where it was decided
    assert seen[waiting.pk].message == waiting.message
    assert seen[waiting.pk].message.unit_id == merger.new.pk
    assert seen[came_to_both.pk].message == same


def test_a_name_is_told_apart_within_its_length() -> None:
    assert own_name("Các xã", "Xã Cũ", ["Cụm"], longest=100) == "Các xã"
    assert own_name("Các xã", "Xã Cũ", ["CÁC XÃ"], longest=100) == "Các xã (Xã Cũ)"
    assert own_name("Các xã", "Xã Cũ", ["Các xã", "Các xã (Xã Cũ)"], longest=100) == "Các xã (Xã Cũ, 2)"
    assert own_name("x" * 30, "Xã Cũ", ["x" * 30], longest=30) == "x" * 22 + " (Xã Cũ)"
