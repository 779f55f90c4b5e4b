"""Branches and communes that merge carry their members; the counts of the day before stay."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.core import clock, scope
from hoiso.members import sensitive
from hoiso.members.branches import public
from hoiso.members.models import BranchOrder, CountedFact, Member, MemberEvent, MemberPost, MemberSpan
from hoiso.units import public as units
from hoiso.units.models import Succession, Unit
from hoiso.units.public import Passing
from tests.factories.members import a_branch, a_group, a_household, a_member
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

NOW = clock.now()
TODAY = clock.office_date(NOW)
ON = TODAY - timedelta(days=5)
EVE = ON - timedelta(days=1)


def _pass(*passings):
    """What reorganisation does, under the system's scope as the worker has it."""
    with owner():
        before = list(Unit.objects.filter(pk__in={one.before_id for one in passings}))
        units.end_units(before, on=ON)
        units.pass_on(passings, on=ON, at=NOW)
        plan = public.plan_merger(passings, on=ON)
        public.apply_merger(passings, on=ON, at=NOW)
        public.apply_merger(passings, on=ON, at=NOW)  # again: changes nothing
    return plan


def _passing(before, after, share="whole"):
    return Passing(before.pk, before.name, after.pk, after.name, share)


def _on(place, day, *, now_units=False, by=None):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT full_name, commune, new_commune, branch, new_branch, here"
            " FROM hoiso_members_on(%s, %s, %s, %s) ORDER BY name_key",
            [place.pk, day, TODAY, now_units],
        )
        return cursor.fetchall()


def test_a_merger_of_communes_carries_members_along_and_the_counts_of_the_day_before_stay():
    old, new = a_unit("Xã Cũ"), a_unit("Xã Mới")
    branch, other = a_branch("Chi hội ấp 1", under=old), a_branch("Chi hội ấp 9", under=new)
    members = [a_member(branch, name=f"Lê Thị {letter}") for letter in "ABC"]
    a_member(other, name="Lê Thị D")
    household = a_household(branch, members[0])
    acting(an_officer(Role.SPECIALIST, old))
    sensitive.keep_counted(members[0], sensitive.Counted(religion="Cao Đài"), since=EVE)
    plan = _pass(_passing(old, new))
    assert "3 hội viên theo chi hội về Xã Mới" in plan[0].lines[0].sentence
    acting(an_officer(Role.SPECIALIST, new))
    assert Member.objects.filter(commune=new).count() == 4
    household.refresh_from_db()
    assert household.commune_id == new.pk
    assert MemberSpan.objects.filter(member=members[0]).count() == 1  # in the same branch
    with owner():
        facts = CountedFact.objects.order_by("valid_from").values_list("commune_id", "valid_from", "valid_to")
        assert list(facts) == [(old.pk, EVE, EVE), (new.pk, ON, None)]
    assert [row[:3] for row in _on(new, EVE)] == [
        *((f"Lê Thị {letter}", "Xã Cũ", "Xã Mới") for letter in "ABC"), ("Lê Thị D", "Xã Mới", "Xã Mới"),
    ]  # fmt: skip
    assert [row[1] for row in _on(new, TODAY)] == ["Xã Mới"] * 4
    province = an_officer(Role.SPECIALIST, a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE))
    acting(province)
    with connection.cursor() as cursor:
        for day, now_units, expected in (
            (EVE, False, {"Xã Cũ": 3, "Xã Mới": 1}),
            (EVE, True, {"Xã Mới": 4}),
            (TODAY, False, {"Xã Mới": 4}),
        ):
            cursor.execute(
                "SELECT commune, total FROM hoiso_members_counted_on(%s, %s, %s)", [day, TODAY, now_units]
            )
            assert dict(cursor.fetchall()) == expected


def test_a_part_waits_for_a_person_who_chooses_branch_by_branch():
    old, main, part = a_unit("Xã Cũ"), a_unit("Xã Chính"), a_unit("Xã Phần")
    first, second = a_branch("Chi hội ấp 1", under=old), a_branch("Chi hội ấp 2", under=old)
    a_member(first, name="Lê Thị Ở")
    a_member(second, name="Lê Thị Sang")
    plan = _pass(_passing(old, main, "part-main"), _passing(old, part, "part"))
    assert "chờ người quản trị chọn từng chi hội" in plan[0].lines[0].sentence
    with owner():
        assert set(Member.objects.values_list("commune_id", flat=True)) == {main.pk}
        units.settle_part(
            succession=Succession.objects.get(share="part"), note="ấp 2 về xã mới", at=NOW, move=[second]
        )
        assert public.follow(today=TODAY) == 1
        assert public.follow(today=TODAY) == 0
        where = dict(Member.objects.values_list("full_name", "commune_id"))
    assert where == {"Lê Thị Ở": main.pk, "Lê Thị Sang": part.pk}


