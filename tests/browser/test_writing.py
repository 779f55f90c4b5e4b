"""What helps to write, as drawn: the checker beside a draft, on a screen and on a phone."""

import os
from dataclasses import replace
from pathlib import Path

from django.db import transaction
from playwright.sync_api import Page, expect

from hoiso.core.clock import now
from hoiso.documents.checking.tests.word_files import a_word_file
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.tests.test_pasting import CLEAN, WORD
from hoiso.documents.tables.document import Document
from tests.browser.conftest import Opening
from tests.browser.looking import PHONE, SCREEN, faults_of
from tests.browser.test_outgoing_pages import Town
from tests.factories.outgoing import a_draft, an_issued, content_of
from tests.factories.people import acting

PICTURES = os.environ.get("PICTURES_TO", "")
FAULTY = (
    "Căn cứ Quy định số 66-QĐ/TW ngày 06 tháng 02 năm 2017 của Ban Bí thư;\n"
    "Căn cứ Kế hoạch 12/KH-BTV của Ban thường vụ.\n"
    "Hội đề nghị các đơn vị bổ xung báo cáo , gửi về trước ngày 29/11/2026.\n"
    "a) Kết quả;\nb) Kiến nghị;\nd) Đề xuất."
)


def a_faulty(town: Town) -> Document:
    """A draft with something wrong of every sort."""
    draft = a_draft(town.specialist, town.unit, subject="V/v báo cáo kết quả.")
    content = replace(content_of(draft), body=FAULTY, archive_line="VP")
    return public.save_draft(
        by=acting(town.specialist), document_id=draft.pk, version=draft.version, content=content, at=now()
    )


def looked_at(page: Page, name: str) -> None:
    """No fault of sizes, width or axe on either width; a picture where one is asked for."""
    for size in (SCREEN, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert faults_of(page) == [], f"{name} at {size[0]} px"
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{size[0]}.png", full_page=True)


def test_a_finding_is_corrected_by_one_press_on_both_widths(opening: Opening) -> None:
    with transaction.atomic():
        town = Town("Mỹ Yên")
        draft = a_faulty(town)
    page = opening(town.specialist)
    page.goto("/van-ban-di/soan/")
    looked_at(page, "writing-new")
    page.goto("/van-ban-di/kiem-tra-tep/")
    out_of_form = a_word_file(margins=(20, 20, 25, 15), font="Arial")
    page.locator("input[type=file]").set_input_files(
        {"name": "ke-hoach.docx", "mimeType": "application/octet-stream", "buffer": out_of_form}
    )
    page.get_by_role("button", name="Kiểm tra thể thức").click()
    expect(page.get_by_text("Lề trái 25 mm, theo thể thức là 30–35 mm.")).to_be_visible()
    looked_at(page, "paper-check")
    for way in ("soan", "trinh"):
        page.goto(f"/van-ban-di/{draft.pk}/{way}/")
        looked_at(page, f"form-check-{way}")
    page.goto(f"/van-ban-di/{draft.pk}/soan/")
    page.get_by_label("Trích yếu").fill("báo cáo kết quả năm 2026")
    page.get_by_role("button", name="Sửa thành “bổ sung”").click()
    expect(page.get_by_text("Đã sửa: “bổ xung” viết đúng là “bổ sung”")).to_be_visible()
    expect(page.get_by_label("Trích yếu")).to_have_value("báo cáo kết quả năm 2026")
    expect(page.get_by_label("Nội dung")).to_have_value(FAULTY.replace("bổ xung", "bổ sung"))


def test_the_page_of_copies_on_both_widths(opening: Opening) -> None:
    with transaction.atomic():
        town = Town("Mỹ Yên")
        issued = an_issued(town)
    page = opening(town.clerk)
    page.goto(f"/van-ban-di/{issued.pk}/sao/")
    looked_at(page, "copy")
    page.get_by_role("button", name="Lấy số và tạo bản sao").click()
    expect(page.get_by_text("Đã sao số 01/SY-BTV")).to_be_visible()
    looked_at(page, "copied")


def test_marks_are_put_by_buttons_and_paste_from_word_comes_out_clean(opening: Opening) -> None:
    with transaction.atomic():
        town = Town("Mỹ Yên")
        draft = a_draft(town.specialist, town.unit)
    page = opening(town.specialist)
    page.goto(f"/van-ban-di/{draft.pk}/soan/")
    area = page.get_by_label("Nội dung")
    area.fill("")
    for button, typed in (
        ("Điều", "Một.\n"), ("Điều", "Hai.\n"), ("Khoản 1.", "Ba.\n"), ("Khoản 1.", "Bốn.\n"),
        ("Điểm a)", "Năm;\n"), ("Điểm a)", "Sáu.\n"), ("Gạch đầu dòng", "Bảy.\n"), ("Mục I.", "TÁM\n"),
        ("Khoản 1.", "Chín.\n"),
    ):  # fmt: skip
        page.get_by_role("button", name=button, exact=True).click()
        page.keyboard.type(typed)
    assert area.input_value().splitlines() == [
        "Điều 1. Một.", "Điều 2. Hai.", "1. Ba.", "2. Bốn.", "a) Năm;", "b) Sáu.", "- Bảy.",
        "I. TÁM", "1. Chín.",
    ]  # fmt: skip
    area.evaluate(
        """(area, html) => {
          const data = new DataTransfer();
          data.setData("text/html", html);
          data.setData("text/plain", "một\\nhai");
          area.value = "";
          const options = {clipboardData: data, bubbles: true, cancelable: true};
          area.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        WORD,
    )
    expect(area).to_have_value(CLEAN)
    page.get_by_role("button", name="Lưu dự thảo").click()
    expect(page.get_by_label("Nội dung")).to_have_value(CLEAN)
