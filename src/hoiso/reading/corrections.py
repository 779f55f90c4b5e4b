"""What recognition misreads in the set phrases of official language is put right by the phrases themselves.

Tesseract often takes one mark for another: CHU TICH, HỌI LHPN, các chỉ hội. Where letters without marks
are those of a phrase that stands in nearly every document, and no other phrase has them, the marks are its.
"""

import re
from dataclasses import replace

from hoiso.core.folding import fold
from hoiso.reading.lines import Line

_PHRASES = (
    "ban chấp hành", "ban thường vụ", "ban thường trực", "ban tổ chức", "ban tuyên giáo", "bí thư", "chi bộ",
    "chi hội", "chủ tịch", "đảng bộ", "điều lệ", "hội đồng nhân dân", "hội liên hiệp phụ nữ",
    "hội lhpn", "kế hoạch", "kính gửi", "liên hiệp phụ nữ", "lưu", "mặt trận tổ quốc", "như trên",
    "như điều", "nơi nhận", "phó bí thư", "phó chủ tịch", "phó giám đốc", "giám đốc", "phó trưởng ban",
    "quyết định",
    "thông báo", "thường trực", "thường vụ", "tổ chức", "trưởng ban", "tuyên giáo", "văn phòng", "việt nam",
)  # fmt: skip
# Two ways of writing the mark are right; what was read stays if it is one of them.
_TWO_WAYS = (("đảng uỷ", "đảng ủy"), ("tỉnh uỷ", "tỉnh ủy"), ("uỷ ban", "ủy ban"), ("uỷ viên", "ủy viên"))
_BY_LETTERS = {fold(phrase): (phrase,) for phrase in _PHRASES} | {fold(ways[0]): ways for ways in _TWO_WAYS}
_PLACES = {"tinh": "tỉnh", "xa": "xã", "phuong": "phường"}  # only in capitals, where they name a unit
_LONGEST = max(len(letters.split()) for letters in _BY_LETTERS)
_WORD = re.compile(r"[^\W\d_]+")


def corrected(line: Line) -> Line:
    """A recognised line with its set phrases put right; any other line as it is."""
    if line.sure == 1:
        return line
    text = _corrected(line.text)
    return line if text == line.text else replace(line, text=text)


def _corrected(text: str) -> str:
    words = list(_WORD.finditer(text))
    pieces, end, place = [], 0, 0
    while place < len(words):
        run = _phrase_at(text, words[place : place + _LONGEST])
        if run:
            pieces += [text[end : run[0].start()], _written(text[run[0].start() : run[-1].end()])]
            end = run[-1].end()
        place += max(1, len(run))
    return "".join((*pieces, text[end:]))


def _phrase_at(text: str, words: "list[re.Match[str]]") -> "list[re.Match[str]]":
    """The longest run of these words, from the first, that has the letters of a phrase; else none."""
    for length in range(len(words), 0, -1):
        read = text[words[0].start() : words[length - 1].end()]
        if fold(read) in _BY_LETTERS or (length == 1 and read.isupper() and fold(read) in _PLACES):
            return words[:length]
    return []


def _written(read: str) -> str:
    """The phrase in the capitals in which it was read."""
    ways = _BY_LETTERS.get(fold(read)) or (_PLACES[fold(read)],)
    if read.lower() in ways:
        return read
    return (
        "".join(
            right.upper() if shown.isupper() else right for right, shown in zip(ways[0], read, strict=True)
        )
        if len(ways[0]) == len(read)
        else read
    )
