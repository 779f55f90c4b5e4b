"""A day without a line: pages read before are there, what was written is sent later, once.

The network is cut in the browser (`set_offline`). A service worker needs https or, as here, the machine
itself.
"""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from playwright.sync_api import Page, expect

from hoiso.core.clock import now
from hoiso.core.files.tests.samples import a_word_file
from hoiso.documents.models import Document, DocumentFile, Note
from hoiso.documents.outgoing import public as outgoing
from hoiso.notices import public as notices
from hoiso.notices.push.sending import Pushed, send_pushes
from hoiso.notices.tests.push_stand_in import Browser, PushService
from hoiso.office.models import SentOnce
from hoiso.work.week import public as week
from tests.browser.conftest import Opening
from tests.browser.looking import PHONE, SCREEN, faults_of
from tests.browser.people import password_of
from tests.browser.test_outgoing_pages import Town
from tests.factories.documents import a_registered, a_stored
from tests.factories.outgoing import a_draft, content_of
from tests.factories.people import acting
from tests.roles import owner, worker

_HELD = """async () => {
  const found = { khoa: [], trang: [], 'cho-gui': [], plain: '' };
  if (!(await indexedDB.databases()).some((one) => one.name === 'hoiso-giu')) return found;
  const base = await new Promise((done) => {
    const asked = indexedDB.open('hoiso-giu', 1);
    asked.onsuccess = () => done(asked.result);
  });
  for (const place of base.objectStoreNames) {
    const store = base.transaction([place]).objectStore(place);
    found[place] = await new Promise((done) => {
      const asked = store.getAllKeys();
      asked.onsuccess = () => done(asked.result);
    });
    if (place === 'khoa') continue;
    const rows = await new Promise((done) => {
      const asked = base.transaction([place]).objectStore(place).getAll();
      asked.onsuccess = () => done(asked.result);
    });
    for (const row of rows) found.plain += new TextDecoder().decode(row.data);
  }
  base.close();
  return found;
}"""


# What a browser gives that can reach a push service: this machine's cannot.
_SUBSCRIBED = """
PushManager.prototype.getSubscription = async () => null;
PushManager.prototype.subscribe = async () => ({ toJSON() {
  const { endpoint, ...keys } = %s;
  return { endpoint, keys };
} });
"""
_SHOWN = (
    "navigator.serviceWorker.ready.then((one) => one.getNotifications())"
    ".then((all) => all.map((one) => [one.title, one.body, one.data.open]))"
)


def held(page: Page) -> dict[str, list[str] | str]:
    """What the browser holds of its own store: keys of each place, and the sealed bytes as text."""
    found: dict[str, list[str] | str] = page.evaluate(_HELD)
    return found


def until(page: Page, told: str) -> None:
    """Wait for what a script tells; the pages' policy lets Playwright's own waiting not in."""
    for _ in range(100):
        if page.evaluate(told):
            return
        page.wait_for_timeout(100)
    raise AssertionError(told)


def keep_pages(page: Page) -> None:
    """Her own device: she lets it keep what she reads."""
    page.goto("/khi-mat-mang/")
    page.get_by_role("button", name="Giữ trang trên máy riêng này").click()
    expect(page.get_by_text("Đang giữ trang trên máy này")).to_be_visible()
    until(page, "navigator.serviceWorker.controller !== null")


def read(page: Page, address: str) -> None:
    """Read a page until the worker holds it."""
    page.goto(address)
    for _ in range(50):
        if address in held(page)["trang"]:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{address} is not kept: {held(page)['trang']}")


def a_town() -> tuple[Town, Document]:
    with transaction.atomic():
        town = Town("Mỹ Yên")
        document = a_registered(
            town.clerk, town.unit, subject="Về việc phối hợp tuyên truyền", symbol="12/UBND-VX"
        )
    return town, document


