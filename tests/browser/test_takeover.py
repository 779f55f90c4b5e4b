"""A year of an old register taken over in a browser: sent, looked through, let in, scans put to lines."""

import os
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import FilePayload, Page, expect

from hoiso.access.models import Officer, Role
from hoiso.core.files.tests.samples import a_pdf
from hoiso.documents.takeover import public
from hoiso.documents.takeover.tests.conftest import INCOMING, a_sheet, incoming_row
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.looking import PHONE, SCREEN, faults_of
from tests.browser.people import who_signs_in
from tests.factories.people import a_unit
from tests.roles import worker

PICTURES = os.environ.get("PICTURES_TO", "")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _look(page: Page, name: str, *, phone: bool) -> None:
    if PICTURES:
        width = (PHONE if phone else SCREEN)[0]
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    assert faults_of(page) == [], name


@pytest.fixture
def clerk(site: str) -> Officer:
    office = a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE)
    return who_signs_in(office, Role.CLERK, name="Trần Thị Văn")


def _year_of_1999() -> FilePayload:
    rows: list[list[object]] = []
    for number in range(1, 41):
        day = date(1999, 1 + number // 4, 1 + number % 4)
        faulty = {} if number != 17 else {"subject": ""}
        rows.append(incoming_row(number, day=day, issued=date(1999, 1, 1), **faulty))
    content = a_sheet(INCOMING, rows, above=("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN NĂM 1999",)).read()
    return {"name": "so-den-1999.xlsx", "mimeType": EXCEL, "buffer": content}


def _scan(name: str, *, pages: int = 1) -> FilePayload:
    content = bytes(a_pdf(pages=pages))  # type: ignore[no-untyped-call]
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def _work(page: Page) -> None:
    """What the worker does, for the sheet whose page is open; in one transaction, so on one connection."""
    take_over_id = int(page.url.rstrip("/").split("tiep-quan/")[1].split("/")[0])
    with transaction.atomic(), worker():
        public.carry_on(take_over_id)
        public.match_waiting(take_over_id)


@pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
def test_a_year_is_taken_over(opening: Opening, clerk: Officer, phone: bool) -> None:
    page = opening(clerk, phone=phone)
    page.goto("/so-van-ban/")
    page.get_by_role("link", name="Tiếp quản sổ cũ").click()
    _look(page, "tiep-quan", phone=phone)
    page.get_by_role("link", name="Gửi tệp sổ cũ").first.click()
    _look(page, "tiep-quan-moi", phone=phone)
    page.get_by_label("Tệp Excel của sổ cũ").set_input_files(_year_of_1999())
    page.get_by_role("button", name="Đọc tệp").click()
    main = page.locator("main")
    expect(main).to_contain_text("Văn bản đến năm 1999")
    expect(main).to_contain_text("Cột F (Trích yếu nội dung): ghi trích yếu")
    expect(main).to_contain_text("tổ chức hội thi số 1")
    _look(page, "tiep-quan-xem-truoc", phone=phone)
    page.get_by_role("link", name="Sửa các cột").click()
    _look(page, "tiep-quan-cot", phone=phone)
    page.get_by_role("button", name="Đọc lại tệp").click()
    page.get_by_role("link", name="Đưa 39 dòng vào sổ").click()
    expect(main).to_contain_text("từ số 1 đến số 40")
    _look(page, "tiep-quan-hoi", phone=phone)
    page.get_by_role("button", name="Đưa vào sổ").click()
    expect(main).to_contain_text("Đang đưa vào sổ")
    _look(page, "tiep-quan-dang-chay", phone=phone)
    _work(page)
    expect(main).to_contain_text("Đã xong")
    expect(main).to_contain_text("Dòng đã vào sổ")
    _look(page, "tiep-quan-xong", phone=phone)
    page.get_by_role("link", name="Xem cả 1 dòng cần sửa").click()
    expect(main).to_contain_text("ghi trích yếu")
    _look(page, "tiep-quan-dong-sai", phone=phone)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải tệp Excel để sửa").click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    page.go_back()
    page.get_by_role("link", name="Gửi bản quét").click()
    page.get_by_label("Tệp bản quét").set_input_files(
        [
            _scan("1999-12.pdf"),
            _scan("1999-77.pdf", pages=2),
        ]
    )
    page.get_by_role("button", name="Gửi bản quét").click()
    _work(page)
    page.reload()
    expect(main).to_contain_text("Không có văn bản số 77 năm 1999")
    _look(page, "tiep-quan-ban-quet", phone=phone)
    page.get_by_role("link", name="1999-12.pdf").click()
    expect(main).to_contain_text("tổ chức hội thi số 12")
    expect(main).to_contain_text("Tiếp quản từ sổ cũ")
    _look(page, "tiep-quan-van-ban", phone=phone)
    page.goto("/so-van-ban/")
    page.get_by_role("link", name="Văn bản đến năm 1999").click()
    expect(main).to_contain_text("tổ chức hội thi số 40")
    page.goto("/tim/?q=hoi+thi+so+33")
    expect(main).to_contain_text("tổ chức hội thi số 33")
