"""One working day from the first document to the last look: six people, each at her own browser.

Takes about a minute: every step is a page of its own, as the officers see it.
"""

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from hoiso.access.models import Officer, Role
from hoiso.core.folding import fold
from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.tests.examples import a_letter
from hoiso.documents.tables.document import Document, State
from hoiso.documents.tables.outgoing import Delivery
from hoiso.edxml.tests.messages import SAMPLES
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.people import who_signs_in
from tests.factories.outgoing import after_the_wait
from tests.factories.people import a_unit
from tests.roles import owner

SUBJECT = "tuyên truyền phòng, chống bạo lực gia đình tại cơ sở"
_GOLDEN = Path(__file__).parents[2] / "src/hoiso/edxml/tests/golden_document.edxml"


@dataclass(frozen=True, slots=True)
class Province:
    """A provincial office with three communes; the first commune is one officer alone."""

    clerk: Officer
    leader: Officer
    specialist: Officer
    communes: tuple[Unit, ...]
    commune_officer: Officer


@pytest.fixture
def province(site: str) -> Province:
    office = a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE)
    communes = tuple(a_unit(name, under=office) for name in ("Xã Mỹ Yên", "Xã Cần Giuộc", "Phường Long An"))
    for unit in communes[1:]:
        who_signs_in(unit, Role.CLERK, name=f"Văn Thị Thư {unit.pk}")
    return Province(
        clerk=who_signs_in(office, Role.CLERK, name="Trần Thị Văn"),
        leader=who_signs_in(office, Role.LEADER, name="Lê Thị Hồng Gấm", title="Chủ tịch"),
        specialist=who_signs_in(office, Role.SPECIALIST, name="Nguyễn Thị Chuyên", title="Chuyên viên"),
        communes=communes,
        commune_officer=who_signs_in(
            communes[0], Role.LEADER, Role.CLERK, Role.SPECIALIST, name="Phạm Thị Tươi", title="Chủ tịch"
        ),
    )


def a_scan() -> bytes:
    """A PDF of one picture without any text, as a scanner makes it."""
    page = pypdfium2.PdfDocument(render(a_letter()))[0]
    made = io.BytesIO()
    page.render(scale=1.5).to_pil().convert("RGB").save(made, "PDF", resolution=108)
    return made.getvalue()


def test_the_whole_day(opening: Opening, province: Province) -> None:
    clerk, leader = opening(province.clerk), opening(province.leader)
    specialist = opening(province.specialist)
    officer = opening(province.commune_officer, phone=True)

    registers_an_edxml_document(clerk)
    symbol = registers_a_scan(clerk)
    lays_it_before_the_leader(clerk, symbol, province)
    instructs(leader, symbol)
    accepts(specialist, symbol)
    drafts_the_answer(specialist, symbol, province)
    approves(leader)
    numbers_and_issues(clerk)
    receives_and_finishes(officer)
    finishes(specialist, symbol)
    everybody_finds_it(clerk, leader, specialist, officer)


def registers_an_edxml_document(page: Page) -> None:
    real = SAMPLES / "edoc_new.edxml"
    page.goto("/van-ban-den/dang-ky/")
    page.get_by_label("Tệp văn bản").set_input_files(real if real.exists() else _GOLDEN)
    page.get_by_role("button", name="Đọc tệp và điền vào sổ").click()
    expect(page.get_by_role("heading", name="Xác nhận và vào sổ")).to_be_visible()
    expect(page.get_by_label("Trích yếu")).not_to_have_value("")
    page.get_by_label("Hạn xử lý").fill("")  # the sender's deadline was years ago
    page.get_by_role("button", name="Lưu vào sổ").click()
    expect(page.locator("main")).to_contain_text("số đến 1")


def registers_a_scan(page: Page) -> str:
    page.goto("/van-ban-den/dang-ky/")
    page.get_by_label("Tệp văn bản").set_input_files(
        {"name": "ban quét.pdf", "mimeType": "application/pdf", "buffer": a_scan()}
    )
    page.get_by_role("button", name="Đọc tệp và điền vào sổ").click()
    page.get_by_label("Số, ký hiệu").fill("2041/UBND-VX")
    page.get_by_label("Ngày văn bản").fill("20/11/2025")
    page.get_by_label("Cơ quan ban hành").fill("UBND tỉnh Tây Ninh")
    page.get_by_label("Trích yếu").fill("Về việc phối hợp tuyên truyền phòng, chống bạo lực gia đình")
    page.get_by_role("button", name="Lưu vào sổ").click()
    expect(page.locator("main")).to_contain_text("số đến 2")
    return "2041/UBND-VX"


def open_document(page: Page, symbol: str) -> None:
    """Its page, by way of the register."""
    with owner():
        document = Document.objects.filter(symbol=symbol).latest("pk")
    page.goto(f"/van-ban/{document.pk}/")
    expect(page.locator("h1")).to_contain_text(document.subject)


