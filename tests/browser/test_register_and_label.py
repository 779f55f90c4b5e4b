"""A month's register printed from the browser, and a telephone that opens the document from its label."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from playwright.sync_api import expect

from hoiso.access.models import Officer, Role
from hoiso.core.clock import now, office_date
from hoiso.core.phrases import vn_date
from hoiso.documents.layouts.tests.measuring import text_of
from hoiso.documents.models import Document
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.looking import faults_of
from tests.browser.people import password_of, who_signs_in
from tests.factories.codes import code_at
from tests.factories.documents import a_registered
from tests.factories.people import a_unit
from tests.roles import owner

TODAY = office_date(now())


@pytest.fixture(scope="module")
def clerk(site: str) -> Officer:
    office = a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE)
    return who_signs_in(office, Role.CLERK, name="Trần Thị Văn")


def _arrived(clerk: Officer, on: date, subject: str) -> Document:
    with owner():
        unit = clerk.posts.get().unit
    with transaction.atomic():
        document = a_registered(clerk, unit, subject=subject, arrived_on=on)
        with owner():
            Document.objects.filter(pk=document.pk).update(arrived_on=on)
    return document


def test_a_months_register_is_printed(opening: Opening, clerk: Officer) -> None:
    month_before = TODAY.replace(day=1) - timedelta(days=1)
    _arrived(clerk, month_before, "Giấy mời của tháng trước")
    _arrived(clerk, TODAY.replace(day=1), "Kế hoạch đầu tháng")
    _arrived(clerk, TODAY, "Công văn hôm nay")

    page = opening(clerk)
    page.goto("/so-van-ban/")
    page.get_by_role("link", name=f"Văn bản đến năm {TODAY.year}").click()
    page.get_by_role("link", name="In theo ngày, tháng, năm").click()
    page.get_by_label("Kỳ").select_option(label="Cả tháng của ngày này")
    page.get_by_label("Ngày", exact=True).fill(vn_date(TODAY))
    assert faults_of(page) == []
    # Chromium shows a PDF in a frame of its own; the test takes the same address as the browser does.
    with page.expect_response(lambda one: "/in/" in one.url) as printed:
        page.get_by_role("button", name="In sổ (PDF)").click()
    answer = page.context.request.get(printed.value.url)
    assert answer.headers["content-type"] == "application/pdf"
    words = " ".join(text_of(answer.body()).split())
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in words
    assert f"tháng {TODAY.month}/{TODAY.year}" in words
    assert "Kế hoạch đầu tháng" in words
    assert "Công văn hôm nay" in words
    assert "Giấy mời của tháng trước" not in words


def test_a_telephone_opens_the_document_from_its_label(opening: Opening, clerk: Officer, site: str) -> None:
    document = _arrived(clerk, TODAY, "Kế hoạch có bản giấy")
    desk = opening(clerk)
    desk.goto(f"/van-ban-den/{document.pk}/ban-giay/")
    label = desk.get_by_role("link", name="In một nhãn").get_attribute("href")
    printed = desk.context.request.get(f"{site}{label}").body()
    address = code_at(printed, left=70 - 4 - 27, top=4, side=27)
    assert address.startswith(site)

    phone = opening(phone=True)
    phone.goto(address)  # the door first: nobody has signed in on this telephone
    expect(phone.locator("main")).not_to_contain_text("Kế hoạch có bản giấy")
    phone.get_by_label("Tên đăng nhập").fill(clerk.username)
    phone.locator("input[name=password]").fill(password_of(clerk))
    phone.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(phone.locator("main h1")).to_contain_text("Kế hoạch có bản giấy")
    assert phone.url.startswith(address)
    assert faults_of(phone) == []
