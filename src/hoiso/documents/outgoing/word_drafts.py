"""A Word file turned into the content of a draft: fields read from its head and foot, text as plain lines.

Nothing of its formatting is kept: the layout sets the components anew. What could not be read stays as the
unit's own letterhead has it, and the checker of form tells the rest.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from hoiso.core.folding import fold
from hoiso.documents.checking.public import Paper, PaperLine
from hoiso.documents.layouts.kinds import KINDS, DocumentKind, KindGroup
from hoiso.documents.layouts.official_document import Layout
from hoiso.documents.outgoing.content import DraftContent, RecipientChoice
from hoiso.reading.fields import Field, Proposal

_KINDS = {fold(kind.name): kind for kind in KINDS if kind.group is not KindGroup.COPY}
_FOOT = re.compile(r"^\s*(?:Nơi nhận|(?:TM|KT|TL|TUQ)\.\s?[A-ZĐ]|T/M |K/T |T/L )")
_HEAD = re.compile(
    r"^(?:CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]|ĐẢNG CỘNG SẢN VIỆT NAM|Số\s*:?\s*\d*\s*[-/]"
    r"|.{2,60},\s*ngày\s*\d*\s*tháng\s*\d*\s*năm\s*\d*|V/v\b)"
)
_ADDRESSED = re.compile(r"^Kính (?:gửi|trình)")
_ABOUT = re.compile(r"^(?:V/v|Về việc)\s*:?\s*", re.IGNORECASE)
_FAR = 40


def kind_of(found: Iterable[Proposal]) -> DocumentKind:
    """The kind that was read; công văn where none was."""
    name = _values(found).get(Field.KIND, "")
    return _KINDS.get(fold(name)) or _KINDS["cong van"]


def content_from_word(base: DraftContent, paper: Paper, found: tuple[Proposal, ...]) -> DraftContent:
    """The draft's content with what the file tells; `base` is a blank draft of the kind at the unit."""
    values = _values(found)
    subject = _ABOUT.sub("", values.get(Field.SUBJECT, "")).strip()
    party = any(fold(line.text).startswith("dang cong san viet nam") for line in paper.lines)
    names = _split(values.get(Field.RECIPIENTS, ""))
    kept = [name for name in names if not fold(name).startswith(("nhu tren", "luu"))]
    addressees = _split(values.get(Field.ADDRESSEES, "")) if base.document_kind.addressed else []
    recipients = (
        *(RecipientChoice(name=name, addressee=True) for name in addressees),
        *(RecipientChoice(name=name) for name in kept),
    )
    same_signer = fold(values.get(Field.SIGNER, "")) == fold(base.signer)
    signing = (
        {}
        if same_signer or not values.get(Field.SIGNER)
        else {
            "signer": values[Field.SIGNER],
            "signer_id": None,
            "position": _small(values.get(Field.POSITION, "")),
        }
    )
    return replace(
        base,
        layout=Layout.PARTY_05.value if party else base.layout,
        subject=subject or base.subject,
        body="\n".join(body_lines(paper, subject)),
        notation=values.get(Field.NOTATION) or base.notation,
        place=values.get(Field.PLACE) or _place(paper.lines[:_FAR]) or base.place,
        recipients=recipients,
        **signing,  # type: ignore[arg-type] # texts, and no id
    )


def body_lines(paper: Paper, subject: str) -> list[str]:
    """The text between head and foot, one line a paragraph; tables of data as rows between bars."""
    lines = list(paper.lines)
    start, end = _start(lines, subject), _end(lines)
    out: list[str] = []
    for table, group in groupby(lines[start:end], key=lambda line: line.cell and line.cell[0]):
        part = list(group)
        out += _paragraphs(part) if table is None else _table(part)
    return [line for line in out if line]


def _start(lines: list[PaperLine], subject: str) -> int:
    """Behind the last component of the head: letterhead, title, subject, addressees."""
    head = [at for at, line in enumerate(lines[:_FAR]) if _HEAD.match(line.text)]
    at = head[-1] + 1 if head else 0
    if head:
        tables = {cell[0] for place in head if (cell := lines[place].cell)}
        while at < len(lines) and (cell := lines[at].cell) and cell[0] in tables:
            at += 1
    wanted = fold(subject)
    addressed = False
    while at < len(lines):
        text = lines[at].text
        folded = fold(_ABOUT.sub("", text))
        if (
            not text
            or fold(text) in _KINDS
            or not any(letter.isalnum() for letter in text)
            or (wanted and len(folded) > 2 and folded.rstrip(".") in wanted and not addressed)
        ):
            at += 1
        elif _ADDRESSED.match(text) or (addressed and text.startswith(("-", "–", "+"))):
            addressed, at = True, at + 1
        else:
            break
    return at


def _end(lines: list[PaperLine]) -> int:
    """Before the foot; a table that holds it belongs to it from its first cell."""
    for at, line in enumerate(lines):
        if at > 2 and _FOOT.match(line.text):
            while at and line.cell and (before := lines[at - 1].cell) and before[0] == line.cell[0]:
                at -= 1
            return at
    return len(lines)


def _paragraphs(lines: list[PaperLine]) -> Iterator[str]:
    for line in lines:
        text = re.sub(r"^[•·●▪◦\uf0b7\uf02d]\s*", "- ", line.text.replace("\u00ad", ""))
        yield re.sub(r"^([-+])\s*(?=\S)", r"\1 ", text).strip()


def _table(lines: list[PaperLine]) -> Iterator[str]:
    rows: dict[int, dict[int, list[str]]] = {}
    for line in lines:
        assert line.cell is not None
        rows.setdefault(line.cell[1], {}).setdefault(line.cell[2], []).append(line.text)
    for row in rows.values():
        width = max(row) + 1
        cells = [" ".join(part for part in row.get(column, []) if part) for column in range(width)]
        yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def _place(lines: Iterable[PaperLine]) -> str:
    """The place of a dated line whose day is still open, which no day can be read from."""
    found = (re.match(r"(\D{2,60}?),\s*ngày\b[\s\d.…]*tháng\b", line.text) for line in lines)
    return next((one[1].strip() for one in found if one), "")


def _values(found: Iterable[Proposal]) -> dict[Field, str]:
    values: dict[Field, str] = {}
    for one in found:
        values.setdefault(one.field, one.value)
    return values


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split("; ") if part.strip()]


def _small(position: str) -> str:
    return position.capitalize().replace("chủ tịch", "Chủ tịch") if position.isupper() else position
