"""Scans get their text behind the page: found by its words, the original untouched, and with clear ends."""

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from hoiso.access.models import Officer, Role
from hoiso.core.files.kinds import Kind
from hoiso.documents import filing, recognition
from hoiso.documents.files.recognising import queue_waiting
from hoiso.documents.files.tests.walk import a_document_with
from hoiso.documents.incoming.tests.samples import a_plan_pdf
from hoiso.documents.models import Recognition
from hoiso.documents.search.public import Asked, find
from hoiso.reading.text import text_of
from hoiso.units.models import Unit
from tests.factories.people import a_unit, acting, an_officer
from tests.factories.scans import READING, needs_tesseract, scanned, work_off
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
    content = scanned(a_plan_pdf())
    document = a_document_with(clerk, unit, content, "quet.pdf")
    assert find(Asked(words="tổ hợp tác do phụ nữ quản lý")).rows == ()
    work_off(*READING)
    acting(clerk)
    assert [hit.id for hit in find(Asked(words="tổ hợp tác do phụ nữ quản lý")).rows] == [document.pk]
    row = _row()
    assert (row.state, row.done, row.unread, row.problem) == ("done", 1, [], "")
    assert row.copy is not None
    copy = text_of(filing.store().path(row.copy.sha256), Kind.PDF)
    assert "giao lưu, học tập kinh nghiệm" in " ".join(copy.text.split())
    assert filing.store().path(row.stored.sha256).read_bytes() == content
    assert not recognition.folder_of(row.stored.sha256).exists()


def test_what_waits_is_queued_again_once(clerk: Officer, unit: Unit) -> None:
    a_document_with(clerk, unit, scanned(a_plan_pdf()), "quet.pdf")
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
