"""What is brought to the desk is kept at once: files, deliveries, or paper alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import NotThere
from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.inspection import Use
from hoiso.core.files.kinds import MAIN_KINDS, PICTURES, Kind
from hoiso.core.models import StoredFile
from hoiso.documents import filing, recognition, secrecy
from hoiso.documents.errors import SecretRefused
from hoiso.documents.incoming import proposing
from hoiso.documents.incoming.errors import AlreadyEntered
from hoiso.documents.incoming.learning import apply_habits
from hoiso.documents.incoming.proposing import Json, Proposed
from hoiso.documents.incoming.queries.learning import habits_of
from hoiso.documents.incoming.queries.suggestions import issuer_as_known
from hoiso.documents.tables.document import DocumentFile
from hoiso.documents.tables.incoming import IncomingDraft, IncomingDraftFile
from hoiso.documents.tables.intake import ScanStack
from hoiso.documents.tables.outgoing import Delivery
from hoiso.reading.text import PageTexts

Role = DocumentFile.Role


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes: its bytes, and the name it claims."""

    stream: BinaryIO
    name: str


@dataclass(slots=True)
class Intake:
    """Files taken in for one draft, and what is to be said about them."""

    files: list[IncomingDraftFile] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)
    scans: list[tuple[StoredFile, PageTexts]] = field(default_factory=list)
    main: PageTexts = field(default_factory=lambda: PageTexts(()))
    refusal: FileRefused | None = None


def begin_with_files(*, by: Actor, unit_id: int, uploads: Sequence[Upload], at: datetime) -> IncomingDraft:
    """Keep the files and fill the form from what their pages say.

    The first file that can be a document is the main one; when it is a picture, all pictures are
    its pages, in order; the rest are annexes. A file that is refused is named in the remarks, and
    all refused raise `FileRefused`. A mark of secrecy on any page raises `SecretRefused`: nothing
    is kept then.
    """
    require(by, Right.REGISTER_INCOMING, at=unit_id, anew=True)
    intake = Intake()
    try:
        with transaction.atomic():
            take_files(intake, uploads, at=at)
            proposed = _read(intake)
            name_issuer(proposed, unit_id, at)
            if intake.main.pages:
                apply_habits(proposed, intake.main, habits_of(unit_id))
            if not any(file.role == Role.MAIN for file in intake.files):
                raise FileRefused(
                    "Chưa có văn bản chính. Chọn thêm tệp PDF, Word hoặc ảnh chụp văn bản.",
                    reason=Reason.KIND,
                )
            draft = keep_draft(by, unit_id, IncomingDraft.Origin.FILES, at, intake=intake, proposed=proposed)
            _ask_for_letters(intake, at)
            return draft
    except SecretRefused:
        refuse_secret_contents(by, unit_id, intake.contents, at)
        raise


def begin_with_paper(*, by: Actor, unit_id: int, at: datetime, secret: bool = False) -> IncomingDraft:
    """Begin without a file: paper only, or the line of a state secret."""
    require(by, Right.REGISTER_INCOMING, at=unit_id, anew=True)
    origin = IncomingDraft.Origin.SECRET if secret else IncomingDraft.Origin.PAPER
    header: Json = {"arrived_by": "post", "paper_follows": True}
    return keep_draft(by, unit_id, origin, at, proposed=Proposed(header))


@transaction.atomic
def begin_with_delivery(*, by: Actor, delivery_id: int, at: datetime) -> IncomingDraft:
    """Take up what another unit here has sent; an unfinished draft of the same delivery goes on."""
    delivery = Delivery.objects.select_for_update(no_key=True).filter(pk=delivery_id).first()
    if delivery is None:
        raise NotThere("Không có văn bản gửi đến này, hoặc đồng chí không được giao xem.")
    require(by, Right.REGISTER_INCOMING, at=delivery.to_unit_id)
    if delivery.state not in (Delivery.State.ARRIVED, Delivery.State.OPENED):
        raise AlreadyEntered(
            f"Văn bản này đang ở tình trạng “{Delivery.State(delivery.state).label}”, không vào sổ được nữa."
        )
    open_draft = IncomingDraft.objects.filter(delivery=delivery, document=None, dropped_at=None).first()
    if open_draft is not None:
        return open_draft
    intake = Intake()
    for place, file in enumerate(delivery.files, start=1):
        intake.files.append(
            IncomingDraftFile(
                stored_id=file["stored"], name=file["name"], role=file.get("role", Role.MAIN), position=place
            )
        )
    proposed = proposing.from_delivery({**delivery.header, "issuer_unit_id": delivery.unit_id})
    return keep_draft(
        by, delivery.to_unit_id, IncomingDraft.Origin.DELIVERY, at,
        intake=intake, proposed=proposed, delivery=delivery,
    )  # fmt: skip


