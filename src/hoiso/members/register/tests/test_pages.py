"""The register's pages: list and search, entering, changing, like ones, sensitive facts, households."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.core.files.tests.samples import a_pdf
from hoiso.members import sensitive
from hoiso.members.models import Household, Member, MemberBasis, MemberEvent, MemberFile, MemberSpan
from hoiso.members.states import State
from tests.factories.members import a_branch, a_group, a_household, a_member
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

TODAY = clock.office_date(clock.now())


@pytest.fixture
def commune():
    return a_unit("Xã Thử Nghiệm")


@pytest.fixture
def branch(commune):
    return a_branch("Chi hội ấp Chánh", under=commune)


@pytest.fixture
def head(branch):
    return an_officer(Role.BRANCH_HEAD, branch)


def _search(client, typed, **kept):
    answer = client.post(reverse("member_find"), {"q": typed, **kept})
    assert answer.status_code == 302
    return answer["Location"], client.get(answer["Location"]).content.decode()


def test_the_head_of_a_branch_sees_her_members_in_the_order_of_their_given_names(client, branch, head):
    for name in ("Nguyễn Thị Xuyến", "Trần Thị An", "Lê Thị Đào"):
        a_member(branch, name=name)
    a_member(name="Phạm Thị Khác")
    text = signed_in(client, head).get(reverse("member_list")).content.decode()
    assert text.index("Trần Thị An") < text.index("Lê Thị Đào") < text.index("Nguyễn Thị Xuyến")
    assert "Phạm Thị Khác" not in text


def test_who_left_is_only_in_the_list_of_those_who_left(client, branch, head):
    a_member(branch, name="Nguyễn Thị Ở")
    a_member(branch, name="Nguyễn Thị Đi", state=State.LEFT)
    client = signed_in(client, head)
    assert "Nguyễn Thị Đi" not in client.get(reverse("member_list")).content.decode()
    gone = client.get(reverse("member_list"), {"xem": "thoi"}).content.decode()
    assert "Nguyễn Thị Đi" in gone
    assert "Nguyễn Thị Ở" not in gone


@pytest.mark.parametrize(
    "typed",
    [
        "xuyen", "Xuyến", "thi xuyen", "nguyen thi xuy", "xuyen 1971", "xuyeen", "xuyn", "0912 345", "678",
        "TN-7788", "nguyễn xuyến",
    ],
)  # fmt: skip
def test_search_without_accents_with_a_slip_by_year_phone_and_card(client, branch, head, typed):
    a_member(branch, name="Nguyễn Thị Xuyến", born=1971, phone="0912345678", card_number="TN-7788/HV")
    a_member(branch, name="Trần Thị Hoa", born=1980, phone="0987000111", card_number="TN-1122/HV")
    address, text = _search(signed_in(client, head), typed)
    assert "Nguyễn Thị Xuyến" in text
    assert "Trần Thị Hoa" not in text
    assert "xuyen" not in address.lower()  # no name, no number in an address
    assert "912" not in address.replace("%", "")[:30]


def test_search_while_typing_gives_the_list_alone(client, branch, head):
    a_member(branch, name="Nguyễn Thị Xuyến")
    answer = signed_in(client, head).post(
        reverse("member_find"), {"q": "xuy"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert "Nguyễn Thị Xuyến" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_the_commune_filters_by_branch_group_core_and_age(client, commune, branch):
    other = a_branch("Chi hội ấp Trung", under=commune)
    group = a_group("Tổ phụ nữ 1", under=branch)
    a_member(branch, name="Nguyễn Thị Tổ", group=group, born=1950)
    a_member(branch, name="Nguyễn Thị Cốt", core=True, born=1990)
    a_member(other, name="Nguyễn Thị Kia", born=1990)
    client = signed_in(client, an_officer(Role.SPECIALIST, commune))

    def names(**asked):
        text = client.get(reverse("member_list"), asked).content.decode()
        return {name for name in ("Tổ", "Cốt", "Kia") if f"Nguyễn Thị {name}" in text}

    assert names() == {"Tổ", "Cốt", "Kia"}
    assert names(chi_hoi=branch.pk) == {"Tổ", "Cốt"}
    assert names(to=group.pk) == {"Tổ"}
    assert names(nong_cot="on") == {"Cốt"}
    assert names(tuoi_tu=60) == {"Tổ"}
    assert names(tuoi_den=50, chi_hoi=other.pk) == {"Kia"}


def test_the_province_finds_by_name_masked_and_opens_nothing(client):
    province = a_unit("Tỉnh Thử", kind="province")
    member = a_member(
        a_branch(under=a_unit(under=province)), name="Nguyễn Thị Xuyến", phone="0912345678", born=1971
    )
    client = signed_in(client, an_officer(Role.SPECIALIST, province))
    _, text = _search(client, "xuyen")
    assert "Nguyễn Thị Xuyến" in text
    assert "0912345678" not in text
    assert reverse("member", args=[member.pk]) not in text
    assert client.get(reverse("member", args=[member.pk])).status_code == 404


@pytest.mark.parametrize("rows", [3, 60])
def test_the_list_takes_eight_statements_however_long(client, branch, head, rows):
    for number in range(rows):
        a_member(branch, name=f"Nguyễn Thị Hoa {'ABCDEFGHIJ'[number % 10]}")
    client = signed_in(client, head)
    addresses = [
        reverse("member_list"),
        *(client.post(reverse("member_find"), {"q": typed})["Location"] for typed in ("hoa", "hooa", "xyz")),
    ]
    for address in addresses:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        asked = [one["sql"] for one in seen if "SAVEPOINT" not in one["sql"]]
        assert len(asked) <= 8, [one[:90] for one in asked]


def _typed(**more):
    return {"full_name": "nguyễn thị lan", "birth": "1975", "state": "active", **more}


def test_a_member_is_entered_with_name_year_and_branch_and_the_next_one_follows(client, branch, head):
    client = signed_in(client, head)
    answer = client.post(reverse("member_new"), _typed(branch=branch.pk, tiep="1"))
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('member_new')}?chi_hoi={branch.pk}&da=1"
    assert "Đã thêm 1 người" in client.get(answer["Location"]).content.decode()
    with owner():
        member = Member.objects.get()
        assert (member.full_name, member.birth_year, member.state) == ("Nguyễn Thị Lan", 1975, "active")
        assert MemberSpan.objects.get().start_known is False
        assert MemberEvent.objects.get().kind == "entered"
        assert not MemberBasis.objects.exists()  # no consent is made up


def test_joining_before_2026_and_a_signed_form_leave_the_ground_that_is_true(client, branch, head):
    client = signed_in(client, head)
    client.post(reverse("member_new"), _typed(branch=branch.pk, joined_on="8/3/2001"))
    client.post(
        reverse("member_new"),
        _typed(full_name="Lê Thị Mới", branch=branch.pk, state="waiting", signed_form="on"),
    )
    with owner():
        grounds = dict(MemberBasis.objects.values_list("member__full_name", "ground"))
        assert grounds == {"Nguyễn Thị Lan": "before_2026", "Lê Thị Mới": "application"}
        old = MemberSpan.objects.get(member__full_name="Nguyễn Thị Lan")
        assert (old.valid_from, old.start_known) == (date(2001, 3, 8), True)
        assert MemberSpan.objects.get(member__full_name="Lê Thị Mới").state == "waiting"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"full_name": "Lan"}, "Nhập đủ họ và tên"),
        ({"birth": "bốn mươi"}, "phải có đủ ngày, tháng, năm"),
        ({"birth": str(TODAY.year - 10)}, "từ đủ 18 tuổi"),
        ({"phone": "12"}, "phải có 10 chữ số"),
        ({"citizen_id": "12"}, ""),
        ({"sex": "male"}, "hội viên danh dự"),
        ({"branch": ""}, "Chọn chi hội"),
        ({"joined_on": "1/1/1980"}, "quá sớm"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_says_what_to_do(client, branch, head, given, sentence):
    answer = signed_in(client, head).post(reverse("member_new"), _typed(branch=branch.pk) | given)
    if not sentence:  # not asked by the province: not read either
        assert answer.status_code == 302
        return
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert given.get("full_name", "nguyễn thị lan") in text


def test_like_ones_are_told_while_typing_and_refused_until_looked_at(client, branch, head):
    a_member(branch, name="Nguyễn Thị Lan", born=1975, phone="0912345678")
    client = signed_in(client, head)
    hint = client.post(reverse("member_like"), {"full_name": "nguyen thi lan", "birth": "1975"})
    assert "cùng tên, cùng năm sinh" in hint.content.decode()
    hint = client.post(reverse("member_like"), {"full_name": "x", "birth": "19", "phone": "0912 345 678"})
    assert "cùng số điện thoại" in hint.content.decode()

    answer = client.post(reverse("member_new"), _typed(branch=branch.pk))
    assert answer.status_code == 422
    assert "Đã có hội viên giống người này" in answer.content.decode()
    assert client.post(reverse("member_new"), _typed(branch=branch.pk, another="on")).status_code == 302
    with owner():
        assert Member.objects.count() == 2


def test_a_branch_that_is_not_hers_is_refused(client, head, branch):
    far = a_branch()
    answer = signed_in(client, head).post(reverse("member_new"), _typed(branch=far.pk))
    assert answer.status_code == 422
    assert not Member.objects.exists()


def test_opening_a_page_is_written_down_and_shown_to_her_branch(client, commune, branch, head):
    member = a_member(branch, name="Nguyễn Thị Lan", citizen="079175000123")
    reader = an_officer(Role.SPECIALIST, commune, name="Trần Thị Đọc")
    text = signed_in(client, reader).get(reverse("member", args=[member.pk])).content.decode()
    assert "•••• •••• 0123" in text
    assert "079175000123" not in text
    with owner():
        entry = Entry.objects.get(action="member_read")
        assert (entry.subject_id, entry.actor_id, entry.unit_id) == (member.pk, reader.pk, branch.pk)
        assert "Lan" not in str(entry.details)
    shown = signed_in(client, head).get(reverse("member_readings", args=[member.pk])).content.decode()
    assert "Trần Thị Đọc" in shown


def test_a_change_names_the_fields_and_a_stale_page_is_refused(client, branch, head):
    member = a_member(branch, name="Nguyễn Thị Lan")
    client = signed_in(client, head)
    given = {"full_name": "Nguyễn Thị Lan", "birth": "1976", "version": "1", "phone": "0912345678"}
    assert client.post(reverse("member_change", args=[member.pk]), given).status_code == 302
    with owner():
        member.refresh_from_db()
        assert (member.birth_year, member.phone_key, member.version) == (1976, "0912345678", 2)
        assert MemberEvent.objects.get().reason == "Năm sinh, Điện thoại"
    again = client.post(reverse("member_change", args=[member.pk]), given | {"birth": "1977"})
    assert again.status_code == 422
    assert "Người khác vừa sửa hồ sơ này" in again.content.decode()


def test_sensitive_facts_are_seen_by_role_after_a_reason_that_is_written_down(client, commune, branch):
    member = a_member(branch, name="Nguyễn Thị Lan")
    leader = an_officer(Role.LEADER, commune)
    acting(leader)
    sensitive.keep_counted(member, sensitive.Counted(religion="Cao Đài"), since=TODAY)
    address = reverse("member_facts", args=[member.pk])
    client = signed_in(client, leader)
    assert "Cao Đài" not in client.get(reverse("member", args=[member.pk])).content.decode()
    assert 'value="Cao Đài" selected' not in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 422
    assert "Cao Đài" in client.post(address, {"reason": "care"}).content.decode()
    with owner():
        entry = Entry.objects.get(action="member_sensitive_read")
        assert entry.details["reason"] == "care"
        assert "Cao Đài" not in str(entry.details)

    saved = client.post(address, {"viec": "luu", "religion": "Phật giáo", "disability": "Khiếm thị"})
    assert saved.status_code == 302
    acting(leader)
    assert sensitive.counted_of(member.pk).religion == "Phật giáo"
    assert sensitive.sealed_of(member.pk) == {"disability": "Khiếm thị"}

    clerk = signed_in(client, an_officer(Role.CLERK, commune))
    assert clerk.get(address).status_code == 403
    assert "nhay-cam" not in clerk.get(reverse("member", args=[member.pk])).content.decode()


def test_households_with_and_without_a_member(client, branch, head):
    member = a_member(branch, name="Nguyễn Thị Lan", born=1975)
    a_household(branch, head="Trần Văn Không", women=2)
    client = signed_in(client, head)
    made = client.post(
        reverse("household_new"), {"branch": branch.pk, "head_name": "Lê Văn Có", "women": "1"}
    )
    with owner():
        household = Household.objects.get(head_name="Lê Văn Có")
    address = reverse("household", args=[household.pk])
    assert made["Location"] == address

    asked = client.post(address, {"name": "nguyen thi lan", "relation": "spouse"})
    assert asked.status_code == 422
    assert "Là ai?" in asked.content.decode()
    put = {"name": "nguyen thi lan", "relation": "spouse", "member": str(member.pk)}
    assert client.post(address, put).status_code == 302
    assert "hội viên" in client.get(address).content.decode()

    def names(view):
        text = client.get(reverse("household_list"), {"xem": view}).content.decode()
        return {name for name in ("Lê Văn Có", "Trần Văn Không") if name in text}

    assert names("co") == {"Lê Văn Có"}
    assert names("chua") == {"Trần Văn Không"}

    with owner():
        place = household.people.get()
    leave = reverse("household_leave", args=[household.pk, place.pk])
    assert client.post(leave).status_code == 302
    assert names("co") == set()
    assert client.post(reverse("household_change", args=[household.pk]), {"head_name": ""}).status_code == 422


def test_the_head_of_a_branch_begins_her_day_with_her_list(client, head):
    text = signed_in(client, head).get("/").content.decode()
    assert text.index("Danh sách hội viên") < text.index("Việc được giao")
    assert f'href="{reverse("member_list")}"' in text


def test_a_signed_form_is_kept_opened_and_becomes_the_ground(
    client, commune, branch, head, settings, tmp_path
):
    settings.FILE_ROOT = tmp_path
    content = a_pdf()
    member = a_member(branch)
    with owner():
        MemberBasis.objects.create(
            member=member, purpose="membership", ground="before_2026", channel="import", noted_at=clock.now()
        )
    client = signed_in(client, head)
    address = reverse("member_papers", args=[member.pk])
    sent = SimpleUploadedFile("don.pdf", content, "application/pdf")
    assert client.post(address, {"kind": "joining", "tep": sent}).status_code == 302
    with owner():
        kept = MemberFile.objects.get()
        grounds = [(one.ground, one.withdrawn_at is None) for one in MemberBasis.objects.order_by("id")]
        assert grounds == [("before_2026", False), ("application", True)]
    paper = reverse("member_paper", args=[member.pk, kept.pk])
    answer = client.get(paper)
    assert b"".join(answer.streaming_content) == content
    with owner():
        assert Entry.objects.filter(action="member_paper_read", subject_id=member.pk).exists()

    stranger = signed_in(Client(), an_officer(Role.BRANCH_HEAD, a_branch()))
    assert stranger.get(paper).status_code == 404
    assert (
        client.post(address, {"kind": "photo", "tep": SimpleUploadedFile("a.pdf", content)}).status_code
        == 422
    )
    assert client.post(reverse("member_paper_drop", args=[member.pk, kept.pk])).status_code == 302
    assert client.get(paper).status_code == 404
