"""The PDF of a numbered document: made outside every lock, and made again after whatever cut it off."""

import io
from datetime import datetime
from functools import partial

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.documents import filing
from hoiso.documents.layouts.rendering import render
from hoiso.documents.locking import locked
from hoiso.documents.outgoing import jobs
from hoiso.documents.outgoing.actions.outbox import lay_out
from hoiso.documents.outgoing.actions.versions import latest_version
from hoiso.documents.outgoing.content import from_json, official
from hoiso.documents.search import public as search
from hoiso.documents.tables.document import Document, DocumentFile, State

_AWAITING_FILE = (State.NUMBERED, State.AWAITING_SIGNATURE)


def make_soon(by: Actor, document_id: int, *, at: datetime, then_issue: bool = False) -> None:
    """Make the file once the running transaction is committed; a queued job makes it if that fails."""
    jobs.make_file.defer(document_id=document_id)
    transaction.on_commit(partial(_make_now, by, document_id, at, then_issue=then_issue), robust=True)


def make_file(document_id: int, *, at: datetime, by_id: int | None = None) -> bool:
    """Make the PDF of a numbered document that has none; whether one was made. Idempotent.

    `by_id` is the officer in whose scope it runs, None for the system's own job.
    Typesetting holds no lock; the row is locked only to put the file in, and looked at again then.
    """
    document = Document.objects.filter(pk=document_id).first()
    if document is None or not _needs_file(document):
        return False
    content = from_json(latest_version(document).content)
    made = render(official(content, number=document.code_number, day=document.issued_on))
    filed = filing.take_in(io.BytesIO(made), file_name(document), at=at)
    with transaction.atomic():
        document = locked(document_id)
        if not _needs_file(document):
            return False
        DocumentFile.objects.create(
            document=document,
            stored=filed.stored,
            role=DocumentFile.Role.MADE,
            name=filed.name,
            added_at=at,
        )
        document.page_amount = filed.stored.pages
        document.save(update_fields=["page_amount"])
        audit.record(
            "file_made", "document", document.pk,
            at=at, actor_id=by_id, unit_id=document.unit_id, sha256=filed.stored.sha256,
        )  # fmt: skip
        search.index(document.pk, files=True)
    return True


def file_name(document: Document) -> str:
    """Name of the made file: 05_KH-BTV.pdf."""
    return f"{document.symbol.replace('/', '_')}.pdf"


def _needs_file(document: Document) -> bool:
    if document.state not in _AWAITING_FILE:
        return False
    return not document.files.filter(role=DocumentFile.Role.MADE, replaced_at=None).exists()


def _make_now(by: Actor, document_id: int, at: datetime, *, then_issue: bool) -> None:
    token = scope.officer_token(by.officer_id, office_date(at))
    with scope.transaction_as(token):
        make_file(document_id, at=at, by_id=by.officer_id)
    if then_issue:
        with scope.transaction_as(token):
            lay_out(by=by, document_id=document_id, at=at)
