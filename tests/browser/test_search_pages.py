"""The search as drawn: sizes, width, axe; suggestions by keyboard; the list without script."""

import os
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from playwright.sync_api import expect

from hoiso.access.models import Officer, Role
from hoiso.core.clock import now, office_date
from hoiso.documents.models import Note, SearchEntry
from hoiso.documents.search.public import index
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.looking import PHONE, SCREEN, faults_of
from tests.browser.people import who_signs_in
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, acting

PICTURES = os.environ.get("PICTURES_TO", "")
PAGES = {
    "search-empty": "/tim/",
    "search-list": "/tim/?q=ke+hoach&o=1",
    "search-symbol": "/tim/?q=118&o=1",
    "search-file": "/tim/?q=m%C3%A1y+s%E1%BA%A5y+l%C3%BAa&huong=in&xep=hop&o=1",
    "search-nothing": "/tim/?q=kh%C3%B4ng+c%C3%B3+t%E1%BB%AB+n%C3%A0y&o=1",
}


def _commune() -> Officer:
    unit: Unit = a_unit("Xã Mỹ Yên")
    clerk = who_signs_in(unit, Role.CLERK, name="Nguyễn Thị Mỹ Lệ")
    today = office_date(now())
    for number in range(30):
        a_registered(
            clerk, unit, symbol=f"{100 + number}/KH-BTV", arrived_on=today - timedelta(days=number),
            subject=f"Kế hoạch tổ chức hội nghị tổng kết phong trào thi đua yêu nước lần thứ {number + 1}",
            due_on=today + timedelta(days=number - 3),
        )  # fmt: skip
    letter = a_registered(clerk, unit, subject="Công văn về hỗ trợ hội viên", symbol="7/UBND-KT")
    SearchEntry.objects.filter(pk=letter.pk).update(
        text="Mở đầu công văn. " * 30 + "Hỗ trợ máy sấy lúa cho tổ hợp tác Thạnh Hoá. " + "Nơi nhận. " * 30
    )
    index(letter.pk)
    acting(clerk)
    Note.objects.create(
        officer_id=clerk.pk, document=letter, text="Hỏi lại chị Tư về kế hoạch", changed_at=now()
    )
    return clerk


def test_the_search_is_readable_quick_to_type_and_works_without_script(opening: Opening) -> None:
    with transaction.atomic():
        clerk = _commune()
    for size in (SCREEN, PHONE):
        page = opening(clerk, phone=size == PHONE)
        for name, address in PAGES.items():
            page.goto(address)
            assert faults_of(page) == [], (name, size)
            if PICTURES:
                page.screenshot(path=str(Path(PICTURES) / f"{name}-{size[0]}.png"), full_page=True)
    page = opening(clerk)
    page.goto("/tim/")
    box = page.get_by_role("combobox", name="Trích yếu")
    box.press_sequentially("may say", delay=20)
    expect(page.locator(".hs-suggest [role=option]")).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("Công văn về hỗ trợ hội viên")
    box.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    bare = opening(clerk, script=False)
    bare.goto("/tim/")
    bare.get_by_label("Trích yếu").fill("to chuc hoi nghi")
    bare.locator("main").get_by_role("button", name="Tìm", exact=True).click()
    expect(bare.locator("tbody tr")).to_have_count(25)
    bare.get_by_role("link", name="Trang sau").click()
    expect(bare.locator("tbody tr")).to_have_count(5)
