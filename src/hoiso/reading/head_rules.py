"""The head of page one: issuer and parent, number and notation, place and date."""

import re
from dataclasses import replace
from datetime import date
from itertools import groupby

from hoiso.core.folding import fold
from hoiso.core.symbols import Symbol, parse_symbol
from hoiso.reading.fields import Field, Proposal, proposal
from hoiso.reading.lines import Line, Side
from hoiso.reading.mark_rules import is_mark
from hoiso.reading.text import PageText
from hoiso.reading.vocabulary import (
    KIND_CODES,
    RIGHT_HEAD,
    begins_organisation,
    goes_on_below,
    is_body,
    is_capitals,
    is_ornament,
    title_kind,
)

_GROUP = r"[^\W\d_][\w.&]*"
_SYMBOL = re.compile(
    rf"^[Ss][ốỐôÔóÓoO](?:\s+hiệu)?\s*[:.]?\s*(?P<number>\d{{1,6}}[^\W\d_]?)?[\s.…_]*"
    rf"(?P<rest>[-/–]\s*(?:(?:19|20)\d\d\s*[-/–]\s*)?{_GROUP}(?:\s?[-/–]\s?{_GROUP})*)"
)
# A stroke that recognition has lost: 05KH-HPN.
_WITHOUT_STROKE = re.compile(
    rf"^[Ss][ốỐôÔóÓoO]\s*[:.]?\s*(?P<number>\d{{1,6}})\s?(?P<rest>(?:{'|'.join(KIND_CODES)})\s?-\s?{_GROUP})"
)
_GUESS = 0.6
_DATE = re.compile(
    r"(?:^|(?P<place>[^\W\d_][^,;:.\d]{1,40}(?:\.\s?[^,;:.\d]{1,30})?),?\s*)"
    r"(?:[Nn]g[àảáạãa]y|NGÀY)\s*(?P<day>\d{1,2})\s*th[áàảãạa]ng\s*(?P<month>\d{1,2})"
    r"\s*n[ăắằẳẵặâa]m\s*(?P<year>\d{4})\s*\.?$"
)
_MOST_HEAD_LINES = 30


def head_of(page: PageText) -> list[Line]:
    """The lines of a page above its title, addressee or first sentence."""
    found: list[Line] = []
    for line in page.lines[:_MOST_HEAD_LINES]:
        folded = fold(line.text)
        if title_kind(line.text) or folded.startswith(("kinh gui", "kinh trinh", "can cu ", "dieu 1")):
            break
        found.append(line)
    return found


def symbol_line(head: list[Line]) -> tuple[Line, Symbol] | None:
    """The line with number and notation, read."""
    for line in head:
        if shape := _SYMBOL.match(line.text):
            return line, parse_symbol(f"{shape['number'] or ''}{shape['rest']}")
        if line.sure < 1 and (shape := _WITHOUT_STROKE.match(line.text)):
            return replace(line, sure=min(line.sure, _GUESS)), parse_symbol(
                f"{shape['number']}/{shape['rest']}"
            )
    return None


def read_symbol(page: PageText, head: list[Line]) -> list[Proposal]:
    """Number, notation and both together; a blank number gives the notation alone."""
    if (found := symbol_line(head)) is None:
        return []
    line, symbol = found
    sure = 0.95 if "/" in symbol.written else 0.8
    read = [proposal(Field.NOTATION, symbol.notation, sure, page, [line])]
    if symbol.number is not None:
        read.append(proposal(Field.NUMBER, symbol.number_written, sure, page, [line]))
        read.append(proposal(Field.SYMBOL, symbol.written, sure, page, [line]))
    return read


def read_date(page: PageText, head: list[Line]) -> list[Proposal]:
    """Place and date of the document; a day that is not in the calendar proposes nothing."""
    for line in head:
        # Where a source has lost the columns, number and date share a line.
        if (shape := _DATE.search(_SYMBOL.sub("", line.text).strip())) is None:
            continue
        read = []
        if shape["place"] and shape["place"][0].isupper():
            read.append(proposal(Field.PLACE, shape["place"].strip(), 0.93, page, [line]))
        if (day := calendar_day(shape["day"], shape["month"], shape["year"])) is not None:
            sure = 0.95 if read and line.side is not Side.LEFT else 0.8
            read.append(proposal(Field.DATE, day.isoformat(), sure, page, [line]))
        return read
    return []


def calendar_day(day: str, month: str, year: str) -> date | None:
    """The date of three numbers, None for one like 31/02."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_issuer(page: PageText, head: list[Line]) -> list[Proposal]:
    """Issuer, and the parent above it: names in capitals on the left, above the number."""
    lines = [line for line in _above_number(head) if _may_name(line)]
    names = _names(lines)
    if not names:
        return []
    issuer = names.pop()
    text = _joined(issuer)
    sure = 0.9 if begins_organisation(text) else 0.6
    if is_body(text) and names:
        # The body comes first when the two are spoken: Ban Thường vụ Hội LHPN tỉnh.
        above = names.pop()
        text, issuer, sure = f"{text} {_joined(above)}", [*above, *issuer], 0.85
    read = [proposal(Field.ISSUER, text, sure, page, issuer)]
    if names:
        parent = names[-1]
        read.append(proposal(Field.PARENT, _joined(parent), min(sure, 0.88), page, parent))
    return read


def _above_number(head: list[Line]) -> list[Line]:
    found = symbol_line(head)
    if found is None:
        return head[:8]
    line, _ = found
    if line.box:
        return [other for other in head if other.box and other.box[1] < line.box[1]]
    return head[: head.index(line)]


def _may_name(line: Line) -> bool:
    return (
        line.side is not Side.RIGHT
        and is_capitals(line.text)
        and not is_ornament(line.text)
        and fold(line.text) not in RIGHT_HEAD
        and not is_mark(line.text)
    )


def _names(lines: list[Line]) -> list[list[Line]]:
    """Lines grouped into names: a change between upright and bold, or a beginning, starts one."""
    names: list[list[Line]] = []
    for _, run in groupby(lines, key=lambda line: line.bold):
        for place, line in enumerate(run):
            if (place and not begins_organisation(line.text)) or _ends(names, line):
                names[-1].append(line)
            else:
                names.append([line])
    return names


def _ends(names: list[list[Line]], line: Line) -> bool:
    return bool(names) and goes_on_below(_joined(names[-1]), line.text)


def _joined(lines: list[Line]) -> str:
    return " ".join(line.text.strip(" *_-") for line in lines)
