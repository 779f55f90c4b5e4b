"""The list of members on a past day: pages, filters, and what the province sees."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access.models import Role
from hoiso.audit.models import Entry
from hoiso.core import clock
from hoiso.members.exports.public import found_in
from hoiso.members.lives.public import ACTS, Doing, do
from hoiso.members.models import MemberExport
from hoiso.members.states import State
from hoiso.units.models import Unit
from tests.factories.members import a_branch, a_member
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db

NOW = clock.now()
TODAY = clock.office_date(NOW)
BEFORE = TODAY - timedelta(days=10)


def _get(client, day, **asked):
    return client.get(reverse("member_day"), {"ngay": f"{day:%d/%m/%Y}", **asked})


@pytest.mark.parametrize("rows", [2, 120])
def test_who_was_a_member_that_day_in_eight_statements(client, rows):
    commune = a_unit("Xã Thử")
    branch = a_branch("Chi hội ấp 1", under=commune)
    clerk = an_officer(Role.SPECIALIST, commune)
    for number in range(rows):
        a_member(branch, name=f"Lê Thị Bé {'ABCDEFGH'[number % 8]}")
    gone = a_member(branch, name="Lê Thị An Đi")
    a_member(branch, name="Lê Thị An Mới", since=TODAY)
    a_member(branch, name="Lê Thị An Chờ", state=State.WAITING)
    leaving = Doing(act=ACTS["thoi"], on=BEFORE + timedelta(days=3), reason="Xin thôi")
    do(by=acting(clerk), member_id=gone.pk, doing=leaving, at=NOW)
    client = signed_in(client, clerk)
    with CaptureQueriesContext(connection) as seen:
        text = _get(client, BEFORE, xep="chi-hoi").content.decode()
    assert len([one for one in seen if "SAVEPOINT" not in one["sql"]]) <= 8
    assert f"{rows + 1} người" in text
    first = _get(client, BEFORE).content.decode()
    names = {name for name in ("An Đi", "An Mới", "An Chờ") if name in first + text}
    assert "An Mới" not in names
    assert "An Chờ" not in names
    today = _get(client, TODAY).content.decode()
    assert f"{rows + 1} người" in today
    assert "An Đi" not in today
    assert "An Chờ" in _get(client, BEFORE, tinh_trang="waiting").content.decode()
    if rows > 50:
        assert "trang=2" in text
        assert _get(client, BEFORE, trang="3").status_code == 200


def test_a_wrong_day_is_told_and_kept(client):
    clerk = an_officer(Role.SPECIALIST, a_unit("Xã Thử"))
    answer = signed_in(client, clerk).get(reverse("member_day"), {"ngay": "31/02/2025"})
    assert answer.status_code == 422
    assert "31/02/2025" in answer.content.decode()


def test_the_province_sees_sums_and_nobody_by_name(client):
    province = a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE)
    a_member(a_branch(under=a_unit("Xã Đếm", under=province)), name="Lê Thị Kín")
    client = signed_in(client, an_officer(Role.SPECIALIST, province))
    text = _get(client, BEFORE).content.decode()
    assert "Xã Đếm" in text
    assert "Lê Thị Kín" not in text


@pytest.mark.parametrize("file_format", ["xlsx", "csv", "pdf"])
def test_the_list_of_a_past_day_is_taken_out_with_its_purpose_and_mark(client, file_format):
    commune = a_unit("Xã Thử")
    branch = a_branch("Chi hội ấp 1", under=commune)
    clerk = an_officer(Role.SPECIALIST, commune)
    gone = a_member(branch, name="Lê Thị An Đi")
    a_member(branch, name="Lê Thị Mới Vào", since=TODAY)
    leaving = Doing(act=ACTS["thoi"], on=BEFORE + timedelta(days=3), reason="Xin thôi")
    do(by=acting(clerk), member_id=gone.pk, doing=leaving, at=NOW)
    client = signed_in(client, clerk)
    link = re.search(r'href="(/hoi-vien/xuat/moi/[^"]*)"', _get(client, BEFORE).content.decode())
    assert link is not None
    address = unescape(link[1])
    assert client.post(address, {"file_format": file_format}).status_code == 422  # a purpose is asked
    assert client.post(address, {"purpose": "report", "file_format": file_format}).status_code == 302
    with owner():
        export = MemberExport.objects.get()
    assert export.rows == 1
    content = client.post(reverse("member_export_file", args=[export.pk])).content
    if file_format == "pdf":
        text = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
        assert export.mark in text
    elif file_format == "csv":
        text = content.decode("utf-8-sig")
        assert found_in(text) == export.mark
    else:
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
        text = "\n".join(str(cell) for row in sheet.to_python() for cell in row)
        assert found_in(text) == export.mark
    assert "Lê Thị An Đi" in text
    assert "Mới Vào" not in text
    with owner():
        made = Entry.objects.get(action="member_exported")
        assert (made.details["rows"], made.details["purpose"]) == (1, "report")
    for bad in ("loai=ngay", "loai=ngay&luc=2999-01-01", "loai=gi", "loai=so-quy"):
        assert client.get(f"/hoi-vien/xuat/moi/?{bad}").status_code == 404
