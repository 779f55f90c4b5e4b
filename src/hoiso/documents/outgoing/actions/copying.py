"""Paper copies of a document: numbered in the unit's own series of copies, filed beside the original."""

import io
import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.isolation import ChildFailed
from hoiso.core.files.kinds import Kind
from hoiso.core.symbols import number_text, parse_symbol
from hoiso.documents import filing, timeline
from hoiso.documents.checking.public import UnreadableFile, paper_of
from hoiso.documents.layouts.copies import CopyBlock, CopyForm, with_form
from hoiso.documents.layouts.kinds import kind
from hoiso.documents.layouts.official_document import Layout, signing_block
from hoiso.documents.layouts.rendering import render
from hoiso.documents.locking import locked
from hoiso.documents.outgoing.content import DraftContent, from_json, official, refuse_marked
from hoiso.documents.outgoing.letterheads import Letterhead, letterhead
from hoiso.documents.outgoing.signers import Signer, signers
from hoiso.documents.registers.public import locked_book, take_number
from hoiso.documents.tables.book import Series
from hoiso.documents.tables.document import Direction, Document, DocumentFile, State

_ORIGINALS = ("signed", "made", "main")
_ISSUED = (State.ISSUED,)
_BEHIND = 900  # copies stand behind every other file
_A4 = (210, 297)


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyWish:
    """What kind of copy, signed by whom, for whom. `text` is the part of an extract."""

    form: CopyForm
    signer_id: int
    recipients: tuple[str, ...]
    text: str = ""
    source_is_copy: bool = False


def make_copy(*, by: Actor, document_id: int, wish: CopyWish, at: datetime) -> DocumentFile:
    """Make a copy of an issued or registered document, with its number, and file it beside the original.

    The original's file is not touched. Raises `DomainError` where the law knows no such copy: an extract of
    what was not written here, a sao lục of what is no sao y.
    """
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    require(by, Right.ISSUE, at=document.unit_id)
    on = office_date(at)
    _require_copyable(document, wish)
    signer = next((one for one in signers(document.unit_id, on=on) if one.id == wish.signer_id), None)
    if signer is None:
        raise DomainError("Chọn người ký bản sao trong danh sách", field="signer")
    with TemporaryDirectory() as folder:
        source = Path(folder) / "goc.pdf"
        source.write_bytes(_source(document, wish))
        last_line = _last_line(source)
        with transaction.atomic():
            return _copied(by, document, wish, signer, source, last_line, on, at)


def _copied(
    by: Actor, document: Document, wish: CopyWish, signer: Signer, source: Path, last_line: float | None,
    on: date, at: datetime,
) -> DocumentFile:  # fmt: skip
    """Number, pages and rows in one transaction: the number is on the pages, and no number without them."""
    book = locked_book(document.unit_id, Series.COPIES, on=on)
    number = take_number(book, by=by, at=at)
    document = locked(document.pk)
    head = letterhead(document.unit_id, on=on)
    symbol = f"{number_text(number.number)}/{kind(wish.form.value).code}-{head.body_code}"
    block = _block(head, wish, signer, symbol, on, _name(document))
    try:
        made = with_form(source, block, last_line=last_line)
    except ChildFailed as failure:
        raise DomainError("Không sao được tệp này. Mở tệp, in ra PDF rồi thay tệp.") from failure
    filed = filing.take_in(io.BytesIO(made), f"{symbol.replace('/', '_')}.pdf", at=at)
    number.reason = f"{wish.form.words.capitalize()} {_name(document)}"[:500]
    number.save(update_fields=["reason"])
    row = DocumentFile.objects.create(
        document=document,
        stored=filed.stored,
        role=DocumentFile.Role.COPY,
        name=filed.name,
        position=_BEHIND,
        added_by=by.officer_id,
        added_at=at,
    )
    timeline.note(
        by, document, "copy_made", at=at, text=f"{wish.form.words.capitalize()} số {symbol}",
        file=row.pk, number=number.pk,
    )  # fmt: skip
    return row


