"""Files dropped together, files that are too large, and pages that tell of what has come."""

import base64
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from hoiso.access.models import Officer, Role
from hoiso.core.files.tests.samples import a_zip, an_excel_file
from hoiso.documents.incoming.tests.samples import a_plan_pdf
from hoiso.documents.models import DocumentFile, IncomingDraft
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.looking import faults_of
from tests.browser.people import who_signs_in
from tests.factories.outgoing import Office, an_issued, to_units
from tests.factories.people import a_unit
from tests.roles import owner

NEWS_WITHIN = 15_000  # milliseconds; the promise, and what the pages ask by
NETWORK = 2_000

_DROP = """(files) => {
  const dropped = new DataTransfer();
  for (const [name, type, content] of files) {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
    dropped.items.add(new File([bytes], name, { type }));
  }
  const box = document.querySelector('.hs-drop');
  for (const kind of ['dragenter', 'dragover', 'drop']) {
    box.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: dropped }));
  }
}"""


@pytest.fixture
def commune(site: str) -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(commune: Unit) -> Officer:
    return who_signs_in(commune, Role.CLERK, name="Nguyễn Thị Mỹ Lệ")


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    """Two gigabytes that take no room on the disk."""
    path = tmp_path / "quay phim.pdf"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    return path


def drop(page: Page, *files: tuple[str, str, bytes]) -> None:
    """Let go of several files over the field at once, as from a folder."""
    page.evaluate(_DROP, [[name, kind, base64.b64encode(content).decode()] for name, kind, content in files])


def a_file(path: Path, name: str, content: bytes) -> Path:
    (path / name).write_bytes(content)
    return path / name


def test_several_files_dropped_at_once_are_registered_in_their_order(
    opening: Opening, clerk: Officer
) -> None:
    page = opening(clerk)
    page.goto("/van-ban-den/dang-ky/")
    drop(
        page,
        ("ke-hoach.pdf", "application/pdf", a_plan_pdf()),
        ("bieu-1.xlsx", "", an_excel_file()),
        ("anh.zip", "application/zip", a_zip({"danh-sach.txt": "1. Nguyễn Thị Hoa"})),
    )
    names = page.locator(".hs-chosen li > span")
    expect(names).to_have_count(3)
    assert [text.split(",")[0] for text in names.all_inner_texts()] == [
        "ke-hoach.pdf",
        "bieu-1.xlsx",
        "anh.zip",
    ]
    drop(page, ("bieu-2.xlsx", "", an_excel_file() + b"\0"))  # a second handful joins the first
    expect(names).to_have_count(4)
    page.get_by_role("button", name="Đọc tệp và điền vào sổ").click()
    expect(page.get_by_label("Số, ký hiệu")).to_have_value("05/KH-HPN")
    page.get_by_role("button", name="Lưu vào sổ").click()
    expect(page.locator("main")).to_contain_text("số đến 1")
    with owner():
        kept = DocumentFile.objects.filter(document__symbol="05/KH-HPN").order_by("position")
        assert list(kept.values_list("role", "name")) == [
            ("main", "ke-hoach.pdf"),
            ("annex", "bieu-1.xlsx"),
            ("annex", "anh.zip"),
            ("annex", "bieu-2.xlsx"),
        ]


def test_a_file_over_the_limit_is_refused_before_it_is_sent(
    opening: Opening, clerk: Officer, huge: Path, tmp_path: Path
) -> None:
    page = opening(clerk)
    page.goto("/van-ban-den/dang-ky/")
    plan = a_file(tmp_path, "ke-hoach.pdf", a_plan_pdf())
    page.locator("input[type=file]").set_input_files([plan, huge])
    said = page.get_by_role("alert")
    expect(said).to_contain_text("Chưa nhận “quay phim.pdf” (2\u00a0GB): tệp phải nhỏ hơn")
    expect(page.locator(".hs-chosen li > span")).to_have_count(1)
    field = page.locator("input[type=file]")
    assert (said.get_attribute("id") or "none") in (field.get_attribute("aria-describedby") or "").split()
    assert faults_of(page) == []
    page.get_by_role("button", name="Đọc tệp và điền vào sổ").click()

    page.wait_for_url("**/dang-ky/*/")
    subject = page.get_by_label("Trích yếu")
    subject.fill("Chữ đang gõ dở")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.locator("#them-tep").set_input_files(huge)
    expect(page.get_by_role("alert")).to_contain_text("Chưa nhận “quay phim.pdf” (2\u00a0GB)")
    expect(page.get_by_role("alert")).to_contain_text("nội dung đã nhập vẫn còn")
    assert page.locator("#them-tep").evaluate("input => input.files.length") == 0
    expect(subject).to_have_value("Chữ đang gõ dở")
    assert "POST" not in sent
    small = a_file(tmp_path, "phu-luc.xlsx", an_excel_file())
    page.locator("#them-tep").set_input_files(small)  # a fitting one takes the sentence away
    expect(page.get_by_role("alert")).to_have_count(0)
    with owner():
        kept = IncomingDraft.objects.latest("pk").files
        assert list(kept.values_list("name", flat=True)) == ["ke-hoach.pdf"]


def test_files_that_together_are_too_much_for_one_sending(
    opening: Opening, clerk: Officer, tmp_path: Path
) -> None:
    page = opening(clerk)
    page.goto("/van-ban-den/dang-ky/")
    page.evaluate("document.documentElement.dataset.largestAll = String(300000)")
    files = [a_file(tmp_path, f"phu-luc-{number}.xlsx", b"x" * 100_000) for number in (1, 2, 3)]
    page.locator("input[type=file]").set_input_files(files)
    expect(page.get_by_role("alert")).to_contain_text(
        "Chưa nhận “phu-luc-3.xlsx” (98\u00a0KB): một lần chỉ gửi được"
    )
    expect(page.locator(".hs-chosen li > span")).to_have_count(2)


def test_open_pages_tell_of_a_document_within_fifteen_seconds(
    opening: Opening, commune: Unit, clerk: Officer
) -> None:
    office = Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))
    tray, home = opening(clerk), opening(clerk)
    tray.goto("/van-ban-den/")
    home.goto("/")
    for page in (tray, home):
        page.evaluate("window.khongTaiLai = true")
    with transaction.atomic():
        an_issued(office, subject="hưởng ứng Tháng hành động", to=to_units(commune))
    news = tray.get_by_text("Có 1 văn bản mới đến.")
    expect(news).to_be_visible(timeout=NEWS_WITHIN + NETWORK)
    expect(home.get_by_text("Có việc mới chờ")).to_be_visible(timeout=NETWORK)
    for page in (tray, home):
        assert page.evaluate("window.khongTaiLai") is True  # the page was not loaded again
        assert faults_of(page) == []
    home.get_by_role("link", name="Xem việc mới").click()
    expect(home.locator("#can-lam + ul")).to_contain_text("hưởng ứng Tháng hành động")
    tray.get_by_role("link", name="Xem văn bản mới đến").click()
    expect(tray.locator("main")).to_contain_text("hưởng ứng Tháng hành động")
