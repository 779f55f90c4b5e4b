"""A leader's day without a line, on her phone: she reads, instructs and notes; all arrives once."""

import re

from django.db import transaction
from playwright.sync_api import expect

from hoiso.documents.models import Document, Note
from hoiso.documents.tables.handling import Assignment, Instruction
from hoiso.office.models import SentOnce
from tests.browser.conftest import Opening
from tests.browser.looking import faults_of
from tests.browser.test_outgoing_pages import Town
from tests.browser.test_without_line import held, keep_pages, read
from tests.factories.documents import a_registered
from tests.roles import owner

_KEPT = re.compile(r"Đã giữ trên máy này lúc \d\d:\d\d")
_OF_HOUR = re.compile(r"^Đang xem bản lưu lúc \d\d:\d\d, chưa có mạng\.$")


def _two_documents() -> tuple[Town, Document, Document]:
    with transaction.atomic():
        town = Town("Mỹ Yên")
        first = a_registered(town.clerk, town.unit, subject="Về việc phối hợp tuyên truyền")
        second = a_registered(town.clerk, town.unit, subject="Về việc khảo sát mô hình tiết kiệm")
    return town, first, second


def test_a_day_without_a_line(opening: Opening) -> None:
    town, first, second = _two_documents()
    page = opening(town.leader, phone=True)
    keep_pages(page)
    instruct, note = f"/cong-viec/van-ban/{first.pk}/but-phe/", f"/van-ban/{second.pk}/ghi-chu/"
    for address in ("/", "/van-ban-den/", f"/van-ban/{first.pk}/", f"/van-ban/{second.pk}/", instruct, note):
        read(page, address)

    page.context.set_offline(True)
    page.goto("/")
    expect(page.locator("#ban-luu")).to_have_text(_OF_HOUR)
    page.goto(f"/van-ban/{first.pk}/")
    expect(page.locator("h1")).to_contain_text("phối hợp tuyên truyền")
    page.goto(instruct)
    page.locator(f"input[name=lead][value='{town.specialist.pk}']").check()
    page.get_by_label("Nội dung").fill("Chị Thu tham mưu kế hoạch, trình trước thứ Sáu.")
    assert faults_of(page) == []
    page.get_by_role("main").locator("form[data-keep] button.hs-btn--main").click()
    expect(page.locator("#cho-gui")).to_contain_text(_KEPT)
    page.goto(note)
    page.locator("form[data-keep] textarea").fill("Xã Mỹ Yên làm tốt, nên mời báo cáo.")
    page.locator("form[data-keep] .hs-btn--main").click()
    expect(page.locator("#cho-gui")).to_contain_text(_KEPT)
    assert len(held(page)["cho-gui"]) == 2
    assert "Chị Thu" not in held(page)["plain"]
    with owner():
        assert not Instruction.objects.exists()

    page.context.set_offline(False)
    expect(page.locator("#cho-gui")).to_contain_text("Đã gửi nội dung viết lúc")
    for _ in range(50):
        if held(page)["cho-gui"] == []:
            break
        page.wait_for_timeout(100)
    page.goto("/van-ban-den/")
    page.reload()
    assert held(page)["cho-gui"] == []
    with owner():
        assert [one.text for one in Instruction.objects.all()] == [
            "Chị Thu tham mưu kế hoạch, trình trước thứ Sáu."
        ]
        assert [(one.document_id, one.text) for one in Note.objects.all()] == [
            (second.pk, "Xã Mỹ Yên làm tốt, nên mời báo cáo.")
        ]
        assert Assignment.objects.get().officer_id == town.specialist.pk
        assert SentOnce.objects.count() == 2

    desk = opening(town.specialist)
    desk.goto("/cong-viec/")
    expect(desk.get_by_role("main")).to_contain_text("phối hợp tuyên truyền")
