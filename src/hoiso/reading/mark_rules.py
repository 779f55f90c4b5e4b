"""Stamps and the deadline: degree of secrecy, urgency, and the day by which something is wanted."""

import re
from datetime import date
from itertools import islice

from hoiso.core.folding import fold
from hoiso.reading.fields import Field, Proposal, proposal
from hoiso.reading.lines import Line
from hoiso.reading.text import PageText

# Accents are compared: MẶT and MẤT are other words. The old placement of tones is allowed for.
_MARK = re.compile(
    r"^(?:(?:ĐỘ|Độ)\s+(?:MẬT|mật)\s*:?\s*)?"
    r"(?P<secrecy>TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT|Tuyệt mật|Tối mật|Mật)?\s*[-–/,]?\s*"
    r"(?:(?:ĐỘ|Độ)\s+(?:KHẨN|khẩn)\s*:?\s*)?(?P<urgency>H(?:OẢ|ỎA)\s+TỐC(?:\s+HẸN\s+GIỜ)?|THƯỢNG\s+KHẨN|KHẨN)?$"
)
_LABELLED = re.compile(r"^độ\s+(?:mật|khẩn)", re.IGNORECASE)
_SECRECY = {"mat": "mật", "toi mat": "tối mật", "tuyet mat": "tuyệt mật"}
_URGENCY = {"khan": "khẩn", "thuong khan": "thượng khẩn", "hoa toc": "hoả tốc", "hoa toc hen gio": "hoả tốc"}

_DAY = (
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(?P<month>\d{1,2})"
    r"(?:\s*(?:[/.-]|,?\s+năm\s+)\s*(?P<year>20\d\d))?(?![\d/])"
)
_HOUR = r"(?:(?:lúc\s+)?\d{1,2}\s*(?:giờ|h|g)\s*(?:\d{1,2}\s*(?:phút)?)?\s*,?\s*)?"
_DEADLINE = re.compile(
    r"(?P<lead>trước|chậm\s+nhất|muộn\s+nhất|đến\s+hết|hạn\s+(?:cuối|chót)|thời\s+hạn|hết|không\s+quá|xong)"
    r"\s*(?:là|vào|trước|đến\s+hết|hết)?\s*:?\s*" + _HOUR + _DAY,
    re.IGNORECASE,
)
_WANTED = (
    "gui", "bao cao", "nop", "hoan thanh", "dang ky", "tra loi", "gop y", "y kien", "tong hop", "phan hoi",
    "cung cap", "ra soat", "de nghi", "danh sach", "ket qua",
)  # fmt: skip
_NOT_WANTED = ("sinh truoc", "ban hanh truoc", "hieu luc", "ky truoc", "thanh lap truoc", "cap truoc")
_SENTENCE = 220
_MOST_DEADLINES = 40  # on a page


def is_mark(text: str) -> bool:
    """Whether a line is a stamp of secrecy or urgency."""
    return _read_mark(text) != (None, None)


def _read_mark(text: str) -> tuple[str | None, str | None]:
    clean = text.strip(" .:*|[]()_-–")
    if (shape := _MARK.match(clean)) is None:
        return None, None
    secrecy, urgency = shape["secrecy"], shape["urgency"]
    if secrecy and secrecy not in (secrecy.upper(),) and not _LABELLED.match(clean):
        secrecy = None
    return secrecy, urgency


def read_marks(page: PageText) -> list[Proposal]:
    """Secrecy and urgency stamped on a page: alone on a line, or behind their label."""
    read: list[Proposal] = []
    for place, line in enumerate(page.lines):
        secrecy, urgency = _read_mark(line.text)
        sure = 0.95 if page.number == 1 and _near_top(page, line, place) else 0.65
        if secrecy:
            read.append(proposal(Field.SECRECY, _SECRECY[fold(secrecy)], sure, page, [line]))
        if urgency and page.number == 1:
            read.append(proposal(Field.URGENCY, _URGENCY[fold(urgency)], sure, page, [line]))
    return read


def _near_top(page: PageText, line: Line, place: int) -> bool:
    return line.box[1] < 0.45 * page.height if line.box else place < 20


def read_deadlines(page: PageText, issued: date | None) -> list[Proposal]:
    """Days by which something is wanted, the surest first; never before the document's own day.

    A day without a year takes that of the document, or the next when it would lie before it.
    """
    read: list[Proposal] = []
    text, owners = _running_text(page)
    for found in islice(_DEADLINE.finditer(text), _MOST_DEADLINES):
        before = fold(re.split(r"[.;!?]\s", text[max(0, found.start() - _SENTENCE) : found.start()])[-1])
        lead = fold(found["lead"])
        if (before + " " + lead).endswith(_NOT_WANTED) or "hieu luc" in before[-60:]:
            continue
        day = _deadline_day(found["day"], found["month"], found["year"], issued)
        if day is None or (issued and day < issued):
            continue
        lines = [line for start, end, line in owners if start < found.end() and end > found.start()]
        sure = _surety(before, lead, found)
        if not found["year"] and any(line.sure < 1 for line in lines):
            sure = round(sure - 0.1, 2)  # of a recognised day more may have been lost than its year
        read.append(proposal(Field.DEADLINE, day.isoformat(), sure, page, lines))
    read.sort(key=lambda one: -one.confidence)
    return read


def days_wanted(text: str, issued: date | None) -> list[date]:
    """Days by which something is wanted in a sentence, as they stand; none before the document's own day."""
    found = []
    for spoken in islice(_DEADLINE.finditer(text), _MOST_DEADLINES):
        before = fold(text[max(0, spoken.start() - _SENTENCE) : spoken.start()])
        if (before + " " + fold(spoken["lead"])).endswith(_NOT_WANTED) or "hieu luc" in before[-60:]:
            continue
        day = _deadline_day(spoken["day"], spoken["month"], spoken["year"], issued)
        if day is not None and not (issued and day < issued):
            found.append(day)
    return found


def _surety(before: str, lead: str, found: "re.Match[str]") -> float:
    sure = 0.45 if lead in ("den het", "het", "thoi han") else 0.6
    if any(word in before for word in _WANTED):
        sure += 0.28
    if re.search(r"\btu (?:ngay )?\d", before):
        sure -= 0.3  # "từ ngày … đến hết ngày …" is how long a thing lasts
    return round(sure if found["year"] else sure - 0.05, 2)


def _deadline_day(day: str, month: str, year: str | None, issued: date | None) -> date | None:
    try:
        if year:
            return date(int(year), int(month), int(day))
        if issued is None:
            return None
        this_year = date(issued.year, int(month), int(day))
        return this_year if this_year >= issued else date(issued.year + 1, int(month), int(day))
    except ValueError:
        return None


def _running_text(page: PageText) -> tuple[str, list[tuple[int, int, Line]]]:
    """The page as one run of text, with where each line lies in it."""
    parts: list[str] = []
    owners: list[tuple[int, int, Line]] = []
    length = 0
    for line in page.lines:
        parts.append(line.text)
        owners.append((length, length + len(line.text), line))
        length += len(line.text) + 1
    return " ".join(parts), owners