def lays_it_before_the_leader(page: Page, symbol: str, province: Province) -> None:
    open_document(page, symbol)
    page.get_by_role("link", name="Trình bút phê").click()
    page.locator(f"input[name=lead][value='{province.specialist.pk}']").check()
    page.get_by_label("Hạn xử lý").fill("5 ngày làm việc")
    page.get_by_role("main").locator("form[data-keep] button.hs-btn--main").click()
    expect(page.locator("main")).to_contain_text("Chờ bút phê")


def instructs(page: Page, symbol: str) -> None:
    open_document(page, symbol)
    page.get_by_role("link", name="Bút phê theo đề xuất").click()
    page.get_by_label("Nội dung").fill("Soạn văn bản trả lời, gửi ba xã.")
    page.get_by_role("main").locator("form[data-keep] button.hs-btn--main").click()
    expect(page.locator("main")).to_contain_text("Soạn văn bản trả lời, gửi ba xã.")


def accepts(page: Page, symbol: str) -> None:
    page.goto("/cong-viec/")
    expect(page.locator("main")).to_contain_text("phòng, chống bạo lực gia đình")
    open_document(page, symbol)
    page.get_by_role("button", name="Nhận việc").click()
    expect(page.get_by_role("link", name="Báo cáo kết quả")).to_be_visible()


def drafts_the_answer(page: Page, symbol: str, province: Province) -> None:
    open_document(page, symbol)
    page.get_by_role("link", name="Soạn văn bản trả lời").click()
    page.get_by_role("button", name="Bắt đầu soạn").click()
    page.get_by_label("Trích yếu").fill(SUBJECT)
    page.get_by_label("Nội dung", exact=True).fill(
        "Ban Thường vụ đề nghị các xã, phường thực hiện:\n1. Tuyên truyền tại chi hội.\n2. Báo cáo kết quả."
    )
    page.get_by_role("button", name="Lưu và chọn nơi nhận").click()
    for unit in province.communes:
        page.get_by_label("Tìm đơn vị nhận").press_sequentially(fold(unit.name))
        page.get_by_role("option", name=re.compile(unit.name)).click()
        page.get_by_role("button", name="Thêm vào danh sách").click()
        expect(page.get_by_role("table")).to_contain_text(unit.title)
    page.get_by_role("button", name="Lưu và xem lại trước khi trình").click()
    page.get_by_role("radio", name=re.compile(province.leader.full_name)).check()
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.locator("main")).to_contain_text("Chờ duyệt")


def approves(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile(SUBJECT[1:])).click()
    if "/duyet/" not in page.url:
        page.get_by_role("link", name="Xem và duyệt").click()
    page.get_by_role("button", name="Duyệt bản này").click()
    expect(page.locator("main")).to_contain_text("Đã duyệt")


def numbers_and_issues(page: Page) -> str:
    page.goto("/")
    page.get_by_role("link", name=re.compile(SUBJECT[1:])).click()
    page.get_by_role("link", name="Cấp số").click()
    page.get_by_role("button", name="Cấp số", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã cấp số")
    page.get_by_role("button", name="Phát hành bản chưa ký").click()
    expect(page.locator("main")).to_contain_text("Đang gửi, còn")
    after_the_wait()
    expect(page.locator("main")).to_contain_text("Đã phát hành")
    with owner():
        issued = Document.objects.get(direction="out", state=State.ISSUED)
        assert issued.deliveries.filter(state=Delivery.State.ARRIVED).count() == 3
        return issued.symbol


def receives_and_finishes(page: Page) -> None:
    """On a phone of 360 px, by the officer who is the whole office of her commune."""
    page.goto("/")
    page.get_by_role("link", name=re.compile(SUBJECT[1:])).click()
    assert not sideways(page)
    page.get_by_role("button", name="Vào sổ văn bản đến").click()
    page.get_by_role("button", name="Đăng ký và tự xử lý").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="Báo cáo kết quả").click()
    page.get_by_label("Kết quả").fill("Đã tuyên truyền tại ba chi hội.")
    page.get_by_role("button", name="Báo cáo kết quả").click()
    expect(page.locator("main")).to_contain_text("Đã xong")
    assert not sideways(page)
    with owner():
        delivery = Delivery.objects.get(received_as__isnull=False)
        assert delivery.state == Delivery.State.DONE


def sideways(page: Page) -> bool:
    """Whether the page is wider than the window, once it has come whole."""
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def finishes(page: Page, symbol: str) -> None:
    """The task ends here unless issuing the answer ended it."""
    open_document(page, symbol)
    with owner():
        done = Document.objects.get(symbol=symbol).state == State.DONE  # issuing the answer may end it
    if not done:
        page.get_by_role("link", name="Báo cáo kết quả").click()
        page.get_by_label("Kết quả").fill("Đã gửi văn bản trả lời.")
        page.get_by_role("button", name="Báo cáo kết quả").click()
    expect(page.locator("main")).to_contain_text("Đã xong")


def everybody_finds_it(*pages: Page) -> None:
    for page in pages:
        page.goto("/tim/?q=bao+luc+gia+dinh")
        expect(page.locator("main")).to_contain_text("bạo lực gia đình")
