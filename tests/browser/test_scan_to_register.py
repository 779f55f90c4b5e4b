"""From a scan to the register: the form stands, is filled while the page is open, shows where, is saved."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hoiso.access.models import Officer, Role
from hoiso.documents.incoming.tests.samples import a_plan_pdf
from hoiso.documents.intake.tests.samples import a_printed_stack
from hoiso.documents.models import Document, IncomingDraft
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.looking import faults_of
from tests.browser.people import who_signs_in
from tests.factories.people import a_unit
from tests.factories.scans import READING, needs_tesseract, photographed, scanned, work_off
from tests.roles import owner

pytestmark = needs_tesseract
STACKS = (*READING, "documents.look_through", "documents.propose_cuts", "documents.split_stack")


@pytest.fixture
def commune(site: str) -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(commune: Unit) -> Officer:
    return who_signs_in(commune, Role.CLERK, name="Nguyễn Thị Mỹ Lệ")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "quet.pdf"
    path.write_bytes(scanned(a_plan_pdf(), dpi=200, angle=2.0))
    return path


def bring(page: Page, *files: Path) -> None:
    page.goto("/van-ban-den/dang-ky/")
    page.locator("input[type=file]").first.set_input_files(list(files))
    page.get_by_role("button", name="Đọc tệp và điền vào sổ").click()
    page.wait_for_url("**/dang-ky/*/")


def place_of(page: Page, name: str) -> dict[str, float]:
    """Where the mark of a box lies in its page's picture, in shares of it."""
    found = page.locator(f'.hs-places [data-for="{name}"]').evaluate(
        """(mark) => {
          const page = mark.closest('.hs-pdf__leaf').querySelector('img').getBoundingClientRect();
          const box = mark.getBoundingClientRect();
          return { left: (box.left - page.left) / page.width, right: (box.right - page.left) / page.width,
                   top: (box.top - page.top) / page.height, bottom: (box.bottom - page.top) / page.height };
        }"""
    )
    assert isinstance(found, dict)
    return found


def test_scan_proposed_fields_highlighted_place_registered(
    opening: Opening, clerk: Officer, scan: Path
) -> None:
    page = opening(clerk)
    bring(page, scan)
    expect(page.get_by_text("Máy đang đọc chữ trong bản quét")).to_be_visible()
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("")
    work_off(*READING)
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("05/KH-HPN")  # nobody has loaded the page again
    expect(page.get_by_label("Ngày văn bản")).to_have_value("03/02/2026")
    expect(page.get_by_label("Trích yếu")).to_have_value("Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026")
    expect(page.locator(".hs-field", has=page.get_by_label("Số, ký hiệu"))).to_contain_text("Đọc ở trang 1")

    symbol = page.locator('.hs-places [data-for="symbol"]')
    subject = page.locator('.hs-places [data-for="subject"]')
    page.get_by_label("Trích yếu").focus()
    expect(subject).to_be_visible()
    expect(symbol).to_be_hidden()
    page.get_by_label("Số, ký hiệu").focus()
    expect(symbol).to_be_visible()
    expect(subject).to_be_hidden()
    expect(symbol).to_be_in_viewport()
    # The number stands at the left of the head, the subject in the middle below it.
    number, title = place_of(page, "symbol"), place_of(page, "subject")
    assert number["left"] < 0.35
    assert number["right"] < 0.55
    assert number["bottom"] < title["top"] < 0.4
    assert title["left"] < 0.5 < title["right"]
    signer = page.locator('.hs-places [data-for="signer"]')
    if signer.count():
        page.get_by_label("Người ký").focus()
        expect(signer).to_be_in_viewport()
    assert faults_of(page) == []
    page.get_by_role("button", name="Lưu vào sổ").click()
    expect(page.locator("main")).to_contain_text("số đến 1")
    with owner():
        document = Document.objects.get(symbol="05/KH-HPN")
        assert document.subject == "Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026"
        assert document.files.get().stored.recognition.state == "done"


def test_a_photograph_on_its_side_stands_upright_beside_the_form_without_script(
    opening: Opening, clerk: Officer, tmp_path: Path
) -> None:
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(photographed(a_plan_pdf(), turn=90))
    page = opening(clerk, script=False)
    bring(page, photo)
    work_off(*READING)
    page.reload()
    expect(page.get_by_label("Ngày văn bản")).to_have_value("03/02/2026")
    picture = page.locator(".hs-pdf__leaf img").first
    expect(picture).to_be_visible()
    shape = page.request.get(str(picture.get_attribute("src")))
    assert shape.ok
    page.get_by_label("Ngày văn bản").focus()
    mark = page.locator('.hs-places [data-for="issued_on"]')
    expect(mark).to_be_visible()
    box, around = mark.bounding_box(), picture.bounding_box()
    assert box is not None
    assert around is not None
    assert around["height"] > around["width"]  # it lay on its side
    assert box["x"] - around["x"] > 0.4 * around["width"]  # the date is at the right of the head
    assert box["y"] - around["y"] < 0.3 * around["height"]


@pytest.mark.parametrize("phone", [False, True])
def test_a_stack_is_arranged_by_buttons_and_cut(
    opening: Opening, clerk: Officer, tmp_path: Path, *, phone: bool
) -> None:
    path = tmp_path / "tap.pdf"
    path.write_bytes(a_printed_stack())
    page = opening(clerk, phone=phone)
    page.goto("/van-ban-den/dang-ky/")
    page.get_by_role("link", name="Tách một tập quét thành nhiều văn bản").click()
    page.wait_for_url("**/tap-quet/")
    assert faults_of(page) == []
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Xem cách tách").click()
    page.wait_for_url("**/tap-quet/*/")
    work_off(*STACKS)
    expect(page.get_by_role("heading", name="Văn bản 3, trang 4")).to_be_visible()  # by itself
    page.get_by_role("button", name="Nối trang 4 vào văn bản trước").click()
    expect(page.get_by_role("heading", name="Văn bản 2, trang 2–4")).to_be_visible()
    page.get_by_role("button", name="Bỏ trang 3").click()
    page.get_by_role("button", name="Tách từ trang 4").click()
    expect(page.get_by_role("heading", name="Văn bản 3, trang 4")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("button", name="Tách thành 3 văn bản").first.click()
    expect(page.get_by_text("Đang tách tập")).to_be_visible()
    work_off(*STACKS)
    expect(page.get_by_text("Chờ vào sổ")).to_have_count(3)
    assert faults_of(page) == []
    page.get_by_role("link", name="tổng kết năm").click()
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("03/UBND-VX")
    with owner():
        assert IncomingDraft.objects.filter(document=None).count() >= 3