@transaction.atomic
def add_files(*, by: Actor, draft_id: int, uploads: Sequence[Upload], at: datetime) -> IncomingDraft:
    """More files for a draft, behind those it has."""
    draft = open_draft(draft_id, by=by)
    require(by, Right.REGISTER_INCOMING, at=draft.unit_id)
    intake = Intake(files=list(draft.files.select_related("stored")))
    had = len(intake.files)
    try:
        with transaction.atomic():
            take_files(intake, uploads, at=at)
            _read(intake, since=had)
            for file in intake.files[had:]:
                file.draft = draft
            IncomingDraftFile.objects.bulk_create(intake.files[had:])
            _ask_for_letters(intake, at)
    except SecretRefused:
        refuse_secret_contents(by, draft.unit_id, intake.contents, at)
        raise
    draft.remarks, draft.changed_at = [*draft.remarks, *intake.remarks], at
    draft.save(update_fields=["remarks", "changed_at"])
    return draft


@transaction.atomic
def arrange_files(
    *, by: Actor, draft_id: int, order: Sequence[int], drop: Iterable[int], at: datetime
) -> None:
    """Put the files of a draft in this order of ids, and leave out those named; the first stays main."""
    draft = open_draft(draft_id, by=by)
    left_out = set(drop)
    places = {file_id: place for place, file_id in enumerate(order, start=1)}
    for file in draft.files.all():
        if file.pk in left_out:
            file.delete()
        elif (place := places.get(file.pk)) is not None:
            file.position = place
            file.save(update_fields=["position"])
    draft.changed_at = at
    draft.save(update_fields=["changed_at"])


def keep_typed(*, by: Actor, draft_id: int, typed: dict[str, str], at: datetime) -> None:
    """Keep what the clerk has typed so far, right or wrong."""
    draft = open_draft(draft_id, by=by)
    draft.typed, draft.changed_at = typed, at
    draft.save(update_fields=["typed", "changed_at"])


@transaction.atomic
def drop_draft(*, by: Actor, draft_id: int, at: datetime) -> None:
    """Give up a draft; a delivery goes back to the list of what has come."""
    draft = open_draft(draft_id, by=by)
    require(by, Right.REGISTER_INCOMING, at=draft.unit_id)
    draft.dropped_at = at
    draft.save(update_fields=["dropped_at"])
    audit.record(
        "drop_draft", "incoming_draft", draft.pk, at=at, actor_id=by.officer_id, unit_id=draft.unit_id
    )


@transaction.atomic
def refuse_secret_draft(*, by: Actor, draft_id: int, at: datetime) -> None:
    """The clerk says that the document bears a mark of secrecy: its files leave the server now."""
    draft = open_draft(draft_id, by=by)
    stored = [file.stored for file in draft.files.select_related("stored")]
    draft.files.all().delete()
    draft.message_file = None
    draft.header, draft.readings, draft.typed, draft.remarks = {}, {}, {}, []
    draft.dropped_at = at
    draft.save()
    for stack in ScanStack.objects.filter(parts__draft=draft).exclude(stored=None).select_related("stored"):
        # It was cut out of a stack, in which the marked page still lies.
        assert stack.stored is not None
        stored.append(stack.stored)
        stack.stored, stack.state, stack.changed_at = None, ScanStack.State.SECRET, at
        stack.save(update_fields=["stored", "state", "changed_at"])
    secrecy.forget_stored(stored)
    audit.record(
        "refuse_secret", "incoming_draft", draft.pk, at=at, actor_id=by.officer_id, unit_id=draft.unit_id
    )


def open_draft(draft_id: int, *, by: Actor) -> IncomingDraft:
    """The draft while it is one, in the scope in force."""
    draft = IncomingDraft.objects.filter(pk=draft_id).first()
    if draft is None:
        raise NotThere("Không có văn bản đang nhập này, hoặc đồng chí không được giao xem.")
    if draft.document_id is not None or draft.dropped_at is not None:
        raise AlreadyEntered("Văn bản đang nhập này đã vào sổ hoặc đã được bỏ.")
    return draft


