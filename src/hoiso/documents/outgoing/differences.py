"""Two versions side by side: what is new, what is gone, line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from hoiso.core.phrases import vn_date
from hoiso.documents.outgoing.content import DraftContent
from hoiso.documents.outgoing.kinds import name_of

_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A line of the earlier and the later version; `kind` is same, changed, added or removed."""

    kind: str
    before: str
    after: str

    @property
    def before_words(self) -> tuple["Words", ...]:
        """The earlier line cut where words went."""
        return _marked(self.before, self.after)

    @property
    def after_words(self) -> tuple["Words", ...]:
        """The later line cut where words came."""
        return _marked(self.after, self.before)


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words of one line; `other` tells that the other version does not have them here."""

    text: str
    other: bool


def compared(before: DraftContent, after: DraftContent) -> tuple[ComparedLine, ...]:
    """The two versions, with runs of unchanged lines shortened to one on each side of a change."""
    return tuple(_shortened(list(_lines(as_lines(before), as_lines(after)))))


def as_lines(content: DraftContent) -> list[str]:
    """A version as plain lines: fields named first, then text, recipients, files."""
    facts = [
        ("Loại", name_of(content.document_kind)),
        ("Trích yếu", content.subject),
        ("Ký hiệu", content.notation),
        ("Người ký", ", ".join(part for part in (content.signer, content.position) if part)),
        ("Người ký bên trái", ", ".join(part for part in (content.co_signer, content.co_position) if part)),
        ("Hạn trả lời", vn_date(content.answer_by) if content.answer_by else ""),
    ]
    lines = [f"{name}: {value}" for name, value in facts if value]
    lines += [line for line in content.body.splitlines() if line.strip()]
    lines += [
        f"{'Kính gửi' if one.addressee else 'Nơi nhận'}: {one.name}"
        + (f", {one.paper_copies} bản giấy" if one.paper_copies else "")
        for one in content.recipients
    ]
    return lines + [f"Phụ lục: {one.name}" for one in content.annexes]


def _lines(before: list[str], after: list[str]) -> Iterator[ComparedLine]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield from (ComparedLine("same", line, line) for line in before[first:last])
            continue
        left, right = before[first:last], after[start:end]
        for place in range(max(len(left), len(right))):
            old = left[place] if place < len(left) else ""
            new = right[place] if place < len(right) else ""
            kind = "changed" if old and new else "added" if new else "removed"
            yield ComparedLine(kind, old, new)


def _marked(line: str, beside: str) -> tuple[Words, ...]:
    """The line's words in runs. Lines with little in common are wholly other: marks would only confuse."""
    mine, theirs = re.findall(r"\S+\s*", line), re.findall(r"\S+\s*", beside)
    matcher = SequenceMatcher(
        None, [word.strip() for word in mine], [word.strip() for word in theirs], autojunk=False
    )
    if not line or matcher.ratio() < _ALIKE:
        return (Words(line, other=True),)
    runs = [
        Words("".join(mine[first:last]), other=tag != "equal")
        for tag, first, last, _, _ in matcher.get_opcodes()
        if first < last
    ]
    return tuple(runs)


def _shortened(lines: list[ComparedLine]) -> Iterator[ComparedLine]:
    near = {place + step for place, line in enumerate(lines) if line.kind != "same" for step in (-1, 0, 1)}
    left_out = False
    for place, line in enumerate(lines):
        if place in near:
            left_out = False
            yield line
        elif not left_out:
            left_out = True
            yield ComparedLine("same", "…", "…")
