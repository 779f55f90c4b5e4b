"""What a document asks stands on its page, with the place; nobody sees it who may not read the file."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.documents.files.tests.walk import a_document_with
from hoiso.documents.incoming.tests.samples import a_scan_pdf
from hoiso.documents.intake.tests.samples import a_letter
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit)


def test_the_page_of_a_long_document_tells_what_is_asked_of_whom_by_when(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    document = a_document_with(clerk, unit, a_letter(12, "góp ý dự thảo quy chế", annex=True), "thu.pdf")
    file_id = document.files.get().pk
    desk = signed_in(client, clerk)
    address = reverse("file_gist", args=[file_id])
    shown = desk.get(reverse("document", args=[document.pk])).content.decode()
    assert f'hx-get="{address}" hx-trigger="revealed"' in shown
    assert f'href="{address}">Xem ai được đề nghị làm gì' in shown
    with CaptureQueriesContext(connection) as statements:
        page = desk.get(address).content.decode()
    asked = [one["sql"] for one in statements if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 8, asked
    assert "<b>quý Hội</b>, hạn <b>30/09/2026</b>" in page
    assert "đề nghị quý Hội góp ý dự thảo quy chế và gửi báo cáo kết quả" in page
    reader = reverse("file_reader", args=[file_id])
    assert f'href="{reader}?chu=1&amp;tu=1#trang-1:~:text=' in page
    piece = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert "hạn <b>30/09/2026</b>" in piece
    with owner():
        assert Entry.objects.filter(action="read_gist").count() == 2


def test_a_short_document_and_one_without_letters_say_so(client: Client, clerk: Officer, unit: Unit) -> None:
    short = a_document_with(clerk, unit, a_letter(12, "họp"), "thu.pdf")
    bare = a_document_with(clerk, unit, a_scan_pdf(2), "quet.pdf")
    file_id = bare.files.get().pk
    desk = signed_in(client, clerk)
    assert "Việc nêu trong văn bản" not in desk.get(reverse("document", args=[short.pk])).content.decode()
    page = desk.get(reverse("file_gist", args=[file_id])).content.decode()
    assert "Tệp chưa có chữ để đọc" in page


def test_a_stranger_is_told_nothing(client: Client, clerk: Officer, unit: Unit) -> None:
    document = a_document_with(clerk, unit, a_letter(12, "họp", annex=True), "thu.pdf")
    file_id = document.files.get().pk
    stranger = signed_in(client, an_officer(Role.CLERK, a_unit("Xã Khác")))
    assert stranger.get(reverse("file_gist", args=[file_id])).status_code == 404
