"""A closed dossier goes out as one package, and comes in elsewhere as the same."""

import re
import tempfile
from datetime import datetime
from typing import IO

from django.conf import settings
from django.db import IntegrityError, transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.files.inspection import Use
from hoiso.documents import filing, secrecy
from hoiso.documents.keeping import paper
from hoiso.documents.keeping.actions.holds import record
from hoiso.documents.keeping.archive import RETENTIONS
from hoiso.documents.keeping.errors import BrokenPackage, NameTaken
from hoiso.documents.keeping.package.reading import Package, opened
from hoiso.documents.keeping.package.shape import PackedDocument, PackedDossier, PackedFile
from hoiso.documents.keeping.package.writing import write_package
from hoiso.documents.keeping.queries.packing import packed
from hoiso.documents.search import public as search
from hoiso.documents.tables.document import Direction, Document, DocumentFile, Event, State
from hoiso.documents.tables.keeping import Dossier, DossierEntry
from hoiso.documents.tables.outgoing import Recipient
from hoiso.units.models import IdentityCode

_NUMBER = re.compile(r"(\d{1,9})(\D{0,3})")
_IN_MEMORY = 20_000_000
_NAME = 300
_DONE = {Direction.INCOMING: State.DONE, Direction.OUTGOING: State.ISSUED, Direction.INTERNAL: State.ISSUED}
_KEPT_STATES = frozenset({"", State.RETURNED, State.REVOKED, State.VOID})


def export_package(*, by: Actor, dossier_id: int, at: datetime) -> IO[bytes]:
    """The package of a closed dossier as a file at its beginning; the caller closes it.

    It holds what `by` may see. Raises `DossierClosed` while the dossier is open.
    """
    told = packed(dossier_id, on=office_date(at))
    dossier = Dossier.objects.get(pk=dossier_id)
    require(by, Right.KEEP_ARCHIVE, at=dossier.unit_id)
    target = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        contents = paper.package_contents(told, printed_by=by.full_name, at=at)
        mark = {"by": by.full_name, "at": at}
        write_package(target, told, contents=contents, open_file=filing.store().open, told=mark)
    except BaseException:
        target.close()
        raise
    record("export_package", dossier, by, at, documents=len(told.documents))
    target.seek(0)
    return target


@transaction.atomic
def import_package(*, by: Actor, unit_id: int, stream: IO[bytes], at: datetime) -> Dossier:
    """Take a package in as a closed dossier of the unit, with its documents, files and their course.

    All of it or nothing. Raises `BrokenPackage`, `FileRefused`, `SecretRefused`, or `NameTaken` where the
    unit has a dossier of that year and code.
    """
    require(by, Right.KEEP_ARCHIVE, at=unit_id, anew=True)
    with opened(stream) as package:
        told = package.dossier
        _check(told, by)
        dossier = _open(told, by, unit_id, at)
        for document in told.documents:
            _take(package, document, dossier, by, at)
        audit.record(
            "import_package", "dossier", dossier.pk, at=at, actor_id=by.officer_id or None, unit_id=unit_id,
            documents=len(told.documents), origin=told.organ_id,
        )  # fmt: skip
    return dossier


def _check(told: PackedDossier, by: Actor) -> None:
    if told.retention not in dict(RETENTIONS) and not re.fullmatch(r"[0-9]{1,3}", told.retention):
        raise BrokenPackage("Thời hạn bảo quản trong gói hồ sơ không hợp lệ.")
    ordinals = [document.ordinal for document in told.documents]
    if len(set(ordinals)) != len(ordinals) or any(not 0 < one < 32_000 for one in ordinals):
        raise BrokenPackage("Số thứ tự văn bản trong gói hồ sơ bị trùng hoặc sai.")
    if told.closed_on < told.opened_on or told.closed_on > by.on:
        raise BrokenPackage("Ngày mở, ngày kết thúc trong gói hồ sơ không hợp lệ.")
    for document in told.documents:
        if document.direction not in Direction.values or document.state not in _KEPT_STATES:
            raise BrokenPackage("Gói hồ sơ có loại văn bản hoặc tình trạng không hiểu được.")
    closed = told.restricted or any(document.restricted for document in told.documents)
    if closed and not by.officer_id:
        raise DomainError(
            "Gói có văn bản giới hạn người xem nên phải có người nhận: nhập trên trang “Nhập gói hồ sơ”."
        )


