"""Printing for members, and the page that a card's QR code leads to."""

from datetime import date
from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.members.cards import public
from hoiso.members.cards.public import Kept
from hoiso.members.models import Member
from hoiso.members.register.public import place_of
from hoiso.members.states import State
from tests.factories.members import a_branch, a_member
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


def _pages(answer):
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(BytesIO(answer.content))
    return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def test_cards_are_printed_ten_to_a_page(client, branch, head):
    for number in range(11):
        a_member(branch, name=f"Trần Thị Hoa {'ABCDEFGHIJK'[number]}", card_number=f"TN-{number}/HV")
    a_member(name="Lê Thị Nơi Khác")
    pages = _pages(
        signed_in(client, head).post(reverse("member_printing"), {"sheet": "the", "kept": "tat-ca"})
    )
    assert [text.count("THẺ HỘI VIÊN") for text in pages] == [10, 1]
    assert "TN-7/HV" in "".join(pages)
    assert "Nơi Khác" not in "".join(pages)
    with owner():
        assert Entry.objects.filter(action="member_print", unit_id=branch.pk).count() == 1


def test_a_card_says_valid_by_initials_alone_and_no_more_once_its_number_changed_or_she_left(client, branch):
    member = a_member(branch, name="Trần Thị Hoa", born=1971, card_number="TN-1/HV", phone="0912000111")
    address = reverse("card_check", args=[public.token_of(member.pk, member.card_key)])
    text = client.get(address).content.decode()
    assert "Thẻ có giá trị" in text
    assert "T. T. Hoa" in text
    for hidden in ("Trần", "1971", "0912000111", "TN-1", "ấp Chánh"):
        assert hidden not in text
    for wrong in (address[:-2] + "z/", reverse("card_check", args=["khong-phai"])):
        assert client.get(wrong).status_code == 404
    with owner():
        Member.objects.filter(pk=member.pk).update(card_key="tn2hv")
    assert "Thẻ không có giá trị" in client.get(address).content.decode()
    with owner():
        Member.objects.filter(pk=member.pk).update(card_key="tn1hv", state=State.LEFT)
    assert client.get(address).status_code == 404


def test_the_card_of_a_merged_member_leads_to_the_survivor(client, branch):
    kept = a_member(branch, name="Trần Thị Hoa", card_number="TN-1/HV")
    gone = a_member(branch, name="Trần Thị Hoà", card_number="TN-2/HV", state=State.LEFT)
    with owner():
        Member.objects.filter(pk=gone.pk).update(merged_into=kept)
    address = reverse("card_check", args=[public.token_of(gone.pk, gone.card_key)])
    assert "T. T. Hoa." not in client.get(address).content.decode()
    assert "T. T. Hoa," in client.get(address).content.decode()


def test_who_has_no_vote_is_on_no_voting_list(client, branch, head):
    a_member(branch, name="Trần Thị Được")
    a_member(branch, name="Lê Văn Danh", sex="male", honorary=True)
    a_member(branch, name="Lê Thị Chờ", state=State.WAITING)
    (text,) = _pages(
        signed_in(client, head).post(reverse("member_printing"), {"sheet": "phieu", "kept": "tat-ca"})
    )
    assert "Trần Thị Được" in text
    assert "Văn Danh" not in text
    assert "Thị Chờ" not in text


def test_an_invitation_says_to_what_when_and_where_for_each(client, branch, head):
    for name in ("Trần Thị An", "Trần Thị Bình", "Trần Thị Chi"):
        a_member(branch, name=name)
    client = signed_in(client, head)
    bare = client.post(
        reverse("member_printing"), {"sheet": "giay-moi", "kept": "tat-ca", "what": "Họp quý IV"}
    )
    assert bare.status_code == 422
    assert "Ghi địa điểm" in bare.content.decode()
    assert 'value="Họp quý IV"' in bare.content.decode()
    pages = _pages(
        client.post(
            reverse("member_printing"),
            {
                "sheet": "giay-moi",
                "kept": "tat-ca",
                "what": "Họp quý IV",
                "time": "8 giờ",
                "place": "Nhà văn hoá",
            },
        )
    )
    assert [text.count("GIẤY MỜI") for text in pages] == [2, 1]


@pytest.mark.parametrize("sheet", ["danh-sach", "diem-danh", "nhan"])
def test_lists_and_labels_name_everybody(client, branch, head, sheet):
    a_member(branch, name="Trần Thị An")
    a_member(branch, name="Lê Thị Bình")
    (text,) = _pages(
        signed_in(client, head).post(reverse("member_printing"), {"sheet": sheet, "kept": "tat-ca"})
    )
    assert text.index("Trần Thị An") < text.index("Lê Thị Bình")


def test_kept_filters_find_whom_they_name(branch, head):
    day = date(1971, TODAY.month, 1)
    other = date(1971, TODAY.month % 12 + 1, 1)
    a_member(branch, name="Trần Thị Nay", born=day, card_number="1", phone="0912000111")
    a_member(branch, name="Trần Thị Sau", born=other, card_number="2", phone="0912000112")
    a_member(branch, name="Trần Thị Không Thẻ", core=True)
    a_member(
        branch,
        name="Trần Thị Tròn",
        joined_on=date(TODAY.year - 20, 1, 5),
        card_number="3",
        phone="0912000113",
    )
    a_member(branch, name="Trần Thị Đi", born=day, state=State.LEFT)
    by = acting(head)
    place = place_of(by)

    def names(kept):
        found = public.chosen(place, kept=kept, branch_id=None, on=TODAY)
        return [one.full_name.removeprefix("Trần Thị ") for one in found]

    assert names(Kept.BIRTHDAY) == ["Nay"]
    assert names(Kept.NEXT_BIRTHDAY) == ["Sau"]
    assert names(Kept.NO_CARD) == names(Kept.CORE) == names(Kept.NO_PHONE) == ["Không Thẻ"]
    assert names(Kept.JUBILEE) == ["Tròn"]
    assert len(names(Kept.ALL)) == 4


def test_nobody_to_print_for_is_said_beside_the_choice(client, branch, head):
    answer = signed_in(client, head).post(reverse("member_printing"), {"sheet": "the", "kept": "nong-cot"})
    assert answer.status_code == 422
    assert "Không có hội viên nào hợp" in answer.content.decode()


def test_phones_and_homes_of_more_than_the_limit_are_left_to_the_export(client, branch, head, monkeypatch):
    for number in range(3):
        a_member(branch, name=f"Trần Thị Hoa {'ABC'[number]}")
    monkeypatch.setattr("hoiso.members.cards.actions.setting", lambda unit_id, key, on: 2)
    client = signed_in(client, head)
    for sheet, status in (("danh-sach", 422), ("nhan", 422), ("diem-danh", 200)):
        answer = client.post(reverse("member_printing"), {"sheet": sheet, "kept": "tat-ca"})
        assert answer.status_code == status
