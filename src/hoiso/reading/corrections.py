"""What recognition misreads in the set phrases of official language is put right by the phrases themselves.

Tesseract often takes one mark for another: CHU TICH, HỌI LHPN, các chỉ hội. Where letters without marks
are those of a phrase that stands in nearly every document, and no other phrase has them, the marks are its.
"""

import re
import unicodedata
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
    # Organs and bodies.
    "ban chỉ đạo", "ban dân vận", "ban quản lý", "bảo hiểm xã hội", "bộ chỉ huy quân sự", "chính phủ",
    "chính sách xã hội", "công an tỉnh", "đoàn thanh niên", "giáo dục và đào tạo", "hội chữ thập đỏ",
    "hội cựu chiến binh", "hội đồng", "hội liên hiệp", "hội nông dân", "khoa học và công nghệ",
    "kho bạc nhà nước", "kiểm sát nhân dân", "lao động", "liên đoàn lao động", "nông nghiệp và môi trường",
    "quốc hội", "sở nội vụ", "sở tài chính", "sở tư pháp", "sở xây dựng", "sở y tế", "thanh tra tỉnh",
    "thủ tướng chính phủ", "trung ương", "văn hoá thể thao và du lịch", "xây dựng đảng",
    # Words of subjects that no other words have the letters of.
    "an sinh xã hội", "bạo lực gia đình", "bình đẳng giới", "cải cách hành chính", "chất lượng",
    "chuyển đổi số", "công chức", "đại biểu", "đại hội đại biểu", "giám sát và phản biện", "hiệu quả",
    "hội nghị", "hội viên", "hỗ trợ", "khởi nghiệp", "kiểm điểm", "kiện toàn", "nâng cao", "nhiệm kỳ",
    "phản biện xã hội", "phối hợp", "phụ nữ", "quản lý", "rà soát", "sơ kết", "tăng cường", "tập huấn",
    "thi đua khen thưởng", "thực hiện", "tổng kết", "trẻ em gái", "triệu tập", "triển khai", "tuyển dụng",
    "viên chức", "xét tuyển",
    # Bodies and words of official language again, each of which no other words have the letters of.
    "ban chỉ huy", "bí thư đoàn", "bình xét", "bồi dưỡng", "cải tạo", "chấp hành", "chỉ huy trưởng",
    "chính sách", "chính trị", "công an", "công đoàn", "công nghiệp", "cơ quan", "cơ sở",
    "cựu chiến binh", "dân tộc thiểu số", "dân vận", "doanh nghiệp", "dự thảo", "đánh giá", "đăng ký",
    "đề án", "đề nghị", "điện lực", "độc lập", "đồng bào", "đơn vị", "gia đình", "giải phóng",
    "giải quyết", "giảm nghèo", "giáo dục", "hành chính", "hạnh phúc", "hiến máu", "hoạt động",
    "hồ chí minh", "hợp tác", "huy động", "hướng dẫn", "hưởng ứng", "khen thưởng", "khó khăn",
    "khu công nghiệp", "khu vực", "khuyến khích", "kiểm tra", "kinh phí", "kinh tế", "kỷ luật",
    "kỷ niệm", "lãnh đạo", "lấy ý kiến", "mặt bằng", "miền bắc", "miền nam", "miền trung", "mô hình",
    "môi trường", "ngân hàng", "ngân sách", "nghị quyết", "nghiệp vụ", "nguồn vốn", "người lao động",
    "nhà nước", "nhân dân", "nông dân", "nông thôn mới", "phân công", "phát động", "phát triển",
    "phòng chống", "phong trào", "quân sự", "quy chế", "quy định", "quyền lợi", "sản xuất", "sáp nhập",
    "sắp xếp", "sử dụng", "tài chính", "tạo điều kiện", "tập thể", "thành lập", "thành tích",
    "thanh tra", "thể thao", "thị trấn", "thiên tai", "thôn ấp", "tiêu biểu", "tinh giản biên chế",
    "tình hình", "tình nguyện", "tiếp tục", "tiết kiệm", "tín dụng", "tổ dân phố", "tổng hợp",
    "trách nhiệm", "trung tâm", "truyền thanh", "trường học", "trường tiểu học", "trưởng phòng",
    "tuyên truyền", "vận động", "văn bản", "vay vốn", "vệ sinh", "việc làm", "xã hội", "xây dựng",
    "xử lý", "y tế", "ý kiến", "yêu cầu",
)  # fmt: skip
# Two ways of writing the mark are right; what was read stays if it is one of them.
_TWO_WAYS = (("đảng uỷ", "đảng ủy"), ("tỉnh uỷ", "tỉnh ủy"), ("uỷ ban", "ủy ban"), ("uỷ viên", "ủy viên"),
            ("văn hoá", "văn hóa"), ("uỷ thác", "ủy thác"))  # fmt: skip