def take_files(intake: Intake, uploads: Sequence[Upload], *, at: datetime, message: bool = False) -> None:
    """Store and examine the files one by one, giving each its role and its place."""
    for upload in uploads:
        try:
            filed = filing.take_in(upload.stream, upload.name, at=at, use=Use.ANNEX)
        except FileRefused as refusal:
            intake.remarks.append(f"“{upload.name}” không nhận được: {refusal.sentence}")
            intake.refusal = refusal
            continue
        intake.contents.append(filed.stored.sha256)
        intake.remarks += [f"“{filed.name}”: {warning}" for warning in filed.warnings]
        intake.files.append(
            IncomingDraftFile(
                stored=filed.stored,
                name=filed.name,
                role=_role(filed.stored.kind, intake.files, message=message),
                position=len(intake.files) + 1,
                warnings=list(filed.warnings),
            )
        )
    if not intake.files and intake.refusal is not None:
        raise intake.refusal


def _role(kind: str, before: Sequence[IncomingDraftFile], *, message: bool) -> Role:
    """The first document is the main file; photographs that follow a photograph are its pages."""
    main = [file for file in before if file.role == Role.MAIN]
    can_be_main = Kind(kind) in MAIN_KINDS and (message or Kind(kind) is not Kind.EDXML)
    if not main:
        return Role.MAIN if can_be_main else Role.ANNEX
    pages = not message and Kind(kind) in PICTURES and all(Kind(f.stored.kind) in PICTURES for f in main)
    return Role.MAIN if pages else Role.ANNEX


def _read(intake: Intake, *, since: int = 0) -> Proposed:
    """What the main file says; every file is looked through for a mark of secrecy."""
    proposed = Proposed()
    pages = 0
    for file in intake.files[since:]:
        texts, proposals = secrecy.read_pages(file.stored)
        secrecy.require_no_mark(proposals)
        intake.scans.append((file.stored, texts))
        if file.role != Role.MAIN:
            continue
        pages += file.stored.pages or 0
        if texts.text.strip() and not intake.main.pages:
            intake.main = texts
        if proposals and not proposed.header:
            proposed = proposing.from_pages(proposals)
        elif texts.problem:
            intake.remarks.append(f"“{file.name}”: {texts.problem} Nhập các ô bên dưới theo bản chụp.")
    if pages:
        proposed.header["page_amount"] = pages
    return proposed


def _ask_for_letters(intake: Intake, at: datetime) -> None:
    """Scans are read behind the page: the clerk has her form at once, page one is read before all else."""
    for stored, texts in intake.scans:
        recognition.begin(stored, texts, at=at, soon=True)


def name_issuer(proposed: Proposed, unit_id: int, at: datetime) -> None:
    """Write the issuer as the register does, where it is known."""
    if name := proposed.header.get("issuer"):
        known, issuer_unit_id = issuer_as_known(unit_id, str(name), on=office_date(at))
        proposed.header.update(issuer=known, issuer_unit_id=issuer_unit_id)
        if "issuer" in proposed.readings and (known != name or issuer_unit_id is not None):
            proposed.readings["issuer"]["sure"] = True  # a name that the register has is no misreading


def keep_draft(
    by: Actor,
    unit_id: int,
    origin: IncomingDraft.Origin,
    at: datetime,
    *,
    proposed: Proposed,
    intake: Intake | None = None,
    delivery: Delivery | None = None,
    message_file_id: int | None = None,
) -> IncomingDraft:
    intake = intake or Intake()
    draft = IncomingDraft.objects.create(
        unit_id=unit_id,
        officer_id=by.officer_id,
        officer_name=by.full_name,
        origin=origin,
        delivery=delivery,
        message_file_id=message_file_id,
        header=proposed.header,
        readings=proposed.readings,
        remarks=intake.remarks,
        created_at=at,
        changed_at=at,
    )
    for file in intake.files:
        file.draft = draft
    IncomingDraftFile.objects.bulk_create(intake.files)
    return draft


def refuse_secret_contents(by: Actor, unit_id: int, contents: Iterable[str], at: datetime) -> None:
    secrecy.forget_contents(contents)
    audit.record("refuse_secret", "unit", unit_id, at=at, actor_id=by.officer_id, unit_id=unit_id)