def test_pages_read_today_are_there_without_a_line_and_say_how_old_they_are(opening: Opening) -> None:
    town, document = a_town()
    page = opening(town.clerk)
    keep_pages(page)
    read(page, "/van-ban-den/")
    read(page, f"/van-ban/{document.pk}/")
    sealed = held(page)["plain"]
    assert "tuyên truyền" not in sealed
    assert "<html" not in sealed
    page.context.set_offline(True)
    page.goto(f"/van-ban/{document.pk}/")
    expect(page.locator("h1")).to_contain_text("phối hợp tuyên truyền")
    expect(page.locator("#ban-luu")).to_have_text(
        re.compile(r"^Đang xem bản lưu lúc \d\d:\d\d, chưa có mạng\.$")
    )
    page.goto("/van-ban-den/")
    expect(page.locator("#ban-luu")).to_be_visible()
    page.goto("/tim/?q=abc")
    expect(page.get_by_role("heading", name="Chưa có mạng")).to_be_visible()
    expect(page.locator("#da-giu a")).not_to_have_count(0)
    page.context.set_offline(False)
    page.goto(f"/van-ban/{document.pk}/")
    expect(page.locator("#ban-luu")).to_be_hidden()


def test_a_note_written_without_a_line_is_sent_once_when_it_is_back(opening: Opening) -> None:
    town, document = a_town()
    page = opening(town.clerk)
    keep_pages(page)
    read(page, f"/van-ban/{document.pk}/ghi-chu/")
    page.context.set_offline(True)
    page.goto(f"/van-ban/{document.pk}/ghi-chu/")
    page.locator("form[data-keep] textarea").fill("Đề nghị phòng Gia đình cùng xem")
    page.locator("form[data-keep] .hs-btn--main").click()
    expect(page.locator("#cho-gui")).to_contain_text(re.compile(r"Đã giữ trên máy này lúc \d\d:\d\d"))
    assert len(held(page)["cho-gui"]) == 1
    assert "Gia đình" not in held(page)["plain"]
    page.reload()
    expect(page.locator("#cho-gui")).to_contain_text("Có mạng sẽ tự gửi")
    page.context.set_offline(False)
    expect(page.locator("#cho-gui")).to_contain_text("Đã gửi nội dung viết lúc")
    assert held(page)["cho-gui"] == []
    page.goto(f"/van-ban/{document.pk}/")
    page.reload()
    with owner():
        assert [note.text for note in Note.objects.filter(document=document)] == [
            "Đề nghị phòng Gia đình cùng xem"
        ]
        assert SentOnce.objects.count() == 1


