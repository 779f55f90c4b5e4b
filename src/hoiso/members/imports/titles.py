"""Rows that are no members: titles that name a branch or a group, totals, what is signed below a list."""

import re
from dataclasses import dataclass

from hoiso.core.folding import fold, nfc

_NUMBERED = r"(?:(?:[ivxlc]{1,6}|[a-h]|\d{1,3})\s*[.)\-:/]\s*|(?:[ivxlc]{1,5}|\d{1,3})\s+)?"
_SAID_BEFORE = r"(?:\s+(?:phu nu|pn|lhpn))?\s*[:.]?\s*"
_BRANCH = re.compile(rf"^{_NUMBERED}(chi hoi|chi to|ch)\b(?!\s*truong){_SAID_BEFORE}(.*)$")
_PLACE = re.compile(rf"^{_NUMBERED}((?:ap|khu pho|kp|thon|to dan pho|khom|buon|lang)\b\s*[:.]?\s*.+)$")
_GROUP = re.compile(rf"^{_NUMBERED}(to(?: phu nu| pn| hoi)?(?: so)?\s*[:.]?\s*(?:\d{{1,3}}|[a-z]\w*.*))$")
_IN_TITLE = re.compile(rf"\bchi hoi\b(?!\s*(?:truong|pho)){_SAID_BEFORE}(.+)$")
_COMMUNE = re.compile(r"\b(xa|phuong|thi tran)\s+((?:[a-z0-9']+\s?){1,5})")
_ENDS = re.compile(
    r"\s*(?:[,;:(–]|\s-\s|\b(?:xa|phuong|thi tran|huyen|tinh|thuoc|nhiem ky|quy|tinh den|den ngay)\b"
    r"|\bnam (?:19|20)\d\d|\bthang \d|\b\d+ (?:hoi vien|hv|nguoi|chi|phu nu)\b)"
)
_CLOSING = re.compile(
    r"^(?:tong(?: cong| so)?\b|cong\b(?!\s*nhan)|t cong\b|tc\b|nguoi lap|lap bieu|lap bang|tm\b|t m\b|kt\b"
    r"|chu tich|pho chu tich|xac nhan|ban (?:chap hanh|thuong vu)|danh sach|hoi (?:lhpn|lien hiep)"
    r"|cong hoa xa hoi|doc lap|chi hoi truong|ghi chu\s*:|luu y|(?:[\w ]{2,30}, )?ngay\b.*\bthang\b|ky ten"
    r"|thu truong|can bo|trong do\b)"
)
_GENERIC = re.compile(
    r"^(?:sheet|trang|bang|book|ds|danh sach|hoi vien|hv|du lieu|data|tong hop|mau|phu luc)\W*\d*(?:\W.*)?$"
)


@dataclass(frozen=True, slots=True)
class Titled:
    """What a title names; empty where it does not."""

    branch: str = ""
    group: str = ""
    commune: str = ""


def one_line(text: str) -> str:
    """Composed, one space between words."""
    return " ".join(nfc(text).split())


def titled(text: str) -> Titled | None:
    """A row with nothing but a title: the branch or the group whose members follow."""
    said = one_line(text)
    words = fold(said)
    if len(words) != len(said) or len(said) > 160:
        return None
    found = _GROUP.match(words)
    if found and not _BRANCH.match(words):
        return Titled(group=_calm(_until(said, words, found.start(1))))
    found = _BRANCH.match(words)
    if found:
        return Titled(branch=_calm(_until(said, words, found.start(2)))) if found[2] else None
    found = _PLACE.match(words)
    return Titled(branch=_calm(_until(said, words, found.start(1)))) if found else None


def in_heading(text: str) -> Titled:
    """What the lines above a list say: "DANH SÁCH HỘI VIÊN CHI HỘI ẤP 1, XÃ MỸ YÊN"."""
    said = one_line(text)
    words = fold(said)
    if len(words) != len(said):
        return Titled()
    branch = commune = ""
    found = _IN_TITLE.search(words)
    if found:
        branch = _calm(_until(said, words, found.start(1)))
    place = _COMMUNE.search(words)
    if place:
        commune = _calm(_until(said, words, place.start(2)))
    return Titled(branch=branch, commune=commune)


def of_sheet_name(name: str) -> Titled:
    """A sheet that is called after its branch; "Sheet1" is not."""
    said = one_line(name)
    if _GENERIC.match(fold(said)):
        return Titled()
    return titled(said) or Titled(branch=_calm(said))


def is_closing(text: str) -> bool:
    """A total, or what is written above and below a list."""
    return _CLOSING.match(re.sub(r"[^a-z0-9,: ]+", " ", fold(text)).strip()) is not None


def _until(said: str, words: str, start: int) -> str:
    end = _ENDS.search(words, start + 1)
    return said[start : end.start() if end else None].strip(" .,:;-–")


def _calm(name: str) -> str:
    """Capitals to small letters, but for the first of each word and for short Roman figures."""
    if not name.isupper() or len(name) <= 3:
        return name[:1].upper() + name[1:]
    return " ".join(
        word if re.fullmatch(r"[IVX]+|\d\w*", word) else word.capitalize() for word in name.split(" ")
    )


def branch_key(name: str) -> str:
    """What two ways to write a branch have in common: "CHI HỘI PN ẤP 01", "Ấp 1"."""
    words = re.sub(r"[^a-z0-9]+", " ", fold(name))
    words = re.sub(r"\b(?:chi hoi|phu nu|pn|lhpn|so)\b", " ", words)
    words = re.sub(r"\bkp\b", "khu pho", words)
    words = re.sub(r"\bkp(\d)", r"khu pho \1", words)
    return " ".join(re.sub(r"\b0+(\d)", r"\1", words).split())


def place_key(name: str) -> str:
    """The same without the word for the place: "ấp 1" and "1"."""
    return re.sub(r"^(?:ap|khu pho|thon|khom|to dan pho|to)\s+", "", branch_key(name))
