"""A clerk of the successor decides about a closed identity code: on the form, and on a message alone."""

from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from playwright.sync_api import expect

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.documents.models import ClosedCode, Document
from hoiso.edxml.tests.messages import attachment, b64, envelope, header, traces, zipped
from hoiso.units import public as units
from hoiso.units.models import Succession, Unit
from tests.browser.conftest import Opening
from tests.browser.looking import faults_of
from tests.browser.people import who_signs_in
from tests.factories.people import a_unit
from tests.roles import owner

OLD, NEW = "H53.01.12", "H53.01.20"
SINCE, EVE = date(2025, 7, 1), date(2026, 6, 30)


@pytest.fixture
def heir(site: str) -> Unit:
    """The unit that follows another, whose code is closed."""
    with owner(), transaction.atomic():
        old, heir = a_unit("Xã Cũ", valid_to=EVE), a_unit("Xã Mỹ Yên")
        closed = units.give_code(unit=old, text=OLD, valid_from=SINCE, at=clock.now())
        follows = units.give_code(unit=heir, text=NEW, valid_from=SINCE, at=clock.now())
        units.close_code(code=closed, last_day=EVE, successor=follows, at=clock.now())
        Succession.objects.create(before=old, after=heir, on=date(2026, 7, 1), share="whole")
    return heir


@pytest.fixture
def clerk(heir: Unit) -> Officer:
    return who_signs_in(heir, Role.CLERK, name="Nguyễn Thị Mỹ Lệ")


def a_message(folder: Path, *, kind: str) -> Path:
    document_id = "H53.99,2026/09/20,128/KH-BTV"
    way = f"<BussinessDocType>{kind}</BussinessDocType><DocumentId>{document_id}</DocumentId>"
    head = header(
        sender="<OrganId>H53.99</OrganId><OrganName>Hội LHPN tỉnh Tây Ninh</OrganName>",
        to=f"<To><OrganId>{OLD}</OrganId><OrganName>Hội LHPN xã Cũ</OrganName></To>",
        document_id=document_id,
    )
    files = "" if kind == "1" else attachment(b64(zipped(b"Danh sach")), name="danh-sach.txt")
    path = folder / f"van-ban-{kind}.edxml"
    path.write_bytes(
        envelope(head=head, trace=traces(bussiness=f"<Bussiness>{way}</Bussiness>"), files=files)
    )
    return path


def test_what_names_a_closed_code_is_confirmed_by_a_person(
    opening: Opening, heir: Unit, clerk: Officer, tmp_path: Path
) -> None:
    page = opening(clerk)
    page.goto("/van-ban-den/dang-ky/")
    page.locator("input[type=file]").set_input_files(a_message(tmp_path, kind="0"))
    page.get_by_role("button", name="Đọc tệp và điền vào sổ").click()
    expect(page.get_by_text(f"Đơn vị kế thừa: {heir.title}")).to_be_visible()
    assert faults_of(page) == []
    page.get_by_role("link", name="Từ chối văn bản, ghi lý do").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Từ chối văn bản")
    assert faults_of(page) == []
    page.go_back()
    page.get_by_label("Hạn xử lý").fill("")
    page.get_by_role("button", name="Lưu vào sổ").click()
    expect(page.get_by_role("alert").first).to_contain_text(f"Xác nhận đơn vị kế thừa của mã {OLD}")
    assert faults_of(page) == []
    page.get_by_label(f"{heir.title} nhận thay Hội LHPN").check()
    page.get_by_role("button", name="Lưu vào sổ").click()
    expect(page.locator("main")).to_contain_text("số đến 1")

    phone = opening(clerk, phone=True)
    phone.goto("/van-ban-den/nhap-edxml/")
    phone.locator("input[type=file]").set_input_files(a_message(tmp_path, kind="1"))
    phone.get_by_role("button", name="Nhập các tệp đã chọn").click()
    expect(phone.get_by_role("link", name="rà soát hội viên").first).to_be_visible()
    assert faults_of(phone) == []
    phone.get_by_role("link", name="rà soát hội viên").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Xác nhận mã định danh")
    assert faults_of(phone) == []
    phone.get_by_role("link", name="Từ chối, ghi lý do").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Từ chối thông điệp")
    assert faults_of(phone) == []
    phone.go_back()
    phone.get_by_label(f"{heir.title} nhận thay Hội LHPN").check()
    phone.get_by_role("button", name="Xác nhận và ghi thông điệp").click()
    expect(phone.locator("main")).to_contain_text("Nhận thông điệp")
    with owner():
        assert set(ClosedCode.objects.values_list("state", "decided_by")) == {("confirmed", clerk.pk)}
        assert set(Document.objects.get().messages.values_list("kind", flat=True)) == {"new", "revoke"}
