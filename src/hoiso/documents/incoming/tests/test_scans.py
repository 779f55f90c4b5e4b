"""A scan at the desk: the form stands at once, what is read comes later and disturbs nothing."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hoiso.access.models import Officer
from hoiso.audit.models import Entry
from hoiso.core.models import StoredFile
from hoiso.documents.files.queries import file_of
from hoiso.documents.incoming.tests.samples import a_marked_pdf, a_plan_pdf, a_scan_pdf
from hoiso.documents.models import Document, IncomingDraft, Recognition
from hoiso.documents.search.public import Asked, find
from hoiso.notices.models import Notice
from hoiso.reading import tesseract
from hoiso.units.models import Unit
from tests.factories.documents import a_registered, a_stored
from tests.factories.people import acting
from tests.factories.scans import READING, a_note_pdf, needs_tesseract, photographed, scanned, work_off
from tests.roles import owner

pytestmark = [pytest.mark.django_db, needs_tesseract]


@pytest.fixture(autouse=True)
def cache(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]


def _drop(desk: Client, *contents: tuple[str, bytes]) -> str:
    """The address of the form after these files were dropped."""
    files = [SimpleUploadedFile(name, content) for name, content in contents]
    return str(desk.post(reverse("incoming_register"), {"uploads": files}).url)


def _draft() -> IncomingDraft:
    with owner():
        return IncomingDraft.objects.latest("pk")


def test_the_form_stands_at_once_and_is_filled_when_the_scan_is_read(desk: Client) -> None:
    url = _drop(desk, ("quet.pdf", scanned(a_plan_pdf(), dpi=200, angle=1.5)))
    shown = desk.get(url).content.decode()
    assert "Máy đang đọc chữ trong bản quét" in shown
    assert 'hx-trigger="every 2s"' in shown
    assert _draft().readings == {}
    poll = reverse("incoming_reading", args=[_draft().pk])
    assert "data-fill" not in desk.get(poll).content.decode()
    work_off(*READING)
    fragment = desk.get(poll).content.decode()
    assert "hx-trigger" not in fragment
    assert 'data-fill="issued_on" data-value="03/02/2026"' in fragment
    assert "Đọc ở trang 1: “" in fragment
    draft = _draft()
    assert draft.header["symbol"] == "05/KH-HPN"
    assert draft.header["kind"] == "KH"
    assert draft.header["subject"] == "Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026"
    assert set(draft.readings["symbol"]) == {"quote", "page", "sure", "box"}
    again = desk.get(url).content.decode()
    assert 'value="05/KH-HPN"' in again
    assert "Máy đang đọc" not in again


def test_without_script_a_button_fills_the_empty_boxes_and_keeps_what_was_typed(desk: Client) -> None:
    url = _drop(desk, ("quet.pdf", scanned(a_plan_pdf(), dpi=200)))
    typed = {"symbol": "5/KH", "subject": "", "issued_on": "", "viec": "dien-o-trong"}
    early = desk.post(url, typed, follow=True).content.decode()
    assert "Chờ ít giây rồi bấm lại" in early
    work_off(*READING)
    filled = desk.post(url, typed, follow=True).content.decode()
    assert "Đã điền những ô còn trống" in filled
    assert 'value="5/KH"' in filled
    assert 'value="03/02/2026"' in filled
    assert "Tổ chức Ngày hội phụ nữ khởi nghiệp năm 2026</textarea>" in filled
    with owner():
        assert not Document.objects.exists()


def test_photographs_are_pages_of_one_document_and_may_lie_on_their_side(desk: Client) -> None:
    url = _drop(desk, ("1.jpg", photographed(a_plan_pdf(), turn=90)))
    work_off(*READING)
    assert _draft().header["issued_on"] == "2026-02-03"
    assert 'value="03/02/2026"' in desk.get(url).content.decode()


def test_page_one_of_a_new_scan_goes_before_an_old_one(desk: Client, clerk: Officer, unit: Unit) -> None:
    acting(clerk)
    a_registered(clerk, unit, files=(a_stored(a_scan_pdf(30), "dai.pdf"),))
    work_off("documents.read_text")
    _drop(desk, ("quet.pdf", scanned(a_note_pdf())))
    with owner():
        jobs = ProcrastinateJob.objects.filter(task_name="documents.recognise").order_by("-priority", "id")
        queued = [job.args["stored_id"] for job in jobs]
        rows = Recognition.objects.order_by("soon").values_list("stored_id", flat=True)
        assert queued == [rows[1], rows[0]]


def test_without_tesseract_the_scan_is_registered_as_ever(desk: Client, monkeypatch) -> None:
    monkeypatch.setattr(tesseract, "_seen", False)
    monkeypatch.setattr("hoiso.runtime.recognition.available", lambda: False)
    url = _drop(desk, ("quet.pdf", a_scan_pdf()))
    assert desk.get(url).status_code == 200
    with owner():
        assert Recognition.objects.get().state == "waiting"
        assert not ProcrastinateJob.objects.filter(task_name="documents.recognise").exists()
    line = {
        "symbol": "1/X", "issued_on": "20/09/2026", "issuer": "Sở Y tế", "subject": "Khám", "urgency": "0",
        "arrived_on": "hôm nay", "viec": "luu",
    }  # fmt: skip
    assert desk.post(url, line).status_code == 302


LINE = {
    "symbol": "03/BC-BTV", "issued_on": "20/09/2026", "issuer": "Hội LHPN tỉnh", "subject": "Báo cáo",
    "urgency": "0", "arrived_on": "hôm nay", "viec": "luu",
}  # fmt: skip


def test_a_mark_read_in_a_scan_is_chosen_beforehand_and_saving_removes_the_file(
    desk: Client, file_store: Path
) -> None:
    url = _drop(desk, ("mat.pdf", scanned(a_marked_pdf(), dpi=200)))
    work_off(*READING)
    shown = desk.get(url).content.decode()
    assert "Máy đọc thấy dấu “Tối mật”" in shown
    assert '<option value="toi_mat" selected>' in shown
    assert _draft().readings == {}
    answer = desk.post(url, LINE | {"secrecy": "toi_mat", "thay-dau-mat": "1"})
    assert answer.status_code == 422
    with owner():
        assert not StoredFile.objects.exists()
        assert not Recognition.objects.exists()
        assert not Document.objects.exists()
    assert [path for path in file_store.rglob("*") if path.is_file()] == []


def test_a_mark_that_came_while_she_typed_must_be_looked_at(desk: Client) -> None:
    url = _drop(desk, ("mat.pdf", scanned(a_marked_pdf(), dpi=200)))
    desk.get(url)
    work_off(*READING)
    refused = desk.post(url, LINE | {"secrecy": ""})
    assert refused.status_code == 422
    assert "Máy vừa đọc thấy dấu mật" in refused.content.decode()
    assert 'name="thay-dau-mat"' in refused.content.decode()
    done = desk.post(url, LINE | {"secrecy": "", "thay-dau-mat": "1"})
    assert done.status_code == 302
    work_off(*READING)
    with owner():
        row = Recognition.objects.get()
        assert (row.state, row.cleared_by is not None) == ("done", True)
        assert Entry.objects.filter(action="mark_misread").count() == 1


def test_a_mark_in_a_registered_scan_is_told_and_its_text_is_not_kept(
    desk: Client, clerk: Officer, unit: Unit
) -> None:
    acting(clerk)
    document = a_registered(clerk, unit, files=(a_stored(scanned(a_marked_pdf(), dpi=200), "mat.pdf"),))
    work_off(*READING)
    acting(clerk)
    assert find(Asked(words="hơn bốn mươi chữ cái")).rows == ()
    with owner():
        told = Notice.objects.get()
        row = Recognition.objects.get()
    assert (told.officer_id, told.address) == (clerk.pk, f"/van-ban/{document.pk}/")
    assert "Tối mật" in told.text
    assert (row.state, row.mark, row.copy_id) == ("marked", "tối mật", None)
    page = desk.get(reverse("document", args=[document.pk])).content.decode()
    assert "Máy đọc thấy dấu “Tối mật” trong mat.pdf" in page
    acting(clerk)
    file = file_of(document.files.get().pk)
    assert desk.post(reverse("file_mark_misread", args=[file.id])).status_code == 302
    work_off(*READING)
    acting(clerk)
    assert [hit.id for hit in find(Asked(words="hơn bốn mươi chữ cái")).rows] == [document.pk]
