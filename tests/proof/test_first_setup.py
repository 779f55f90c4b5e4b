"""The first run of a real province, as its administrator does it: `hoiso setup`, `hoiso serve`, a browser.

Units, working days, 192 accounts with their printed slips, books: measured, and under ten minutes. The
clock runs while the machine works; reading and typing at a person's pace come on top of it.
"""

import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bench.starting import seconds_to_ready
from hoiso.cli.tests.conftest import Office
from hoiso.cli.tests.papers import a_message

CHROMIUM = "/usr/bin/chromium"
AT_MOST = 600.0  # seconds
CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
PASSWORD = "vườn cây nhỏ 96"


@contextmanager
def serving(office: Office) -> Iterator[str]:
    """The address of a `hoiso serve`, in earnest."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process: subprocess.Popen[str] = office.start("serve", "--port", str(port))
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line.startswith("Nhấn Ctrl-C"):
            break
    else:
        raise AssertionError("".join(said))
    assert "tài khoản dùng thử" not in "".join(said)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def with_slip(browser: Browser, site: str, code: str) -> Page:
    """A person at her own computer who enters her slip's code and chooses a password."""
    page = browser.new_context(locale="vi-VN", base_url=site).new_page()
    page.goto("/phieu-dat-lai/")
    page.locator("input[name=code]").fill(code)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=again]").fill(PASSWORD)
    page.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    expect(page.locator("main h1")).to_be_visible()
    return page


def texts(pdf: bytes) -> list[str]:
    """What stands on each printed page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_a_real_province_is_set_up_in_under_ten_minutes() -> None:
    with tempfile.TemporaryDirectory(prefix="hoiso-proof-") as name, sync_playwright() as playwright:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL's own user enters it
        (folder / "data").mkdir(mode=0o755)
        office = Office(folder / "data")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            took = set_up(office, browser, folder)
        finally:
            browser.close()
        again = seconds_to_ready(office.data)
    sys.stdout.write(f"\na real province: {took:.0f} s from the first command to the last step\n")
    sys.stdout.write(f"its next start: {again:.1f} s\n")
    assert took < AT_MOST


def set_up(office: Office, browser: Browser, folder: Path) -> float:
    """Play all of it; seconds from the first command to the last step of the guide."""
    began = time.monotonic()
    founded = office.told("setup", "--province", "80", "--name", "Nguyễn Thị Hoa", "--username", "hoant")
    assert (founded["province"], founded["communes"]) == ("Tỉnh Tây Ninh", 96)
    with serving(office) as site:
        page = with_slip(browser, site, founded["slip"]["code"])
        page.goto("/bat-dau/")
        expect(page.get_by_text("96 xã, phường")).to_be_visible()
        page.get_by_label("Địa chỉ").fill("Số 1, đường Thử, phường Tân Ninh")
        page.get_by_label("Điện thoại").fill("0276 3 000 000")
        page.get_by_role("button", name="Lưu và sang bước ngày nghỉ").click()

        expect(page).to_have_url(re.compile(r"/bat-dau/ngay-nghi/$"))
        page.get_by_role("button", name="Lưu và sang bước tài khoản").click()

        expect(page).to_have_url(re.compile(r"/bat-dau/tai-khoan/$"))
        expect(page.get_by_label("Văn thư")).to_be_checked()
        expect(page.get_by_label("Chủ tịch")).to_be_checked()
        page.get_by_role("button", name="Tạo tài khoản và in phiếu").click()
        expect(page.get_by_role("heading", name="Phiếu đặt mật khẩu")).to_be_visible(timeout=120_000)
        pages = texts(page.pdf(format="A4"))
        codes = [code for text in pages for code in CODE.findall(text)]
        assert len(set(codes)) == len(codes) == 192
        assert not any(
            "In trang này ngay" in text for text in pages
        )  # a word to the person, not to the paper
        slips = page.locator("section", has_text="Văn thư Hội LHPN Phường Tân Ninh")
        code = CODE.findall(slips.first.inner_text())[0]
        page.get_by_role("link", name="Bước tiếp theo: sổ văn bản").click()

        expect(page.get_by_role("heading", name="Sổ văn bản", exact=True)).to_be_visible()
        page.get_by_role("link", name="Xong, về trang Việc hôm nay").click()
        expect(page.locator("main h1")).to_be_visible()
        took = time.monotonic() - began

        page.goto("/ngay-nghi/")
        expect(page.get_by_text("Quốc khánh").first).to_be_visible()
        clerk = with_slip(browser, site, code)
        assert clerk.goto("/van-ban-den/").ok  # type: ignore[union-attr]
        (row,) = office.told("documents", "import", a_message(folder, number=7), "--unit", "25459")
        assert (row["result"], row["number"]) == ("new", "1")
        clerk.goto("/van-ban-den/")
        expect(clerk.get_by_text("Về việc rà soát hội viên").first).to_be_visible()
    with office.server.held(), office.superuser() as connection:
        posts = connection.execute(
            "SELECT count(DISTINCT unit_id), count(*) FROM access_post JOIN units_unit u ON u.id = unit_id"
            " WHERE u.kind = 'commune'"
        ).fetchone()
        years = connection.execute(
            "SELECT count(DISTINCT extract(year FROM day)) FROM units_holiday"
        ).fetchone()
    assert posts == (96, 192)
    assert years is not None
    assert years[0] >= 2
    return took
