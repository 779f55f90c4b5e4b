"""The foot of a document: recipients on the left, the signer's block on the right."""

import re

from hoiso.core.folding import fold
from hoiso.reading.fields import Field, Proposal, proposal
from hoiso.reading.lines import Line, Side
from hoiso.reading.names import name_put_right
from hoiso.reading.text import PageText
from hoiso.reading.vocabulary import CAPACITY, is_capitals, is_ornament, is_position

_RECIPIENTS = re.compile(r"^[\W_]*no\w?\s+nhan[\W_]*$")
_BULLET = re.compile(r"^\s*[-–—_+•*]\s*")
_COPY_TO = re.compile(r"\(\s*b\s*/\s*[cCeo€©¢]\s*\)")  # (b/c), to be reported to
_NOISE = 0.3  # letters read with less, off the left edge, are specks between the columns
_OFF_EDGE = 15.0  # points
_FILED = re.compile(r"^\s*[-–+]?\s*Lưu\b", re.IGNORECASE)
# Kept by the clerk's office: "Lưu: VT", of which recognition takes one letter or the comma for another;
# VP, the office, and VH are others.
_KEPT_BY = re.compile(
    r"^(?P<lead>\s*[-–—_+•*]?\s*)[L1I|l][^\W\d_]{1,2}(?P<colon>\s*[:;.]?\s*)V(?:[^\W\d_PpHh][L1|]?|[1|])"
    r"(?P<apart>\s*[,;.]?\s*)(?=$|[A-ZĐ(\s])"
)
_CODE_LETTERS = str.maketrans("€©¢ÑŃ", "CCCNN")
_DRAFTER = re.compile(r"\.\s*[A-ZĐ]{2,5}[.,]?\s*\d{1,4}\.?\s*$")  # component 12: "NTH. 25"
_STAMP = re.compile(
    r"ký (?:bởi|số|tên)|thời gian|signed|date:|@|đã ký|chữ ký|organ|e-?mail|\d{2}[:/.]\d{2}", re.IGNORECASE
)
_RANK = re.compile(
    r"^(?:(?:Thiếu|Trung|Thượng|Đại)\s+(?:tá|tướng|úy|uý)|(?:PGS|GS|TS|ThS|BS)\.(?:\s*(?:TS|BS)\.)?)\s*",
    re.IGNORECASE,
)
_MOST_RECIPIENTS = 60
_UNFILED = 0.6
_ABOVE = 30.0  # points by which the signer's block may begin above "Nơi nhận"


def read_closing(pages: tuple[PageText, ...]) -> list[Proposal]:
    """Recipients, signing capacity, position and signer, from the first page that closes."""
    for page in pages:
        for place, line in enumerate(page.lines):
            if _RECIPIENTS.match(fold(line.text)):
                return [*_recipients(page, place), *_signer(page, place)]
    for page in pages:
        if (first := _unheaded(page)) is not None:
            return [*_recipients(page, first, headed=False), *_signer(page, first)]
    for page in reversed(pages):
        if read := _signer(page, None):
            return read
    return []


def _unheaded(page: PageText) -> int | None:
    """The first of the recipients whose heading was not recognised: the list above "Lưu"."""
    kept = next((place for place, line in enumerate(page.lines) if _is_kept_copy(line)), None)
    if kept is None:
        return None
    first = kept
    for place in range(kept - 1, max(-1, kept - _MOST_RECIPIENTS), -1):
        line = page.lines[place]
        if line.side is Side.RIGHT or _begins_signature(line):
            continue
        if line.side is not Side.LEFT or not _BULLET.match(line.text):
            break
        first = place
    return first


def _is_kept_copy(line: Line) -> bool:
    return line.sure < 1 and line.side is Side.LEFT and bool(_KEPT_BY.match(line.text))


def _recipients(page: PageText, place: int, *, headed: bool = True) -> list[Proposal]:
    items: list[str] = []
    taken = [page.lines[place]] if headed else []
    start = place + 1 if headed else place
    for line in page.lines[start : start + _MOST_RECIPIENTS]:
        if line.side is Side.RIGHT or _begins_signature(line):
            if line.box is None and line.side is not Side.RIGHT:
                break
            continue
        if items and _FILED.match(items[-1]) and (line.gap or items[-1].rstrip().endswith(".")):
            break
        if _is_noise(line, page.lines[place]):
            continue
        text = _with_kept_by(line.text) if line.sure < 1 else line.text
        if _BULLET.match(text) or not items:
            items.append(text)
        else:
            items[-1] = f"{items[-1]} {text}"
        taken.append(line)
    clean = [_DRAFTER.sub(".", _BULLET.sub("", item)) for item in items]
    names = [
        name for item in clean if len(name := item.strip(" ;.,:*•¬")) > 1 and any(map(str.isalpha, name))
    ]
    sure = 0.88 if headed else 0.6
    if any(line.sure < 1 for line in taken) and not any(_FILED.match(item) for item in items):
        sure = min(sure, _UNFILED)  # Decree 30: the list ends in the copy that is kept
    return [proposal(Field.RECIPIENTS, "; ".join(names), sure, page, taken)] if names else []


