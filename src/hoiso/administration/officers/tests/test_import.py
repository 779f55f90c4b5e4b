"""A list of officers from Excel."""

from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer, Role
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
HEAD = ["STT", "Đơn vị", "Họ và tên", "Số điện thoại", "Chức vụ"]
GOOD = [1, "Xã Mỹ Yên", "Trần Thị Mỹ Lệ", 912345678, "Văn thư"]
BAD = [2, "Xã Không Có", "Lan", "12", "Tổ trưởng"]


def a_file(*rows: list[object], name: str = "can-bo.xlsx") -> SimpleUploadedFile:
    target = BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_string(0, 0, "DANH SÁCH CÁN BỘ HỘI")
    for place, row in enumerate(rows, start=2):
        sheet.write_row(place, 0, row)
    book.close()
    return SimpleUploadedFile(name, target.getvalue())


@pytest.fixture
def admin(client: Client) -> Client:
    return signed_in(client, an_officer(Role.UNIT_ADMIN, a_unit("Xã Mỹ Yên")))


def test_columns_in_any_order_are_understood_and_nothing_is_loaded_before_it_is_confirmed(
    admin: Client,
) -> None:
    shown = admin.post(reverse("officers_import"), {"file": a_file(HEAD, GOOD)})
    assert shown.status_code == 200
    with owner():
        assert not Officer.objects.filter(full_name="Trần Thị Mỹ Lệ").exists()
    box = shown.context["box"]
    slips = admin.post(reverse("officers_import"), {"xac-nhan": "1", "danh-sach": box, "in-phieu": "1"})
    assert len(slips.context["slips"]) == 1
    with owner():
        added = Officer.objects.get(full_name="Trần Thị Mỹ Lệ")
    assert (added.username, added.phone) == ("lettm.myyen", "0912345678")
    again = admin.post(reverse("officers_import"), {"xac-nhan": "1", "danh-sach": box})
    assert again.status_code == 400  # a second press adds nobody twice
    with owner():
        assert Officer.objects.filter(full_name="Trần Thị Mỹ Lệ").count() == 1


def test_each_bad_cell_is_named_by_row_and_column(admin: Client) -> None:
    shown = admin.post(reverse("officers_import"), {"file": a_file(HEAD, GOOD, BAD)})
    said = [(fault.row, fault.column) for fault in shown.context["faults"]]
    assert shown.status_code == 422
    assert said == [
        (5, "C (Họ và tên)"),
        (5, "B (Đơn vị)"),
        (5, "E (Chức vụ)"),
        (5, "D (Số điện thoại)"),
    ]
    assert "bỏ qua dòng lỗi" in shown.content.decode().lower()
    admin.post(reverse("officers_import"), {"xac-nhan": "1", "danh-sach": shown.context["box"]})
    with owner():
        assert Officer.objects.filter(full_name="Trần Thị Mỹ Lệ").exists()


def test_the_same_person_twice_and_taken_numbers_are_named(admin: Client) -> None:
    other = an_officer()
    with owner():
        Officer.objects.filter(pk=other.pk).update(phone="0912345678")
    twin = [2, "Xã Mỹ Yên", "Trần Thị Mỹ Lệ", "0987654321", "Văn thư"]
    third = [3, "Xã Mỹ Yên", "Lê Thị Lan", "0987654321", "Văn thư"]
    shown = admin.post(reverse("officers_import"), {"file": a_file(HEAD, GOOD, twin, third)})
    assert [(fault.row, fault.sentence) for fault in shown.context["faults"]] == [
        (4, "số điện thoại 0912345678 đã có người dùng"),
        (6, "số điện thoại 0987654321 có hai lần trong tệp"),
    ]


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("can-bo.xlsx", b"khong phai excel"),
        SimpleUploadedFile("can-bo.xlsx", b""),
        a_file(["A", "B"], ["x", "y"]),
        a_file(HEAD),
    ],
)
def test_what_is_no_list_is_refused_with_a_sentence(admin: Client, file: SimpleUploadedFile) -> None:
    answer = admin.post(reverse("officers_import"), {"file": file})
    assert answer.status_code == 422
    assert "hs-summary" in answer.content.decode()


def test_a_preview_of_somebody_else_is_refused(admin: Client) -> None:
    shown = admin.post(reverse("officers_import"), {"file": a_file(HEAD, GOOD)})
    stranger = signed_in(Client(), an_officer(Role.UNIT_ADMIN, a_unit()))
    answer = stranger.post(reverse("officers_import"), {"xac-nhan": "1", "danh-sach": shown.context["box"]})
    assert answer.status_code == 400
    forged = admin.post(reverse("officers_import"), {"xac-nhan": "1", "danh-sach": "giả"})
    assert forged.status_code == 400
