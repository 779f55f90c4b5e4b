"""A document from the template to its recipients' trays by the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from hoiso.access.models import Officer, Role
from hoiso.documents.tables.document import Document, State
from hoiso.documents.tables.outgoing import Delivery
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.people import who_signs_in
from tests.factories.outgoing import after_the_wait
from tests.factories.people import a_unit
from tests.roles import owner

# The words of what has the focus, those of its legend, and whether the focus is seen.
_FOCUSED = """() => {
  const e = document.activeElement;
  const marks = [e, e.closest('label') ?? e].map((one) => getComputedStyle(one));
  return [
    e.labels?.[0]?.innerText ?? e.innerText ?? '',
    e.closest('fieldset')?.querySelector('legend')?.innerText ?? '',
    marks.some((one) => one.outlineStyle !== 'none' || one.boxShadow !== 'none'),
  ];
}"""


@pytest.fixture
def desk(site: str) -> tuple[Officer, Officer, Officer, Unit]:
    """Clerk, leader and specialist of a province, and a commune that receives."""
    office = a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE)
    commune = a_unit("Xã Mỹ Yên", under=office)
    who_signs_in(commune, Role.CLERK, name="Phạm Thị Tươi")
    return (
        who_signs_in(office, Role.CLERK, name="Trần Thị Văn"),
        who_signs_in(office, Role.LEADER, name="Lê Thị Gấm", title="Chủ tịch"),
        who_signs_in(office, Role.SPECIALIST, name="Nguyễn Thị Chuyên", title="Chuyên viên"),
        commune,
    )


def reach(page: Page, label: str, *, group: bool = False) -> None:
    """Tab on until what bears the words (`group`: what stands under that legend) has a focus that is seen."""
    for _ in range(140):
        page.keyboard.press("Tab")
        name, legend, visible = page.evaluate(_FOCUSED)
        if label in (legend if group else name):
            assert visible, f"the focus on “{label}” is not seen"
            return
    raise AssertionError(f"the keyboard does not reach “{label}” on {page.url}")


def choose(page: Page, group: str, option: str) -> None:
    """A radio button of a group by the arrow keys."""
    reach(page, group, group=True)
    for _ in range(20):
        if option in page.evaluate(_FOCUSED)[0]:
            page.keyboard.press("Space")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"“{option}” is not among “{group}”")


def press(page: Page, label: str, *, to: str) -> None:
    reach(page, label)
    page.keyboard.press("Enter")
    page.wait_for_url(to)


def test_from_the_template_to_the_recipients_tray(
    opening: Opening, desk: tuple[Officer, Officer, Officer, Unit]
) -> None:
    clerk_officer, leader_officer, specialist_officer, commune = desk
    number = drafts_and_submits(opening(specialist_officer))
    approves(opening(leader_officer), number)
    numbers_and_issues(opening(clerk_officer), number)
    with owner():
        delivery = Delivery.objects.get(document_id=number)
        assert (delivery.to_unit_id, delivery.state) == (commune.pk, Delivery.State.ARRIVED)


def drafts_and_submits(page: Page) -> int:
    page.goto("/van-ban-di/")
    press(page, "Soạn văn bản", to="**/van-ban-di/soan/")
    choose(page, "Soạn từ mẫu", "Công văn")
    press(page, "Bắt đầu soạn", to="**/van-ban-di/*/soan/")
    with owner():
        document = Document.objects.latest("pk")
    reach(page, "Trích yếu")
    page.keyboard.press("Control+A")  # what the template put there
    page.keyboard.type("báo cáo kết quả quý III")
    reach(page, "Nội dung")
    page.keyboard.press("Control+A")
    page.keyboard.type("Đề nghị các đơn vị báo cáo trước ngày 30.")
    press(page, "Lưu và chọn nơi nhận", to="**/noi-nhan/")

    reach(page, "Tìm đơn vị nhận")
    page.keyboard.type("my yen")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    reach(page, "Thêm vào danh sách")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Đã chọn 1 nơi")
    press(page, "Lưu và xem lại trước khi trình", to="**/trinh/")
    choose(page, "Trình ai duyệt", "Lê Thị Gấm")
    reach(page, "Trình duyệt")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Chờ duyệt")
    return document.pk


def approves(page: Page, number: int) -> None:
    page.goto(f"/van-ban/{number}/")
    press(page, "Xem và duyệt", to="**/duyet/")
    reach(page, "Duyệt bản này")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Đã duyệt")


def numbers_and_issues(page: Page, number: int) -> None:
    page.goto(f"/van-ban/{number}/")
    press(page, "Cấp số", to="**/cap-so/")
    press(page, "Cấp số", to="**/phat-hanh/")
    for _ in range(10):  # the file is made by a job, or by her
        if page.get_by_role("button", name="Tạo lại tệp").count() == 0:
            break
        press(page, "Tạo lại tệp", to="**/phat-hanh/")
    press(page, "Phát hành bản chưa ký", to="**/dang-gui/")
    after_the_wait()
    page.wait_for_url("**/noi-nhan/")  # the page asks by itself
    with owner():
        assert Document.objects.get(pk=number).state == State.ISSUED