def _is_noise(line: Line, first: Line) -> bool:
    if line.sure < 1 and sum(map(str.isalpha, line.text)) < 2:
        return True
    return (
        line.sure < _NOISE
        and line.box is not None
        and first.box is not None
        and line.box[0] > first.box[0] + _OFF_EDGE
        and not _BULLET.match(line.text)
    )


def _with_kept_by(text: str) -> str:
    """A recognised recipient with its set marks put right: (b/c), and the drafters' codes behind VT."""
    text = _COPY_TO.sub("(b/c)", text)
    if (found := _KEPT_BY.match(text)) is None:
        return text
    codes = text[found.end() :]
    if not found["apart"].strip(" .") and not codes.strip(" ."):
        return f"{found['lead']}Lưu{found['colon']}VT{found['apart']}{codes}"
    return f"{found['lead']}Lưu{found['colon']}VT, {codes.translate(_CODE_LETTERS)}"


def _begins_signature(line: Line) -> bool:
    return is_capitals(line.text) and bool(CAPACITY.match(line.text) or is_position(line.text))


def _signer(page: PageText, recipients: int | None) -> list[Proposal]:
    lines = _block(page, recipients)
    capacity = [line for line in lines if CAPACITY.match(line.text) and is_capitals(line.text)]
    positions = [
        line for line in lines if line not in capacity and is_position(line.text) and not _is_name(line)
    ]
    named = [line for line in lines if _is_name(line) and _after(line, [*capacity, *positions], lines)]
    read = []
    if capacity:
        written = " / ".join(line.text.strip() for line in capacity)
        read.append(proposal(Field.CAPACITY, written, 0.9, page, capacity))
    if positions:
        written = " / ".join(line.text.strip() for line in positions)
        read.append(proposal(Field.POSITION, written, 0.9 if len(positions) == 1 else 0.8, page, positions))
    if named and (capacity or positions):
        line = named[-1]
        name, left = _without_rank(line.text), 1.0
        if line.sure < 1:
            name, left = name_put_right(name)
        read.append(proposal(Field.SIGNER, name, 0.9 * left, page, [line]))
    return read


def _block(page: PageText, recipients: int | None) -> list[Line]:
    """The lines of the signer's block, from its first line in capitals to the name."""
    if recipients is None:
        starts = [place for place, line in enumerate(page.lines) if _begins_signature(line)]
        if not starts:
            return []
        first = starts[-1]
        while first - 1 in starts:
            first -= 1
        return [line for line in page.lines[first : first + 12] if line.side is not Side.LEFT]
    anchor = page.lines[recipients]
    if anchor.box is None:
        near = page.lines[max(0, recipients - 4) :]
        return [line for line in near if line.side is not Side.LEFT and not _BULLET.match(line.text)]
    top = anchor.box[1] - _ABOVE
    return [
        line
        for line in page.lines
        if line.box and line.box[1] >= top and line.box[0] > anchor.box[2] and line.side is not Side.LEFT
    ]


def _after(line: Line, marks: list[Line], lines: list[Line]) -> bool:
    places = [lines.index(mark) for mark in marks]
    return bool(places) and lines.index(line) > min(places)


def _without_rank(name: str) -> str:
    """A name without the military rank or degree that the decree would not have there."""
    return _RANK.sub("", " ".join(name.split()))


def _is_name(line: Line) -> bool:
    """Two to six words, each with one capital in front; no title, no stamp of a signature."""
    words = _without_rank(line.text).split()
    if not 2 <= len(words) <= 6 or is_ornament(line.text) or _STAMP.search(line.text):
        return False
    if is_position(line.text) or fold(line.text).startswith(("phu luc", "noi nhan", "nhu tren")):
        return False
    return all(
        word.isalpha() and word[0].isupper() and (word[1:].islower() or len(word) == 1) for word in words
    )
