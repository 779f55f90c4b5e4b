"""An instruction to a unit as it is drawn on both sides: the tick table, the commune's tasks."""

import os
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from hoiso.access.models import Officer, Role
from hoiso.documents.tables.document import Document
from hoiso.units.models import Unit
from tests.browser.conftest import Opening
from tests.browser.looking import PHONE, SCREEN, faults_of
from tests.browser.people import who_signs_in
from tests.factories.documents import a_registered
from tests.factories.people import a_unit
from tests.roles import owner

PICTURES = os.environ.get("PICTURES_TO", "")


def _look(page: Page, name: str, *, phone: bool) -> None:
    if PICTURES:
        width = (PHONE if phone else SCREEN)[0]
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    assert faults_of(page) == [], name


@pytest.fixture
def desk(site: str) -> tuple[Officer, Officer, Officer, Unit]:
    """Clerk and leader of a province with eight communes, and the clerk of the first."""
    office = a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE)
    names = ("Mỹ Yên", "Cần Giuộc", "Bến Lức", "Đức Hoà", "Mộc Hoá", "Tân Trụ", "Thủ Thừa", "Vàm Cỏ")
    communes = [a_unit(f"Xã {name}", under=office) for name in names]
    desks = [
        who_signs_in(unit, Role.CLERK, Role.LEADER, name="Phạm Thị Tươi", title="Chủ tịch")
        for unit in communes
    ]
    who_signs_in(communes[0], Role.SPECIALIST, name="Đỗ Thị Sen", title="Cán bộ")
    clerk = who_signs_in(office, Role.CLERK, name="Trần Thị Văn")
    leader = who_signs_in(office, Role.LEADER, name="Lê Thị Gấm", title="Chủ tịch")
    return clerk, leader, desks[0], communes[0]


@pytest.mark.parametrize("phone", [False, True], ids=["screen", "phone"])
def test_a_commune_is_asked_and_hands_the_work_on(
    opening: Opening, desk: tuple[Officer, Officer, Officer, Unit], phone: bool
) -> None:
    clerk_officer, leader_officer, commune_officer, commune = desk
    with owner():
        office = clerk_officer.posts.get().unit
    with transaction.atomic():
        document = a_registered(clerk_officer, office)
    leader = opening(leader_officer, phone=phone)
    leader.goto(f"/van-ban/{document.pk}/")
    leader.get_by_role("link", name="Cho bút phê").click()
    _look(leader, "but-phe", phone=phone)
    leader.get_by_text("Giao cho đơn vị (8 đơn vị)").click()
    leader.get_by_label("Tìm đơn vị trong danh sách").fill("my yen")
    leader.get_by_role("button", name="Tìm đơn vị").click()
    expect(leader.get_by_text("Hội LHPN Xã Bến Lức")).to_have_count(0)
    leader.locator(f"input[name=lead][value=dv{commune.pk}]").check()
    _look(leader, "but-phe-don-vi", phone=phone)
    leader.get_by_label("Hạn xử lý").fill("5 ngày làm việc")
    leader.get_by_label("Nội dung").fill("Hội xã tổ chức thực hiện, báo cáo kết quả.")
    leader.get_by_role("main").locator("form[data-keep] button.hs-btn--main").click()
    expect(leader.locator("main")).to_contain_text(commune.title)
    _look(leader, "van-ban-nguoi-giao", phone=phone)

    below = opening(commune_officer, phone=phone)
    below.goto("/cong-viec/?xem=cho-nhan")
    expect(below.locator("main")).to_contain_text("Giao cho đơn vị")
    _look(below, "cong-viec-don-vi", phone=phone)
    below.get_by_role("link", name=document.subject).click()
    _look(below, "viec-cua-don-vi", phone=phone)
    below.get_by_role("button", name="Nhận việc cho đơn vị").click()
    below.get_by_role("link", name="Giao người trong đơn vị").click()
    below.get_by_label("Người nhận việc").select_option(label="Đỗ Thị Sen, Cán bộ")
    below.get_by_label("Lý do chuyển").fill("Phụ trách mảng này")
    below.get_by_role("button", name="Chuyển việc").click()
    expect(below.locator("main")).to_contain_text(f"Đỗ Thị Sen, {commune.title} đang giữ")
    _look(below, "van-ban-don-vi-nhan", phone=phone)
    below.get_by_role("link", name="Ai xem được, vì sao").click()
    expect(below.locator("main")).to_contain_text(f"Đơn vị được giao chủ trì: {commune.title}")
    _look(below, "ai-xem-duoc", phone=phone)
    below.goto("/cong-viec/don-vi/?xem=duoc-giao")
    expect(below.locator("main")).to_contain_text("Đỗ Thị Sen")
    _look(below, "don-vi-khac-giao", phone=phone)
    with owner():
        assert Document.objects.get(pk=document.pk).holder_name == f"Đỗ Thị Sen, {commune.title}"
