"""Rules on an uploaded file: paper, margins, font, sizes, and the components in their order.

Decree 30/2020/NĐ-CP, Phụ lục I: A4; top and bottom 20–25 mm, left 30–35, right 15–20; Times New Roman;
text 13–14 pt. Guidance 05-HD/VPTW: 20/20/30/15. What a PDF leaves free may be more than its margins,
so only too little is a fault there, but for the left and right sides, which every text fills.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from hoiso.core.files.kinds import Kind
from hoiso.core.folding import fold
from hoiso.core.phrases import number as number_words
from hoiso.core.symbols import date_text, parse_symbol
from hoiso.documents.checking.date_rules import named_days
from hoiso.documents.checking.findings import Finding, Weight
from hoiso.documents.checking.paper import Paper, PaperLine
from hoiso.documents.layouts.kinds import KINDS

_SIDES = (("trên", 20, 25), ("dưới", 20, 25), ("trái", 30, 35), ("phải", 15, 20))
_PARTY_SIDES = (("trên", 20, 20), ("dưới", 20, 20), ("trái", 30, 30), ("phải", 15, 15))
_TIMES = ("times", "tinos", "liberationserif", "nimbusrom", "termes")
_SLACK = 1.0  # mm
_FOOT_FROM = 260  # mm from the top
_NUMBER = re.compile(r"^Số\s*(:?)\s*(.*)$")
_TITLES = {fold(kind.name): kind for kind in KINDS}


def paper_findings(paper: Paper) -> tuple[Finding, ...]:
    """What is out of form in a file, in the order of the paper. Nothing is said of scans without letters."""
    if paper.is_scan:
        return (
            Finding(
                "scan", "Tệp là ảnh quét, không có chữ để đo: chọn tệp Word, hoặc PDF tạo từ máy.",
                field="page", weight=Weight.LOOK,
            ),
        )  # fmt: skip
    party = any(fold(line.text).startswith("dang cong san viet nam") for line in paper.lines)
    return (
        *_sheet(paper, party=party),
        *_letters(paper),
        *_components(paper, party=party),
    )


def _sheet(paper: Paper, *, party: bool) -> Iterator[Finding]:
    for number, (width, height) in enumerate(paper.sizes, start=1):
        if sorted((round(width), round(height))) != [210, 297]:
            yield Finding(
                "not-a4", f"Trang {number} khổ {width:.0f} × {height:.0f} mm, phải là A4 (210 × 297 mm).",
                field="page", line=None,
            )  # fmt: skip
            break
    if paper.margins is None:
        return
    for free, (name, least, most) in zip(paper.margins, _PARTY_SIDES if party else _SIDES, strict=True):
        too_little = free < least - _SLACK
        sure = paper.kind is Kind.DOCX or name == "trái"
        too_much = sure and free > most + _SLACK
        if too_little or too_much:
            wanted = f"{least}–{most} mm" if least != most else f"{least} mm"
            yield Finding(
                "margin", f"Lề {name} {number_words(free, 1)} mm, theo thể thức là {wanted}.", field="page"
            )


def _letters(paper: Paper) -> Iterator[Finding]:
    text = [line for line in paper.lines if len(line.text) > 1]
    fonts = Counter[str]()
    for line in text:
        if line.font:
            fonts[line.font] += len(line.text)
    strange = [font for font in fonts if not _is_times(font)]
    if strange:
        worst = max(strange, key=lambda font: fonts[font])
        example = next(line for line in text if line.font == worst)
        yield Finding(
            "font", f"Có chữ dùng phông {worst}, thể thức quy định Times New Roman.", field="page",
            excerpt=example.text[:60],
        )  # fmt: skip
    body = [line for line in text if len(line.text) > 60 and line.cell is None and not _is_contact(line)]
    sizes = Counter[float]()
    for line in body:
        sizes[line.size] += len(line.text)
    if sizes:
        usual = max(sizes, key=lambda size: sizes[size])
        if not 12.9 <= usual <= 14.1:
            example = next(line for line in body if line.size == usual)
            yield Finding(
                "body-size", f"Cỡ chữ nội dung {number_words(usual, 1)}, theo thể thức là 13–14.",
                field="page", excerpt=example.text[:60],
            )  # fmt: skip
        others = [size for size in sizes if abs(size - usual) > 0.6 and sizes[size] * 20 > sizes[usual]]
        if others:
            example = next(line for line in body if line.size == others[0])
            yield Finding(
                "mixed-sizes", f"Nội dung dùng nhiều cỡ chữ: {number_words(usual, 1)} và "
                f"{number_words(others[0], 1)}.", field="page", excerpt=example.text[:60],
                weight=Weight.LOOK,
            )  # fmt: skip


def _is_contact(line: PaperLine) -> bool:
    """Component 13, at the foot of the page in smaller letters."""
    return line.baseline is not None and line.baseline > _FOOT_FROM and line.size <= 12


def _is_times(font: str) -> bool:
    plain = font.lower().replace(" ", "").replace("-", "")
    return any(name in plain for name in _TIMES)


def _components(paper: Paper, *, party: bool) -> Iterator[Finding]:
    lines = [line for line in paper.lines if line.text]
    places = {name: _first(lines, test) for name, test in _TESTS.items()}
    wanted = _PARTY_ORDER if party else _ORDER
    for name in wanted:
        if places[name] is None:
            yield Finding("missing", f"Không thấy {_NAMES[name]}.", field="page")
    present = [(name, places[name]) for name in wanted if places[name] is not None]
    for (one, first), (two, second) in pairwise(present):
        if (
            first is not None
            and second is not None
            and _stands_after(lines[first], first, lines[second], second)
        ):
            yield Finding(
                "order", f"Thứ tự chưa đúng: {_NAMES[one]} phải đứng trước {_NAMES[two]}.", field="page",
                excerpt=lines[second].text[:60],
            )  # fmt: skip
    at = places["number"]
    if at is not None:
        yield from _number_line(lines[at], party=party)
        yield from _kind_fits(lines, at)
    at = places["dated"]
    if at is not None:
        yield from _dated_line(lines[at])
    if (paper.pages or 0) > 1 and paper.kind is Kind.PDF:
        yield from _page_numbers(paper)


def _first(lines: list[PaperLine], test: re.Pattern[str]) -> int | None:
    return next((at for at, line in enumerate(lines) if test.search(line.text)), None)


def _stands_after(one: PaperLine, first: int, two: PaperLine, second: int) -> bool:
    """Whether the first component stands below the second; columns side by side are level."""
    if one.baseline is not None and two.baseline is not None:
        return (one.page, one.baseline) > (two.page, two.baseline + 4)
    if one.cell and two.cell and one.cell[0] == two.cell[0]:
        return one.cell[1] > two.cell[1]
    return first > second


_TESTS = {
    "state": re.compile(r"^CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    "motto": re.compile(r"^Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc"),
    "party": re.compile(r"^ĐẢNG CỘNG SẢN VIỆT NAM"),
    "number": re.compile(r"^Số\s*:?\s*\d*\s*[-/]"),
    "dated": re.compile(r",\s*ngày\s*\d*\s*tháng\s*\d*\s*năm"),
    "recipients": re.compile(r"^Nơi nhận"),
}
_NAMES = {
    "state": "Quốc hiệu “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”",
    "motto": "Tiêu ngữ “Độc lập - Tự do - Hạnh phúc”",
    "party": "tiêu đề “ĐẢNG CỘNG SẢN VIỆT NAM”",
    "number": "dòng số, ký hiệu",
    "dated": "địa danh và ngày tháng",
    "recipients": "“Nơi nhận”",
}
_ORDER = ("state", "motto", "number", "dated", "recipients")
_PARTY_ORDER = ("party", "number", "dated", "recipients")


def _number_line(line: PaperLine, *, party: bool) -> Iterator[Finding]:
    found = _NUMBER.match(line.text)
    if found is None:
        return
    if party and found[1]:
        yield Finding(
            "number-colon", "Theo thể thức của Đảng, sau chữ “Số” không có dấu hai chấm.", field="notation",
            excerpt=line.text[:60],
        )  # fmt: skip
    if not party and not found[1]:
        yield Finding(
            "number-colon", "Sau chữ “Số” có dấu hai chấm: “Số: 05/KH-BTV”.", field="notation",
            excerpt=line.text[:60],
        )  # fmt: skip
    digits = re.match(r"(\d+)", found[2])
    if digits and len(digits[1]) == 1:
        yield Finding(
            "number-zero", f"Số nhỏ hơn 10 viết có số 0 ở trước: 0{digits[1]}.", field="notation",
            excerpt=line.text[:60],
        )  # fmt: skip
    if re.search(r"\s[-–/]|[-–/]\s", found[2].strip()) and digits:
        yield Finding(
            "number-spaces", "Số và ký hiệu viết liền, không cách quanh dấu gạch.", field="notation",
            excerpt=line.text[:60],
        )  # fmt: skip


def _kind_fits(lines: list[PaperLine], at: int) -> Iterator[Finding]:
    """The title across the page is the kind that the notation abbreviates."""
    code = parse_symbol(lines[at].text).code
    title = next(
        (line for line in lines[at + 1 : at + 12] if fold(line.text) in _TITLES and line.text.isupper()), None
    )
    if title is None or not code:
        return
    kind = _TITLES[fold(title.text)]
    right = {each for each in (kind.code, kind.party_code) if each}
    if right and code not in right:
        yield Finding(
            "notation-of-kind",
            f"Ký hiệu “{code}” không khớp với loại {kind.name}: chữ viết tắt đúng là {sorted(right)[0]}.",
            field="notation", excerpt=lines[at].text[:60],
        )  # fmt: skip


def _dated_line(line: PaperLine) -> Iterator[Finding]:
    for named in named_days(line.text):
        if named.day is None:
            yield Finding("no-such-day", f"Không có “{named.words}”.", field="day", excerpt=line.text[:60])
        elif named.words != date_text(named.day):
            yield Finding(
                "date-form",
                f"Ngày tháng viết là “{date_text(named.day)}”.",
                field="day",
                excerpt=line.text[:60],
            )


def _page_numbers(paper: Paper) -> Iterator[Finding]:
    numbered = {
        line.page
        for line in paper.lines
        if line.text.strip("- ") == str(line.page) and (line.baseline or 99) < 25
    }
    if 1 in numbered:
        yield Finding("page-one", "Trang thứ nhất không hiển thị số trang.", field="page")
    if len(paper.sizes) >= 2 and 2 not in numbered:
        yield Finding(
            "page-number",
            "Từ trang thứ hai phải có số trang, đặt giữa lề trên.",
            field="page",
            weight=Weight.LOOK,
        )
