"""The session ends while a clerk writes, a button is pressed twice, two people act at once: in Chromium."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from hoiso.access.models import Officer, Role, SignIn
from hoiso.core.clock import now
from hoiso.documents.handling import public as handling
from hoiso.documents.models import Document, HandlingProposal, Instruction
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.people import password_of, who_signs_in
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, acting
from tests.roles import owner

pytestmark = [pytest.mark.browser, pytest.mark.slow]  # Chromium against a live server
SUBJECT = "Về việc phối hợp tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026"


def _clerk_of(unit: Unit) -> Officer:
    return who_signs_in(unit, Role.CLERK, name="Nguyễn Thị Mỹ Lệ")


def _filled_line(page: Page) -> None:
    page.goto("/van-ban-den/dang-ky/")
    page.get_by_role("button", name="Chỉ có bản giấy").click()
    page.get_by_label("Số, ký hiệu").fill("77/KH-UBND")
    page.get_by_label("Ngày văn bản").fill("03/02/2026")
    page.locator("[name=issuer]").fill("UBND xã Cần Giuộc")
    page.locator("[name=subject]").fill(SUBJECT)


def _save(page: Page) -> None:
    page.locator("main form button[name=viec][value=luu]").first.click()


def test_nothing_typed_is_lost_when_the_session_ends(opening: Opening) -> None:
    with transaction.atomic():
        clerk = _clerk_of(a_unit("Xã Mỹ Yên"))
    page = opening(clerk)
    _filled_line(page)
    at_work = page.url
    with transaction.atomic(), owner():
        SignIn.objects.filter(officer=clerk).delete()
    _save(page)
    expect(page).to_have_url(re.compile("/dang-nhap/"))
    with transaction.atomic(), owner():
        assert Document.objects.count() == 0
    page.get_by_label("Tên đăng nhập").fill(clerk.username)
    page.locator("input[name=password]").fill(password_of(clerk))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page).to_have_url(at_work)
    page.get_by_role("button", name="Lấy lại nội dung").click()
    expect(page.locator("[name=subject]")).to_have_value(SUBJECT)
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("77/KH-UBND")
    expect(page.get_by_label("Ngày văn bản")).to_have_value("03/02/2026")
    _save(page)
    expect(page.get_by_text("Đã vào sổ, số đến")).to_be_visible()
    with transaction.atomic(), owner():
        assert Document.objects.get().subject == SUBJECT


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_button_pressed_twice_registers_once(opening: Opening, script: bool) -> None:
    with transaction.atomic():
        clerk = _clerk_of(a_unit("Xã Bấm Đúp"))
        with owner():
            before = Document.objects.count()
    page = opening(clerk, script=script)
    _filled_line(page)
    page.locator("main form button[name=viec][value=luu]").first.dblclick()
    expect(page.get_by_text("Đã vào sổ, số đến 1.")).to_be_visible()
    page.goto("/van-ban-den/")
    with transaction.atomic(), owner():
        assert Document.objects.count() == before + 1


def test_two_leaders_decide_the_same_proposal(opening: Opening) -> None:
    with transaction.atomic():
        unit = a_unit("Xã Hai Lãnh Đạo")
        clerk = _clerk_of(unit)
        leader = who_signs_in(unit, Role.LEADER, name="Trần Thị Hoa")
        specialist = who_signs_in(unit, Role.SPECIALIST, name="Lê Thị Thu")
        document = a_registered(clerk, unit)
        handling.propose(
            by=acting(clerk), document_id=document.pk, to_officer_id=leader.pk, at=now(), due_on=None,
            receivers=handling.Receivers(specialist.pk, (), ()), wording="Chuyển chị Thu chủ trì",
        )  # fmt: skip
        with owner():
            proposal = HandlingProposal.objects.get(document=document)
    at_office, at_home = opening(leader), opening(leader, phone=True)
    address = f"/cong-viec/de-xuat/{proposal.pk}/"
    for page in (at_office, at_home):
        page.goto(address)
    button = "main form[method=post] button.hs-btn--main"
    at_office.locator(button).first.click()
    expect(at_office.locator("main h1")).to_be_visible()
    at_home.locator(button).first.click()
    expect(at_home.locator("main")).to_contain_text("đã")
    with transaction.atomic(), owner():
        assert Instruction.objects.filter(document=document).count() == 1