def test_the_papers_of_a_meeting_open_without_a_line(opening: Opening) -> None:
    """Nobody opened a paper before: reading the entry of the calendar was enough."""
    with transaction.atomic():
        town = Town("Mỹ Yên")
        acting(town.clerk)
        paper = a_stored(
            a_word_file("Báo cáo sơ kết sáu tháng", "Cả tỉnh có 124 tổ hội mới."), "bao-cao.docx"
        )
        invitation = a_registered(town.clerk, town.unit, subject="Giấy mời họp sơ kết", files=(paper,))
        facts = week.Facts(title="Họp sơ kết", starts_at=now() + timedelta(hours=1))
        entry = week.register(
            by=acting(town.leader), unit_id=town.unit.pk, facts=facts, at=now(), document_id=invitation.pk
        )
    with owner():
        words = f"/tep/{DocumentFile.objects.get(document=invitation).pk}/doc/?chu=1"
    page = opening(town.leader, phone=True)
    keep_pages(page)
    read(page, f"/cong-viec/tuan/{entry.pk}/")
    assert faults_of(page) == []
    for _ in range(50):
        if words in held(page)["trang"]:
            break
        page.wait_for_timeout(100)
    page.context.set_offline(True)
    page.goto(f"/cong-viec/tuan/{entry.pk}/")
    page.get_by_role("link", name="bao-cao.docx").click()
    expect(page.locator("#ban-luu")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Cả tỉnh có 124 tổ hội mới.")
    assert "124" not in held(page)["plain"]


def test_a_device_is_told_of_news_and_not_of_what_it_is(opening: Opening) -> None:
    """The push service is a stand-in and hands the sealed message on; all else is the browser's own."""
    with transaction.atomic():
        town = Town("Mỹ Yên")
    browser = Browser()
    with PushService() as service, override_settings(PUSH_STAND_IN=service.origin):
        page = opening(town.specialist)
        page.context.grant_permissions(["notifications"])
        page.add_init_script(_SUBSCRIBED % json.dumps(browser.given(f"{service.origin}/may")))
        page.goto("/thong-bao/cach-nhan/")
        assert faults_of(page) == []
        page.get_by_role("button", name="Nhận trên máy này").click()
        expect(page.locator("#bao-tren-may")).to_contain_text("Máy này")
        assert faults_of(page) == []
        page.locator("input[name='urged.by_push']").check()
        page.get_by_role("button", name="Lưu cách nhận").click()
        until(page, "navigator.serviceWorker.controller !== null")
        with transaction.atomic():
            notices.tell(
                [town.specialist.pk], "Đôn đốc: Kế hoạch 8/3", address="/cong-viec/", at=now(),
                by=acting(town.leader), event="urged",
            )  # fmt: skip
        with worker():
            assert send_pushes(at=now()) == Pushed(sent=1)
        message = browser.opened(service.asked[0][2]).decode()
    tools = page.context.new_cdp_session(page)
    registered: list[str] = []
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: registered.extend(one["registrationId"] for one in told["registrations"]),
    )
    tools.send("ServiceWorker.enable")
    until(page, "true")
    origin = page.url.split("/thong-bao")[0]
    told = {"origin": origin, "registrationId": registered[0], "data": message}
    tools.send("ServiceWorker.deliverPushMessage", told)
    until(page, f"{_SHOWN}.then((all) => all.length === 1)")
    assert page.evaluate(_SHOWN) == [["Có việc mới", "Hội Số. Bấm để mở.", "/cong-viec/"]]


