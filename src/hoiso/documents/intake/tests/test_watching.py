"""The scanners' folder: finished files are taken once, others wait or are refused with a reason."""

import time
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.documents.incoming.tests.samples import a_plan_pdf
from hoiso.documents.intake import watching
from hoiso.documents.intake.watching import take_from_folder
from hoiso.documents.models import IncomingDraft
from hoiso.notices.models import Notice
from hoiso.runtime.environment import load
from hoiso.units.models import Unit
from tests.factories.people import an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, unit: Unit, clerk: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.SCAN_FOLDER, settings.DATA = str(tmp_path / "quet"), tmp_path
    monkeypatch.setattr(watching, "QUIET_SECONDS", 0.2)  # the clock of the file system cannot be set
    with owner():
        Unit.objects.filter(pk=unit.pk).update(official_code="79999")
    place = tmp_path / "quet" / "79999"
    place.mkdir(parents=True)
    return place


def take() -> int:
    time.sleep(0.25)
    with worker():
        return take_from_folder(at=clock.now())


def names(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir()) if place.exists() else []


def test_a_finished_file_becomes_a_draft_and_is_moved(folder: Path, desk: Client) -> None:
    (folder / "quet 01.pdf").write_bytes(a_plan_pdf())
    assert take() == 1
    assert names(folder) == ["da-nhan"]
    assert names(folder / "da-nhan") == ["quet 01.pdf"]
    with owner():
        draft = IncomingDraft.objects.get()
        assert draft.header["symbol"] == "05/KH-HPN"
        assert "quet 01.pdf" in Notice.objects.get().text
    assert "Thư mục quét" in desk.get(reverse("incoming_tray")).content.decode()
    assert take() == 0


def test_a_half_written_file_waits(folder: Path) -> None:
    (folder / "dang-ghi.pdf.part").write_bytes(a_plan_pdf())
    (folder / ".an.pdf").write_bytes(a_plan_pdf())
    growing = folder / "lon.pdf"
    growing.write_bytes(a_plan_pdf()[:500])
    with worker():
        assert take_from_folder(at=clock.now()) == 0
    assert names(folder) == [".an.pdf", "dang-ghi.pdf.part", "lon.pdf"]
    growing.write_bytes(a_plan_pdf())
    assert take() == 1
    assert names(folder) == [".an.pdf", "da-nhan", "dang-ghi.pdf.part"]


def test_a_refused_file_lies_beside_its_reason(folder: Path) -> None:
    (folder / "hong.pdf").write_bytes(b"%PDF-1.7 hong")
    (folder / "bang.xlsx").write_bytes(b"khong phai bang tinh")
    assert take() == 0
    assert names(folder / "tu-choi") == [
        "bang.xlsx", "bang.xlsx.ly-do.txt", "hong.pdf", "hong.pdf.ly-do.txt",
    ]  # fmt: skip
    assert len((folder / "tu-choi" / "hong.pdf.ly-do.txt").read_text("utf-8").strip()) > 20
    assert names(folder) == ["tu-choi"]


def test_the_same_file_twice_is_told(folder: Path, desk: Client) -> None:
    (folder / "a.pdf").write_bytes(a_plan_pdf())
    assert take() == 1
    (folder / "b.pdf").write_bytes(a_plan_pdf())
    assert take() == 0
    assert "đang chờ vào sổ" in (folder / "tu-choi" / "b.pdf.ly-do.txt").read_text("utf-8")
    with owner():
        draft = IncomingDraft.objects.get()
    line = {
        "symbol": "05/KH-HPN", "issued_on": "03/02/2026", "issuer": "Hội", "subject": "Kế hoạch",
        "urgency": "0", "arrived_on": "hôm nay", "viec": "luu",
    }  # fmt: skip
    assert desk.post(reverse("incoming_confirm", args=[draft.pk]), line).status_code == 302
    (folder / "b.pdf").write_bytes(a_plan_pdf())
    assert take() == 0
    assert "đã vào sổ, số đến 1" in (folder / "tu-choi" / "b (2).pdf.ly-do.txt").read_text("utf-8")


def test_a_folder_of_no_unit_is_refused_and_links_are_left_alone(folder: Path) -> None:
    stranger = folder.parent / "khong-co"
    stranger.mkdir()
    (stranger / "a.pdf").write_bytes(a_plan_pdf())
    (folder / "lien-ket.pdf").symlink_to("/etc/hostname")
    assert take() == 0
    assert "Không có đơn vị mang mã “khong-co”" in (stranger / "tu-choi" / "a.pdf.ly-do.txt").read_text(
        "utf-8"
    )
    assert names(folder) == ["lien-ket.pdf"]


def test_health_tells_of_a_folder_that_is_gone(folder: Path, settings, client: Client, unit: Unit) -> None:
    admin = signed_in(client, an_officer(Role.PROVINCE_ADMIN, unit))
    assert "Không mở hoặc không ghi được" not in admin.get(reverse("health")).content.decode()
    settings.SCAN_FOLDER = str(folder / "mat")
    assert "Không mở hoặc không ghi được" in admin.get(reverse("health")).content.decode()
    assert load({"HOISO_SCAN_FOLDER": "/srv/quet"}).scan_folder == "/srv/quet"
