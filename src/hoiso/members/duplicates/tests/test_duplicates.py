"""Members entered twice: found, told apart, made one with everything that hangs on them, parted again."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.core import clock
from hoiso.members import sensitive
from hoiso.members.duplicates import public
from hoiso.members.duplicates.covered import COVERED, references
from hoiso.members.duplicates.errors import NotMergeable
from hoiso.members.models import (
    CoreSpan,
    Honour,
    HouseholdPerson,
    Member,
    MemberEvent,
    MemberFile,
    MemberMerge,
    MemberPair,
    MemberPost,
    MemberSpan,
    SealedFact,
)
from hoiso.members.register.public import place_of
from hoiso.members.states import State
from tests.factories.members import a_branch, a_household, a_member
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

NOW = clock.now()
TODAY = clock.office_date(NOW)


@pytest.fixture
def commune():
    return a_unit("Xã Thử Nghiệm")


@pytest.fixture
def branch(commune):
    return a_branch("Chi hội ấp Chánh", under=commune)


@pytest.fixture
def specialist(commune):
    return an_officer(Role.SPECIALIST, commune)


def _find(officer):
    by = acting(officer)
    return public.find_pairs(by=by, place=place_of(by), at=NOW)


def _pairs():
    return {(one.first_id, one.second_id): (one.level, one.why) for one in MemberPair.objects.all()}


def test_pairs_are_found_by_their_surest_reason_with_a_slip_in_the_name(commune, branch, specialist):
    day = date(1971, 3, 8)
    lan = a_member(branch, name="Nguyễn Thị Lan", born=day, citizen="079171000001")
    again = a_member(name="Lê Thị Khác Hẳn", born=1980, citizen="079171000001")  # in another commune
    same = a_member(a_branch(), name="NGUYEN THI LAN", born=day)
    slip = a_member(a_branch(under=commune), name="Nguyễn Thi Lann", born=day)
    year = a_member(branch, name="Nguyễn Thị Lan", born=1971)
    other = a_member(branch, name="Nguyễn Thị Lan", born=day, citizen="079171000002")
    phone = a_member(branch, name="Trần Thị Hoa", born=1980, phone="0912345678")
    again_phone = a_member(a_branch(), name="Trần Thị Hoà", born=1980, phone="+84 912 345 678")
    a_member(a_branch(under=commune), name="Nguyễn Thị Lành", born=date(1971, 3, 9))

    assert _find(specialist) > 0
    found = _pairs()
    assert found[lan.pk, again.pk] == (1, "citizen")
    assert found[lan.pk, same.pk] == (2, "born")
    assert found[lan.pk, slip.pk] == (3, "near")
    assert found[lan.pk, year.pk] == (3, "branch")
    assert found[phone.pk, again_phone.pk] == (3, "phone")
    assert (lan.pk, other.pk) not in found  # two citizen ids are two women
    assert all({lan.pk, phone.pk, slip.pk, year.pk, other.pk} & set(pair) for pair in found)


def test_two_who_were_told_apart_are_not_asked_again(client, branch, specialist):
    a_member(branch, name="Trần Thị Đôi", born=1980)
    a_member(branch, name="Trần Thị Đôi", born=1980)
    assert _find(specialist) == 1
    client = signed_in(client, specialist)
    pair = MemberPair.objects.get()
    assert "Trần Thị Đôi" in client.get(reverse("member_pairs")).content.decode()
    assert client.post(reverse("member_pair", args=[pair.pk]), {"viec": "khac"}).status_code == 302
    assert "Trần Thị Đôi" not in client.get(reverse("member_pairs")).content.decode()
    assert "Trần Thị Đôi" in client.get(reverse("member_pairs"), {"xem": "khac"}).content.decode()
    client.post(reverse("member_pairs_find"))
    acting(specialist)
    assert MemberPair.objects.get().state == "different"


def test_who_is_kept_elsewhere_is_shown_by_name_year_and_place_alone(client, branch, specialist):
    a_member(branch, name="Trần Thị Xa", born=date(1980, 5, 6))
    far = a_member(
        a_branch("Chi hội nơi khác"), name="Trần Thị Xa", born=date(1980, 5, 6), phone="0987654321"
    )
    assert _find(specialist) == 1
    client = signed_in(client, specialist)
    pair = MemberPair.objects.get()
    text = client.get(reverse("member_pair", args=[pair.pk])).content.decode()
    assert "Chi hội nơi khác" in text
    assert "0987654321" not in text
    assert reverse("member", args=[far.pk]) not in text
    assert (
        client.post(reverse("member_pair", args=[pair.pk]), {"viec": "gop", "kept": "first"}).status_code
        == 403
    )
    assert not Member.objects.exclude(merged_into=None).exists()


@pytest.mark.parametrize("rows", [2, 40])
def test_the_work_list_takes_eight_statements_however_long(client, branch, specialist, rows):
    for number in range(rows):
        for _ in "ab":
            a_member(branch, name=f"Trần Thị Hoa {'ABCDEFGHIJ'[number % 10]}{'abcd'[number // 10]}")
    assert _find(specialist) == rows
    client = signed_in(client, specialist)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(reverse("member_pairs")).status_code == 200
    assert len([one for one in seen if "SAVEPOINT" not in one["sql"]]) <= 8


def test_every_reference_to_a_member_is_covered_by_the_merge():
    assert set(references()) <= set(COVERED)
    loose = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_many_to_many
        if field.related_model is Member
    ]
    assert loose == []


def _everything():
    """Every row that names a member; but versions and what the merge itself writes down."""
    rows = {}
    own = (MemberMerge, MemberPair, MemberEvent)
    with owner():
        for model in {field.model for field in references().values()} - set(own):
            for row in serializers.serialize("python", model.objects.all()):
                for name in ("version", "changed_at"):
                    row["fields"].pop(name, None)
                rows[row["model"], row["pk"]] = row["fields"]
    return rows


def _two(branch, commune):
    """The same woman twice, the second one with a row in every table that hangs on a member."""
    kept = a_member(branch, name="Nguyễn Thị Lan", born=1971, since=date(2020, 1, 1), phone="0912000111")
    gone = a_member(
        a_branch("Chi hội chợ", under=commune), name="Nguyễn Thị Lân", born=date(1971, 3, 8),
        since=date(2010, 1, 1), core=True, citizen="079171000001", hamlet="Ấp Chợ",
    )  # fmt: skip
    a_household(branch, kept)
    a_household(gone.branch, gone)
    with owner():
        Honour.objects.create(member=gone, kind="praise", title="Giấy khen", given_on=date(2015, 3, 8))
        MemberPost.objects.create(member=gone, unit=gone.branch, kind="deputy", valid_from=date(2015, 1, 1))
        MemberEvent.objects.create(member=gone, kind="entered", on=date(2010, 1, 1), at=NOW)
        for one in (kept, gone):
            SealedFact.objects.create(member=one, field="single_mother", box=f"{one.pk}", set_at=NOW)
        SealedFact.objects.create(member=gone, field="disability", box="x", set_at=NOW)
    return kept, gone


def test_a_merge_loses_nothing_and_an_undo_brings_all_of_it_back(client, commune, branch, specialist):
    kept, gone = _two(branch, commune)
    by = acting(specialist)
    sensitive.keep_counted(gone, sensitive.Counted(ethnic_group="Khmer"), since=TODAY - timedelta(days=9))
    before = _everything()

    acting(specialist)
    done = public.merge(
        by=by, kept_id=kept.pk, gone_id=gone.pk, from_gone={"birth": True, "citizen": True},
        both_branches=True, at=NOW,
    )  # fmt: skip
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert gone.merged_into_id == kept.pk
    assert (kept.full_name, kept.birth_date) == ("Nguyễn Thị Lan", date(1971, 3, 8))
    assert kept.citizen_hash == gone.citizen_hash != ""
    assert kept.phone == "0912000111"
    assert kept.core
    assert gone.branch_id in kept.other_units
    for table in (Honour, MemberPost, MemberEvent, CoreSpan):
        assert table.objects.filter(member=kept).exists()
        assert not table.objects.filter(member=gone).exists()
    assert set(SealedFact.objects.filter(member=kept).values_list("field", flat=True)) == {
        "single_mother", "disability",
    }  # fmt: skip
    assert SealedFact.objects.get(member=kept, field="single_mother").box == str(kept.pk)
    assert HouseholdPerson.objects.filter(member=kept).count() == 1
    spans = MemberSpan.objects.filter(member=kept).order_by("valid_from", "primary")
    assert list(spans.values_list("branch", "primary", "valid_from", "valid_to")) == [
        (gone.branch_id, True, date(2010, 1, 1), date(2019, 12, 31)),
        (branch.pk, True, date(2020, 1, 1), None),
        (gone.branch_id, False, date(2020, 1, 1), None),
    ] or list(spans.values_list("branch", "primary"))[1:] == [(gone.branch_id, False), (branch.pk, True)]
    assert not MemberSpan.objects.filter(member=gone).exists()
    assert sensitive.counted_of(kept.pk) == sensitive.Counted(ethnic_group="Khmer")
    client = signed_in(client, specialist)
    answer = client.get(reverse("member", args=[gone.pk]))
    assert answer["Location"] == reverse("member", args=[kept.pk])
    assert reverse("member_part", args=[done.pk]) in client.get(reverse("member_merges")).content.decode()

    assert client.post(reverse("member_part", args=[done.pk])).status_code == 302
    after = _everything()
    counted = [key for key in after if key[0] in ("members.countedfact", "members.pseudonym")]
    assert {key: row for key, row in after.items() if key not in counted} == {
        key: row for key, row in before.items() if key not in counted
    }
    acting(specialist)
    assert sensitive.counted_of(kept.pk) == sensitive.Counted()
    assert sensitive.counted_of(gone.pk) == sensitive.Counted(ethnic_group="Khmer")
    assert MemberEvent.objects.filter(member=gone, kind="separated").exists()


def test_after_thirty_days_nothing_is_parted(branch, commune, specialist):
    kept, gone = _two(branch, commune)
    by = acting(specialist)
    done = public.merge(
        by=by,
        kept_id=kept.pk,
        gone_id=gone.pk,
        from_gone={},
        both_branches=False,
        at=NOW - timedelta(days=31),
    )
    with pytest.raises(NotMergeable, match="quá 30 ngày"):
        public.undo(by=by, merge_id=done.pk, at=NOW)


def test_the_page_keeps_what_was_chosen_and_merges_by_choice(client, branch, specialist):
    one = a_member(branch, name="Trần Thị Đôi", born=1980, phone="0911111111")
    two = a_member(branch, name="Trần Thị Đôi", born=1980, phone="0922222222", occupation="Thợ may")
    _find(specialist)
    client = signed_in(client, specialist)
    address = reverse("member_pair", args=[MemberPair.objects.get().pk])
    text = client.get(address).content.decode()
    assert "0911111111" in text
    assert "Thợ may" in text
    answer = client.post(address, {"viec": "gop", "phone": "second", "occupation": "second"})
    assert answer.status_code == 422
    assert 'name="phone" value="second" checked' in answer.content.decode()
    chosen = {"viec": "gop", "kept": "first", "phone": "second", "occupation": "second"}
    assert client.post(address, chosen)["Location"] == reverse("member", args=[one.pk])
    acting(specialist)
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.phone, one.phone_key, one.occupation) == ("0922222222", "0922222222", "Thợ may")
    assert two.merged_into_id == one.pk
    assert MemberPair.objects.get().state == "merged"
    assert client.get(reverse("member_list")).content.decode().count("Trần Thị Đôi") == 1
    assert one.state == State.ACTIVE
    found = client.post(reverse("member_find"), {"q": two.code})["Location"]
    assert reverse("member", args=[one.pk]) in client.get(found).content.decode()  # the old code leads to her
    assert not MemberFile.objects.exists()


def test_the_head_of_a_branch_merges_within_it_alone(branch, commune):
    one = a_member(branch, name="Trần Thị Đôi", born=1980)
    other = a_member(a_branch(under=commune), name="Trần Thị Đôi", born=1980)
    by = acting(an_officer(Role.BRANCH_HEAD, branch))
    with pytest.raises(Exception, match="Không có hội viên này"):
        public.merge(by=by, kept_id=one.pk, gone_id=other.pk, from_gone={}, both_branches=False, at=NOW)
    assert Member.objects.get(pk=one.pk).version == 1
