"""The tables: who sees a member, spans that never overlap, codes, what is sealed and what is counted."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from hoiso.access.models import Role
from hoiso.core import clock
from hoiso.members import sensitive, spans
from hoiso.members.keys import (
    card_key,
    citizen_digits,
    citizen_hash,
    code_fits,
    phone_key,
    unseal_citizen,
)
from hoiso.members.models import CountedFact, Member, MemberSpan, MemberWord, Pseudonym, SealedFact
from hoiso.members.states import State
from tests.factories.members import a_branch, a_group, a_member
from tests.factories.people import LONG_AGO, a_post, a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db

TODAY = clock.office_date(clock.now())


def _seen() -> set[int]:
    return set(Member.objects.values_list("pk", flat=True))


def test_a_member_is_seen_by_her_branch_s_head_and_her_commune_s_office_and_nobody_else():
    commune = a_unit()
    branch, other = a_branch(under=commune), a_branch(under=commune)
    here, beside, far = a_member(branch), a_member(other), a_member()

    acting(an_officer(Role.BRANCH_HEAD, branch))
    assert _seen() == {here.pk}
    for role in (Role.CLERK, Role.LEADER, Role.OFFICE_HEAD, Role.SPECIALIST):
        acting(an_officer(role, commune))
        assert _seen() == {here.pk, beside.pk}
    for role in (Role.UNIT_ADMIN, Role.AUDITOR, Role.BRANCH_HEAD):
        acting(an_officer(role, commune))
        assert _seen() == set()
    acting(an_officer(Role.SPECIALIST, a_unit("Tỉnh Thử", kind="province")))
    assert far.pk not in _seen()


def test_spans_of_a_member_in_one_branch_never_overlap():
    member = a_member(since=date(2026, 1, 1))
    with owner(), pytest.raises(IntegrityError, match="members_span_once_a_day"), transaction.atomic():
        MemberSpan.objects.create(
            member=member, branch=member.branch, state="away", primary=False, valid_from=date(2026, 5, 1)
        )
    with owner(), pytest.raises(IntegrityError, match="members_span_one_primary"), transaction.atomic():
        MemberSpan.objects.create(
            member=member, branch=a_branch(), state="active", valid_from=date(2026, 5, 1)
        )


def test_a_change_ends_the_span_of_the_day_before_and_the_row_follows():
    commune = a_unit()
    branch, other = a_branch(under=commune), a_branch(under=commune)
    group = a_group(under=branch)
    member = a_member(branch, group=group, since=date(2026, 1, 1))
    acting(an_officer(Role.CLERK, commune))

    spans.change(member, on=date(2026, 5, 1), today=TODAY, state=State.AWAY)
    spans.change(member, on=date(2026, 6, 1), today=TODAY, branch_id=other.pk, state=State.ACTIVE)

    assert list(member.spans.order_by("valid_from").values_list("branch", "group", "state", "valid_to")) == [
        (branch.pk, group.pk, "active", date(2026, 4, 30)),
        (branch.pk, group.pk, "away", date(2026, 5, 31)),
        (other.pk, None, "active", None),
    ]
    member.refresh_from_db()
    assert (member.branch_id, member.group_id, member.state) == (other.pk, None, "active")


def test_a_member_who_moves_to_another_commune_leaves_the_reach_and_her_counted_facts_follow():
    commune, far = a_unit(), a_branch()
    member = a_member(a_branch(under=commune))
    acting(an_officer(Role.CLERK, commune))
    sensitive.keep_counted(
        member, sensitive.Counted("Kinh", "Cao Đài", party=True, poverty=""), since=LONG_AGO
    )

    spans.change(member, on=TODAY, today=TODAY, branch_id=far.pk)

    assert _seen() == set()
    with owner():
        facts = CountedFact.objects.order_by("valid_from").values_list("branch", "religion", "valid_to")
        assert list(facts) == [
            (member.branch_id, "Cao Đài", TODAY - timedelta(days=1)),
            (far.pk, "Cao Đài", None),
        ]


def test_a_second_branch_sees_the_member_too():
    member, second = a_member(), a_branch()
    with owner():
        MemberSpan.objects.create(
            member=member, branch=second, state="active", primary=False, valid_from=LONG_AGO
        )
        spans.refresh([member.pk], today=TODAY)
    acting(an_officer(Role.BRANCH_HEAD, second))
    assert _seen() == {member.pk}


def test_counted_facts_are_read_by_pseudonym_alone_and_counted_by_unit():
    commune = a_unit()
    branch = a_branch(under=commune)
    members = [a_member(branch) for _ in range(3)]
    acting(an_officer(Role.CLERK, commune))
    for member in members:
        sensitive.keep_counted(member, sensitive.Counted(ethnic_group="Khmer"), since=LONG_AGO)

    assert sensitive.counted_of(members[0].pk) == sensitive.Counted(ethnic_group="Khmer")
    assert not CountedFact.objects.exists()  # no officer reads the rows
    assert members[0].pseudonym.box.find(str(sensitive.open_pseudonym(members[0].pseudonym.box))) == -1
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT branch_id, total FROM hoiso_counted_sums(%s, %s)"
            " WHERE fact = 'ethnic_group' AND value = 'Khmer'",
            [[commune.pk], TODAY],
        )
        assert cursor.fetchall() == [(branch.pk, 3)]
        acting(an_officer(Role.CLERK))
        cursor.execute("SELECT count(*) FROM hoiso_counted_sums(%s, %s)", [[commune.pk], TODAY])
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT count(*) FROM hoiso_counted_read(%s)",
            [sensitive.open_pseudonym(_box_of(members[0]))],
        )
        assert cursor.fetchone() == (0,)  # another commune, even with the pseudonym


def _box_of(member: Member) -> str:
    with owner():
        return Pseudonym.objects.get(member_id=member.pk).box


def test_other_sensitive_facts_lie_sealed():
    member = a_member()
    officer = an_officer(Role.BRANCH_HEAD, member.branch)
    acting(officer)
    facts = {"disability": "Khiếm thị", "single_mother": "Có"}
    sensitive.keep_sealed(member, facts, by_id=officer.pk, at=clock.now())
    assert sensitive.sealed_of(member.pk) == facts
    assert "Khiếm" not in "".join(SealedFact.objects.values_list("box", flat=True))

    sensitive.keep_sealed(
        member, {"disability": "", "single_mother": "Không"}, by_id=officer.pk, at=clock.now()
    )
    assert sensitive.sealed_of(member.pk) == {"single_mother": "Không"}


def test_codes_have_check_digits_and_no_order():
    codes = [a_member().code for _ in range(20)]
    assert len(set(codes)) == 20
    assert all(code_fits(code) for code in codes)
    assert codes != sorted(codes)
    assert not code_fits(f"{codes[0][:8]}{(int(codes[0][8]) + 1) % 10}")
    assert not code_fits("12345")


def test_keys_compare_what_is_meant():
    assert phone_key("+84 912 345 678") == phone_key("0912.345.678") == "0912345678"
    assert card_key("TN-00123 / HV") == "tn00123hv"
    assert citizen_digits("079 175 000 123") == "079175000123"
    assert citizen_digits("12345678") == ""
    member = a_member(citizen="079175000123")
    assert member.citizen_hash == citizen_hash("079175000123")
    assert "079175" not in member.citizen_box
    assert unseal_citizen(member.citizen_box) == "079175000123"


def test_words_of_names_are_kept_for_mistyped_searches():
    a_member(name="Trịnh Thị Xuyến")
    with owner():
        assert {"trinh", "thi", "xuyen"} <= set(MemberWord.objects.values_list("word", flat=True))


def test_a_man_is_an_honorary_member_or_none():
    with pytest.raises(IntegrityError, match="members_member_man_honorary"), transaction.atomic():
        a_member(sex="male")
    assert a_member(sex="male", honorary=True).honorary


def test_a_post_at_the_second_unit_opens_it_too():
    commune = a_unit()
    member = a_member(a_branch(under=commune))
    officer = an_officer(Role.CLERK)
    a_post(officer, Role.SPECIALIST, commune)
    acting(officer)
    assert _seen() == {member.pk}
