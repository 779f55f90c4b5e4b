"""Reads for the pages of stacks of scans."""

from dataclasses import dataclass, field
from datetime import datetime

from hoiso.core.errors import NotThere
from hoiso.core.models import StoredFile
from hoiso.documents.intake import phrases, rules
from hoiso.documents.recognition import OPEN
from hoiso.documents.tables.intake import ScanPart, ScanStack
from hoiso.documents.tables.recognition import Recognition
from hoiso.reading.stacks import Start, Why
from hoiso.units.models import Unit

SHOWN = 30


@dataclass(frozen=True, slots=True)
class SheetShown:
    """One page of a stack with what stands to be pressed beside it."""

    number: int
    begins: bool
    left_out: bool
    note: str
    first: bool


@dataclass(frozen=True, slots=True)
class PartShown:
    """A document to be: its place, pages in words, why it begins where it does."""

    place: int
    written: str
    why: str
    sure: bool
    sheets: tuple[SheetShown, ...]


@dataclass(frozen=True, slots=True)
class MadeShown:
    """A part that was made: its draft, the document it became, or why there is none."""

    written: str
    subject: str
    draft_id: int | None
    document_id: int | None
    dropped: bool
    problem: str


@dataclass(frozen=True, slots=True)
class StackShown:
    """A stack as its page shows it."""

    stack: ScanStack
    parts: tuple[PartShown, ...] = ()
    made: tuple[MadeShown, ...] = ()
    kept: int = 0
    mark: str = ""
    reading: bool = False
    pages_read: int = 0
    pages_wanted: int = 0

    @property
    def looking(self) -> bool:
        """Whether its pages are still to be looked through."""
        return self.stack.state == ScanStack.State.OPEN and not self.stack.looks

    @property
    def going(self) -> bool:
        """Whether something is under way that will change the page."""
        waits = self.looking or (self.reading and not self.stack.arranged)
        return self.stack.state == ScanStack.State.SPLITTING or (
            self.stack.state == ScanStack.State.OPEN and waits and not self.mark
        )


@dataclass(frozen=True, slots=True)
class StackRow:
    """A line of the list of stacks."""

    id: int
    name: str
    pages: int
    state: str
    by: str
    at: datetime
    state_name: str = field(default="")

    @property
    def waits(self) -> bool:
        return self.state in (ScanStack.State.OPEN, ScanStack.State.SPLITTING)


def stacks(unit_id: int) -> tuple[StackRow, ...]:
    """The newest stacks of a unit. One statement."""
    rows = ScanStack.objects.filter(unit_id=unit_id).exclude(state=ScanStack.State.DROPPED).order_by("-pk")
    return tuple(
        StackRow(
            row.pk, row.name, row.pages, row.state, row.officer_name, row.created_at,
            str(ScanStack.State(row.state).label),
        )
        for row in rows[:SHOWN]
    )  # fmt: skip


def stack_shown(stack_id: int) -> StackShown:
    """A stack with its cuts, or with what was made of it. Two statements. Raises `NotThere`."""
    stack = ScanStack.objects.filter(pk=stack_id).select_related("stored", "stored__recognition").first()
    if stack is None:
        raise NotThere(phrases.NO_STACK)
    if stack.state != ScanStack.State.OPEN:
        return StackShown(stack, made=_made(stack_id))
    read: Recognition | None = getattr(stack.stored, "recognition", None)
    parts = _parts(stack) if stack.looks else ()
    return StackShown(
        stack,
        parts=parts,
        kept=sum(any(not sheet.left_out for sheet in part.sheets) for part in parts),
        mark=read.mark if read and read.state == Recognition.State.MARKED else "",
        reading=read is not None and read.state in OPEN,
        pages_read=read.done if read else 0,
        pages_wanted=len(read.wanted) if read else 0,
    )


def stack_file(stack_id: int) -> tuple[ScanStack, StoredFile]:
    """The untouched file of a stack. One statement. Raises `NotThere`."""
    stack = ScanStack.objects.filter(pk=stack_id).select_related("stored").first()
    if stack is None or stack.stored is None:
        raise NotThere(phrases.NO_STACK)
    return stack, stack.stored


def _parts(stack: ScanStack) -> tuple[PartShown, ...]:
    starts = [Start(one["page"], Why(one["why"]), one["sure"]) for one in stack.starts]
    out = set(stack.left_out)
    made = []
    for place, cut in enumerate(rules.cuts(starts, out, stack.pages), start=1):
        sheets = tuple(
            SheetShown(
                number=page,
                begins=page == cut.start.page and place > 1,
                left_out=page in out,
                note=_note(stack, page),
                first=page == 1,
            )
            for page in cut.span
        )
        made.append(
            PartShown(place, rules.written(cut.pages), phrases.WHY[cut.start.why], cut.start.sure, sheets)
        )
    return tuple(made)


def _note(stack: ScanStack, page: int) -> str:
    look = stack.looks[page - 1]
    return "tờ ngăn" if look["separator"] else "trang trắng" if look["blank"] else ""


def _made(stack_id: int) -> tuple[MadeShown, ...]:
    rows = ScanPart.objects.filter(stack_id=stack_id).select_related("draft")
    return tuple(
        MadeShown(
            rules.written(row.pages),
            str(
                (row.draft.typed.get("subject") or row.draft.header.get("subject") or "") if row.draft else ""
            ),
            row.draft_id,
            row.draft.document_id if row.draft else None,
            bool(row.draft and row.draft.dropped_at),
            row.problem,
        )
        for row in rows
    )


def unit_title(unit_id: int) -> str:
    """The name of a unit as it is shown. One statement."""
    return Unit.objects.get(pk=unit_id).title
