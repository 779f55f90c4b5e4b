"""edXML messages: a new document is taken to the desk or the book, others are kept on what they speak of."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.files.errors import FileRefused
from hoiso.core.files.inspection import Use
from hoiso.core.files.kinds import Kind
from hoiso.core.models import StoredFile
from hoiso.documents import filing, secrecy
from hoiso.documents.errors import SecretRefused
from hoiso.documents.incoming import phrases, proposing
from hoiso.documents.incoming.actions.codes import ask_about
from hoiso.documents.incoming.actions.drafts import (
    Intake,
    Upload,
    begin_with_files,
    keep_draft,
    refuse_secret_contents,
    take_files,
)
from hoiso.documents.incoming.actions.messages import attach, keep_message_on
from hoiso.documents.incoming.actions.registering import register
from hoiso.documents.incoming.closed_codes import Closed, codes_named
from hoiso.documents.incoming.entry import Entry, NewFile
from hoiso.documents.incoming.errors import DuplicateFound
from hoiso.documents.incoming.proposing import Json
from hoiso.documents.incoming.queries.desk import desk_officers, unit_title
from hoiso.documents.tables.document import Message
from hoiso.documents.tables.incoming import IncomingDraft
from hoiso.edxml import public as edxml
from hoiso.notices.public import tell


class Result(StrEnum):
    """What became of a file."""

    NEW = "new"
    DRAFT = "draft"
    MESSAGE = "message"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    WAITING = "waiting"  # it names a closed code: a person of the successor confirms


@dataclass(frozen=True, slots=True)
class Taken:
    """What was made of what came: `said` is a sentence for the clerk, `remarks` one for each deviation.

    `codes` are the closed codes that a person must decide about.
    """

    result: Result
    document_id: int | None = None
    number: str = ""
    draft_id: int | None = None
    said: str = ""
    remarks: tuple[str, ...] = ()
    message_id: int | None = None
    codes: tuple[Closed, ...] = ()


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A message that was read: the stored original, its row, and its files."""

    message: edxml.Message
    row: Message
    intake: Intake
    header: Json
    codes: tuple[Closed, ...]


def begin_with_uploads(*, by: Actor, unit_id: int, uploads: Sequence[Upload], at: datetime) -> Taken:
    """Take what the clerk dropped: one edXML file as a message, all else as files of one document."""
    require(by, Right.REGISTER_INCOMING, at=unit_id, anew=True)
    if len(uploads) == 1 and _looks_like_message(uploads[0]):
        return take_message(by=by, unit_id=unit_id, upload=uploads[0], at=at)
    draft = begin_with_files(by=by, unit_id=unit_id, uploads=uploads, at=at)
    return Taken(Result.DRAFT, draft_id=draft.pk, remarks=tuple(draft.remarks))


def take_message(*, by: Actor, unit_id: int, upload: Upload, at: datetime) -> Taken:
    """A message brought by hand: a new document becomes a draft, all else is kept on its document.

    Closed codes of ours that it names are asked on the draft, or on the message. Raises
    `EdxmlError`, `FileRefused`, `SecretRefused`, `ForSuccessor` or `NoSuccessor`; nothing is kept then.
    """
    require(by, Right.REGISTER_INCOMING, at=unit_id, anew=True)
    intake = Intake()
    try:
        with transaction.atomic():
            stored, name = _stored(upload, intake, at)
            with edxml.read(filing.store().path(stored.sha256)) as message:
                before = _known(unit_id, stored, message)
                if before is not None and not (_is_new(message) and _given_up(before)):
                    return _again(before)
                arrived = _arrive(unit_id, stored, name, message, intake, at, before)
                if _is_new(message):
                    return _to_desk(by, unit_id, arrived, at)
                return _on_document(by, unit_id, arrived, at)
    except SecretRefused:
        refuse_secret_contents(by, unit_id, intake.contents, at)
        raise