_BY_LETTERS = {fold(phrase): (phrase,) for phrase in _PHRASES} | {fold(ways[0]): ways for ways in _TWO_WAYS}
_PLACES = {"tinh": "tỉnh", "xa": "xã", "phuong": "phường"}  # only in capitals, where they name a unit
_LONGEST = max(len(letters.split()) for letters in _BY_LETTERS)
# "V/v" before a subject; no word of the language looks like these.
_ABOUT = re.compile(r"^\s*V(?:[/⁄|!lI1iíJ4][vwyV]|W|w|v|/|4)[.:]?\s+(?=[^\W\d_])")
# Stamps of urgency, alone on their line; of secrecy none: there a misread accent must not make a mark.
_STAMPS = {
    "khan": "KHẨN",
    "thuong khan": "THƯỢNG KHẨN",
    "hoa toc": "HOẢ TỐC",
    "hoa toc hen gio": "HOẢ TỐC HẸN GIỜ",
}
_BRACKET = re.compile(r"\b(th|ch|tr|v|b|ngh|k|m|l|s|n)\]")  # chính tr]
# A syllable that ends in a stop is spoken rising or low: without its tone recognition has lost the stroke
# that lies on the hat of the vowel (kêt, câp, sô is none of these).
_STOPPED = re.compile(r"\b[^\W\d_]{0,4}[âăêôơưÂĂÊÔƠƯ][^\W\d_]{0,2}(?:ch|[cpt]|CH|[CPT])\b")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_VOWEL_MARKS = "\u0302\u0306\u031b"  # hat, bowl, horn
_HAMLET = re.compile(r"\b[ÂA]P\b")  # no words are written so
_FRAME = " .:*|[](){}_-–"
_WORD = re.compile(r"[^\W\d_]+")


def corrected(line: Line) -> Line:
    """A recognised line with its set phrases put right; any other line as it is."""
    if line.sure == 1:
        return line
    if line.text.isupper() and (stamp := _STAMPS.get(fold(line.text.strip(_FRAME)))):
        return replace(line, text=stamp)
    if line.text.isupper() and fold(line.text.strip(_FRAME)) == "phuong an":
        return replace(line, text="PHƯƠNG ÁN")  # alone it is a kind, before a name a ward
    if _may_be_a_name(line.text):
        return line  # Văn Đông is no "vận động"
    text = _BRACKET.sub(r"\1ị", _HAMLET.sub("ẤP", line.text))
    text = _corrected(_ABOUT.sub("V/v ", _STOPPED.sub(_sharp, text)))
    return line if text == line.text else replace(line, text=text)


def _may_be_a_name(text: str) -> bool:
    words = text.split()
    return len(words) > 1 and all(word.isalpha() and word.istitle() for word in words)


def _sharp(found: "re.Match[str]") -> str:
    read = unicodedata.normalize("NFD", found[0])
    if _TONES.search(read):
        return found[0]
    last = max(place for place, mark in enumerate(read) if mark in _VOWEL_MARKS)
    return unicodedata.normalize("NFC", f"{read[: last + 1]}\u0301{read[last + 1 :]}")


def known(text: str) -> list[bool]:
    """Of each word of a text, whether it stands in a set phrase: recognition was hardly ever wrong there."""
    words = list(_WORD.finditer(text))
    inside: set[int] = set()
    place = 0
    while place < len(words):
        run = _phrase_at(text, words[place : place + _LONGEST])
        inside.update(word.start() for word in run)
        place += max(1, len(run))
    found = []
    for piece in re.finditer(r"\S+", text):
        letters = [word.start() for word in words if piece.start() <= word.start() < piece.end()]
        found.append(bool(letters) and inside.issuperset(letters))
    return found


def spelt_as(name: str, place: str) -> str:
    """A name in capitals with its place spelt as in front of the date, where small letters are read better.

    ĐÔNG SEN and Đồng Sen on one page are one place. Any other name stays.
    """
    words, spelling = name.split(), place.split()
    if not spelling:
        return name
    for at in range(len(words) - len(spelling) + 1):
        read = words[at : at + len(spelling)]
        if fold(" ".join(read)) == fold(place) and "".join(read).isupper():
            words[at : at + len(spelling)] = [word.upper() for word in spelling]
    return " ".join(words)


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
        # TINH before a name is TỈNH; behind one it may be that of Hà Tĩnh.
        names_a_unit = length == 1 < len(words) and read.isupper() and fold(read) in _PLACES
        if fold(read) in _BY_LETTERS or names_a_unit:
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
