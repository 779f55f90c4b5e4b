"""The gallery in Chromium at 1366 and 360 px: axe, text from 18 px, targets from 44 px, nothing sideways.

Styles and script are built for this test from `frontend/`; pages are given to the browser without a server.
"""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from playwright.sync_api import Browser, Page, Route, sync_playwright

from frontend.build import ROOT, build
from hoiso.core.tests.gallery_content import gallery_context
from tests.browser.looking import faults_of

NODE_MODULES = ROOT / "node_modules"
SITE = "http://hoiso.test"
PAGES = {
    "/day-du": ("core/gallery.html", True),
    "/sach": ("core/gallery.html", False),
    "/van-ban": ("core/gallery_document.html", False),
    "/xac-nhan": ("core/gallery_confirm.html", False),
    "/vao": ("core/gallery_gate.html", False),
    "/giay": ("core/gallery_paper.html", False),
    "/404": ("404.html", False),
    "/500": ("500.html", False),
}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,  # starts Chromium once and looks at 16 pages, about 25 s
    pytest.mark.skipif(not NODE_MODULES.is_dir(), reason="npm packages are not installed (make install)"),
]


@pytest.fixture(scope="module")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("static")
    build(NODE_MODULES, out)
    return out


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


def open_page(browser: Browser, static: Path, address: str, *, width: int) -> Page:
    """A page of the gallery, answered from templates and the built files."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path in PAGES:
            template, bound = PAGES[path]
            html = render_to_string(template, gallery_context(bound=bound), RequestFactory().get(path))
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
            return
        if path == "/goi-y?q=ubnd+my":
            options = [{"value": "H36.12", "label": "UBND xã Mỹ Yên", "note": ""}]
            route.fulfill(
                body=render_to_string("core/suggestions.html", {"options": options}), content_type="text/html"
            )
            return
        name = re.sub(r"\?.*", "", path.rsplit("/", 1)[-1])
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        route.fulfill(body=(static / name).read_bytes(), content_type=kind)

    page = browser.new_context(viewport={"width": width, "height": 768}).new_page()
    page.route("**/*", answer)
    page.goto(SITE + address)
    return page


def close(page: Page) -> None:
    page.context.close()


@pytest.mark.parametrize("width", [1366, 360])
@pytest.mark.parametrize("address", PAGES)
def test_pages_are_readable_pressable_and_without_a_fault_by_axe(
    chromium: Browser, static: Path, address: str, width: int
) -> None:
    page = open_page(chromium, static, address, width=width)
    assert faults_of(page, strict=True) == []
    close(page)


def test_the_largest_text_still_fits_a_phone(chromium: Browser, static: Path) -> None:
    page = open_page(chromium, static, "/day-du", width=360)
    page.evaluate("document.documentElement.dataset.size = 'rat-lon'")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "22.5px"
    close(page)


def test_typed_text_is_offered_back_and_wiped_at_sign_out(chromium: Browser, static: Path) -> None:
    page = open_page(chromium, static, "/sach", width=1366)
    page.fill("#id_subject", "Về việc phối hợp")
    page.wait_for_function("localStorage.length > 0")
    page.reload()
    page.get_by_role("button", name="Lấy lại nội dung").click()
    assert page.input_value("#id_subject") == "Về việc phối hợp"
    page.evaluate(
        "document.querySelector('[data-sign-out]').addEventListener('submit', e => e.preventDefault())"
    )
    page.get_by_role("button", name="Đăng xuất").click()
    assert page.evaluate("localStorage.length") == 0
    close(page)


def test_a_form_is_sent_once_however_often_it_is_pressed(chromium: Browser, static: Path) -> None:
    page = open_page(chromium, static, "/xac-nhan", width=1366)
    sent = page.evaluate(
        """() => {
          let sent = 0;
          const form = document.querySelector('.hs-confirm');
          form.addEventListener('submit', (event) => { sent += 1; event.preventDefault(); });
          form.querySelector('button').click();
          form.querySelector('button').click();
          return sent;
        }"""
    )
    assert sent == 1
    close(page)


def test_a_suggestion_is_taken_with_the_keyboard(chromium: Browser, static: Path) -> None:
    page = open_page(chromium, static, "/sach", width=1366)
    box = page.get_by_role("combobox", name="Nơi gửi")
    box.fill("ubnd my")
    page.wait_for_selector("[role=option]")
    box.press("ArrowDown")
    box.press("Enter")
    assert (box.input_value(), page.input_value("[name=issuer_ma]")) == ("UBND xã Mỹ Yên", "H36.12")
    box.press("End")
    box.type("x")
    assert page.input_value("[name=issuer_ma]") == ""
    close(page)


def test_chosen_receivers_stand_as_a_list_without_doubles(chromium: Browser, static: Path) -> None:
    page = open_page(chromium, static, "/sach", width=1366)
    box = page.get_by_role("combobox", name="Nơi nhận")
    for _ in range(2):
        box.fill("ubnd my")
        page.wait_for_selector("[role=option]:visible")
        page.locator("[role=option]:visible").click()
    values = "[...document.querySelectorAll('[name=noi_nhan]')].map((input) => input.value)"
    assert page.evaluate(values) == ["1", "2", "H36.12"]
    page.locator(".hs-field button", has_text="Bỏ Hội LHPN xã Mỹ Yên").click()
    assert (page.evaluate(values), box.input_value()) == (["2", "H36.12"], "")
    close(page)


def test_dropped_files_are_listed_and_can_be_taken_out(chromium: Browser, static: Path) -> None:
    page = open_page(chromium, static, "/sach", width=1366)
    page.set_input_files("#id_files", {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"x" * 2048})
    assert page.locator(".hs-chosen li > span").all_inner_texts() == ["a.pdf, 2\xa0KB"]
    page.get_by_role("button", name="Bỏ tệp này: a.pdf").click()
    assert page.evaluate("document.getElementById('id_files').files.length") == 0
    close(page)


def test_fields_and_buttons_are_there_without_script(chromium: Browser, static: Path) -> None:
    html = render_to_string("core/gallery.html", gallery_context(bound=False), RequestFactory().get("/"))
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.set_content(html)
    assert page.locator("#id_files").is_visible()
    assert page.locator("#id_issuer").is_visible()
    assert page.get_by_role("button", name="Lưu và trình bút phê").is_visible()
    assert not page.get_by_role("button", name="Lấy lại nội dung").is_visible()
    close(page)
