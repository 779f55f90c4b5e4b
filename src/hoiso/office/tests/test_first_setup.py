"""From an empty database to a province at work: founding, days off, accounts with slips."""

import re
from datetime import datetime

import pytest
from django.test import Client

from hoiso.access.models import Officer
from hoiso.core.clock import OFFICE_ZONE, now
from hoiso.core.errors import DomainError
from hoiso.documents.tables.book import Book
from hoiso.office.first_setup.founding import Founded, found
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.roles import owner

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 15, 8, 0, tzinfo=OFFICE_ZONE)


@pytest.fixture
def founded() -> Founded:
    with owner():
        return found(province_code="80", full_name="Nguyễn Thị Hoa", username="hoant.tinh", at=now())


@pytest.mark.slow  # loads 3,321 communes
def test_founding_loads_the_units_and_makes_one_administrator(founded: Founded) -> None:
    assert (founded.province, founded.communes) == ("Tỉnh Tây Ninh", 96)
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", founded.slip.code)
    with owner(), pytest.raises(DomainError, match="đã có tài khoản"):
        found(province_code="80", full_name="Trần Thị Ba", username="batt.tinh", at=now())


@pytest.mark.slow  # loads 3,321 communes, makes 192 accounts
def test_the_guided_set_up_goes_through_on_the_web(founded: Founded, client: Client) -> None:
    entered = client.post(
        "/phieu-dat-lai/",
        {"code": founded.slip.code, "password": "vườn cây nhỏ 96", "again": "vườn cây nhỏ 96"},
    )
    assert entered.status_code == 302, entered.content.decode()
    assert "96 xã, phường" in client.get("/bat-dau/").content.decode()
    sent = client.post("/bat-dau/", {"address": "Số 1", "phone": "0272 3 000 000", "email": ""})
    assert sent.headers["Location"] == "/bat-dau/ngay-nghi/"
    assert client.post("/bat-dau/ngay-nghi/").headers["Location"] == "/bat-dau/tai-khoan/"
    slips = client.post("/bat-dau/tai-khoan/", {"roles": ["clerk", "leader"]}).content.decode()
    assert len(re.findall("<h2>", slips)) == 192
    again = client.post("/bat-dau/tai-khoan/", {"roles": ["clerk", "leader"]}).content.decode()
    assert "không phải tạo thêm" in again
    with owner():
        assert Officer.objects.count() == 193
    assert 'href="/bat-dau/so/"' in slips
    books = client.get("/bat-dau/so/").content.decode()
    assert "tự mở khi văn thư lấy số đầu tiên, bắt đầu từ số 01" in books
    assert re.search(r'<a[^>]+href="/"[^>]*>\s*Xong, về trang Việc hôm nay', books)
    assert client.get("/").status_code == 200
    refused = client.post("/bat-dau/tai-khoan/", {})
    assert refused.status_code == 422
    assert "Chọn ít nhất một loại tài khoản" in refused.content.decode()


@pytest.mark.slow  # loads 3,321 communes, makes 96 accounts
def test_after_it_a_commune_takes_its_first_number_from_a_book_that_opens_itself(
    founded: Founded, client: Client
) -> None:
    words = {"code": founded.slip.code, "password": "vườn cây nhỏ 96", "again": "vườn cây nhỏ 96"}
    client.post("/phieu-dat-lai/", words)
    assert client.post("/bat-dau/tai-khoan/", {"roles": ["clerk"]}).status_code == 200
    with owner():
        commune = Unit.objects.get(official_code="25459", kind="commune", valid_to=None)
        clerk = Officer.objects.get(posts__unit=commune, posts__role="clerk")
        assert not Book.objects.exists()
    document = a_registered(clerk, commune)
    assert document.number == 1
    assert document.book is not None
    assert (document.book.unit_id, document.book.series) == (commune.pk, "incoming")