def _require_copyable(document: Document, wish: CopyWish) -> None:
    if document.direction == Direction.OUTGOING and document.state not in _ISSUED:
        raise DomainError("Văn bản chưa phát hành thì chưa có bản chính để sao.")
    is_copy = parse_symbol(document.symbol).code == "SY" or wish.source_is_copy
    if wish.form is CopyForm.RECOPY and not is_copy:
        raise DomainError(
            "Sao lục chỉ sao từ bản sao y. Văn bản này là bản chính thì chọn sao y.", field="form"
        )
    if wish.form is CopyForm.EXTRACT:
        if not document.versions.exists():
            raise DomainError(
                "Trích sao chỉ làm được từ văn bản soạn trên hệ thống. Văn bản khác thì sao y.", field="form"
            )
        if not wish.text.strip():
            raise DomainError("Nhập phần được trích", field="text")
        _require_part(_content(document), wish.text)


def _require_part(content: DraftContent, text: str) -> None:
    """An extract holds lines of the original, whole and in their order."""
    lines = [_plain(line) for line in content.body.splitlines() if line.strip()]
    at = 0
    for line in (_plain(each) for each in text.splitlines() if each.strip()):
        if line not in lines[at:]:
            raise DomainError(
                f"Phần trích phải đúng như bản chính. Không thấy dòng “{line[:80]}”.", field="text"
            )
        at = lines.index(line, at) + 1


def _plain(line: str) -> str:
    return " ".join(line.split())


def _source(document: Document, wish: CopyWish) -> bytes:
    """The pages to copy: the file that stands, or for an extract the document set anew with its part."""
    if wish.form is CopyForm.EXTRACT:
        content = replace(_content(document), body=wish.text, annexes=())
        refuse_marked(content)
        return render(official(content, number=document.code_number, day=document.issued_on))
    files = {
        one.role: one
        for one in document.files.filter(replaced_at=None, role__in=_ORIGINALS).select_related("stored")
    }
    file = next((files[role] for role in _ORIGINALS if role in files), None)
    if file is None or file.stored.kind != Kind.PDF:
        raise DomainError(
            "Chỉ sao được văn bản có tệp PDF. Tải tệp PDF của bản chính lên trước.", field="form"
        )
    return _bytes(file)


def _bytes(file: DocumentFile) -> bytes:
    """What the store keeps of a file."""
    return Path(filing.store().path(file.stored.sha256)).read_bytes()


def _content(document: Document) -> DraftContent:
    return from_json(document.versions.order_by("-number")[0].content)


def _last_line(source: Path) -> float | None:
    """The lowest baseline of the last page; None where a page of its own is better."""
    try:
        paper = paper_of(source, Kind.PDF)
    except UnreadableFile:
        return None
    if not paper.pages or paper.pages != len(paper.sizes):
        return None
    if tuple(round(side) for side in paper.sizes[-1]) != _A4:
        return None
    lines = [line.baseline for line in paper.lines if line.page == paper.pages and line.baseline is not None]
    return max(lines, default=None)


def _block(head: Letterhead, wish: CopyWish, signer: Signer, symbol: str, on: date, name: str) -> CopyBlock:
    return CopyBlock(
        form=wish.form,
        issuer_lines=head.issuer_lines,
        parent_line=head.parent_line,
        number=symbol,
        place=head.place,
        day=on,
        recipients=wish.recipients,
        archive_line=head.archive_line,
        signing=signing_block(
            layout=Layout.ND30_UNION,
            capacity=signer.capacity,
            position=signer.position,
            signer=signer.name,
            collective=head.collective,
            head_position=head.head_position,
            deputy_stands_for_head=head.deputy_stands_for_head,
        ),
        of=name,
    )


def _name(document: Document) -> str:
    return re.sub(r"\s+", " ", f"{document.kind_name} {document.symbol}").strip()
