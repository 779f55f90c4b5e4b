"""Three broken lists are brought in from a phone: old fonts and titles, unknown heads, a row mended."""

import pytest
from django.db import transaction
from playwright.sync_api import FilePayload, Page, expect

from hoiso.access.models import Officer, Role
from hoiso.members.imports import public
from hoiso.members.imports.tests.lists import Row, a_book, a_commune_list, in_tcvn3
from hoiso.members.models import Member
from tests.browser.conftest import Opening
from tests.browser.looking import faults_of
from tests.browser.people import who_signs_in
from tests.factories.members import a_branch
from tests.factories.people import a_unit
from tests.roles import owner, worker

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def clerk(site: str) -> Officer:
    commune = a_unit("Xã Mỹ Yên")
    for number in (1, 2):
        a_branch(f"Chi hội ấp {number}", under=commune)
    return who_signs_in(commune, Role.CLERK, name="Trần Thị Văn")


def _file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": EXCEL, "buffer": content}


def _send(page: Page, file: FilePayload) -> None:
    page.goto("/hoi-vien/")
    page.get_by_role("link", name="Nhập danh sách").click()
    page.get_by_role("link", name="Gửi tệp danh sách").first.click()
    page.get_by_label("Tệp danh sách hội viên").set_input_files(file)
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.locator("main")).to_contain_text("Nếu đưa vào sổ")


def _let_in(page: Page) -> None:
    page.get_by_role("link", name="hội viên vào sổ").click()
    page.get_by_role("button", name="Đưa vào sổ").click()
    expect(page.locator("main")).to_contain_text("Đang đưa vào sổ")
    _work(page)
    page.reload()
    expect(page.locator("main")).to_contain_text("Đã xong")


def _work(page: Page) -> None:
    """What the worker does, for the list whose page is open; in one transaction, so on one connection."""
    list_id = int(page.url.split("nhap-danh-sach/")[1].split("/")[0])
    with transaction.atomic(), worker():
        public.carry_on(list_id)


def test_three_broken_lists_are_brought_in(opening: Opening, clerk: Officer) -> None:
    page = opening(clerk, phone=True)
    main = page.locator("main")

    _send(page, _file("hoi-vien-xa.xlsx", a_commune_list()))
    expect(main).to_contain_text("Cột E (Điện thoại): “0912.345.6” không đủ 10 số")
    expect(main).to_contain_text("Lê Thị Mỹ")  # typed in VNI-Times
    assert faults_of(page) == []
    page.get_by_role("link", name="Chọn chi hội").click()
    page.get_by_label("Ấp Bình Hoà").select_option("Lập chi hội mới “Ấp Bình Hoà”")
    page.get_by_role("button", name="Nhận các chi hội").click()
    expect(main).to_contain_text("Đưa 4 hội viên vào sổ")
    _let_in(page)
    page.get_by_role("link", name="Sửa các dòng còn lại").click()
    page.get_by_role("link", name="Trần Thị Hoà").click()
    assert faults_of(page) == []
    page.get_by_label("Điện thoại").fill("0912345671")
    page.get_by_role("button", name="Đưa vào sổ, sửa dòng tiếp").click()
    expect(main).to_contain_text("Đã nhận dòng 8")
    _work(page)

    titles: list[Row] = [
        [in_tcvn3("Danh sách hội viên chi hội ấp 2")], [in_tcvn3("Họ và tên"), in_tcvn3("Năm sinh")],
        [in_tcvn3("Đặng Thị Điệp"), 1961], [in_tcvn3("Phạm Thị Hương"), "15 tháng 3 năm 1972"],
    ]  # fmt: skip
    _send(page, _file("vntime.xlsx", a_book(("Sheet1", titles))))
    expect(main).to_contain_text("Đặng Thị Điệp")
    _let_in(page)

    unknown: list[Row] = [
        ["Số", "Chị em", "Liên lạc", "Tuổi Tây", "Cụm"], [1, "LÊ THỊ MỘT", 912345001, 1970, "Ấp 1"],
        [2, "LÊ THỊ HAI", 912345002, 1971, "Ấp 1"], [3, "LÊ THỊ BA", 912345003, 1972, "Ấp 2"],
    ]  # fmt: skip
    _send(page, _file("so-tay.xlsx", a_book(("Sheet1", unknown))))
    page.get_by_role("link", name="Xem, sửa các cột").click()
    page.get_by_label("Cụm").select_option("Chi hội")
    page.get_by_role("button", name="Đọc lại tệp").click()
    expect(main).to_contain_text("Đưa 3 hội viên vào sổ")
    _let_in(page)

    with owner():
        found = dict(Member.objects.values_list("full_name", "branch__name"))
    assert found == {
        "Nguyễn Thị Hoa": "Chi hội ấp 1", "Lê Thị Mỹ": "Chi hội ấp 1", "Trần Thị Hoà": "Chi hội ấp 1",
        "Lê Thị Bé": "Chi hội ấp 2", "Hồ Thị Ba": "Chi hội ấp Bình Hoà", "Đặng Thị Điệp": "Chi hội ấp 2",
        "Phạm Thị Hương": "Chi hội ấp 2", "Lê Thị Một": "Chi hội ấp 1", "Lê Thị Hai": "Chi hội ấp 1",
        "Lê Thị Ba": "Chi hội ấp 2",
    }  # fmt: skip
