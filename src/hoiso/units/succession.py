"""The graph of units through time: heirs and origins, and how much passes through several steps."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

WHOLE, MAIN_PART, PART = "whole", "part-main", "part"
_STRENGTH = {PART: 0, MAIN_PART: 1, WHOLE: 2}


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit as a line of history: its names, code and days."""

    id: int
    kind: str
    name: str
    title: str
    official_code: str
    valid_from: date
    valid_to: date | None
    start_known: bool

    def stands_on(self, day: date) -> bool:
        """Whether the day lies in its period."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Link:
    """One step: `before` passed to `after`, whose first day is `on`, wholly or in part."""

    id: int
    before: int
    after: int
    on: date
    share: str
    settled: bool
    renaming: bool
    note: str


@dataclass(frozen=True, slots=True)
class Fate:
    """A unit reached from another, with how much of the earlier one passed to the later one.

    `steps` are the ids of the links walked, outward from where the walk began.
    """

    unit: Standing
    share: str
    steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A unit with everything before and after it: the picture's graph and the table's rows."""

    unit: Standing
    units: dict[int, Standing]
    links: tuple[Link, ...]

    def became(self, on: date) -> tuple[Fate, ...]:
        """What the unit is on a day after its end: each heir standing then, the main one first."""
        return self._reached(forward=True, until=lambda unit: unit.stands_on(on))

    def came_from(self, on: date) -> tuple[Fate, ...]:
        """What lay there on a day before its beginning: each origin standing then."""
        return self._reached(forward=False, until=lambda unit: unit.stands_on(on))

    def heirs(self) -> tuple[Fate, ...]:
        """What became of it in the end: the last units ahead."""
        ended = {link.before for link in self.links}
        return self._reached(forward=True, until=lambda unit: unit.id not in ended)

    def origins(self) -> tuple[Fate, ...]:
        """Where it came from: the first units behind of which anything is known."""
        begun = {link.after for link in self.links}
        return self._reached(forward=False, until=lambda unit: unit.id not in begun)

    def _reached(self, *, forward: bool, until: Callable[[Standing], bool]) -> tuple[Fate, ...]:
        onward: dict[int, list[Link]] = {}
        for link in self.links:
            onward.setdefault(link.before if forward else link.after, []).append(link)
        found: dict[int, Fate] = {}
        waiting = [Fate(self.unit, WHOLE, ())]
        while waiting:
            here = waiting.pop()
            for link in onward.get(here.unit.id, ()):
                unit = self.units[link.after if forward else link.before]
                fate = Fate(unit, combined(here.share, link.share), (*here.steps, link.id))
                if not until(unit):
                    waiting.append(fate)
                elif unit.id not in found or _STRENGTH[fate.share] > _STRENGTH[found[unit.id].share]:
                    found[unit.id] = fate
        return tuple(
            sorted(found.values(), key=lambda fate: (-_STRENGTH[fate.share], fate.unit.official_code))
        )


def combined(first: str, second: str) -> str:
    """The share that is left after two steps: of a part only a part can pass on."""
    if first == WHOLE:
        return second
    if second == WHOLE:
        return first
    return MAIN_PART if first == second == MAIN_PART else PART
