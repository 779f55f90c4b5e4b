"""The PDF files of the demo: typeset by the same layout as real ones, and put into the store."""

import io
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

import pypdfium2

from hoiso.core.clock import office_date
from hoiso.core.files.antivirus import Outcome
from hoiso.core.files.store import Stored
from hoiso.core.models import StoredFile
from hoiso.demo import matters
from hoiso.demo.chance import chance_of
from hoiso.demo.days import Year
from hoiso.demo.plans import Incoming, Letter, Outgoing
from hoiso.documents import filing
from hoiso.documents.layouts.official_document import Capacity, Layout, OfficialDocument
from hoiso.documents.layouts.rendering import render
from hoiso.documents.outgoing.content import DraftContent, official

_MADE_SINCE = timedelta(days=45)
_COME_SINCE = timedelta(days=25)
_TO_MANY = 50


@dataclass(frozen=True, slots=True)
class _Paper:
    """A document to typeset, and where its file goes."""

    document: OfficialDocument
    put: Callable[[StoredFile], None]


def make_papers(made: Iterable[Outgoing], come: Iterable[Incoming], year: Year, *, at: datetime) -> int:
    """Typeset what was made or came lately, and whatever went to everybody; how many files."""
    papers = [*_of_made(made, year), *_of_come(come, year)]
    store = filing.store()

    def keep(paper: _Paper) -> tuple[Stored, bytes]:
        content = render(paper.document)
        return store.put(io.BytesIO(content), len(content)), content

    files = []
    with ThreadPoolExecutor(max_workers=2) as workers:
        for stored, content in workers.map(keep, papers):
            files.append(_row(stored, content, at))
    once = {file.sha256: file for file in files}
    StoredFile.objects.bulk_create(once.values())
    for paper, file in zip(papers, files, strict=True):
        paper.put(once[file.sha256])
    return len(once)


def _row(stored: Stored, content: bytes, at: datetime) -> StoredFile:
    return StoredFile(
        sha256=stored.sha256, size=stored.size, kind="pdf", media_type="application/pdf",
        pages=_pages(content), scanned_by=str(Outcome.NOT_AVAILABLE), created_at=at,
    )  # fmt: skip


def _of_made(made: Iterable[Outgoing], year: Year) -> list[_Paper]:
    papers = []
    for plan in made:
        if plan.numbered_at is None or plan.number is None:
            continue
        on = office_date(plan.numbered_at)
        lately = year.today - on <= (_MADE_SINCE if plan.office.is_province else _COME_SINCE)
        if lately or len(plan.sendings) > _TO_MANY:
            number = f"{plan.number.number:02d}"
            papers.append(_Paper(official(plan.content, number=number, day=on), _into(plan)))
    return papers


def _of_come(come: Iterable[Incoming], year: Year) -> list[_Paper]:
    chance = chance_of("letters")
    papers = []
    for plan in come:
        letter = plan.letter
        lately = year.today - office_date(plan.registered_at) <= _COME_SINCE
        wanted = plan.office.is_province or plan.office.is_one_person
        if plan.delivery is None and lately and wanted:
            letter.body = matters.body_of(letter.kind, letter.subject, letter.matter, letter.issuer, chance)
            papers.append(_Paper(_letter(letter), _into(plan)))
    return papers


def _into(plan: Incoming | Outgoing) -> Callable[[StoredFile], None]:
    def put(file: StoredFile) -> None:
        plan.file = file

    return put


def _letter(letter: Letter) -> OfficialDocument:
    """The letter of an organisation outside, as it might have looked."""
    party = "-" in letter.symbol.split("/", 1)[0]
    number, notation = letter.symbol.split("-" if party else "/", 1)
    content = DraftContent(
        kind=letter.kind.key,
        subject=letter.subject,
        body=letter.body,
        layout=(Layout.PARTY_05 if party else Layout.ND30_UNION).value,
        issuer_lines=(letter.issuer.upper(),),
        issuer_name=letter.issuer,
        notation=notation,
        place=letter.place,
        capacity=(Capacity.FOR_HEAD if letter.signer_position.startswith("Phó ") else Capacity.HEAD).value,
        head_position=letter.signer_position.removeprefix("Phó ").capitalize(),
        position=letter.signer_position,
        signer=letter.signer,
        urgency=letter.urgency,
        archive_line="VT",
    )
    return official(content, number=number, day=letter.issued_on)


def _pages(content: bytes) -> int:
    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()
