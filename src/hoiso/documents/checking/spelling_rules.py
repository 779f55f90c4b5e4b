"""Rules on spelling: where tone marks stand, common slips, spaces and marks, names of the Union's bodies.

Both placements of the tone mark are right Vietnamese (`hòa`, `hoà`); one document keeps to one of them.
Words that begin with a capital are names and stay as their owners write them (law-and-formats, doubt 25).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from hoiso.documents.checking.findings import Finding, Fix, Weight, Written, around

_SLIPS: Final = Path(__file__).parent / "slips.txt"
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_WORD = re.compile(r"[^\W\d_]+")
_OPEN_PAIR = re.compile(rf"([ou])([{_TONES}]?)([aey])([{_TONES}]?)$")
_MISPLACED = re.compile(r"\b([Qq])([úùủũụ])([aăâeêioôơyý])|\b([Gg])([íìỉĩị])([aăâeêoôơuư]\w)")
_BEFORE_MARK = re.compile(r"(?<=[\w)”\"])[ \u00a0]+(?=[,.;:!?](?:\s|$))")
_AFTER_MARK = re.compile(r"(?<=[^\W\d_])[,;](?=[^\W\d_])")
_TWICE = re.compile(
    r"\b(của|và|các|những|là|cho|với|trong|được|theo|tại|để|về|hội viên|phụ nữ) \1\b", re.IGNORECASE
)
_NAMES: Final = {
    "ban chấp hành": "Ban Chấp hành",
    "ban thường vụ": "Ban Thường vụ",
    "đoàn chủ tịch": "Đoàn Chủ tịch",
    "hội liên hiệp phụ nữ": "Hội Liên hiệp Phụ nữ",
    "mặt trận tổ quốc": "Mặt trận Tổ quốc",
    "đảng cộng sản việt nam": "Đảng Cộng sản Việt Nam",
}
_NAME = re.compile(rf"\b(?:{'|'.join(sorted(_NAMES, key=len, reverse=True))})\b", re.IGNORECASE)


def spelling_findings(written: Written) -> Iterator[Finding]:
    """All findings on how the words are written."""
    yield from _placement(written)
    for field, line, text in written.texts():
        yield from _slips(field, line, text)
        yield from _marks(field, line, text)
        yield from _names(field, line, text)
        yield from _pairs(field, line, text)


def turned(word: str) -> str | None:
    """The word with the tone mark of its open pair (oa, oe, uy) on the other letter; None without one."""
    found = _pair(word)
    if found is None:
        return None
    start, first, tone, second, is_new = found
    if second == "e" and first == "u":
        return None
    pair = f"{first}{tone}{second}" if is_new else f"{first}{second}{tone}"
    return unicodedata.normalize("NFC", start + pair)


def is_new_placement(word: str) -> bool | None:
    """True for `hoà`, False for `hòa`, None where the two do not differ."""
    found = _pair(word)
    return found[4] if found else None


def _pair(word: str) -> tuple[str, str, str, str, bool] | None:
    spread = unicodedata.normalize("NFD", word)
    found = _OPEN_PAIR.search(spread)
    if found is None:
        return None
    first, early, second, late = found.groups()
    if (first, second) not in (("o", "a"), ("o", "e"), ("u", "y")) or bool(early) == bool(late):
        return None
    start = spread[: found.start()]
    if first == "u" and start.lower().endswith("q"):
        return None
    return start, first, early or late, second, bool(late)


def _placement(written: Written) -> Iterator[Finding]:
    counted: Counter[bool] = Counter()
    places: dict[str, tuple[str, int | None, str]] = {}
    for field, line, text in written.texts():
        for found in _WORD.finditer(text):
            word = found[0]
            new = is_new_placement(word)
            if new is None or not word.islower():
                continue
            counted[new] += 1
            places.setdefault(word, (field, line, around(text, found.start(), found.end())))
    if not (counted[True] and counted[False]):
        return
    keep = counted[True] > counted[False]
    for word, (field, line, excerpt) in places.items():
        if is_new_placement(word) is keep:
            continue
        right = turned(word)
        if right:
            yield Finding(
                "tone-placement",
                f"Cách đặt dấu chưa thống nhất: phần lớn văn bản đặt dấu như “{right}”, ở đây là “{word}”.",
                field=field, line=line, excerpt=excerpt, fix=Fix("", word, right, everywhere=True),
            )  # fmt: skip


@cache
def slips() -> dict[str, str]:
    """What is written wrongly and what is right, in small letters."""
    rows = [line for line in _SLIPS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return {wrong.strip(): right.strip() for wrong, right in (row.split("=") for row in rows)}


@cache
def _slip_pattern() -> re.Pattern[str]:
    known = sorted(slips(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", re.IGNORECASE)


def _slips(field: str, line: int | None, text: str) -> Iterator[Finding]:
    for found in _slip_pattern().finditer(text):
        right = _as_written(found[0], slips()[found[0].lower()])
        yield Finding(
            "slip", f"“{found[0]}” viết đúng là “{right}”.", field=field, line=line,
            excerpt=around(text, found.start(), found.end()), fix=Fix(field, found[0], right, line=line),
        )  # fmt: skip
    for found in _MISPLACED.finditer(text):
        whole = _WORD.match(text, found.start())
        word = whole[0] if whole else found[0]
        right = _moved(word)
        if right != word:
            yield Finding(
                "tone-misplaced", f"Dấu đặt sai chỗ: “{word}” viết đúng là “{right}”.", field=field,
                line=line, excerpt=around(text, found.start(), found.end()),
                fix=Fix(field, word, right, line=line),
            )  # fmt: skip
    for found in re.finditer("Ð", text):
        yield Finding(
            "icelandic", "Chữ Đ ở đây là một ký tự khác trông giống, tìm kiếm sẽ không thấy.", field=field,
            line=line, excerpt=around(text, found.start(), found.end()), fix=Fix(field, "Ð", "Đ", line=line),
        )  # fmt: skip


def _moved(word: str) -> str:
    """`qúy` as `quý`, `gíup` as `giúp`: the mark leaves the consonant for the vowel after it."""
    spread = unicodedata.normalize("NFD", word)
    found = re.match(rf"([QqGg][ui])([{_TONES}])([aeiouy][\u0302\u0306\u031b]?)", spread)
    if found is None or re.match(rf"[{_TONES}]", spread[found.end() : found.end() + 1]):
        return word
    return unicodedata.normalize("NFC", found[1] + found[3] + found[2] + spread[found.end() :])


def _marks(field: str, line: int | None, text: str) -> Iterator[Finding]:
    if text.lstrip().startswith("|"):
        return
    for found in _BEFORE_MARK.finditer(text):
        mark = text[found.end()]
        yield Finding(
            "space-before", f"Trước dấu “{mark}” không có khoảng trống.", field=field, line=line,
            excerpt=around(text, found.start(), found.end()),
            fix=Fix(field, found[0] + mark, mark, line=line),
        )  # fmt: skip
    for found in _AFTER_MARK.finditer(text):
        before = text[found.start() - 1 : found.end() + 1]
        yield Finding(
            "space-after", f"Sau dấu “{found[0]}” phải có khoảng trống.", field=field, line=line,
            excerpt=around(text, found.start(), found.end()),
            fix=Fix(field, before, f"{before[:2]} {before[2:]}", line=line),
        )  # fmt: skip
    for found in _TWICE.finditer(text):
        yield Finding(
            "twice", f"“{found[1]}” viết hai lần liền nhau.", field=field, line=line,
            excerpt=around(text, found.start(), found.end()), fix=Fix(field, found[0], found[1], line=line),
        )  # fmt: skip


def _names(field: str, line: int | None, text: str) -> Iterator[Finding]:
    """Capitals in the names of bodies (Decree 30, Phụ lục II)."""
    for found in _NAME.finditer(text):
        right = _NAMES[found[0].lower()]
        if found[0] in (right, right.upper()):
            continue
        yield Finding(
            "name-capitals", f"Tên tổ chức viết hoa là “{right}”.", field=field, line=line,
            excerpt=around(text, found.start(), found.end()), fix=Fix(field, found[0], right, line=line),
            weight=Weight.LOOK if found[0].islower() else Weight.WRONG,
        )  # fmt: skip


def _pairs(field: str, line: int | None, text: str) -> Iterator[Finding]:
    """Quotation marks and brackets that are opened are closed."""
    body = re.sub(r"^\s*(?:[a-zđ]\d?|\d+)\)", "", text)
    for opened, closed, name in (("(", ")", "ngoặc đơn"), ("“", "”", "ngoặc kép")):
        if body.count(opened) != body.count(closed) and not re.search(r"\d\)", body):
            yield Finding(
                "pair-open", f"Dấu {name} mở và đóng chưa đủ cặp.", field=field, line=line,
                excerpt=text[:60], weight=Weight.LOOK,
            )  # fmt: skip


def _as_written(written: str, right: str) -> str:
    if written.isupper():
        return right.upper()
    return right[0].upper() + right[1:] if written[0].isupper() else right
