"""What the checker of form looks at and what it says: plain values, no web and no database.

A finding is one sentence with its place; where the correction is safe it carries a `Fix`, which one
press applies. A finding never stops anybody: the leader decides.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoiso.documents.layouts.kinds import DocumentKind
from hoiso.documents.layouts.official_document import Layout


class Weight(StrEnum):
    """How a finding is shown."""

    WRONG = "wrong"
    """Against the rule."""
    LOOK = "look"
    """Perhaps meant so: to be looked at."""


@dataclass(frozen=True, slots=True)
class Written:
    """A draft as the rules read it. Field names are those of the draft, so that a fix finds its place.

    `addressees` and `recipients` are names. `day` is the document's date when it is known, `today` the
    office day; `answer_by` the day asked of the receivers.
    """

    kind: DocumentKind
    layout: Layout
    today: date
    subject: str = ""
    body: str = ""
    notation: str = ""
    place: str = ""
    parent_line: str = ""
    issuer_lines: str = ""
    archive_line: str = ""
    capacity: str = ""
    position: str = ""
    signer: str = ""
    co_signer: str = ""
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    day: date | None = None
    answer_by: date | None = None

    @property
    def party(self) -> bool:
        """Whether the layout is the Party's."""
        return self.layout is Layout.PARTY_05

    def body_lines(self) -> list[tuple[int, str]]:
        """The lines of the text that hold anything, counted from 0 as they stand in the field."""
        return [(at, line) for at, line in enumerate(self.body.splitlines()) if line.strip()]

    def texts(self) -> list[tuple[str, int | None, str]]:
        """Every text an officer types: field, line of the body or None, text."""
        single = [("subject", self.subject)] if self.subject else []
        return [(field, None, text) for field, text in single] + [
            ("body", at, line) for at, line in self.body_lines()
        ]


@dataclass(frozen=True, slots=True)
class Fix:
    """Put `after` in the place of `before`, once in one line of a field, or (`everywhere`) as a whole
    word wherever it stands in subject and text."""

    field: str
    before: str
    after: str
    line: int | None = None
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence about one place."""

    rule: str
    sentence: str
    field: str = ""
    line: int | None = None
    excerpt: str = ""
    weight: Weight = Weight.WRONG
    fix: Fix | None = None

    @property
    def key(self) -> str:
        """Names the finding on the page: the same text gives the same key."""
        parts = (self.rule, self.field, str(self.line), self.excerpt, self.sentence)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]

    @property
    def where(self) -> str:
        """The place in words."""
        name = PLACES.get(self.field, "")
        return f"{name}, dòng {self.line + 1}" if self.line is not None else name


PLACES = {
    "kind": "Loại văn bản",
    "subject": "Trích yếu",
    "body": "Nội dung",
    "notation": "Ký hiệu",
    "place": "Địa danh",
    "parent_line": "Cơ quan chủ quản",
    "issuer_lines": "Cơ quan ban hành",
    "archive_line": "Lưu",
    "capacity": "Thẩm quyền ký",
    "position": "Chức vụ",
    "signer": "Người ký",
    "addressees": "Kính gửi",
    "recipients": "Nơi nhận",
    "answer_by": "Hạn trả lời",
    "day": "Ngày văn bản",
    "page": "Trang giấy",
}


def fixed(values: Mapping[str, str], fix: Fix) -> dict[str, str]:
    """The fields with the fix applied; unchanged where the text it speaks of is gone."""
    changed = dict(values)
    if fix.everywhere:
        word = re.compile(rf"(?<!\w){re.escape(fix.before)}(?!\w)")
        for field in ("subject", "body"):
            changed[field] = word.sub(fix.after, changed.get(field, ""))
    elif fix.line is None:
        kept = changed.get(fix.field, "")
        changed[fix.field] = kept.replace(fix.before, fix.after, 1) if fix.before else kept or fix.after
    else:
        lines = changed.get(fix.field, "").splitlines()
        if fix.line < len(lines):
            lines[fix.line] = lines[fix.line].replace(fix.before, fix.after, 1)
        changed[fix.field] = "\n".join(lines)
    return changed


def around(text: str, start: int, end: int, *, room: int = 25) -> str:
    """The words around a place, as a finding quotes them."""
    first, last = max(0, start - room), min(len(text), end + room)
    head = text.rfind(" ", 0, first + 1) + 1 if first else 0
    tail = text.find(" ", last)
    tail = len(text) if tail < 0 else tail
    return ("… " if head else "") + text[head:tail].strip() + (" …" if tail < len(text) else "")


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, what is wrong first, then in the order of the paper."""
    order = list(PLACES)
    unique = {finding.key: finding for finding in findings}
    return tuple(
        sorted(
            unique.values(),
            key=lambda one: (
                one.weight is Weight.LOOK,
                order.index(one.field) if one.field in order else len(order),
                one.line or 0,
            ),
        )
    )
