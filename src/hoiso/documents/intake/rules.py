"""How the pages of a stack fall into documents, and what a cut that is moved makes of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hoiso.documents.intake import phrases
from hoiso.documents.intake.errors import StackRefused
from hoiso.reading.stacks import Look, Start, Why


@dataclass(frozen=True, slots=True)
class Cut:
    """A document to be: where it begins, and its pages without those left out."""

    start: Start
    span: tuple[int, ...]
    pages: tuple[int, ...]


def cuts(starts: Sequence[Start], left_out: Iterable[int], pages: int) -> tuple[Cut, ...]:
    """The documents in order. What lies before the first start belongs to the first document."""
    out = set(left_out)
    order = sorted(starts, key=lambda one: one.page) or [Start(1, Why.FIRST, sure=True)]
    ends = [one.page for one in order[1:]] + [pages + 1]
    firsts = [1] + [one.page for one in order[1:]]
    made = []
    for start, first, end in zip(order, firsts, ends, strict=True):
        span = tuple(range(first, end))
        made.append(Cut(start, span, tuple(page for page in span if page not in out)))
    return tuple(made)


def sheets_left_out(looks: Sequence[Look]) -> list[int]:
    """Blank sheets and separators go into no document."""
    return [number for number, one in enumerate(looks, start=1) if one.blank or one.separator]


def cut_at(starts: Sequence[Start], page: int) -> list[Start]:
    """A document begins at this page too."""
    if any(one.page == page for one in starts):
        return list(starts)
    return sorted([*starts, Start(page, Why.CLERK, sure=True)], key=lambda one: one.page)


def joined_at(starts: Sequence[Start], page: int) -> list[Start]:
    """The document that begins at this page goes on the one before; the first one has none before it."""
    first = min((one.page for one in starts), default=1)
    return [one for one in starts if one.page != page or page == first]


def moved(starts: Sequence[Start], page: int, by: int, pages: int) -> list[Start]:
    """The cut before this page is put before another, one up or down.

    Raises `StackRefused` where it would leave the stack or lie on another cut.
    """
    to = page + by
    others = [one for one in starts if one.page != page]
    if not 1 < to <= pages or len(others) == len(starts) or any(one.page == to for one in others):
        raise StackRefused(phrases.NOTHING_BEHIND)
    return cut_at(others, to)


def written(pages: Sequence[int]) -> str:
    """Pages as they are told: 3–5, 7."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
