"""Several messages at once by the page, and what the document's page offers for its registration."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.documents.incoming.offers import offers
from hoiso.documents.sheet.public import sheet
from hoiso.edxml.tests.messages import SAMPLES
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.people import acting, an_officer, signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples lie beside the checkout, not in it"),
]


def _file(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (SAMPLES / name).read_bytes())


def test_each_file_is_told_and_those_without_document_wait(desk: Client) -> None:
    files = [_file("edoc_new.edxml"), _file("status_finish_06.edxml"), SimpleUploadedFile("x.edxml", b"hong")]
    answer = desk.post(reverse("incoming_import"), {"uploads": files})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Đã đọc xong, chờ xác nhận để vào sổ." in page
    assert "Không nhận" in page
    assert "Thông điệp chờ văn bản" in page
    assert "Báo trạng thái" in page


def test_nothing_chosen_is_told(desk: Client) -> None:
    answer = desk.post(reverse("incoming_import"), {})
    assert answer.status_code == 422
    assert "Chọn tệp văn bản điện tử" in answer.content.decode()


def test_another_unit_sees_no_waiting_message(desk: Client) -> None:
    desk.post(reverse("incoming_import"), {"uploads": [_file("status_finish_06.edxml")]})
    stranger = signed_in(Client(), an_officer(Role.CLERK))
    assert "Thông điệp chờ văn bản" not in stranger.get(reverse("incoming_import")).content.decode()


def test_the_desk_is_offered_to_correct_return_and_undo(unit: Unit, clerk: Officer) -> None:
    document = a_registered(clerk, unit)
    by = acting(clerk)
    shown = sheet(document.pk, officer_id=clerk.pk)
    assert [one.label for one in offers(shown, by, by.on)] == [
        "Sửa thông tin đăng ký",
        "Trả lại nơi gửi",
        "Huỷ đăng ký",
        "Bản giấy, nhãn",
    ]
    assert [one.label for one in offers(replace(shown, state="done"), by, by.on)] == [
        "Sửa thông tin đăng ký",
        "Bản giấy, nhãn",
    ]
    assert offers(replace(shown, state="void"), by, by.on) == ()
    leader = acting(an_officer(Role.LEADER, unit))
    assert offers(shown, leader, leader.on) == ()
