"""Identity codes as text: both styles, the path from the top, what makes a code well formed.

Rules: Decision 20/2020/QĐ-TTg (highest level first, `H37.DN.001`) and before it QCVN 102:2016
(lowest level first, zeros where a level is absent, `000.00.17.H29`). A first-level group is one
capital letter and two digits. A whole code has at most 35 characters.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from hoiso.core.folding import nfc

MAX_LENGTH = 35
_LEVEL_1 = re.compile(r"[A-Z][0-9]{2}")
_GROUP = re.compile(r"[A-Z0-9]{1,10}")
_ALLOWED = re.compile(r"[A-Z0-9][A-Z0-9._/-]*")


class Style(StrEnum):
    """Which rule a code follows; the values are those of `IdentityCode.Style`."""

    DECISION_20 = "new"
    QCVN_102 = "old"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ParsedCode:
    """A code as written (capitals, outer spaces cut), its style, and its groups from the top down.

    Groups of zeros alone stand for absent levels in the old style and are left out of `path`.
    A code of another kind has itself as its only group.
    """

    code: str
    style: Style
    path: tuple[str, ...]

    @property
    def path_text(self) -> str:
        """The path as it is stored and compared: `H29.17`."""
        return ".".join(self.path)

    @property
    def level_1(self) -> str:
        """The group that is given centrally, empty for codes of another kind."""
        return "" if self.style is Style.OTHER else self.path[0]


def parse(text: str) -> ParsedCode:
    """Read a code without judging it; `fault` says whether it may be given to a unit."""
    code = nfc(text).upper()
    groups = code.split(".")
    if all(_GROUP.fullmatch(group) for group in groups):
        if _LEVEL_1.fullmatch(groups[0]):
            return ParsedCode(code, Style.DECISION_20, tuple(groups))
        if _LEVEL_1.fullmatch(groups[-1]):
            above = [group for group in reversed(groups[:-1]) if group.strip("0")]
            return ParsedCode(code, Style.QCVN_102, (groups[-1], *above))
    return ParsedCode(code, Style.OTHER, (code,))


def fault(text: str) -> str | None:
    """Why the code cannot be given to a unit, as a sentence; None when it is well formed."""
    code = nfc(text).upper()
    if not code:
        return "Nhập mã định danh"
    if len(code) > MAX_LENGTH:
        return f"Mã định danh dài nhất {MAX_LENGTH} ký tự, mã này có {len(code)} ký tự"
    if not _ALLOWED.fullmatch(code):
        return "Mã định danh chỉ gồm chữ cái không dấu, chữ số và dấu chấm, ví dụ H53.08.01"
    if ".." in code or code.endswith("."):
        return "Mã định danh thiếu một nhóm giữa hai dấu chấm"
    return None


def same_body(first: str, second: str) -> bool:
    """Whether two codes suggest one body: equal paths. A person confirms; nothing is joined by this."""
    return parse(first).path == parse(second).path