def test_a_branch_that_merges_into_another_carries_members_groups_and_posts():
    commune = a_unit("Xã Thử")
    before, after = a_branch("Chi hội ấp 1", under=commune), a_branch("Chi hội ấp 2", under=commune)
    group = a_group("Tổ 1", under=before)
    member, head = a_member(before, name="Lê Thị A", group=group), a_member(before, name="Lê Thị B")
    there = a_member(after, name="Lê Thị C")
    household = a_household(before, member)
    with owner():
        for one, unit, kind in ((head, before, "head"), (member, before, "deputy"), (there, after, "head")):
            MemberPost.objects.create(member=one, unit=unit, kind=kind, valid_from=EVE)
    _pass(_passing(before, after))
    acting(an_officer(Role.SPECIALIST, commune))
    spans = MemberSpan.objects.filter(member=member).order_by("valid_from")
    assert list(spans.values_list("branch_id", "group_id", "valid_to")) == [
        (before.pk, group.pk, EVE), (after.pk, group.pk, None),
    ]  # fmt: skip
    member.refresh_from_db()
    household.refresh_from_db()
    assert (member.branch_id, member.group_id, household.branch_id) == (after.pk, group.pk, after.pk)
    assert MemberEvent.objects.get(member=member, kind="branch_passed").to_branch_id == after.pk
    posts = MemberPost.objects.filter(unit=after, valid_to=None).values_list("kind", "member_id")
    assert sorted(posts) == [("deputy", member.pk), ("head", there.pk)]
    assert [row[0] for row in _on(commune, EVE)] == ["Lê Thị A", "Lê Thị B", "Lê Thị C"]
    assert {row[3:5] for row in _on(commune, EVE)} == {
        ("Chi hội ấp 1", "Chi hội ấp 2"), ("Chi hội ấp 2", "Chi hội ấp 2"),
    }  # fmt: skip


def test_nobody_asks_for_the_members_of_a_place_that_she_does_not_keep():
    commune = a_unit("Xã Thử")
    a_member(a_branch(under=commune))
    acting(an_officer(Role.SPECIALIST, a_unit("Xã Khác")))
    assert _on(commune, TODAY) == []
    scope.adopt("")
    assert _on(commune, TODAY) == []


def test_the_commune_merges_and_splits_branches_by_an_order_that_the_worker_carries_out(client):
    commune = a_unit("Xã Thử")
    first, second = a_branch("Chi hội ấp 1", under=commune), a_branch("Chi hội ấp 2", under=commune)
    goes, stays = a_group("Tổ 1", under=first), a_group("Tổ 2", under=first)
    moved, kept = a_member(first, group=goes), a_member(first, group=stays)
    clerk = an_officer(Role.SPECIALIST, commune)
    client = signed_in(client, clerk)
    page = reverse("member_branches")
    assert client.get(page).status_code == 200
    sent = {"kind": "split", "branch": first.pk, "on": f"{ON:%d/%m/%Y}", "paper": "05/QĐ-BTV"}
    refused = client.post(page, sent)
    assert refused.status_code == 422
    assert "Ghi tên chi hội mới" in refused.content.decode()
    assert client.post(page, {**sent, "name": "Chi hội ấp 3", "groups": [goes.pk]}).status_code == 302
    with owner():
        public.execute(BranchOrder.objects.get().pk, at=NOW)
        order = BranchOrder.objects.get()
        assert (order.state, order.problem, order.moved) == ("done", "", 1)
        new = Unit.objects.get(name="Chi hội ấp 3")
        where = dict(Member.objects.values_list("pk", "branch_id"))
        assert where == {moved.pk: new.pk, kept.pk: first.pk}
    merge = {"kind": "merge", "branch": first.pk, "heir": second.pk}
    assert client.post(page, {**sent, **merge}).status_code == 302
    with owner():
        public.execute(BranchOrder.objects.latest("pk").pk, at=NOW)
        order = BranchOrder.objects.latest("pk")
        assert (order.state, order.problem) == ("done", "")
        assert Member.objects.get(pk=kept.pk).branch_id == second.pk
        assert Unit.objects.get(pk=first.pk).valid_to == EVE
    assert "Đã xong" in client.get(page).content.decode()
