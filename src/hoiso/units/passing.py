"""What a part is told when units end and others take over, and what it answers.

The same shapes serve every part, so they stand here, at the bottom: a part's `public.py` may
offer `plan_merger(passings, on=…)` and `apply_merger(passings, on=…, at=…)`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from hoiso.units.succession import PART


@dataclass(frozen=True, slots=True)
class Passing:
    """A unit that ends on the eve of a day, and one unit that takes over from that day.

    `after_id` is None where a unit ends without an heir. `share` is `whole`, `part-main` or
    `part`; of a `part` nothing moves by itself. `renaming`: the same body under another name,
    whose books run on.
    """

    before_id: int
    before_title: str
    after_id: int | None
    after_title: str
    share: str
    renaming: bool = False

    @property
    def moves(self) -> bool:
        """Whether what lies at the ended unit moves to this heir without a person's choice."""
        return self.after_id is not None and self.share != PART


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One thing that will happen: at which ended unit, to how many, in a sentence."""

    unit_id: int
    count: int
    sentence: str


@dataclass(frozen=True, slots=True)
class PartPlan:
    """What will happen to one kind of thing (accounts, open documents, numbering)."""

    title: str
    lines: tuple[PlanLine, ...]

    @property
    def count(self) -> int:
        """How many things are touched in all."""
        return sum(line.count for line in self.lines)


class PlanMerger(Protocol):
    """`plan_merger` of a part: reads only, asked before anything has moved."""

    def __call__(self, passings: Sequence[Passing], *, on: date) -> Sequence[PartPlan]: ...


class ApplyMerger(Protocol):
    """`apply_merger` of a part: within the caller's transaction; a second call changes nothing."""

    def __call__(
        self, passings: Sequence[Passing], *, on: date, at: datetime, actor_id: int | None
    ) -> None: ...
