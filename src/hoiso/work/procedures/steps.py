"""Steps of a procedure and their deadlines around the event. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Self

from hoiso.core.errors import DomainError
from hoiso.units.working_days import Calendar

MOST_STEPS = 24
FURTHEST = 400  # days


@dataclass(frozen=True, slots=True)
class Step:
    """A task: by whom (a role's name), how many days after the event (before it: negative).

    `part`: split off the last step above that is none itself.
    """

    title: str
    role: str
    days: int
    part: bool = False
    text: str = ""

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        """From what the procedure keeps."""
        return cls(kept["title"], kept["role"], kept["days"], kept["part"], kept["text"])

    def kept(self) -> dict[str, Any]:
        """As the procedure keeps it."""
        return asdict(self)

    @property
    def when(self) -> str:
        """10 ngày trước, đúng ngày, 3 ngày sau."""
        if not self.days:
            return "đúng ngày"
        return f"{abs(self.days)} ngày {'trước' if self.days < 0 else 'sau'}"


@dataclass(frozen=True, slots=True)
class Planned:
    """A step with its deadline. `moved`: the counted day is off; `past`: it would lie before today."""

    step: Step
    due_on: date
    moved: bool
    past: bool


def steps_of(kept: Iterable[dict[str, Any]]) -> tuple[Step, ...]:
    """The steps of a procedure."""
    return tuple(Step.of(one) for one in kept)


def roles_of(steps: Iterable[Step]) -> tuple[str, ...]:
    """The roles, each once, in the order in which they are first needed."""
    return tuple(dict.fromkeys(step.role for step in steps))


def due_on(event_on: date, days: int, calendar: Calendar) -> date:
    """The deadline: on a day off the last working day before it, after the event the next one.

    Never crosses the event, whose own day stands as it is.
    """
    day = event_on + timedelta(days=days)
    if days == 0 or calendar.is_working(day):
        return day
    return calendar.add_working_days(day, -1) if days < 0 else calendar.next_working_day(day)


def plan(steps: Iterable[Step], event_on: date, calendar: Calendar, *, today: date) -> tuple[Planned, ...]:
    """All deadlines. What would be over already is due today."""
    return tuple(_planned(step, event_on, calendar, today) for step in steps)


def _planned(step: Step, event_on: date, calendar: Calendar, today: date) -> Planned:
    counted = event_on + timedelta(days=step.days)
    due = due_on(event_on, step.days, calendar)
    return Planned(step, max(due, today), due != counted, due < today)


def check(steps: Sequence[Step]) -> None:
    """Refuse a tree that cannot be given: no step, a part without a whole, a part due after its whole."""
    if not steps:
        raise DomainError("Nhập ít nhất một việc", field="title_1")
    if len(steps) > MOST_STEPS:
        raise DomainError(f"Quy trình có nhiều nhất {MOST_STEPS} việc", field="title_1")
    for place, (step, whole) in enumerate(with_wholes(steps), start=1):
        if not step.role.strip():
            raise DomainError(f"Nhập vai trò làm việc “{step.title}”", field=f"role_{place}")
        if abs(step.days) > FURTHEST:
            raise DomainError(f"Số ngày nhiều nhất là {FURTHEST}", field=f"days_{place}")
        if step.part and whole is None:
            raise DomainError("Việc đầu tiên không thể là phần của việc khác", field=f"part_{place}")
        if whole is not None and step.days > whole.days:
            raise DomainError(
                f"“{step.title}” là phần của “{whole.title}” nên phải xong trước hoặc cùng ngày",
                field=f"days_{place}",
            )


def with_wholes(steps: Iterable[Step]) -> Iterator[tuple[Step, Step | None]]:
    """Each step with the one it is a part of."""
    whole: Step | None = None
    for step in steps:
        if step.part:
            yield step, whole
        else:
            whole = step
            yield step, None
