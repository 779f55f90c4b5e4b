"""The file of a numbered document: after the commit, or by the worker where that was cut off."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.core.errors import DomainError
from hoiso.core.files.errors import FileRefused
from hoiso.core.files.kinds import Kind
from hoiso.documents.filing import store
from hoiso.documents.outgoing import jobs, public
from hoiso.documents.outgoing.public import Upload
from hoiso.documents.tables.document import Document, DocumentFile, State
from hoiso.reading.text import text_of
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, a_numbered, an_approved, content_of
from tests.factories.people import a_unit, acting
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def made_file(document: Document) -> DocumentFile:
    return DocumentFile.objects.get(document=document, role=DocumentFile.Role.MADE)


def test_the_file_bears_number_day_and_text(office: Office) -> None:
    document = a_numbered(office)
    path = store().path(made_file(document).stored.sha256)
    squeezed = "".join(str(text_of(Path(path), Kind.PDF)).split())
    assert "01/CV-BTV" in squeezed
    assert "HỘILHPNTỈNHTÂYNINH" in squeezed


def test_the_request_makes_it_once_it_is_committed(
    office: Office, django_capture_on_commit_callbacks: Any
) -> None:
    document = an_approved(office)
    clerk = acting(office.clerk)
    with django_capture_on_commit_callbacks(execute=True):
        public.give_number(
            by=clerk, document_id=document.pk, version=document.version, on=office_date(now()), at=now()
        )
    acting(office.clerk)
    assert made_file(document).name == "01_CV-BTV.pdf"


def test_the_worker_makes_what_a_crash_left_and_makes_it_once(office: Office) -> None:
    document = a_numbered(office, made=False)
    scope.adopt("")
    with worker():
        jobs.make_file(document.pk)
        jobs.make_file(document.pk)
    with owner():
        assert made_file(document).added_by is None
        assert Document.objects.get(pk=document.pk).page_amount == 1


def test_the_worker_leaves_a_document_alone_that_went_back_or_is_void(office: Office) -> None:
    document = a_numbered(office, made=False)
    public.void_given_number(
        by=acting(office.clerk), document_id=document.pk, version=document.version, reason="Sai", at=now()
    )
    scope.adopt("")
    with worker():
        jobs.make_file(document.pk)
    with owner():
        assert not DocumentFile.objects.filter(document=document).exists()


def test_a_signed_copy_must_be_a_page_and_readable(office: Office) -> None:
    document = a_numbered(office)
    clerk = acting(office.clerk)
    for content, refusal in ((b"", FileRefused), (b"a,b\n1,2\n", DomainError)):
        with pytest.raises(refusal):
            public.attach_signed(
                by=clerk, document_id=document.pk, version=Document.objects.get(pk=document.pk).version,
                upload=Upload(ContentFile(content), "ký.csv"), at=now(),
            )  # fmt: skip
    assert Document.objects.get(pk=document.pk).state == State.NUMBERED


def test_awaiting_a_signature_ends_with_the_signed_copy(office: Office) -> None:
    document = a_numbered(office)
    clerk = acting(office.clerk)
    document = public.await_signature(
        by=clerk, document_id=document.pk, version=Document.objects.get(pk=document.pk).version, at=now()
    )
    assert document.state == State.AWAITING_SIGNATURE
    signed = store().path(made_file(document).stored.sha256).read_bytes()
    document = public.attach_signed(
        by=clerk, document_id=document.pk, version=document.version,
        upload=Upload(ContentFile(signed), "da ky.pdf"), at=now(),
    )  # fmt: skip
    assert document.state == State.NUMBERED
    assert content_of(document).subject == document.subject
