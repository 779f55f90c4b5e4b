"""Reporting a fault, and the health page with its alarm."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from hoiso.access.models import Role
from hoiso.core.clock import now
from hoiso.office.models import FaultReport
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


def test_a_fault_is_kept_with_its_page_and_answered(client: Client) -> None:
    officer, keeper = an_officer(Role.CLERK), an_officer(Role.PROVINCE_ADMIN, a_unit(kind="province"))
    signed_in(client, officer)
    form = client.get("/bao-loi/", headers={"referer": "http://testserver/van-ban-den/"}).content.decode()
    assert 'value="http://testserver/van-ban-den/"' in form
    sent = {"text": "Bấm lưu không được", "address": "http://testserver/van-ban-den/"}
    assert client.post("/bao-loi/", sent).status_code == 302
    signed_in(client, keeper)
    assert "Bấm lưu không được" in client.get("/bao-loi/danh-sach/").content.decode()
    acting(keeper)
    report = FaultReport.objects.get()
    client.post("/bao-loi/danh-sach/", {"report": report.pk, "answer": "Đã sửa"})
    signed_in(client, officer)
    assert "Trả lời: Đã sửa" in client.get("/bao-loi/").content.decode()


def test_an_empty_fault_says_what_to_write(client: Client) -> None:
    answer = signed_in(client, an_officer(Role.CLERK)).post("/bao-loi/", {"text": " "})
    assert answer.status_code == 422
    assert "Ghi vài chữ: đang làm gì thì gặp lỗi" in answer.content.decode()


def test_nobody_reads_anothers_report() -> None:
    first, second = an_officer(Role.CLERK), an_officer(Role.LEADER)
    with owner():
        FaultReport.objects.create(officer_id=first.pk, officer_name="A", text="x", at=now())
    acting(second)
    assert FaultReport.objects.count() == 0
    acting(first)
    assert FaultReport.objects.count() == 1


def test_figures_of_health_are_for_administrators() -> None:
    acting(an_officer(Role.LEADER))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM hoiso_health()")
        assert cursor.fetchone() == (0,)


def test_a_failed_backup_raises_the_alarm_on_every_page(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    keeper = signed_in(client, an_officer(Role.PROVINCE_ADMIN, a_unit(kind="province")))
    assert "chưa có bản dự phòng" not in keeper.get("/suc-khoe/").content.decode()
    failed = {"last_failure": {"at": now().isoformat(), "why": "OSError"}}
    (tmp_path / "backup-state.json").write_text(json.dumps(failed))
    page = keeper.get("/suc-khoe/").content.decode()
    assert "không thành công. Dữ liệu mới chưa có bản dự phòng." in page
    assert "Chạy lệnh “hoiso backup”" in page
