"""edXML messages: a new document is taken to the desk or the book, others are kept on what they speak of."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Q

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.files.errors import FileRefused
from hoiso.core.files.inspection import Use
from hoiso.core.files.kinds import Kind
from hoiso.core.models import StoredFile
from hoiso.documents import filing, secrecy, timeline
from hoiso.documents.errors import SecretRefused
from hoiso.documents.incoming import proposing
from hoiso.documents.incoming.actions.drafts import (
    Intake,
    Upload,
    begin_with_files,
    keep_draft,
    refuse_secret_contents,
    take_files,
)
from hoiso.documents.incoming.actions.messages import keep_message_on
from hoiso.documents.incoming.actions.registering import register
from hoiso.documents.incoming.entry import Entry, NewFile
from hoiso.documents.incoming.errors import DuplicateFound
from hoiso.documents.incoming.proposing import Json
from hoiso.documents.tables.document import Direction, Document, Message, State
from hoiso.documents.tables.incoming import IncomingDraft
from hoiso.edxml import public as edxml
from hoiso.units.models import IdentityCode


class Result(StrEnum):
    """What became of a file."""

    NEW = "new"
    DRAFT = "draft"
    MESSAGE = "message"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Taken:
    """What was made of what came: `said` is a sentence for the clerk, `remarks` one for each deviation."""

    result: Result
    document_id: int | None = None
    number: str = ""
    draft_id: int | None = None
    said: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Arrived:
    """A message that was read: the stored original, its row, and its files."""

    message: edxml.Message
    row: Message
    intake: Intake
    header: Json


def begin_with_uploads(*, by: Actor, unit_id: int, uploads: Sequence[Upload], at: datetime) -> Taken:
    """Take what the clerk dropped: one edXML file as a message, all else as files of one document."""
    require(by, Right.REGISTER_INCOMING, at=unit_id)
    if len(uploads) == 1 and _looks_like_message(uploads[0]):
        return take_message(by=by, unit_id=unit_id, upload=uploads[0], at=at)
    draft = begin_with_files(by=by, unit_id=unit_id, uploads=uploads, at=at)
    return Taken(Result.DRAFT, draft_id=draft.pk, remarks=tuple(draft.remarks))


def take_message(*, by: Actor, unit_id: int, upload: Upload, at: datetime) -> Taken:
    """A message brought by hand: a new document becomes a draft, all else is kept on its document.

    Raises `EdxmlError`, `FileRefused` or `SecretRefused`; nothing is kept then.
    """
    require(by, Right.REGISTER_INCOMING, at=unit_id)
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


def import_message(*, by: Actor, unit_id: int, upload: Upload, at: datetime) -> Taken:
    """As `take_message`, but a new document goes straight into the book: for commands and connectors."""
    require(by, Right.REGISTER_INCOMING, at=unit_id)
    intake = Intake()
    try:
        with transaction.atomic():
            stored, name = _stored(upload, intake, at)
            with edxml.read(filing.store().path(stored.sha256)) as message:
                before = _known(unit_id, stored, message)
                if before is not None and not (_is_new(message) and _given_up(before)):
                    return _again(before)
                arrived = _arrive(unit_id, stored, name, message, intake, at, before)
                if not _is_new(message):
                    return _on_document(by, unit_id, arrived, at)
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
) -> _Arrived:
    """Keep the message row and take in its files; every deviation is a remark."""
    secrecy.require_open_message(message)
    remarks = [remark.sentence for remark in message.remarks]
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
        header={**edxml.describe(message), "fingerprint": edxml.fingerprint(message), "file_name": name},
        remarks=intake.remarks,
        received_at=at,
    )
    header = proposing.from_message(message).header if message.document else {}
    if code := header.get("issuer_code"):
        known = IdentityCode.objects.filter(code=code).values_list("unit_id", flat=True).first()
        header["issuer_unit_id"] = known
    return _Arrived(message, row, intake, header)


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
    return Taken(Result.DRAFT, draft_id=draft.pk, remarks=_remarks(arrived))


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
    """Revocation, update, replacement, status: kept on the document, or waiting for it."""
    exchange_id = arrived.row.exchange_id
    document = _registered(unit_id, arrived.message.target_document_id) or _registered(unit_id, exchange_id)
    name = _message_name(arrived.message)
    if document is None:
        audit.record(
            "keep_message", "message", arrived.row.pk, at=at, actor_id=by.officer_id, unit_id=unit_id
        )
        said = f"Đã nhận thông điệp {name}. Chưa có văn bản mang mã này trong sổ nên thông điệp được để chờ."
        return Taken(Result.MESSAGE, said=said, remarks=_remarks(arrived))
    arrived.row.document = document
    arrived.row.save(update_fields=["document"])
    timeline.note(by, document, "message", at=at, text=f"Nhận thông điệp {name}", message=arrived.row.pk)
    number = f"{document.number or ''}{document.suffix}"
    return Taken(
        Result.MESSAGE, document.pk, number,
        said=f"Đã nhận thông điệp {name}, ghi vào văn bản số đến {number}.", remarks=_remarks(arrived),
    )  # fmt: skip


def _registered(unit_id: int, exchange_id: str | None) -> Document | None:
    """The unit's document of that id. Updates name another id than their own in real messages."""
    if not exchange_id:
        return None
    return (
        Document.objects.filter(unit_id=unit_id, exchange_id=exchange_id)
        .exclude(direction=Direction.INCOMING, state=State.VOID)
        .order_by("-id")
        .first()
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
