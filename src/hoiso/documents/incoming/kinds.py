"""Kinds of document as the clerk chooses them: code in the row, name beside it."""

from hoiso.core.folding import fold
from hoiso.documents.layouts.kinds import KINDS

# Kinds that come in but are never made here: by legislative bodies and ministries.
_ONLY_RECEIVED = (
    ("L", "Luật"),
    ("NĐ", "Nghị định"),
    ("TT", "Thông tư"),
    ("TTLT", "Thông tư liên tịch"),
    ("PL", "Pháp lệnh"),
    ("TM", "Thư mời"),
)
_NAMED = tuple(
    (kind.code or kind.party_code or kind.key[:10], kind.name[0].upper() + kind.name[1:]) for kind in KINDS
)
_FIRST = ("CV", "KH", "BC", "TB", "HD", "QĐ", "GM", "TTr", "CTr", "NQ")
_ALL = dict((*_NAMED, *_ONLY_RECEIVED))

KIND_CHOICES: tuple[tuple[str, str], ...] = (
    ("", "Chưa rõ loại"),
    *((code, _ALL[code]) for code in _FIRST),
    *sorted(
        ((code, name) for code, name in _ALL.items() if code not in _FIRST), key=lambda row: fold(row[1])
    ),
)
_CODE_OF_NAME = {fold(name): code for code, name in _ALL.items()}


def kind_name(code: str) -> str:
    """The name that the code stands for, empty for none."""
    return _ALL.get(code, "")


def kind_code(name: str) -> str:
    """The code of a kind named in words ("Kế hoạch"), empty when it is none of ours."""
    return _CODE_OF_NAME.get(fold(name), "")
