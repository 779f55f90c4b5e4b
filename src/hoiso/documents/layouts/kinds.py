"""The kinds of document: names, abbreviations and how each one announces its subject.

Sources: Decree 30/2020/NĐ-CP Điều 7 and Phụ lục III (29 kinds, three kinds of copy); Party codes
after guidance 05-HD/VPTW. Codes are case-sensitive and `Đ` is U+0110.
"""

from dataclasses import dataclass
from enum import StrEnum


class KindGroup(StrEnum):
    """Where a kind comes from."""

    ADMINISTRATIVE = "administrative"
    """One of the 29 kinds of Decree 30."""
    PARTY_ONLY = "party-only"
    """Used in layout B alone; Decree 30 does not know it."""
    COPY = "copy"
    """A copy of a document; its own series of numbers."""


class SubjectPlace(StrEnum):
    """Where the subject (trích yếu) is printed."""

    UNDER_TITLE = "under-title"
    """Component 5a: below the name of the kind, across the page."""
    UNDER_NUMBER = "under-number"
    """Component 5b: after `V/v`, below the number (công văn)."""
    TITLE_ONLY = "title-only"
    """The specimen prints the kind's name alone; the subject lives in registers and metadata."""
    NOWHERE = "nowhere"
    """Neither name nor subject is printed (thư công)."""


_NAMED = (SubjectPlace.UNDER_TITLE, SubjectPlace.TITLE_ONLY)


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document.

    `key` is the English name, stored in rows; `name` is what officers call it; `code` is the
    abbreviation of Decree 30 and `party_code` that of layout B, None where there is none.
    `addressed` tells whether `Kính gửi` belongs to it (component 9a). `common` marks the kinds the
    Union writes most.
    """

    key: str
    name: str
    code: str | None
    party_code: str | None = None
    subject_place: SubjectPlace = SubjectPlace.UNDER_TITLE
    addressed: bool = False
    common: bool = False
    group: KindGroup = KindGroup.ADMINISTRATIVE

    @property
    def title(self) -> str | None:
        """The name in capitals as printed across the page, None where the kind is not named."""
        return self.name.upper() if self.subject_place in _NAMED else None

    @property
    def needs_subject(self) -> bool:
        """True when the printed form has a line for the subject."""
        return self.subject_place in (SubjectPlace.UNDER_TITLE, SubjectPlace.UNDER_NUMBER)

    @property
    def has_about(self) -> bool:
        """True when the subject stands under the number after `V/v`."""
        return self.subject_place is SubjectPlace.UNDER_NUMBER


_COPY = KindGroup.COPY

KINDS: tuple[DocumentKind, ...] = (
    DocumentKind("resolution", "nghị quyết", "NQ", "NQ", common=True),
    DocumentKind("decision", "quyết định", "QĐ", "QĐ", common=True),
    DocumentKind("directive", "chỉ thị", "CT", "CT"),
    DocumentKind("regulation", "quy chế", "QC", "QC", common=True),
    DocumentKind("rules", "quy định", "QyĐ", "QĐ"),
    DocumentKind("communique", "thông cáo", "TC"),
    DocumentKind("notice", "thông báo", "TB", "TB", common=True),
    DocumentKind("guidance", "hướng dẫn", "HD", "HD", common=True),
    DocumentKind("programme", "chương trình", "CTr", "CTr", common=True),
    DocumentKind("plan", "kế hoạch", "KH", "KH", common=True),
    DocumentKind("option", "phương án", "PA", "PA"),
    DocumentKind("scheme", "đề án", "ĐA", "ĐA", common=True),
    DocumentKind("project", "dự án", "DA"),
    DocumentKind("report", "báo cáo", "BC", "BC", addressed=True, common=True),
    DocumentKind("minutes", "biên bản", "BB", "BB", common=True),
    DocumentKind("proposal", "tờ trình", "TTr", "TTr", addressed=True, common=True),
    DocumentKind("contract", "hợp đồng", "HĐ"),
    DocumentKind("telegram", "công điện", "CĐ"),
    DocumentKind("memorandum", "bản ghi nhớ", "BGN"),
    DocumentKind("agreement", "bản thỏa thuận", "BTT"),
    DocumentKind("authorisation", "giấy uỷ quyền", "GUQ"),
    DocumentKind("invitation", "giấy mời", "GM", "GM", common=True),
    DocumentKind(
        "introduction",
        "giấy giới thiệu",
        "GGT",
        "GGT",
        subject_place=SubjectPlace.TITLE_ONLY,
        common=True,
    ),
    DocumentKind("leave-permit", "giấy nghỉ phép", "GNP", subject_place=SubjectPlace.TITLE_ONLY),
    DocumentKind("dispatch-slip", "phiếu gửi", "PG"),
    DocumentKind("forwarding-slip", "phiếu chuyển", "PC"),
    DocumentKind("advice-slip", "phiếu báo", "PB"),
    DocumentKind(
        "letter",
        "công văn",
        None,
        "CV",
        subject_place=SubjectPlace.UNDER_NUMBER,
        addressed=True,
        common=True,
    ),
    DocumentKind("greeting-letter", "thư công", None, subject_place=SubjectPlace.NOWHERE, addressed=True),
    DocumentKind("conclusion", "kết luận", None, "KL", group=KindGroup.PARTY_ONLY),
    DocumentKind("certified-copy", "bản sao y", "SY", group=_COPY),
    DocumentKind("extract", "bản trích sao", "TrS", group=_COPY),
    DocumentKind("re-copy", "bản sao lục", "SL", group=_COPY),
)

_BY_KEY = {kind.key: kind for kind in KINDS}


def kind(key: str) -> DocumentKind:
    """The kind stored under that key; KeyError when no kind bears it."""
    return _BY_KEY[key]


def kinds_of_code(code: str) -> tuple[DocumentKind, ...]:
    """The kinds that a code in a received notation may stand for, exact letters only.

    `QĐ` answers decision and, by the Party's codes, rules: the clerk chooses.
    """
    decree = [each for each in KINDS if each.code == code]
    return tuple(decree + [each for each in KINDS if each.party_code == code and each not in decree])
