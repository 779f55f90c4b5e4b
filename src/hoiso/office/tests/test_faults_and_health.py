"""Reporting a fault, and the health page with its alarm."""

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from procrastinate.contrib.django import app

from hoiso.access.models import Role
from hoiso.core.clock import now
from hoiso.office.jobs import back_up
from hoiso.office.models import FaultReport
from hoiso.reading import tesseract
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


def test_who_cannot_sign_in_is_told_whom_to_call_and_what_to_say(client: Client) -> None:
    shown = client.get("/bao-loi/", headers={"referer": "http://testserver/dang-nhap/"}).content.decode()
    assert 'href="tel:02723000000"' in shown
    assert "ở trang http://testserver/dang-nhap/" in shown
    assert "<form" not in shown
    sent = client.post("/bao-loi/", {"text": "Phiên hết hạn giữa chừng"})
    assert (sent.status_code, sent.headers["Location"][:11]) == (302, "/dang-nhap/")
    with owner():
        assert not FaultReport.objects.exists()


def test_a_help_number_that_is_not_set_is_told_to_administrators(client: Client, settings: Any) -> None:
    keeper = signed_in(client, an_officer(Role.PROVINCE_ADMIN, a_unit(kind="province")))
    assert "0272 3 000 000" in keeper.get("/suc-khoe/").content.decode()
    settings.HELP_PHONE = ""
    page = keeper.get("/suc-khoe/").content.decode()
    assert "HOISO_HELP_PHONE" in page
    assert "Cần giúp? Hỏi người quản trị của đơn vị" in page


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
    for address in ("/", "/can-bo/", "/don-vi/", "/thiet-lap/", "/tai-khoan/"):
        elsewhere = keeper.get(address).content.decode()
        assert "không thành công. Dữ liệu mới chưa có bản dự phòng." in elsewhere, address
        assert 'href="/suc-khoe/">Xem tình trạng hệ thống' in elsewhere, address
    clerk = signed_in(Client(), an_officer(Role.CLERK, a_unit()))
    assert "chưa có bản dự phòng" not in clerk.get("/").content.decode()  # she cannot mend it


def test_a_backup_that_never_ran_raises_the_alarm_after_a_day_and_a_half(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    (tmp_path / "secrets.json").write_text("{}")
    keeper = signed_in(client, an_officer(Role.PROVINCE_ADMIN, a_unit(kind="province")))
    assert "Chưa có bản sao lưu nào" not in keeper.get("/suc-khoe/").content.decode()
    two_days_ago = (now() - timedelta(days=2)).timestamp()
    os.utime(tmp_path / "secrets.json", (two_days_ago, two_days_ago))
    assert (
        "Chưa có bản sao lưu nào. Dữ liệu mới chưa có bản dự phòng."
        in keeper.get("/suc-khoe/").content.decode()
    )


def test_a_restore_that_was_tried_is_told(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    keeper = signed_in(client, an_officer(Role.PROVINCE_ADMIN, a_unit(kind="province")))
    assert "Chưa thử lần nào" in keeper.get("/suc-khoe/").content.decode()
    tried = {"last_trial": {"at": "2026-09-13T09:30:00+07:00", "folder": "x"}}
    (tmp_path / "backup-state.json").write_text(json.dumps(tried))
    assert "Lần gần nhất 13/09/2026, 09:30" in keeper.get("/suc-khoe/").content.decode()


def test_the_worker_backs_up_every_night_and_notes_a_failure(
    monkeypatch: pytest.MonkeyPatch, worker_id: str
) -> None:
    """Slow: runs the real command twice, on a server of its own."""
    nightly = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert nightly["office.back_up"] == "30 18 * * *"
    data = Path(f"/tmp/hoiso-nightly-{worker_id}")  # noqa: S108 - PostgreSQL's user must be able to enter it
    data.mkdir(mode=0o755)
    monkeypatch.setenv("HOISO_DATA", str(data))
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[3]))
    try:
        with pytest.raises(subprocess.CalledProcessError):
            back_up(0)  # an empty database has nothing to back up
        assert "last_failure" in json.loads((data / "backup-state.json").read_text())
        subprocess.run([sys.executable, "-m", "hoiso.cli.main", "migrate"], check=True, capture_output=True)
        back_up(0)
        kept = json.loads((data / "backup-state.json").read_text())["last_success"]
        assert (Path(kept["folder"]) / "manifest.json").is_file()
    finally:
        shutil.rmtree(data)


def test_missing_text_recognition_is_told_and_nothing_fails(client: Client, monkeypatch: Any) -> None:
    keeper = signed_in(client, an_officer(Role.PROVINCE_ADMIN, a_unit(kind="province")))
    monkeypatch.setattr(tesseract, "_seen", True)
    assert "Tesseract tiếng Việt đang dùng được" in keeper.get("/suc-khoe/").content.decode()
    monkeypatch.setattr(tesseract, "_seen", False)
    monkeypatch.setenv("PATH", "/nowhere")
    page = keeper.get("/suc-khoe/")
    assert page.status_code == 200
    assert "chưa tìm được theo chữ" in page.content.decode()
    assert "tesseract-ocr-vie" in page.content.decode()
