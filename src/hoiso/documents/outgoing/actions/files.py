"""Files of an outgoing document: annexes of the draft, and the signed copy in the made one's place."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.inspection import Use
from hoiso.core.files.kinds import PICTURES, Kind
from hoiso.documents import filing, secrecy, timeline
from hoiso.documents.errors import SecretRefused, WrongState
from hoiso.documents.filing import Filed
from hoiso.documents.locking import locked
from hoiso.documents.outgoing import rules
from hoiso.documents.outgoing.actions.drafts import save_draft
from hoiso.documents.outgoing.actions.locks import hold
from hoiso.documents.outgoing.actions.versions import latest_version
from hoiso.documents.outgoing.content import Annexed, from_json
from hoiso.documents.search import public as search
from hoiso.documents.states import move
from hoiso.documents.tables.document import Document, DocumentFile, State

_NUMBERED = (State.NUMBERED, State.AWAITING_SIGNATURE)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the browser sent it."""

    stream: BinaryIO
    name: str


def add_annexes(
    *, by: Actor, document_id: int, version: int, uploads: Sequence[Upload], at: datetime
) -> Document:
    """Put files behind the text, in the order given. A new version: what is approved includes them.

    Raises `FileRefused`, or `SecretRefused` for a mark of secrecy in any of them; none is kept then.
    """
    document = _visible(document_id)
    rules.require_editable(by, document)
    filed = _taken_in(by, document, uploads, use=Use.ANNEX, at=at)
    with _forgotten_if_refused(filed), transaction.atomic():
        return _annex(by, document_id, version, filed, at)


def _annex(by: Actor, document_id: int, version: int, filed: Sequence[Filed], at: datetime) -> Document:
    document = locked(document_id, version=version)
    rules.require_editable(by, document)
    hold(by, document, at)
    content = from_json(latest_version(document).content)
    first = len(content.annexes) + 1
    rows = [
        DocumentFile.objects.create(
            document=document,
            stored=one.stored,
            role=DocumentFile.Role.ANNEX,
            name=one.name,
            position=place,
            added_by=by.officer_id,
            added_at=at,
        )
        for place, one in enumerate(filed, start=first)
    ]
    annexes = (*content.annexes, *(Annexed(row.pk, row.name) for row in rows))
    search.index(document.pk, files=True)
    return save_draft(
        by=by, document_id=document_id, version=version, content=replace(content, annexes=annexes), at=at
    )


@transaction.atomic
def drop_annex(*, by: Actor, document_id: int, version: int, file_id: int, at: datetime) -> Document:
    """Take a file away from the draft; earlier versions still name it."""
    document = locked(document_id, version=version)
    rules.require_editable(by, document)
    content = from_json(latest_version(document).content)
    if not document.files.filter(pk=file_id, role=DocumentFile.Role.ANNEX, replaced_at=None).update(
        replaced_at=at
    ):
        raise NotThere("Không có phụ lục này trong dự thảo.")
    annexes = tuple(one for one in content.annexes if one.file_id != file_id)
    return save_draft(
        by=by, document_id=document_id, version=version, content=replace(content, annexes=annexes), at=at
    )


def attach_signed(*, by: Actor, document_id: int, version: int, upload: Upload, at: datetime) -> Document:
    """Put a copy signed elsewhere, or scanned with ink and seal, in the place of the made file.

    Both are kept; the signed one is sent. Taken in before the row is locked. Raises `FileRefused`, or
    `SecretRefused` for a mark of secrecy on its pages; it is not kept then.
    """
    document = _visible(document_id)
    require(by, Right.ISSUE, at=document.unit_id)
    (filed,) = _taken_in(by, document, (upload,), use=Use.MAIN, at=at)
    with _forgotten_if_refused((filed,)), transaction.atomic():
        if Kind(filed.stored.kind) not in PICTURES | {Kind.PDF}:
            raise DomainError("Bản đã ký phải là tệp PDF hoặc ảnh quét", field="file")
        document = locked(document_id, version=version)
        require(by, Right.ISSUE, at=document.unit_id)
        if document.state not in _NUMBERED:
            raise WrongState("Chỉ thay bằng bản đã ký khi văn bản đã cấp số và chưa phát hành.")
        signed = document.files.filter(role=DocumentFile.Role.SIGNED, replaced_at=None)
        signed.update(replaced_at=at)
        DocumentFile.objects.create(
            document=document,
            stored=filed.stored,
            role=DocumentFile.Role.SIGNED,
            name=filed.name,
            added_by=by.officer_id,
            added_at=at,
        )
        if document.state == State.AWAITING_SIGNATURE:
            move(document, State.NUMBERED)
        document.page_amount = filed.stored.pages or document.page_amount
        document.changed_at, document.version = at, document.version + 1
        document.save()
        timeline.note(
            by, document, "sign_file", at=at, text="Thay bằng bản đã ký, đóng dấu", sha256=filed.stored.sha256
        )
        search.index(document.pk, files=True)
    return document


def _visible(document_id: int) -> Document:
    """The document before any file is taken in for it: a stranger's file never reaches the store."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    return document


def _taken_in(
    by: Actor, document: Document, uploads: Sequence[Upload], *, use: Use, at: datetime
) -> list[Filed]:
    """All of the files, or none of them where one is refused or bears a mark of secrecy."""
    filed: list[Filed] = []
    try:
        with _forgotten_if_refused(filed), transaction.atomic():
            for upload in uploads:
                filed.append(filing.take_in(upload.stream, upload.name, at=at, use=use))
                _, proposals = secrecy.read_pages(filed[-1].stored)
                secrecy.require_no_mark(proposals)
    except SecretRefused:
        audit.record(
            "refuse_secret", "document", document.pk, at=at, actor_id=by.officer_id, unit_id=document.unit_id
        )
        raise
    return filed


@contextmanager
def _forgotten_if_refused(filed: Sequence[Filed]) -> Iterator[None]:
    """Leave neither row nor content of files that were taken in for an act that was refused."""
    try:
        yield
    except DomainError:
        secrecy.forget_stored(one.stored for one in filed)
        raise
