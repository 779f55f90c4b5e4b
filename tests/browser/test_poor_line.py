"""Working with a poor line: a large file goes on after a cut, typed text is kept, searches lose nothing."""

import os
import re
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Route, expect

from hoiso.access.models import Officer, Role
from hoiso.core.files import parts
from hoiso.core.models import PartialUpload
from hoiso.documents.incoming.tests.samples import a_plan_pdf
from hoiso.documents.models import IncomingDraftFile
from hoiso.office.models import TypedText
from tests.browser.conftest import Opening
from tests.browser.people import who_signs_in
from tests.browser.test_outgoing_pages import Town
from tests.factories.documents import a_registered
from tests.factories.outgoing import a_draft
from tests.factories.people import a_unit
from tests.roles import owner


def a_large_pdf(path: Path) -> Path:
    """A good PDF of a little over four parts: what comes behind the end mark is a comment."""
    content = a_plan_pdf()
    noise = os.urandom((4 * parts.PART + 5000) // 2).hex().encode()
    body, mark, end = content.rpartition(b"startxref")
    lines = b"".join(b"%" + noise[at : at + 4000] + b"\n" for at in range(0, len(noise), 4000))
    path.write_bytes(body + lines + mark + end)
    return path


@pytest.fixture
def clerk(site: str) -> Officer:
    return who_signs_in(a_unit("Xã Mỹ Yên"), Role.CLERK, name="Nguyễn Thị Mỹ Lệ")


def test_a_large_file_goes_on_after_the_line_was_cut_and_after_the_browser_was_closed(
    opening: Opening, clerk: Officer, tmp_path: Path
) -> None:
    paper = a_large_pdf(tmp_path / "ban-quet.pdf")
    page = opening(clerk)
    page.goto("/van-ban-den/dang-ky/")
    sent: list[str] = []

    def two_parts(route: Route) -> None:
        sent.append(route.request.headers["hoiso-start"])
        if len(sent) > 2:
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.route(re.compile(r"/gui-tep/\d+/"), two_parts)
    page.locator("input[type=file]").first.set_input_files(paper)
    page.get_by_role("button", name="Đọc tệp và điền vào sổ").click()
    expect(page.locator("[data-sending]")).to_contain_text("có mạng sẽ gửi tiếp")
    assert sent[:3] == ["0", str(parts.PART), str(2 * parts.PART)]
    page.context.close()

    page = opening(clerk)
    page.goto("/van-ban-den/dang-ky/")
    again: list[str] = []
    page.on(
        "request",
        lambda one: again.append(one.headers["hoiso-start"]) if "hoiso-start" in one.headers else None,
    )
    page.locator("input[type=file]").first.set_input_files(paper)
    page.get_by_role("button", name="Đọc tệp và điền vào sổ").click()
    expect(page).to_have_url(re.compile(r"/van-ban-den/dang-ky/\d+/"))
    assert again[0] == str(2 * parts.PART)
    with owner():
        stored = IncomingDraftFile.objects.select_related("stored").get().stored
        assert stored.size == paper.stat().st_size
        assert PartialUpload.objects.get().taken_at is not None


def test_hashes_counted_without_the_browsers_help_are_the_same(
    opening: Opening, clerk: Officer, tmp_path: Path
) -> None:
    """Offices on plain http have no WebCrypto: their browser counts itself, and the server agrees."""
    page = opening(clerk)
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.goto("/van-ban-den/dang-ky/")
    page.locator("input[type=file]").first.set_input_files(a_large_pdf(tmp_path / "ban-quet.pdf"))
    page.get_by_role("button", name="Đọc tệp và điền vào sổ").click()
    expect(page).to_have_url(re.compile(r"/van-ban-den/dang-ky/\d+/"))


def test_looking_for_a_person_in_a_form_tells_of_nothing_lost(opening: Opening) -> None:
    with transaction.atomic():
        town = Town("Mỹ Yên", "Cần Giuộc")
        for number in range(12):
            who_signs_in(town.unit, Role.SPECIALIST, name=f"Lê Thị Số {number}")
        document = a_registered(town.clerk, town.unit, subject="Về việc phối hợp")
    page = opening(town.leader)
    page.goto(f"/cong-viec/van-ban/{document.pk}/but-phe/")
    page.locator("#id_text").fill("Giao văn phòng tham mưu")
    expect(page.locator("[data-kept]")).to_contain_text("Đã giữ trên máy này lúc")
    page.get_by_role("button", name="Tìm người").click()
    expect(page.locator("#id_text")).to_have_value("Giao văn phòng tham mưu")
    expect(page.locator("#go-do")).to_be_hidden()
    page.goto(f"/cong-viec/van-ban/{document.pk}/but-phe/")
    expect(page.locator("#go-do")).to_be_visible()


def test_a_draft_typed_on_one_computer_is_offered_on_another_until_it_is_saved(opening: Opening) -> None:
    with transaction.atomic():
        town = Town("Mỹ Yên")
        draft = a_draft(town.specialist, town.unit)
    first = opening(town.specialist)
    first.goto(f"/van-ban-di/{draft.pk}/soan/")
    first.get_by_label("Trích yếu").fill("tổng kết công tác năm 2026")
    expect(first.locator("[data-kept]")).to_contain_text(re.compile(r"Đã lưu nội dung đang gõ lúc \d\d:\d\d"))
    second = opening(town.specialist)
    second.goto(f"/van-ban-di/{draft.pk}/soan/")
    second.get_by_role("button", name="Lấy lại nội dung").click()
    expect(second.get_by_label("Trích yếu")).to_have_value("tổng kết công tác năm 2026")
    second.get_by_role("button", name="Lưu dự thảo", exact=True).click()
    expect(second.get_by_text("Đã lưu dự thảo.")).to_be_visible()
    second.wait_for_load_state("networkidle")
    with owner():
        assert not TypedText.objects.exists()
