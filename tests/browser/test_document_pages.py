"""The page of a document and what is kept of it, as drawn: sizes, width, axe, keyboard, no script."""

import os
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from playwright.sync_api import Page, expect

from hoiso.access.models import Role
from hoiso.core.clock import now, office_date
from hoiso.core.files.tests.samples import a_pdf, a_word_file, with_javascript
from hoiso.documents.handling import public as handling
from hoiso.documents.keeping import public as keeping
from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.tests.examples import a_letter
from hoiso.documents.models import DocumentFile
from hoiso.documents.sheet import public as sheets
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.looking import PHONE, SCREEN, faults_of
from tests.browser.people import who_signs_in
from tests.factories.documents import a_delivery, a_registered, a_stored
from tests.factories.people import a_unit, acting
from tests.roles import owner

PICTURES = os.environ.get("PICTURES_TO", "")


class Commune:
    """A commune with a document in work, a restricted change that waits, a dossier and a folder."""

    def __init__(self) -> None:
        self.unit = a_unit("Xã Mỹ Yên")
        self.clerk = who_signs_in(self.unit, Role.CLERK, name="Nguyễn Thị Mỹ Lệ")
        self.leader = who_signs_in(self.unit, Role.LEADER, name="Trần Thị Hoa", title="Chủ tịch Hội")
        self.specialist = who_signs_in(self.unit, Role.SPECIALIST, name="Lê Thị Thu Hà")
        helper = who_signs_in(self.unit, Role.SPECIALIST, name="Phạm Thị Kim Ngân")
        acting(self.clerk)
        files = (
            a_stored(render(a_letter()), "Công văn phối hợp tuyên truyền.pdf"),
            a_stored(a_word_file("Biểu 1", "Số hộ"), "Biểu mẫu kèm theo.docx", role=DocumentFile.Role.ANNEX),
            a_stored(a_pdf(change=with_javascript), "Phiếu có lệnh.pdf", role=DocumentFile.Role.ANNEX),
        )
        self.document = a_registered(self.clerk, self.unit, symbol="2041/UBND-VX", files=files)
        self.other = a_registered(self.clerk, self.unit, symbol="118/KH-BTV", subject="Kế hoạch năm 2026")
        today = office_date(now())
        handling.instruct(
            by=acting(self.leader), document_id=self.document.pk, at=now(), due_on=today + timedelta(days=6),
            text="Hà chủ trì, phối hợp Công an xã. Báo cáo trước ngày 30.",
            receivers=handling.Receivers(self.specialist.pk, (helper.pk,), (self.clerk.pk,)),
        )  # fmt: skip
        clerk = acting(self.clerk)
        sheets.link_documents(
            by=clerk, document_id=self.document.pk, other_id=self.other.pk, kind="based_on", at=now()
        )
        keeping.keep_note(by=clerk, document_id=self.document.pk, text="Hỏi lại số hộ ở ấp 3.", at=now())
        facts = keeping.DossierFacts(
            year=2026, code="01.GĐ", title="Hồ sơ phòng, chống bạo lực gia đình", retention="20",
            heading="I. Gia đình, xã hội",
        )  # fmt: skip
        self.dossier = keeping.open_dossier(by=clerk, unit_id=self.unit.pk, facts=facts, at=now())
        for one in (self.document, self.other):
            keeping.put_in_dossier(by=clerk, dossier_id=self.dossier.pk, document_id=one.pk, at=now())
        self.folder = keeping.make_folder(by=clerk, name="Việc tháng 11")
        keeping.file_in_folders(by=clerk, document_id=self.document.pk, folder_ids=[self.folder.pk], at=now())
        keeping.save_search(by=clerk, name="Văn bản của Uỷ ban", query={"q": "ubnd"})
        keeping.ask_document_access(
            by=clerk, document_id=self.other.pk, restricted=True, readers=[self.clerk.pk],
            reason="Có dữ liệu cá nhân", at=now(),
        )  # fmt: skip
        self.files = list(self.document.files.order_by("position").values_list("pk", flat=True))
        self.delivery = a_delivery(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE), self.unit)
        with owner():
            self.delivery.files = [{"stored": files[0].stored.pk, "name": files[0].name, "role": "main"}]
            self.delivery.save()


