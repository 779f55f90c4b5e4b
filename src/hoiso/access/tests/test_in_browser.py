"""The door and one's own account in Chromium: both widths, axe, a passkey, change of person, kept text.

`SHOTS` names a folder for pictures.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pyotp
import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from frontend.build import ROOT, build
from hoiso.access.models import Officer, Role
from hoiso.access.tests.people_at_the_door import PASSWORD, with_password
from tests.browser.looking import AXE, faults_of
from tests.factories.people import a_post, a_unit, an_officer

CHROMIUM = Path("/usr/bin/chromium")
WIDTHS = {1366: 768, 360: 740}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,  # a browser, twice every page
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not CHROMIUM.exists() or not AXE.exists(), reason="needs Chromium and the npm packages"
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    static = ROOT / "src/hoiso/core/static/hoiso"
    if not (static / "hoiso.js").exists():
        build(ROOT / "node_modules", static)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    width = request.param
    base = live_server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, base_url=base)
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert [line for line in said if "status of 4" not in line] == []


def look_at(page: Page, name: str) -> None:
    """No fault by axe, no small text, no small target, nothing sideways; a picture where asked for."""
    assert faults_of(page, strict=True) == []
    if folder := os.environ.get("SHOTS"):
        assert page.viewport_size
        page.screenshot(path=f"{folder}/{name}-{page.viewport_size['width']}.png", full_page=True)


def enter(page: Page, officer: Officer) -> None:
    page.goto("/dang-nhap/?tiep=/tai-khoan/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(officer.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def at_home(page: Page) -> None:
    page.wait_for_url(lambda url: urlsplit(url).path == "/")


def test_the_door(page: Page) -> None:
    for address, name in (
        ("/dang-nhap/", "dang-nhap"),
        ("/dang-nhap/?het-phien=1", "het-phien"),
        ("/dang-nhap/quen/", "quen"),
        ("/phieu-dat-lai/", "phieu-dat-lai"),
        ("/doi-nguoi/", "doi-nguoi"),
    ):
        page.goto(address)
        look_at(page, name)
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill("khong.co.ai")
    page.get_by_label("Mật khẩu").fill("sai")
    page.get_by_role("button", name="Đăng nhập").click()
    assert page.title().startswith("Lỗi: ")
    look_at(page, "dang-nhap-sai")


def test_one_of_two_people_at_a_shared_computer(page: Page) -> None:
    unit = a_unit("Xã Mỹ Yên")
    officer = with_password(
        an_officer(Role.CLERK, unit, name="Trần Thị Mỹ Lệ", title="Văn thư"), pin="482615"
    )
    a_post(officer, Role.UNIT_ADMIN, unit)
    enter(page, officer)
    look_at(page, "tai-khoan")
    for address, name in (
        ("/tai-khoan/mat-khau/", "mat-khau"),
        ("/tai-khoan/ma-pin/", "ma-pin"),
        ("/tai-khoan/ma-dien-thoai/", "ma-dien-thoai"),
        ("/tai-khoan/khoa/", "khoa"),
        ("/tai-khoan/nhat-ky/", "nhat-ky-cua-toi"),
        ("/chuc-vu/", "chuc-vu"),
        ("/can-bo/", "can-bo"),
        ("/can-bo/them/", "can-bo-them"),
        ("/can-bo/nhap/", "can-bo-nhap"),
        (f"/can-bo/{officer.pk}/", "can-bo-mot"),
        ("/uy-quyen/them/", "uy-quyen-them"),
        ("/nhat-ky/", "nhat-ky"),
    ):
        page.goto(address)
        look_at(page, name)
    page.goto("/tai-khoan/")
    page.evaluate("localStorage.setItem('hs-go-do:x', 'chữ gõ dở')")
    page.get_by_role("button", name="Đổi người").click()
    page.wait_for_url("**/doi-nguoi/")
    assert page.evaluate("Object.keys(localStorage)") == []
    look_at(page, "doi-nguoi-mot-nguoi")
    page.go_back()
    assert "Trần Thị Mỹ Lệ" not in page.get_by_role("main").inner_text()
    page.goto("/doi-nguoi/")
    page.get_by_role("link", name="Trần Thị Mỹ Lệ").click()
    look_at(page, "ma-pin-vao")
    for digit in "482615":
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="Vào làm việc").click()
    at_home(page)
    page.goto("/tai-khoan/")
    assert page.get_by_role("heading", name="Tài khoản của tôi").is_visible()


def test_a_slip_is_printed_and_used(page: Page) -> None:
    unit = a_unit("Xã Mỹ Yên")
    admin = with_password(an_officer(Role.UNIT_ADMIN, unit, name="Đỗ Văn Út"))
    new = an_officer(Role.CLERK, unit, name="Trần Thị Mỹ Lệ")
    enter(page, admin)
    page.goto(f"/can-bo/{new.pk}/phieu/")
    look_at(page, "phieu-lap")
    page.get_by_role("button", name="Lập phiếu để in").click()
    look_at(page, "phieu")
    code = page.locator("dd b").nth(1).inner_text()
    if (folder := os.environ.get("SHOTS")) and page.viewport_size:
        page.pdf(path=f"{folder}/phieu-{page.viewport_size['width']}.pdf", format="A4")
    page.context.clear_cookies()
    page.goto(f"/phieu-dat-lai/?ma={code}")
    page.get_by_label("Mật khẩu mới", exact=True).fill("hoa sen nở sớm mai")
    page.get_by_label("Nhập lại mật khẩu mới").fill("hoa sen nở sớm mai")
    page.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    at_home(page)
    page.goto("/tai-khoan/")
    assert page.get_by_role("heading", name="Trần Thị Mỹ Lệ").is_visible()


def test_a_passkey_is_made_and_opens_the_second_step(page: Page) -> None:
    officer = with_password(an_officer(name="Trần Thị Mỹ Lệ"))
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    enter(page, officer)
    page.goto("/tai-khoan/khoa/")
    page.get_by_label("Tên của khóa này").fill("Máy bàn ở cơ quan")
    page.get_by_role("button", name="Tạo khóa trên máy này").click()
    page.get_by_text("Khóa “Máy bàn ở cơ quan”").wait_for()
    page.get_by_role("button", name="Đăng xuất", exact=True).first.click()
    page.wait_for_url("**/dang-nhap/?da-ra=1")
    enter(page, officer)
    page.wait_for_url("**/dang-nhap/buoc-hai/**")
    look_at(page, "buoc-hai-khoa")
    page.get_by_role("button", name="Dùng khóa trên máy này").click()
    at_home(page)
    page.goto("/tai-khoan/")
    assert page.get_by_role("heading", name="Tài khoản của tôi").is_visible()


def test_the_code_of_a_phone(page: Page) -> None:
    officer = with_password(an_officer(name="Trần Thị Mỹ Lệ"))
    enter(page, officer)
    page.goto("/tai-khoan/ma-dien-thoai/")
    secret = page.locator("main p b").first.inner_text().replace(" ", "")
    page.get_by_label("Mã 6 chữ số trên điện thoại").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Lưu mã trên điện thoại").click()
    page.get_by_text("Đã đặt mã trên điện thoại").wait_for()


def test_typed_text_is_offered_again_after_the_session_ended(page: Page) -> None:
    officer = with_password(an_officer(Role.UNIT_ADMIN, a_unit("Xã Mỹ Yên")))
    enter(page, officer)
    page.goto("/can-bo/them/")
    page.get_by_label("Họ và tên").fill("Lê Thị Lan")
    page.wait_for_timeout(900)
    cookies = [one for one in page.context.cookies() if one["name"] != "hs_phien"]
    page.context.clear_cookies()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.get_by_role("button", name="Thêm và in phiếu").click()
    page.get_by_text("Phiên làm việc đã hết").wait_for()
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(officer.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/can-bo/them/")
    page.get_by_role("button", name="Lấy lại nội dung").click()
    assert page.get_by_label("Họ và tên").input_value() == "Lê Thị Lan"