def test_what_changed_meanwhile_is_shown_before_a_draft_is_sent_over_it(opening: Opening) -> None:
    with transaction.atomic():
        town = Town("Mỹ Yên")
        draft = a_draft(town.specialist, town.unit)
    address = f"/van-ban-di/{draft.pk}/soan/"
    page = opening(town.specialist)
    keep_pages(page)
    read(page, address)
    page.context.set_offline(True)
    page.goto(address)
    page.get_by_label("Trích yếu").fill("tổng kết công tác, viết lúc mất mạng")
    page.get_by_role("button", name="Lưu dự thảo", exact=True).click()
    expect(page.locator("#cho-gui")).to_contain_text("Có mạng sẽ tự gửi")
    with transaction.atomic():
        outgoing.save_draft(
            by=acting(town.specialist), document_id=draft.pk, version=draft.version, at=now(),
            content=replace(content_of(draft), subject="tổng kết công tác, sửa ở máy khác"),
        )  # fmt: skip
    page.context.set_offline(False)
    band = page.locator("#cho-gui")
    expect(band).to_contain_text("Trang đã thay đổi trong lúc mất mạng")
    expect(band).to_contain_text("Trích yếu: tổng kết công tác, sửa ở máy khác")
    with owner():
        assert Document.objects.get(pk=draft.pk).subject == "tổng kết công tác, sửa ở máy khác"
    for size in (SCREEN, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert faults_of(page) == []
    band.get_by_role("button", name="Vẫn gửi").click()
    expect(band).to_contain_text("Đã gửi nội dung viết lúc")
    with owner():
        assert Document.objects.get(pk=draft.pk).subject == "tổng kết công tác, viết lúc mất mạng"


def test_nothing_restricted_is_kept(opening: Opening) -> None:
    town, document = a_town()
    with transaction.atomic():
        open_one = a_registered(town.clerk, town.unit, subject="Về việc khác", symbol="13/UBND-VX")
    with owner():
        Document.objects.filter(pk=document.pk).update(restricted=True, created_by=town.clerk.pk)
    page = opening(town.clerk)
    keep_pages(page)
    read(page, f"/van-ban/{open_one.pk}/")
    page.goto(f"/van-ban/{document.pk}/")
    expect(page.locator("h1")).to_contain_text("phối hợp tuyên truyền")
    page.goto("/van-ban-den/")
    page.wait_for_load_state("networkidle")
    assert f"/van-ban/{document.pk}/" not in held(page)["trang"]
    assert "/van-ban-den/" not in held(page)["trang"]


def leave_by_the_button(page: Page) -> None:
    page.goto("/tai-khoan/")
    page.get_by_role("main").get_by_role("button", name="Đăng xuất", exact=True).first.click()


def leave_to_the_next(page: Page) -> None:
    page.goto("/tai-khoan/")
    page.get_by_role("button", name="Đổi người").click()


@pytest.mark.parametrize("leave", [leave_by_the_button, leave_to_the_next])
def test_nothing_of_a_former_person_remains(opening: Opening, leave: Callable[[Page], None]) -> None:
    town, document = a_town()
    page = opening(town.clerk)
    keep_pages(page)
    read(page, f"/van-ban/{document.pk}/")
    assert held(page)["khoa"] == ["khoa"]
    leave(page)
    expect(page.locator("main h1")).to_be_visible()
    left = held(page)
    assert (left["khoa"], left["trang"], left["cho-gui"]) == ([], [], [])
    page.context.set_offline(True)
    assert not _shows(page, f"/van-ban/{document.pk}/", "tuyên truyền")


def test_another_person_who_signs_in_finds_nothing_and_is_asked_for_herself(opening: Opening) -> None:
    town, document = a_town()
    page = opening(town.clerk)
    keep_pages(page)
    read(page, f"/van-ban/{document.pk}/")
    page.context.clear_cookies(name="hs_phien")  # the session ended by itself
    page.goto("/dang-nhap/")
    assert held(page)["trang"] == []
    page.get_by_label("Tên đăng nhập").fill(town.leader.username)
    page.locator("input[name=password]").fill(password_of(town.leader))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.locator("main h1")).to_be_visible()
    page.goto(f"/van-ban/{document.pk}/")
    until(page, "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    assert (held(page)["khoa"], held(page)["trang"]) == ([], [])
    page.goto("/khi-mat-mang/")
    expect(page.get_by_role("button", name="Giữ trang trên máy riêng này")).to_be_visible()


def test_a_shared_device_never_keeps_pages(opening: Opening) -> None:
    town, _ = a_town()
    page = opening(town.clerk)
    keep_pages(page)
    page.context.add_cookies(
        [{"name": "hs_chung", "value": "1", "domain": "127.0.0.1", "path": "/"}]  # as after "Đổi người"
    )
    page.goto("/van-ban-den/")
    until(page, "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    assert held(page)["trang"] == []
    page.goto("/khi-mat-mang/")
    expect(page.get_by_text("Máy này có nhiều người dùng chung")).to_be_visible()
    expect(page.get_by_role("button", name="Giữ trang trên máy riêng này")).to_have_count(0)


def _shows(page: Page, address: str, words: str) -> bool:
    """Whether the browser shows these words there; without a line and a worker it shows nothing at all."""
    answer = page.evaluate("(address) => fetch(address).then((one) => one.text()).catch(() => '')", address)
    try:
        page.goto(address)
    except Exception as error:  # noqa: BLE001
        assert "ERR_INTERNET_DISCONNECTED" in str(error)  # noqa: PT017
        return words in answer
    return words in answer or words in page.content()


def test_the_settings_page_reads_well(opening: Opening) -> None:
    town, _ = a_town()
    page = opening(town.clerk)
    keep_pages(page)
    read(page, "/van-ban-den/")
    page.goto("/khi-mat-mang/")
    expect(page.locator("#da-giu a")).not_to_have_count(0)
    for size in (SCREEN, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        assert faults_of(page) == []
