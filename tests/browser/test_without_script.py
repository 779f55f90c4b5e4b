"""The main job without JavaScript, and with the keyboard alone."""

import pytest
from playwright.sync_api import Page, expect

from hoiso.access.models import Officer, Role
from hoiso.documents.tables.document import Document, State
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.people import who_signs_in
from tests.factories.people import a_unit
from tests.roles import owner


@pytest.fixture
def desk(site: str) -> tuple[Officer, Officer, Officer]:
    """Clerk, leader and specialist of an office of their own."""
    office = a_unit(kind=Unit.Kind.PROVINCE)
    return (
        who_signs_in(office, Role.CLERK, name="Trần Thị Văn"),
        who_signs_in(office, Role.LEADER, name="Lê Thị Gấm", title="Chủ tịch"),
        who_signs_in(office, Role.SPECIALIST, name="Nguyễn Thị Chuyên", title="Chuyên viên"),
    )


def fill_the_line(page: Page, symbol: str) -> None:
    page.get_by_label("Số, ký hiệu").fill(symbol)
    page.get_by_label("Ngày văn bản").fill("20/11/2025")
    page.get_by_label("Cơ quan ban hành").fill("UBND tỉnh Tây Ninh")
    page.get_by_label("Trích yếu").fill("Về việc phối hợp tuyên truyền")


def test_registered_instructed_and_finished_without_script(
    opening: Opening, desk: tuple[Officer, Officer, Officer]
) -> None:
    clerk_officer, leader_officer, specialist_officer = desk
    clerk = opening(clerk_officer, script=False)
    clerk.goto("/van-ban-den/dang-ky/")
    clerk.get_by_role("button", name="Chỉ có bản giấy").click()
    fill_the_line(clerk, "77/UBND-VX")
    clerk.get_by_role("button", name="Lưu vào sổ").click()
    expect(clerk.locator("main")).to_contain_text("số đến 1")
    with owner():
        document = Document.objects.get(symbol="77/UBND-VX")

    leader = opening(leader_officer, script=False)
    leader.goto(f"/van-ban/{document.pk}/")
    leader.get_by_role("link", name="Cho bút phê").click()
    leader.locator(f"input[name=lead][value='{specialist_officer.pk}']").check()
    leader.get_by_label("Nội dung").fill("Tham mưu thực hiện.")
    leader.locator("form[data-keep] button.hs-btn--main").click()
    expect(leader.locator("main")).to_contain_text("Tham mưu thực hiện.")

    specialist = opening(specialist_officer, script=False)
    specialist.goto(f"/van-ban/{document.pk}/")
    specialist.get_by_role("button", name="Nhận việc").click()
    specialist.get_by_role("link", name="Báo cáo kết quả").click()
    specialist.get_by_label("Kết quả").fill("Đã triển khai.")
    specialist.get_by_role("button", name="Báo cáo kết quả").click()
    with owner():
        assert Document.objects.get(pk=document.pk).state == State.DONE


def press_until(page: Page, label: str) -> None:
    """Tab on until the control with the text has the focus; it must be seen to have it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            """() => { const e = document.activeElement;
              const own = e.labels?.[0]?.innerText ?? e.innerText ?? '';
              return [own, getComputedStyle(e).outlineStyle + getComputedStyle(e).boxShadow]; }"""
        )
        if label in name:
            assert outline != "nonenone"
            return
    raise AssertionError(f"the keyboard does not reach “{label}”")


def test_registered_by_the_keyboard_alone(opening: Opening, desk: tuple[Officer, Officer, Officer]) -> None:
    page = opening(desk[0])
    page.goto("/")
    press_until(page, "Đăng ký văn bản đến")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dang-ky/")
    press_until(page, "Chỉ có bản giấy")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dang-ky/*/")
    for label, text in (
        ("Số, ký hiệu", "88/UBND-VX"),
        ("Ngày văn bản", "20/11/2025"),
        ("Cơ quan ban hành", "UBND tỉnh Tây Ninh"),
        ("Trích yếu", "Về việc phối hợp tuyên truyền"),
    ):
        press_until(page, label)
        page.keyboard.type(text)
    press_until(page, "Lưu vào sổ")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("số đến 1")
