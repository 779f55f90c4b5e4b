"""Scans get their text behind the page: found by its words, the original untouched, and with clear ends."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hoiso.access.models import Officer, Role
from hoiso.core.files.kinds import Kind
from hoiso.core.files.tests.samples import with_signature
from hoiso.documents import filing, recognition
from hoiso.documents.files import recognising
from hoiso.documents.files.recognising import queue_waiting
from hoiso.documents.files.tests.walk import a_document_with, body
from hoiso.documents.incoming.tests.samples import a_scan_pdf
from hoiso.documents.models import Recognition
from hoiso.documents.search.public import Asked, find
from hoiso.reading import scans
from hoiso.reading.text import text_of
from hoiso.units.models import Unit
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.factories.scans import READING, a_note_pdf, needs_tesseract, scanned, work_off
from tests.roles import owner, worker

pytestmark = [pytest.mark.django_db, needs_tesseract]


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit)


def _row() -> Recognition:
    with owner():
        return Recognition.objects.select_related("copy", "stored").get()


def test_words_of_a_scan_find_its_document(clerk: Officer, unit: Unit) -> None:
    content = scanned(a_note_pdf())
    document = a_document_with(clerk, unit, content, "quet.pdf")
    assert find(Asked(words="giấy biên nhận hội phí")).rows == ()
    work_off(*READING)
    acting(clerk)
    assert [hit.id for hit in find(Asked(words="giấy biên nhận hội phí")).rows] == [document.pk]
    row = _row()
    assert (row.state, row.done, row.unread, row.problem) == ("done", 1, [], "")
    assert row.copy is not None
    copy = text_of(filing.store().path(row.copy.sha256), Kind.PDF)
    assert "trước khi khoá sổ cuối quý" in " ".join(copy.text.split())
    assert filing.store().path(row.stored.sha256).read_bytes() == content
    assert not recognition.folder_of(row.stored.sha256).exists()


def test_what_waits_is_queued_again_once(clerk: Officer, unit: Unit) -> None:
    a_document_with(clerk, unit, scanned(a_note_pdf()), "quet.pdf")
    work_off("documents.read_text")
    with owner():
        assert ProcrastinateJob.objects.filter(task_name="documents.recognise").count() == 1
    with worker():
        queue_waiting()
    with owner():
        assert ProcrastinateJob.objects.filter(task_name="documents.recognise").count() == 1
        connection.cursor().execute("DELETE FROM procrastinate_jobs")  # the worker's machine was lost
    with worker():
        queue_waiting()
    assert work_off(*READING)[0] == "documents.recognise"
    assert _row().state == "done"


def test_the_page_shows_how_far_it_is_and_the_clerk_stops_it_and_lets_it_go_on(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    document = a_document_with(clerk, unit, scanned(a_note_pdf(), pages=3), "quet.pdf")
    file = document.files.get()
    work_off("documents.read_text")
    signed_in(client, clerk)
    address = reverse("document", args=[document.pk])
    assert "Chờ nhận dạng chữ: quet.pdf, 3 trang" in client.get(address).content.decode()
    with owner():
        Recognition.objects.update(state="running", done=1)
    shown = client.get(reverse("file_recognition", args=[file.pk])).content.decode()
    assert "Đang nhận dạng chữ: trang 1/3" in shown
    assert "hx-trigger" in shown
    assert client.post(reverse("file_recognition_stop", args=[file.pk])).status_code == 302
    assert work_off(*READING) == ["documents.recognise"]  # it finds that it was stopped
    row = _row()
    assert (row.state, row.copy) == ("cancelled", None)
    stopped = client.get(address).content.decode()
    assert "Đã dừng nhận dạng chữ" in stopped
    assert "Nhận dạng lại" in stopped
    assert client.post(reverse("file_recognition_again", args=[file.pk])).status_code == 302
    with owner():
        Recognition.objects.update(wanted=[1], done=0)  # one page is enough here
    work_off(*READING)
    assert _row().state == "done"
    signed_in(client, clerk)
    assert "đã có chữ để tìm" in client.get(address).content.decode()


def test_stopped_between_two_pages_it_reads_no_more(clerk: Officer, unit: Unit, monkeypatch) -> None:
    a_document_with(clerk, unit, scanned(a_note_pdf(), pages=3), "quet.pdf")
    work_off("documents.read_text")
    read: list[int] = []
    monkeypatch.setattr(recognising, "_cores", lambda: 1)
    monkeypatch.setattr(recognising, "read_page", lambda *a, **k: read.append(k["page"]))
    monkeypatch.setattr(recognising, "_note_page", lambda *a: False)
    work_off("documents.recognise")
    assert read in ([1], [1, 3])  # what was begun is finished, nothing more is begun
    assert _row().copy is None


@pytest.mark.parametrize("killed", [False, True])
def test_pages_behind_the_first_share_a_child_and_are_read_alone_where_it_dies(
    clerk: Officer, unit: Unit, monkeypatch, killed: bool
) -> None:
    a_document_with(clerk, unit, scanned(a_note_pdf(), pages=3), "quet.pdf")
    alone: list[int] = []
    read_page = recognising.read_page

    def counted(*given: Any, page: int, **named: Any) -> Any:
        alone.append(page)
        return read_page(*given, page=page, **named)

    monkeypatch.setattr(recognising, "_cores", lambda: 1)
    monkeypatch.setattr(recognising, "read_page", counted)
    if killed:
        monkeypatch.setattr(recognising, "read_pages", lambda *a, **k: None)
    work_off(*READING)
    row = _row()
    assert (row.state, row.done, row.unread) == ("done", 3, [])
    assert alone == ([1, 3, 2] if killed else [1])


def test_the_copy_is_taken_beside_the_original(client: Client, clerk: Officer, unit: Unit) -> None:
    content = scanned(a_note_pdf())
    document = a_document_with(clerk, unit, content, "quet.pdf")
    file = document.files.get()
    work_off(*READING)
    signed_in(client, clerk)
    reader = client.get(reverse("file_reader", args=[file.pk])).content.decode()
    assert "Bản có chữ để tìm" in reader
    assert "biên nhận hội phí" in reader
    copy = body(client.get(reverse("file_searchable", args=[file.pk])))
    assert copy.startswith(b"%PDF")
    assert body(client.get(reverse("file_download", args=[file.pk]))) == content


def test_a_signed_scan_keeps_its_bytes(clerk: Officer, unit: Unit) -> None:
    with pikepdf.open(BytesIO(scanned(a_note_pdf()))) as pdf:
        with_signature(pdf)
        target = BytesIO()
        pdf.save(target)
    a_document_with(clerk, unit, target.getvalue(), "ky-so.pdf")
    work_off(*READING)
    row = _row()
    assert row.state == "done"
    assert filing.store().path(row.stored.sha256).read_bytes() == target.getvalue()
    assert row.copy is not None
    assert row.copy.sha256 != row.stored.sha256


def test_a_scan_of_too_many_pages_says_so(clerk: Officer, unit: Unit) -> None:
    a_document_with(clerk, unit, a_scan_pdf(301), "dai.pdf")
    assert work_off(*READING) == ["documents.read_text"]
    row = _row()
    assert row.state == "failed"
    assert "dài hơn 300 trang" in row.problem


def test_a_page_that_kills_its_process_harms_no_other(clerk: Officer, unit: Unit, monkeypatch) -> None:
    monkeypatch.setattr(scans, "_MEGABYTES", 64)  # as a page would that needs more than it may have
    a_document_with(clerk, unit, scanned(a_note_pdf(), pages=2), "nang.pdf")
    work_off(*READING)
    row = _row()
    assert (row.state, row.unread, row.copy) == ("failed", [1, 2], None)
    assert row.problem


def test_a_content_that_broke_in_the_store_ends_with_a_sentence(clerk: Officer, unit: Unit) -> None:
    document = a_document_with(clerk, unit, scanned(a_note_pdf()), "hong.pdf")
    place = filing.store().path(document.files.get().stored.sha256)
    place.write_bytes(place.read_bytes()[:900])
    work_off(*READING)
    row = _row()
    assert row.state == "failed"
    assert row.problem == "Chưa đọc được chữ trong tệp."