def _open(told: PackedDossier, by: Actor, unit_id: int, at: datetime) -> Dossier:
    try:
        with transaction.atomic():
            return Dossier.objects.create(
                unit_id=unit_id, year=told.year, code=told.code, title=told.title, heading=told.heading,
                retention=told.retention, restricted=told.restricted, creator_id=by.officer_id,
                creator_name=told.creator, opened_on=told.opened_on, closed_on=told.closed_on,
                lead_id=by.officer_id, lead_name=told.creator, description=told.description,
                origin_code=told.organ_id, origin_name=told.organ_name or "–",
                next_ordinal=max((one.ordinal for one in told.documents), default=0) + 1,
            )  # fmt: skip
    except IntegrityError as error:
        raise NameTaken(f"Năm {told.year} đã có hồ sơ mang số, ký hiệu {told.code}", field="file") from error


def _take(package: Package, told: PackedDocument, dossier: Dossier, by: Actor, at: datetime) -> None:
    number, suffix = _number(told.number)
    incoming = told.direction == Direction.INCOMING
    document = Document.objects.create(
        unit_id=dossier.unit_id, direction=told.direction,
        state=told.state or _DONE[Direction(told.direction)],
        restricted=told.restricted, number=number, suffix=suffix, code_number=told.code_number,
        code_notation=told.code_notation, symbol=told.symbol, symbol_key=told.symbol_key, kind=told.kind,
        kind_name=told.kind_name, subject=told.subject, issuer=told.issuer, issued_on=told.issued_on,
        signer=told.signer, signer_position=told.position, signing_capacity=told.capacity,
        urgency=told.urgency, page_amount=told.pages, copies=told.copies, language=told.language,
        description=told.description, arrived_on=told.arrived_on, due_on=told.due_on,
        finished_on=dossier.closed_on, created_by=by.officer_id or None, created_at=at, changed_at=at,
    )  # fmt: skip
    DossierEntry.objects.create(
        dossier=dossier, document=document, ordinal=told.ordinal, added_by=by.officer_id, added_at=at
    )
    _take_recipients(told, document, dossier, incoming=incoming)
    Event.objects.bulk_create(
        Event(
            document=document, at=one.at, actor_name=one.name, actor_title=one.title, kind=one.kind,
            text=one.text,
        )
        for one in told.traces
    )  # fmt: skip
    for place, file in enumerate(told.files):
        _take_file(package, file, document, place, by, at)
    search.index(document.pk, files=bool(told.files))


def _take_recipients(told: PackedDocument, document: Document, dossier: Dossier, *, incoming: bool) -> None:
    """Those of an outgoing document; of an incoming one, to whom it was given."""
    if incoming:
        names = [name[:_NAME] for name in told.to_places.split("; ") if name]
        rows = [Recipient(name=name, line=Recipient.Line.PAPER, printed=False) for name in names]
    else:
        codes = {one.code for one in told.recipients if one.code}
        known = dict(IdentityCode.objects.filter(code__in=codes).values_list("code", "unit_id"))
        rows = [
            Recipient(name=one.name[:_NAME], line=one.line, unit_id=known.get(one.code))
            for one in told.recipients
            if one.line in Recipient.Line.values
        ]
    for place, row in enumerate(rows):
        row.document, row.position = document, place
    Recipient.objects.bulk_create(rows)


def _take_file(
    package: Package, file: PackedFile, document: Document, place: int, by: Actor, at: datetime
) -> None:
    if file.role not in DocumentFile.Role.values or file.size > settings.MAX_FILE:
        raise BrokenPackage(f"Tệp {file.path} trong gói hồ sơ không nhận được.")
    use = Use.ANNEX if file.role in (DocumentFile.Role.ANNEX, DocumentFile.Role.MESSAGE) else Use.MAIN
    with package.open(file) as source:
        filed = filing.take_in(source, file.name, at=at, use=use)  # type: ignore[arg-type]
    if filed.stored.sha256 != file.sha256:
        raise BrokenPackage(f"Tệp {file.path} không đúng mã kiểm tra trong gói hồ sơ.")
    _, proposals = secrecy.read_pages(filed.stored)
    secrecy.require_no_mark(proposals)
    DocumentFile.objects.create(
        document=document, stored=filed.stored, role=file.role, name=file.name[:255], position=place,
        added_by=by.officer_id or None, added_at=at,
    )  # fmt: skip


def _number(text: str) -> tuple[int | None, str]:
    if not text:
        return None, ""
    found = _NUMBER.fullmatch(text)
    if found is None:
        raise BrokenPackage(f"Số “{text}” trong gói hồ sơ không hợp lệ.")
    return int(found[1]), found[2]
