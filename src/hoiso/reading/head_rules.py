"""The head of page one: issuer and parent, number and notation, place and date."""

import re
from dataclasses import replace
from datetime import date

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
_NO = r"^[Ss](?:[ốỐôÔóÓoOõÕồỒỗỖổỔöÖ]{1,2})(?:\s+hiệu)?"
_SYMBOL = re.compile(
    rf"{_NO}\s*[:.]?\s*(?P<number>\d{{1,6}}[^\W\d_]?)?[\s.…_]*"
    rf"(?P<rest>[-/–]\s*(?:(?:19|20)\d\d\s*[-/–]\s*)?{_GROUP}(?:\s?[-/–]\s?{_GROUP})*)"
)
# A stroke that recognition has lost: 05KH-HPN.
_WITHOUT_STROKE = re.compile(
    rf"{_NO}\s*[:.]?\s*(?P<number>\d{{1,6}})\s?(?P<rest>(?:{'|'.join(KIND_CODES)})\s?-\s?{_GROUP})"
)
_GUESS = 0.6
# Figures that recognition takes for letters, between "Số" and the stroke.
_MISREAD_NUMBER = re.compile(rf"({_NO}\s*[:.]?\s*)(?P<number>[\dOoóòôéÌÍÏIlTSB§]{{1,5}})(?=\s?[-/–])")
_MISREAD_DAY = re.compile(
    r"(?P<day>[\dOoóòéÌÍÏIlTS§]{1,2})(?P<to_month>\s*th[áàảãạa]ng\s*)(?P<month>[\dOoóòéÌÍÏIlTS§]{1,2})"
    r"(?P<to_year>\s*n[ăắằẳẵặâa]m\s*)(?P<year>[\dOoóòéÌÍÏIlTS§]{4})(?=\s*\.?$)"
)
_FIGURES = str.maketrans("OoóòôéÌÍÏIlTSB§", "006666111111588")
_TWICE = re.compile(r"Đ{2,}(?!BQH)")  # Đoàn đại biểu Quốc hội is the one office that has two of them
_DATE = re.compile(
    r"(?:^|(?P<place>[^\W\d_][^,;:.\d]{1,40}(?:\.\s?[^,;:.\d]{1,30})?),?\s*)"
    r"(?:[Nn]g[àảáạãa]y|NGÀY)\s*(?P<day>\d{1,2})\s*th[áàảãạa]ng\s*(?P<month>\d{1,2})"
    r"\s*n[ăắằẳẵặâa]m\s*(?P<year>\d{4})\s*\.?$"
)
_MOST_HEAD_LINES = 30
_MOSTLY = 0.8


def head_of(page: PageText) -> list[Line]:
    """The lines of a page above its title, addressee or first sentence."""
    found: list[Line] = []
    for line in page.lines[:_MOST_HEAD_LINES]:
        folded = fold(line.text)
        if is_title(line) or folded.startswith(("kinh gui", "kinh trinh", "can cu ", "dieu 1")):
            break
        found.append(line)
    return found


def is_title(line: Line) -> bool:
    """Whether a line is the kind of document in capitals, across both columns of the head."""
    return bool(title_kind(line.text)) and (line.box is None or line.side is Side.WHOLE)


def symbol_line(head: list[Line]) -> tuple[Line, Symbol] | None:
    """The line with number and notation, read."""
    for line in map(_with_figures, head):
        if shape := _SYMBOL.match(line.text):
            rest = shape["rest"] if line.sure == 1 else _TWICE.sub("Đ", shape["rest"])
            return line, parse_symbol(f"{shape['number'] or ''}{rest}")
        if line.sure < 1 and (shape := _WITHOUT_STROKE.match(line.text)):
            return replace(line, sure=min(line.sure, _GUESS), sures=()), parse_symbol(
                f"{shape['number']}/{shape['rest']}"
            )
    return None


def _with_figures(line: Line) -> Line:
    """A recognised line of number or date with letters that look like figures put right, and doubted."""
    if line.sure == 1:
        return line
    text = line.text
    if (shape := _MISREAD_NUMBER.match(text)) and not shape["number"].isdigit():
        text = f"{shape[1]}{shape['number'].translate(_FIGURES)}{text[shape.end() :]}"
    if shape := _MISREAD_DAY.search(text):
        parts = [part if at % 2 else part.translate(_FIGURES) for at, part in enumerate(shape.groups())]
        text = text[: shape.start()] + "".join(parts)
    if text == line.text:
        return line
    return replace(line, text=text, sure=min(line.sure, _GUESS), sures=())


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
    for line in map(_with_figures, _with_year(head)):
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


def _with_year(head: list[Line]) -> list[Line]:
    """The head with a year that stands alone below "năm" in its column drawn up to it."""
    found = []
    for place, line in enumerate(head):
        year = next((other for other in head[place + 1 : place + 3] if other.side is line.side), None)
        if year is not None and fold(line.text).endswith(" nam") and re.fullmatch(r"\d{4}\.?", year.text):
            line = replace(line, text=f"{line.text} {year.text}", sure=min(line.sure, year.sure))
        found.append(line)
    return found


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
    if any(_is_left_over(line) and line not in lines for line in _above_number(head)):
        sure = 0.6
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


def _is_left_over(line: Line) -> bool:
    """Whether a recognised line of the left column has words that no name has taken."""
    words = [word for word in line.text.split() if len(word) > 1 and word.isalpha()]
    return line.sure < 1 and line.side is Side.LEFT and len(words) > 1 and not is_mark(line.text)


def _mostly_capitals(line: Line) -> bool:
    """Capitals, but for a word or two that recognition has mistaken."""
    if line.sure == 1:
        return is_capitals(line.text)
    letters = [letter for letter in line.text if letter.isalpha()]
    return len(letters) > 1 and sum(map(str.isupper, letters)) >= _MOSTLY * len(letters)


def _may_name(line: Line) -> bool:
    return (
        line.side is not Side.RIGHT
        and _mostly_capitals(line)
        and not re.match(_NO + r"\b", line.text)
        and not is_ornament(line.text)
        and fold(line.text) not in RIGHT_HEAD
        and not is_mark(line.text)
    )


def _names(lines: list[Line]) -> list[list[Line]]:
    """Lines grouped into names: a change between upright and bold, or a beginning, starts one."""
    names: list[list[Line]] = []
    for place, line in enumerate(lines):
        begins = begins_organisation(line.text) or (place > 0 and _parted(line, lines[place - 1]))
        if names and (not begins or _ends(names, line)):
            names[-1].append(line)
        else:
            names.append([line])
    return names


def _parted(line: Line, above: Line) -> bool:
    """Whether weight tells two names apart; of recognised letters it is guessed, space must say so too."""
    return line.bold != above.bold and (line.sure == 1 or line.gap)


def _ends(names: list[list[Line]], line: Line) -> bool:
    return bool(names) and goes_on_below(_joined(names[-1]), line.text)


def _joined(lines: list[Line]) -> str:
    return " ".join(line.text.strip(" *_-") for line in lines)