def import_message(
    *, by: Actor, unit_id: int, upload: Upload, at: datetime, addressed: Closed | None = None
) -> Taken:
    """As `take_message`, but a new document goes straight into the book: for commands and connectors.

    With a closed code of ours it waits at the desk instead; `addressed` is one by which it was
    brought, whatever the message itself names.
    """
    require(by, Right.REGISTER_INCOMING, at=unit_id, anew=True)
    intake = Intake()
    try:
        with transaction.atomic():
            stored, name = _stored(upload, intake, at)
            with edxml.read(filing.store().path(stored.sha256)) as message:
                before = _known(unit_id, stored, message)
                if before is not None and not (_is_new(message) and _given_up(before)):
                    return _again(before)
                arrived = _arrive(unit_id, stored, name, message, intake, at, before, addressed)
                if not _is_new(message):
                    return _on_document(by, unit_id, arrived, at)
                if arrived.codes:
                    return _wait(by, arrived, _to_desk(by, unit_id, arrived, at), at)
                try:
                    return _into_book(by, unit_id, arrived, at)
                except DuplicateFound as found:
                    Message.objects.filter(pk=arrived.row.pk).update(document_id=found.found[0].document_id)
                    first = found.found[0]
                    return Taken(
                        Result.DUPLICATE, first.document_id, first.number_written,
                        said=found.sentence, remarks=_remarks(arrived),
                    )  # fmt: skip
    except SecretRefused:
        refuse_secret_contents(by, unit_id, intake.contents, at)
        raise


def _looks_like_message(upload: Upload) -> bool:
    head = upload.stream.read(4096)
    upload.stream.seek(0)
    return b"edXML" in head or upload.name.lower().endswith(".edxml")


def _stored(upload: Upload, intake: Intake, at: datetime) -> tuple[StoredFile, str]:
    filed = filing.take_in(upload.stream, upload.name, at=at, use=Use.MAIN)
    intake.contents.append(filed.stored.sha256)
    if Kind(filed.stored.kind) is not Kind.EDXML:
        raise edxml.EdxmlError("Tệp không phải văn bản điện tử edXML.", code="namespace")
    return filed.stored, filed.name


def _is_new(message: edxml.Message) -> bool:
    return message.document is not None and message.kind in (edxml.Kind.NEW, None)


def _kind_code(message: edxml.Message) -> str:
    """What the message was taken for, as `Message.kind` keeps it."""
    if message.document is None:
        return "status"
    kind = message.kind
    return kind.name.lower() if kind else "unknown"


def _speaks_of(message: edxml.Message) -> str:
    """The exchange id that the message carries: its document's own, or that of the status."""
    if message.document is not None:
        return message.document.document_id or ""
    status = message.status
    return (status.response_for.document_id if status and status.response_for else None) or ""


def _known(unit_id: int, stored: StoredFile, message: edxml.Message) -> Message | None:
    """The same message, received before: the same bytes, or the same words by another road."""
    same = Q(stored=stored) | Q(
        exchange_id=_speaks_of(message)[:200],
        kind=_kind_code(message),
        header__fingerprint=edxml.fingerprint(message),
    )
    return Message.objects.filter(same, unit_id=unit_id).select_related("document").first()


def _given_up(before: Message) -> bool:
    """A new document that was brought once, and dropped before it had a number."""
    return before.document_id is None and _open_draft(before) is None


def _open_draft(message: Message) -> IncomingDraft | None:
    return IncomingDraft.objects.filter(
        message_file=message.stored_id, unit_id=message.unit_id, document=None, dropped_at=None
    ).first()


def _again(before: Message) -> Taken:
    document = before.document
    draft = _open_draft(before) if document is None else None
    number = f"{document.number or ''}{document.suffix}" if document else ""
    said = f"Tệp này đã nhận trước đây, số đến {number}." if number else "Tệp này đã nhận trước đây."
    return Taken(
        Result.DUPLICATE, document.pk if document else None, number,
        draft_id=draft.pk if draft else None, said=said,
    )  # fmt: skip


def _arrive(
    unit_id: int,
    stored: StoredFile,
    name: str,
    message: edxml.Message,
    intake: Intake,
    at: datetime,
    before: Message | None,
    addressed: Closed | None = None,
) -> _Arrived:
    """Keep the message row and take in its files; every deviation is a remark."""
    secrecy.require_open_message(message)
    named = codes_named(message, unit_id, on=office_date(at))
    asked = named.asked
    if addressed is not None and addressed.code not in {one.code for one in asked}:
        asked = (addressed, *asked)
    remarks = [*named.remarks, *(remark.sentence for remark in message.remarks)]
    for attachment in message.attachments:
        if attachment.content is None:
            remarks.append(
                attachment.damage.sentence if attachment.damage else "Một tệp đính kèm không đọc được."
            )
            continue
        with attachment.content.path.open("rb") as content:
            _take_attachment(intake, Upload(content, attachment.name or "tệp đính kèm"), at)
    for file in intake.files:
        _, proposals = secrecy.read_pages(file.stored)
        secrecy.require_no_mark(proposals)
    intake.remarks = [*remarks, *intake.remarks]
    sender = message.header.sender
    row = before or Message.objects.create(
        unit_id=unit_id,
        stored=stored,
        kind=_kind_code(message),
        exchange_id=_speaks_of(message)[:200],
        sender_code=(sender.organ_id or "")[:60],
        header={
            **edxml.describe(message),
            "fingerprint": edxml.fingerprint(message),
            "file_name": name,
            "called": _message_name(message),
        },
        remarks=intake.remarks,
        received_at=at,
    )
    header = proposing.from_message(message).header if message.document else {}
    if message.document is not None:
        header["issuer_unit_id"] = named.sender_unit_id
    return _Arrived(message, row, intake, header, asked)


