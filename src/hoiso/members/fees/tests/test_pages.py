"""The pages of fees: opened, filled, refused with what was typed kept, eight statements, files."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access.models import Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.members.exports.public import found_in
from hoiso.members.models import (
    BranchEntry,
    FeeExemption,
    FeeMovement,
    FeeRate,
    FeeSplit,
    MemberExport,
)
from hoiso.units.models import OfficeSetting, Placement
from tests.factories.members import a_branch, a_member
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

NOW = clock.now()
TODAY = clock.office_date(NOW)
YEAR = TODAY.year
DAY = f"{TODAY:%d/%m/%Y}"


@pytest.fixture
def province():
    with owner():
        FeeRate.objects.create(valid_from=date(YEAR, 1, 1), amount=2_000, set_by_name="Tỉnh", set_at=NOW)
        FeeSplit.objects.create(
            valid_from=date(YEAR, 1, 1), branch=60, commune=25, province=15, set_by_name="Tỉnh", set_at=NOW
        )
    return a_unit("Tỉnh Thử", kind="province")


@pytest.fixture
def branch(province):
    return a_branch("Chi hội ấp Chánh", under=a_unit("Xã Thử Nghiệm", under=province))


def _above(branch):
    with owner():
        return Placement.objects.get(unit=branch).parent


@pytest.fixture
def head(branch):
    return an_officer(Role.BRANCH_HEAD, branch)


def _members(branch, count):
    return [
        a_member(branch, name=f"Nguyễn Thị Hoa {'ABCDEFGHIJ'[n % 10]}", since=date(YEAR - 1, 7, 1))
        for n in range(count)
    ]


def _money():
    return list(FeeMovement.objects.filter(kind="paid").order_by("number"))


def test_the_whole_branch_is_marked_as_paid_on_one_page_but_who_is_unticked(client, branch, head):
    members = _members(branch, 3)
    client = signed_in(client, head)
    text = client.get(reverse("fee_take"), {"ky": "quy-1"}).content.decode()
    assert text.count(" checked") == 3
    ticks = [f"{member.pk}-6000" for member in members[:2]]
    wrong = client.post(reverse("fee_take"), {"ky": "quy-1", "nop": ticks[:1], "ngay": "hôm nào"})
    assert wrong.status_code == 422
    assert wrong.content.decode().count(" checked") == 1  # what was ticked stays
    answer = client.post(reverse("fee_take"), {"ky": "quy-1", "nop": ticks, "ngay": DAY}, follow=True)
    assert "Đã ghi 2 người nộp" in answer.content.decode()
    owing = client.get(reverse("fee_list"), {"ky": "quy-1"}).content.decode()
    assert members[2].full_name in owing
    assert members[0].full_name not in owing
    with owner():
        assert [one.number for one in _money()] == [1, 2]


def test_money_that_does_not_fit_is_refused_and_kept_in_the_form(client, branch, head):
    member = _members(branch, 1)[0]
    client = signed_in(client, head)
    where = reverse("fee_member", args=[member.pk])
    answer = client.post(where, {"ky": "quy-1", "tien": "5.000", "ngay": DAY})
    assert answer.status_code == 422
    assert "quý 1" in answer.content.decode()
    assert 'value="5.000"' in answer.content.decode()
    assert "phiếu số 1" in client.post(
        where, {"ky": "quy-1", "tien": "6.000 đ", "ngay": DAY}, follow=True
    ).content.decode()  # fmt: skip


def test_a_receipt_is_printed_on_a5_and_undone_with_a_reason(client, branch, head):
    member = _members(branch, 1)[0]
    client = signed_in(client, head)
    client.post(reverse("fee_member", args=[member.pk]), {"ky": "nam", "tien": "24000", "ngay": DAY})
    with owner():
        receipt = _money()[0]
    answer = client.get(reverse("fee_receipt", args=[receipt.pk]))
    sheet = pypdfium2.PdfDocument(answer.content)[0]
    assert [round(side) for side in sheet.get_size()] == [595, 420]
    assert member.full_name in sheet.get_textpage().get_text_range()
    undo = reverse("fee_undo", args=[receipt.pk])
    assert client.post(undo, {"reason": ""}).status_code == 422
    assert "Đã huỷ" in client.post(undo, {"reason": "Ghi nhầm"}, follow=True).content.decode()
    assert "Còn thiếu 24.000" in client.get(reverse("fee_member", args=[member.pk])).content.decode()
    assert "trước đó" in client.post(undo, {"reason": "Lại nữa"}).content.decode()


def test_money_goes_up_and_is_confirmed_and_the_sums_say_so(client, branch, head, province):
    commune = _above(branch)
    member = _members(branch, 1)[0]
    signed_in(client, head)
    client.post(reverse("fee_member", args=[member.pk]), {"ky": "nam", "tien": "24000", "ngay": DAY})
    assert 'value="9.600"' in client.get(reverse("fee_transfers")).content.decode()
    client.post(reverse("fee_transfers"), {"tien": "9.600", "ngay": DAY})
    with owner():
        sent = FeeMovement.objects.get(kind="sent")
    page = reverse("fee_transfer", args=[sent.pk])
    assert "Đã nhận đủ" not in client.get(page).content.decode()
    assert client.post(page, {"viec": "nhan"}).status_code == 403  # who sent it does not confirm it
    signed_in(client, an_officer(Role.CLERK, commune))
    assert client.post(page, {"viec": "tra", "reason": ""}).status_code == 422
    assert "Đã xác nhận" in client.post(page, {"viec": "nhan"}, follow=True).content.decode()
    assert client.post(page, {"viec": "nhan"}).status_code == 422
    signed_in(client, an_officer(Role.LEADER, province))
    text = client.get(reverse("fee_sums")).content.decode()
    assert "Xã Thử Nghiệm" in text
    assert "24.000" in text
    assert "Nguyễn Thị Hoa" not in text
    inside = client.get(reverse("fee_sums"), {"xa": commune.pk}).content.decode()
    assert branch.name in inside
    assert client.get(reverse("fee_member", args=[member.pk])).status_code == 404


def test_the_province_sets_rates_and_shares_and_nobody_else(client, branch, head, province):
    post = {"viec": "ty-le", "ngay": DAY, "chi_hoi": "50", "xa": "30", "tinh": "30"}
    assert signed_in(client, head).post(reverse("fee_settings"), post).status_code == 403
    client = signed_in(client, an_officer(Role.LEADER, province))
    answer = client.post(reverse("fee_settings"), post)
    assert answer.status_code == 422
    assert "110" in answer.content.decode()
    client.post(reverse("fee_settings"), post | {"tinh": "20"})
    client.post(reverse("fee_settings"), {"viec": "muc", "tu": f"7/{YEAR}", "tien": "3.000"})
    with owner():
        assert FeeSplit.objects.latest("pk").province == 20
        assert FeeRate.objects.latest("pk").valid_from == date(YEAR, 7, 1)


def test_an_exemption_is_noted_and_ended(client, branch, head):
    member = _members(branch, 1)[0]
    client = signed_in(client, head)
    client.post(
        reverse("fee_exempt", args=[member.pk]),
        {"tu": f"1/{YEAR}", "den": f"12/{YEAR}", "reason": "Hộ nghèo"},
    )
    assert member.full_name in client.get(reverse("fee_list"), {"xem": "mien", "ky": "nam"}).content.decode()
    hers = client.get(reverse("fee_member", args=[member.pk])).content.decode()
    assert f"01/01/{YEAR} đến 31/12/{YEAR}" in hers
    assert "Hộ nghèo" in hers
    with owner():
        one = FeeExemption.objects.get()
    client.post(reverse("fee_exempt_end", args=[member.pk, one.pk]))
    assert member.full_name in client.get(reverse("fee_list"), {"xem": "thieu"}).content.decode()


def test_the_small_book_asks_before_a_fund_falls_below_zero(client, branch, head):
    client = signed_in(client, head)
    line = {"quy": "visits", "chieu": "chi", "tien": "50.000", "ngay": DAY, "reason": "Thăm chị ốm"}
    refused = client.post(reverse("branch_book"), line)
    assert refused.status_code == 422
    assert "Quỹ âm là đúng" in refused.content.decode()
    client.post(reverse("branch_book"), line | {"am": "on"})
    with owner():
        entry = BranchEntry.objects.get()
    assert entry.amount == -50_000
    client.post(reverse("branch_book_undo", args=[entry.pk]))
    assert "Còn 0" in client.get(reverse("branch_book")).content.decode()


@pytest.mark.parametrize("rows", [2, 40])
def test_pages_take_eight_statements_however_long(client, branch, head, rows):
    members = _members(branch, rows)
    client = signed_in(client, head)
    ticks = [f"{member.pk}-6000" for member in members]
    client.post(reverse("fee_take"), {"ky": "quy-1", "nop": ticks, "ngay": DAY})
    for name in (
        "fee_list", "fee_take", "fee_receipts", "fee_transfers", "fee_sums", "branch_book", "fee_settings",
    ):  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name)).status_code == 200
        assert _told(asked) <= 8, (name, [one["sql"][:60] for one in asked])
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse("fee_member", args=[members[0].pk])).status_code == 200
    assert _told(asked) <= 8


def _told(asked):
    return len([one for one in asked if "SAVEPOINT" not in one["sql"]])


def test_sums_leave_at_once_and_stand_in_the_trail(client, branch, head):
    member = _members(branch, 1)[0]
    content = signed_in(client, head).get(reverse("fee_sums"), {"dang": "xlsx"}).content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert branch.name in [row[0] for row in rows]
    assert member.full_name not in str(rows)
    with owner():
        assert Entry.objects.filter(action="export", subject="fee_list").count() == 1


def _asked_from(client, name, **given):
    """Ask for the list as its page leads to it; the address that answers."""
    text = client.get(reverse(name), given).content.decode()
    link = re.search(rf'href="({reverse("member_export_new")}[^"]*)"', text)
    assert link is not None, name
    address = unescape(link[1])
    assert client.get(address).status_code == 200
    assert client.post(address, {"file_format": "xlsx"}).status_code == 422  # a purpose is asked
    return client.post(address, {"purpose": "fees", "file_format": "xlsx"})


@pytest.mark.parametrize(
    ("name", "given", "holds", "what"),
    [
        ("fee_list", {"xem": "thieu", "ky": "quy-1"}, "Hoa C", "hội viên"),
        ("fee_list", {"xem": "du", "ky": "quy-1"}, "Hoa A", "hội viên"),
        ("fee_receipts", {}, "Hoa B", "phiếu thu"),
        ("branch_book", {}, "Thăm chị Hoa", "dòng"),
    ],
)
def test_lists_that_name_people_need_a_purpose_and_above_the_limit_a_second_person(
    client, branch, head, name, given, holds, what
):
    commune, members = _above(branch), _members(branch, 4)
    client = signed_in(client, head)
    ticks = [f"{member.pk}-6000" for member in members[:2]]
    client.post(reverse("fee_take"), {"ky": "quy-1", "nop": ticks, "ngay": DAY})
    line = {"quy": "visits", "chieu": "thu", "tien": "50.000", "ngay": DAY, "reason": "Thăm chị Hoa ốm"}
    for _ in range(2):
        client.post(reverse("branch_book"), line)
    with owner():
        OfficeSetting.objects.create(unit=None, key="export_limit", value=1, valid_from=date(2020, 1, 1))
    assert _asked_from(client, name, **given).status_code == 302
    with owner():
        export = MemberExport.objects.get()
    assert (export.state, export.rows, export.what) == ("waiting", 2, what)
    file = reverse("member_export_file", args=[export.pk])
    assert client.post(file).status_code == 422

    client = signed_in(client, an_officer(Role.LEADER, commune))
    one = reverse("member_export", args=[export.pk])
    assert f"2 {what}" in client.get(one).content.decode()
    assert client.post(one, {"viec": "duyet"}).status_code == 302
    client = signed_in(client, head)
    content = client.post(file).content
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    text = "\n".join(str(cell) for row in rows for cell in row)
    assert holds in text
    assert found_in(text) == export.mark
    with owner():
        made = Entry.objects.get(action="member_exported")
        assert (made.details["rows"], made.details["purpose"]) == (2, "fees")
        assert not Entry.objects.filter(action="export", subject="fee_list").exists()


def test_opening_her_page_of_fees_is_written_down_like_her_page(client, branch, head):
    member = _members(branch, 1)[0]
    clerk = an_officer(Role.CLERK, _above(branch), name="Lê Thị Xem")
    assert signed_in(client, clerk).get(reverse("fee_member", args=[member.pk])).status_code == 200
    with owner():
        entry = Entry.objects.get(action="member_read")
        assert (entry.subject_id, entry.actor_id) == (member.pk, clerk.pk)
    shown = signed_in(client, head).get(reverse("member_readings", args=[member.pk])).content.decode()
    assert "Lê Thị Xem" in shown
