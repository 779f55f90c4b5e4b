"""All that is printed on an official document, as plain values.

Component numbers (ô số) are those of Decree 30/2020/NĐ-CP, Phụ lục I phần I mục IV. Secrecy stamps
(10a) are missing on purpose: a secret document is not made on a networked system.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoiso.documents.layouts.body import Block
from hoiso.documents.layouts.errors import IncompleteDocument
from hoiso.documents.layouts.kinds import DocumentKind


class Layout(StrEnum):
    """The two forms of law-and-formats 2.2."""

    ND30_UNION = "nd30-union"
    """Decree 30: Quốc hiệu and Tiêu ngữ at the top right, `Số: 05/KH-BTV`."""
    PARTY_05 = "party-05"
    """Guidance 05-HD/VPTW: the Party's name at the top right, `Số 05-KH/HPN`."""

    @property
    def separator(self) -> str:
        """The mark between number and notation."""
        return "/" if self is Layout.ND30_UNION else "-"


class Urgency(StrEnum):
    """Component 10b: khẩn, thượng khẩn, hoả tốc."""

    URGENT = "urgent"
    VERY_URGENT = "very-urgent"
    EXPRESS = "express"


class Circulation(StrEnum):
    """Component 11: lưu hành nội bộ, xem xong trả lại."""

    INTERNAL = "internal"
    RETURN = "return"


class Capacity(StrEnum):
    """By what right a person signs (Decree 30 Điều 13)."""

    HEAD = "head"
    ACTING_HEAD = "acting-head"
    """Q.: given the head's powers."""
    FOR_HEAD = "for-head"
    """KT.: a deputy for the head."""
    COLLECTIVE = "collective"
    """TM.: the head, for the collective."""
    COLLECTIVE_FOR_HEAD = "collective-for-head"
    """TM. and KT.: a deputy, for the collective and the head."""
    BY_ORDER = "by-order"
    """TL.: by the head's order."""
    BY_DELEGATION = "by-delegation"
    """TUQ.: by written delegation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningBlock:
    """Components 7a and 7b: lines of authority, position, name; the signature comes between."""

    authority: tuple[str, ...]
    position: str
    signer: str


def signing_block(
    *,
    layout: Layout,
    capacity: Capacity,
    position: str,
    signer: str,
    collective: str = "",
    head_position: str = "",
    deputy_stands_for_head: bool = True,
) -> SigningBlock:
    """The lines above a signature, in capitals, as the layout writes them.

    `position` is the signer's own (`Phó Chủ tịch`), `head_position` the one signed for (`Chủ tịch`),
    `collective` the committee (`Ban Thường vụ`). `deputy_stands_for_head` is the setting of doubt 6 in
    law-and-formats: False leaves out the `KT.` line below a `TM.`. In layout B marks are `T/M`, and a
    collective never has `K/T`.
    """
    party = layout is Layout.PARTY_05
    marks = {"TM": "T/M", "KT": "K/T", "TL": "T/L", "TUQ": "T/UQ"} if party else {}

    def line(mark: str, whom: str) -> str:
        return f"{marks.get(mark, mark + '.')} {whom}".upper()

    own = position
    authority: tuple[str, ...] = ()
    match capacity:
        case Capacity.HEAD:
            pass
        case Capacity.ACTING_HEAD:
            own = f"Q. {position}"
        case Capacity.FOR_HEAD:
            authority = (line("KT", head_position),)
        case Capacity.COLLECTIVE:
            authority = (line("TM", collective),)
        case Capacity.COLLECTIVE_FOR_HEAD:
            authority = (line("TM", collective),)
            if deputy_stands_for_head and not party:
                authority += (line("KT", head_position),)
        case Capacity.BY_ORDER:
            authority = (line("TL", head_position),)
        case Capacity.BY_DELEGATION:
            authority = (line("TUQ", head_position),)
    return SigningBlock(authority=authority, position=own.upper(), signer=signer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A phụ lục of the same file. Numbered by the layout when there are two or more."""

    title: str
    body: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """Everything printed on one document.

    `number` and `day` are None until it is issued: room is left for them. `notation` is what follows the
    separator (`KH-BTV`; in layout B `KH/HPN`). `issuer_lines` are printed in capitals, the last ones bold,
    below `parent_line`; `issuer_name` is the name in ordinary letters, for the reference on annexes.
    `recipients` are the lines of `Nơi nhận` without dash and mark; the layout adds
    `Như trên` when there are `addressees`. `archive_line` is what follows `Lưu` (`VT, VP`).
    `co_signing` is a second signer on the left (minutes, contracts, agreements); `Nơi nhận` then goes below.
    `drafter_mark` and `copies` make component 12 (`NTH. 25`); `contact_lines` component 13.
    """

    layout: Layout
    kind: DocumentKind
    issuer_lines: tuple[str, ...]
    notation: str
    place: str
    subject: str
    body: tuple[Block, ...]
    signing: SigningBlock
    co_signing: SigningBlock | None = None
    parent_line: str = ""
    issuer_name: str = ""
    number: str | None = None
    day: date | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive_line: str = ""
    urgency: Urgency | None = None
    circulation: Circulation | None = None
    drafter_mark: str = ""
    copies: int | None = None
    contact_lines: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()

    def __post_init__(self) -> None:
        if not self.issuer_lines:
            raise IncompleteDocument("Nhập tên cơ quan ban hành", field="issuer_lines")
        if self.kind.needs_subject and not self.subject.strip():
            raise IncompleteDocument("Nhập trích yếu của văn bản", field="subject")

    @property
    def symbol(self) -> str:
        """Number and notation as printed after `Số`; without a number, `/KH-BTV`."""
        return f"{self.number or ''}{self.layout.separator}{self.notation}"

    @property
    def title(self) -> str:
        """The document's name in the PDF's metadata: kind, symbol when it has one, subject."""
        name = self.kind.name[:1].upper() + self.kind.name[1:]
        symbol = f" {self.symbol}" if self.number else ""
        subject = " ".join(self.subject.split())
        return f"{name}{symbol}: {subject}" if subject else f"{name}{symbol}"