def _take_attachment(intake: Intake, upload: Upload, at: datetime) -> None:
    """One attachment; a refused one is a remark, the message goes on without it."""
    try:
        take_files(intake, [upload], at=at, message=True)
    except FileRefused:
        intake.refusal = None  # told in the remarks by take_files


def _to_desk(by: Actor, unit_id: int, arrived: _Arrived, at: datetime) -> Taken:
    draft = keep_draft(
        by, unit_id, IncomingDraft.Origin.EDXML, at, intake=arrived.intake,
        proposed=proposing.Proposed(arrived.header), message_file_id=arrived.row.stored_id,
    )  # fmt: skip
    ask_about(arrived.codes, arrived.row, draft=draft, at=at)
    return Taken(Result.DRAFT, draft_id=draft.pk, remarks=_remarks(arrived), codes=arrived.codes)


def _wait(by: Actor, arrived: _Arrived, taken: Taken, at: datetime) -> Taken:
    """Nothing is entered or attached: the desk of the unit is told."""
    row, first = arrived.row, arrived.codes[0]
    audit.record(
        "keep_message", "message", row.pk, at=at, actor_id=by.officer_id, unit_id=row.unit_id,
        codes=[one.code for one in arrived.codes],
    )  # fmt: skip
    tell(
        desk_officers(row.unit_id, on=office_date(at)), phrases.CODE_NOTICE.format(code=first.code),
        address=reverse("incoming_import"), at=at, by=by,
    )  # fmt: skip
    said = phrases.CODE_WAITS.format(told=first.told, desk=unit_title(row.unit_id))
    return replace(taken, result=Result.WAITING, said=said, message_id=row.pk, codes=arrived.codes)


def _into_book(by: Actor, unit_id: int, arrived: _Arrived, at: datetime) -> Taken:
    entry, cut = entry_of(arrived.header, today=office_date(at)).fitted()
    files = [NewFile(file.stored, file.name, file.role) for file in arrived.intake.files]
    with transaction.atomic():
        done = register(by=by, unit_id=unit_id, entry=entry, files=files, form_key=uuid.uuid4(), at=at)
    document = done.document
    keep_message_on(document, arrived.row.stored_id, by=by, at=at)
    return Taken(
        Result.NEW, document.pk, f"{document.number}{document.suffix}",
        said=f"Đã vào sổ, số đến {document.number}.", remarks=(*_remarks(arrived), *cut),
    )  # fmt: skip


def _on_document(by: Actor, unit_id: int, arrived: _Arrived, at: datetime) -> Taken:
    """Revocation, update, replacement, status: kept on the document, or waiting for it or for a person."""
    if arrived.codes:
        ask_about(arrived.codes, arrived.row, draft=None, at=at)
        return _wait(by, arrived, Taken(Result.WAITING, remarks=_remarks(arrived)), at)
    document, said = attach(arrived.row, by=by, at=at)
    number = f"{document.number or ''}{document.suffix}" if document else ""
    return Taken(
        Result.MESSAGE, document.pk if document else None, number, said=said, remarks=_remarks(arrived)
    )


def _message_name(message: edxml.Message) -> str:
    if message.status is not None:
        status = message.status.status
        return f"báo trạng thái “{edxml.STATUS_NAMES[status]}”" if status else "báo trạng thái không rõ"
    kind = message.kind
    return edxml.KIND_NAMES[kind] if kind else "không rõ loại"


def _remarks(arrived: _Arrived) -> tuple[str, ...]:
    return tuple(arrived.intake.remarks)


def entry_of(header: Json, *, today: date) -> Entry:
    """The register's line as the message itself tells it, for arrivals that no clerk confirms."""
    days = {
        name: date.fromisoformat(header[name]) if header.get(name) else None
        for name in ("issued_on", "due_on")
    }
    columns = {name: value for name, value in header.items() if name in Entry.COLUMNS and name not in days}
    return Entry(**{"subject": "(không ghi trích yếu)", "arrived_on": today, **columns, **days})
