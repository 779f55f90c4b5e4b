"""A draft is checked, corrected, approved by two one after the other, numbered, and its PDF measured."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hoiso.access.models import Officer, Role
from hoiso.documents.layouts.tests.measuring import MeasuredPage, measured
from hoiso.documents.tables.document import Document, State
from hoiso.documents.tables.outgoing import Review
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.looking import PHONE, SCREEN, faults_of
from tests.browser.people import who_signs_in
from tests.factories.people import a_unit
from tests.roles import owner

PICTURES = os.environ.get("PICTURES_TO", "")
LEFT, RIGHT, TOP, BOTTOM = 30, 195, 20, 277  # mm: Decree 30, Annex I


@pytest.fixture
def desk(site: str) -> dict[str, Officer]:
    """The people of a province through whose hands a draft goes."""
    office = a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE)
    return {
        "clerk": who_signs_in(office, Role.CLERK, name="Trần Thị Văn"),
        "leader": who_signs_in(office, Role.LEADER, name="Lê Thị Gấm", title="Chủ tịch"),
        "head": who_signs_in(office, Role.OFFICE_HEAD, name="Phạm Thị Tươi", title="Chánh Văn phòng"),
        "drafter": who_signs_in(office, Role.SPECIALIST, name="Nguyễn Thị Chuyên", title="Chuyên viên"),
    }


def looked_at(page: Page, name: str) -> None:
    """No fault of sizes, width or axe on either width; a picture where one is asked for."""
    for size in (SCREEN, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert faults_of(page) == [], f"{name} at {size[0]} px"
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{size[0]}.png", full_page=True)
    page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})


def test_draft_checker_approval_by_two_and_the_pdf_measured(
    opening: Opening, desk: dict[str, Officer]
) -> None:
    number = drafts_and_corrects(opening(desk["drafter"]))

    leader = opening(desk["leader"])
    leader.goto("/")
    expect(leader.locator("main")).not_to_contain_text("báo cáo kết quả quý III")

    head = opening(desk["head"])
    head.goto("/")
    expect(head.locator("main")).to_contain_text("Cùng duyệt: Lê Thị Gấm (sau đồng chí)")
    head.get_by_role("link", name=re.compile("báo cáo kết quả quý III")).first.click()
    head.get_by_role("link", name="Xem và duyệt").click()
    looked_at(head, "duyet-nhieu-nguoi")
    head.get_by_label("Ý kiến kèm theo").fill("Đã rà số liệu")
    head.get_by_role("button", name="Duyệt").first.click()
    expect(head.locator("main")).to_contain_text("Còn chờ Lê Thị Gấm duyệt")

    leader.goto(f"/van-ban/{number}/")
    expect(leader.locator("main")).to_contain_text("Chờ Lê Thị Gấm duyệt")
    expect(leader.locator("main")).to_contain_text("Đã rà số liệu")
    looked_at(leader, "van-ban-cho-hai-nguoi")
    leader.get_by_role("link", name="Xem và duyệt").click()
    leader.get_by_role("button", name="Duyệt bản này").click()
    expect(leader.locator("main")).to_contain_text("văn thư sẽ cấp số")
    with owner():
        assert Document.objects.get(pk=number).state == State.APPROVED
        decided = Review.objects.filter(document_id=number).order_by("turn")
        assert [(one.reviewer_name, one.decision) for one in decided] == [
            ("Phạm Thị Tươi", "approved"), ("Lê Thị Gấm", "approved"),
        ]  # fmt: skip

    pages = numbers_and_downloads(opening(desk["clerk"]), number)
    stands_where_the_decree_wants_it(pages)


def drafts_and_corrects(page: Page) -> int:
    """A letter with a slip, which the checker finds and one press corrects; laid before two."""
    page.goto("/van-ban-di/soan/")
    page.get_by_role("radio", name=re.compile("Công văn")).first.check()
    page.get_by_role("button", name="Bắt đầu soạn").click()
    page.wait_for_url("**/van-ban-di/*/soan/")
    page.get_by_label("Trích yếu").fill("báo cáo kết quả quý III")
    page.get_by_label("Nội dung", exact=True).fill(
        "Đề nghị các đơn vị bổ xung báo cáo trước ngày 30/12/2026."
    )
    page.get_by_role("button", name="Lưu và chọn nơi nhận").click()
    page.wait_for_url("**/noi-nhan/")
    page.get_by_role("button", name="Lưu và xem lại trước khi trình").click()
    page.wait_for_url("**/trinh/")
    correct = page.get_by_role("button", name="Sửa thành “bổ sung”")
    expect(correct).to_be_visible()
    correct.click()
    expect(page.get_by_role("button", name="Sửa thành “bổ sung”")).to_have_count(0)
    with owner():
        document = Document.objects.latest("pk")
    page.goto(f"/van-ban-di/{document.pk}/trinh/")
    page.get_by_label("Lê Thị Gấm, Chủ tịch").first.check()
    page.get_by_text("Cần thêm người duyệt").click()
    page.get_by_label("Người thứ 1").select_option(label="Phạm Thị Tươi, Chánh Văn phòng")
    looked_at(page, "trinh-nhieu-nguoi")
    page.get_by_role("button", name="Trình duyệt", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã trình 2 người duyệt")
    return document.pk


def numbers_and_downloads(page: Page, number: int) -> list[MeasuredPage]:
    page.goto(f"/van-ban/{number}/")
    page.get_by_role("link", name="Cấp số").click()
    page.get_by_role("button", name="Cấp số", exact=True).click()
    page.wait_for_url("**/phat-hanh/")
    for _ in range(10):  # the file is made by a job, or by her
        if page.get_by_role("button", name="Tạo lại tệp").count() == 0:
            break
        page.get_by_role("button", name="Tạo lại tệp").click()
    address = page.get_by_role("link", name=re.compile("^Tải về")).first.get_attribute("href")
    assert address is not None
    answer = page.request.get(address)
    assert answer.ok
    return measured(answer.body())


def stands_where_the_decree_wants_it(pages: list[MeasuredPage]) -> None:
    """Paper, margins, head, number line, about line, text and signature, in millimetres."""
    (page,) = pages
    assert (round(page.width), round(page.height)) == (210, 297)
    assert min(line.left for line in page.lines) >= LEFT - 0.3
    assert max(line.right for line in page.lines) <= RIGHT + 0.3
    assert max(line.baseline for line in page.lines) <= BOTTOM
    nation, motto = page.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), page.line("Độc lập - Tự do")
    assert nation.baseline - nation.size * 0.7 * 25.4 / 72 >= TOP - 0.1
    assert abs(nation.middle - motto.middle) < 0.5
    assert abs(page.rule_below(motto).width - motto.width) < 1
    numbered, dated = page.line("Số: "), page.line("Tây Ninh, ngày")
    assert re.fullmatch(r"Số: \d+/CV-\S+", numbered.text)
    assert numbered.baseline == pytest.approx(dated.baseline, abs=0.2)
    about = page.line("V/v")
    assert about.size == 12
    assert about.middle == pytest.approx(numbered.middle, abs=1)
    text = page.line("Đề nghị các đơn vị bổ sung báo cáo")
    assert 13 <= text.size <= 14
    assert text.left - LEFT == pytest.approx(10, abs=3)
    position, signer = page.line("CHỦ TỊCH"), page.line("Lê Thị Gấm")
    assert 25 <= signer.baseline - position.baseline <= 45
    assert signer.middle == pytest.approx(position.middle, abs=1)
    assert position.left > LEFT + 75