def test_what_the_walk_over_all_pages_does_not_reach_is_readable_on_both_widths(opening: Opening) -> None:
    with transaction.atomic():
        town = Commune()
    document, clerk, leader = f"/van-ban/{town.document.pk}", town.clerk, town.leader
    pages = {
        "document-leader": (leader, f"{document}/"),
        "document-specialist": (town.specialist, f"{document}/"),
        "reader-words": (clerk, f"/tep/{town.files[0]}/doc/?chu=1"),
        "reader-word-file": (clerk, f"/tep/{town.files[1]}/doc/"),
        "active": (clerk, f"/tep/{town.files[2]}/tai-ve/"),
        "delivery-reader": (clerk, f"/tep/chuyen/{town.delivery.pk}/0/doc/"),
        "changes": (leader, "/ho-so/cho-xac-nhan/"),
        "changes-own": (clerk, "/ho-so/cho-xac-nhan/"),
    }
    faults: dict[str, list[str]] = {}
    for phone in (False, True):
        browsers = {who.pk: opening(who, phone=phone) for who in (clerk, leader, town.specialist)}
        for name, (who, path) in pages.items():
            page = browsers[who.pk]
            page.goto(path)
            found = faults_of(page)
            if found:
                faults[f"{name} {'phone' if phone else 'screen'}"] = found
            _keep_picture(page, name, phone=phone)
    assert faults == {}


def test_without_script_a_document_goes_into_a_dossier_and_is_restricted(opening: Opening) -> None:
    with transaction.atomic():
        town = Commune()
    page = opening(town.leader, script=False)
    page.goto(f"/van-ban/{town.document.pk}/")
    page.get_by_role("link", name="Đưa vào hồ sơ").click()
    page.get_by_role("link", name="Mở hồ sơ mới").click()
    page.get_by_label("Số, ký hiệu hồ sơ").fill("02.GĐ")
    page.get_by_label("Tiêu đề hồ sơ").fill("Hồ sơ phối hợp năm 2026")
    page.get_by_label("Thời hạn bảo quản").select_option("10")
    page.get_by_role("button", name="Mở hồ sơ").click()
    expect(page.get_by_role("link", name=town.document.subject)).to_be_visible()
    page.goto(f"/van-ban/{town.document.pk}/")
    page.get_by_role("link", name="Giới hạn người xem").click()
    page.get_by_text("Chỉ những người được chọn").click()
    page.get_by_label("Lý do thay đổi").fill("Có đơn thư")
    page.get_by_role("button", name="Đề nghị thay đổi người xem").click()
    expect(page.get_by_text("đang chờ người thứ hai xác nhận")).to_be_visible()


def test_the_action_bar_is_reached_by_the_keyboard_alone(opening: Opening) -> None:
    with transaction.atomic():
        town = Commune()
    page = opening(town.specialist)
    page.goto(f"/van-ban/{town.document.pk}/")
    reached = _walk(page)
    assert "Đến nội dung chính" in reached[0]
    assert any("Nhận việc" in words for words in reached), reached
    assert any("Mở toàn màn hình" in words for words in reached)


def _walk(page: Page) -> list[str]:
    """The words of everything that Tab reaches, in order."""
    words: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate(
            "document.activeElement.matches('body') ? '' : document.activeElement.innerText || '(ô nhập)'"
        )
        if not found and words:
            break
        words.append(found)
    return words


def _keep_picture(page: Page, name: str, *, phone: bool) -> None:
    if PICTURES:
        width = (PHONE if phone else SCREEN)[0]
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
