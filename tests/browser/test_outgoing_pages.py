"""The pages of outgoing documents as drawn: sizes, width, axe, and choosing recipients with script."""

import os
from pathlib import Path

from django.db import transaction
from playwright.sync_api import Page, expect

from hoiso.access.models import Officer, Role
from hoiso.core.clock import now
from hoiso.documents.outgoing import public
from hoiso.documents.tables.document import Document
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.looking import PHONE, SCREEN, faults_of
from tests.browser.people import who_signs_in
from tests.factories.documents import a_registered
from tests.factories.outgoing import Office, a_draft, an_issued, to_units
from tests.factories.people import a_unit, acting

PICTURES = os.environ.get("PICTURES_TO", "")


class Town(Office):
    """The office with people who sign in, a commune that reads, and a document at each step."""

    def __init__(self, *communes: str) -> None:
        self.unit = a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE)
        self.clerk: Officer = who_signs_in(self.unit, Role.CLERK, name="Nguyễn Thị Mỹ Lệ")
        self.leader = who_signs_in(self.unit, Role.LEADER, name="Trần Thị Hoa", title="Chủ tịch")
        self.specialist = who_signs_in(self.unit, Role.SPECIALIST, name="Lê Thị Thu")
        self.communes = [a_unit(f"Xã {name}", under=self.unit) for name in communes]
        who_signs_in(self.communes[0], Role.CLERK, name="Phạm Thị Lan")


def test_what_the_walk_over_all_pages_does_not_reach_is_readable_on_both_widths(opening: Opening) -> None:
    with transaction.atomic():
        town = Town("Mỹ Yên", "Cần Giuộc", "Tân Lập")
        to = to_units(*town.communes, addressee=True)
        issued = an_issued(town, to=to)
        asked = a_registered(town.clerk, town.unit, symbol="12/UBND-VX", issuer="UBND xã Mỹ Yên")
        clerk = acting(town.clerk)
        answer = public.begin_draft(
            by=clerk, unit_id=town.unit.pk, at=now(), template="letter-reply", answers=asked.pk
        )
        public.comment(by=clerk, document_id=answer.pk, text="Cần thêm số liệu của xã Tân Lập.", at=now())
        writing = a_draft(town.specialist, town.unit)
    pages = {
        "answer": f"soan/?tra-loi={asked.pk}",
        "edit": f"{answer.pk}/soan/",
        "locked": f"{writing.pk}/soan/",
        "versions": f"{issued.pk}/cac-ban/",
        "compare": f"{issued.pk}/cac-ban/1/2/",
        "tracking": f"{issued.pk}/noi-nhan/",
    }
    faults: dict[str, list[str]] = {}
    for phone in (False, True):
        page = opening(town.clerk, phone=phone)
        for name, path in pages.items():
            page.goto(f"/van-ban-di/{path}")
            found = faults_of(page)
            if found:
                faults[f"{name} {'phone' if phone else 'screen'}"] = found
            _keep_picture(page, name, phone=phone)
    assert faults == {}


def test_recipients_are_chosen_from_the_suggestions(opening: Opening) -> None:
    with transaction.atomic():
        town = Town("Cần Đước", "Vĩnh Công")
        draft = a_draft(town.specialist, town.unit)
    page = opening(town.specialist)
    page.goto(f"/van-ban-di/{draft.pk}/noi-nhan/")
    page.get_by_label("Tìm đơn vị nhận").fill("can duoc")
    page.get_by_role("option", name="Hội LHPN Xã Cần Đước").click()
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.get_by_role("row", name="Hội LHPN Xã Cần Đước")).to_be_visible()
    page.get_by_role("button", name="Lưu và xem lại trước khi trình").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại và trình duyệt")
    with transaction.atomic():
        acting(town.specialist)
        assert Document.objects.get(pk=draft.pk).recipients.get().name == "Hội LHPN Xã Cần Đước"


def _keep_picture(page: Page, name: str, *, phone: bool) -> None:
    if PICTURES:
        width = (PHONE if phone else SCREEN)[0]
        page.screenshot(path=Path(PICTURES) / f"outgoing-{name}-{width}.png", full_page=True)
