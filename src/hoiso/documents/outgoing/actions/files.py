"""Files of an outgoing document: annexes of the draft, and the signed copy in the made one's place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.inspection import Use
from hoiso.core.files.kinds import PICTURES, Kind
from hoiso.documents import filing, timeline
from hoiso.documents.errors import WrongState
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


@transaction.atomic
def add_annexes(
    *, by: Actor, document_id: int, version: int, uploads: Sequence[Upload], at: datetime
) -> Document:
    """Put files behind the text, in the order given. A new version: what is approved includes them."""
    filed = [filing.take_in(upload.stream, upload.name, at=at, use=Use.ANNEX) for upload in uploads]
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

    Both are kept; the signed one is sent. Taken in before the row is locked.
    """
    filed = filing.take_in(upload.stream, upload.name, at=at, use=Use.MAIN)
    if Kind(filed.stored.kind) not in PICTURES | {Kind.PDF}:
        raise DomainError("Bản đã ký phải là tệp PDF hoặc ảnh quét", field="file")
    with transaction.atomic():
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
