"""What a bench prints: one row a measured thing, the same for every bench."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured thing. `floor` None: an absolute row, whose ratio is value / target.

    `at_least`: the ratio must reach the target (rates), else it must not pass it (times, sizes). `peer`: the
    figure of the peer in `reference/stack.md` and what is clearly ahead of it, for the table alone.
    """

    what: str
    value: float
    unit: str
    target: float
    floor: float | None = None
    at_least: bool = False
    also: bool = True
    peer: str = ""
    known: float | None = None

    @property
    def ratio(self) -> float:
        if self.floor is None:
            return self.value / self.target
        return self.value / self.floor

    @property
    def floor_is_slow(self) -> bool:
        """Whether the floor ran at less than half of the speed known for it."""
        if self.floor is None or self.known is None:
            return False
        return self.floor < self.known / 2 if self.at_least else self.floor > self.known * 2

    @property
    def holds(self) -> bool:
        limit = 1.0 if self.floor is None else self.target
        return (
            self.also
            and not self.floor_is_slow
            and (self.ratio >= limit if self.at_least else self.ratio <= limit)
        )

    def as_json(self) -> dict[str, object]:
        """The row by the contract of design.md section 5."""
        return {
            "what": self.what,
            "floor": None if self.floor is None else round(self.floor, 4),
            "value": round(self.value, 4),
            "unit": self.unit,
            "ratio": round(self.ratio, 3),
            "target": self.target,
            "holds": self.holds,
        }


def table(rows: Sequence[Row]) -> str:
    """The rows for a person."""
    head = ("đo gì", "mức sàn", "của ta", "đơn vị", "tỷ số", "phải đạt", "", "hệ thống đối chiếu")
    lines = [
        (
            row.what,
            "" if row.floor is None else f"{row.floor:.3g}",
            f"{row.value:.3g}" if row.value < 1000 else f"{row.value:.0f}",
            row.unit,
            f"{row.ratio:.2f}",
            f"{'≥' if row.at_least else '≤'} {row.target:g}{'' if row.floor is None else ' ×'}",
            "MỨC SÀN CHẬM" if row.floor_is_slow else "đạt" if row.holds else "CHƯA ĐẠT",
            row.peer,
        )
        for row in rows
    ]
    widths = [max(len(line[place]) for line in (head, *lines)) for place in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (head, *lines)
    )


def median_ms(act: Callable[[], object], *, rounds: int = 40, warm: int = 6) -> float:
    """Median time of an act in milliseconds, after a few rounds to warm up."""
    for _ in range(warm):
        act()
    times = []
    for _ in range(rounds):
        begun = perf_counter()
        act()
        times.append(perf_counter() - begun)
    times.sort()
    return times[len(times) // 2] * 1000


def medians_side_by_side(
    ours: Callable[[], object], floor: Callable[[], object], *, rounds: int = 40, warm: int = 6
) -> tuple[float, float]:
    """Medians of two acts in milliseconds, taken in turns so that a busy machine slows both."""
    for _ in range(warm):
        ours()
        floor()
    pairs: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for times, act in zip(pairs, (ours, floor), strict=True):
            begun = perf_counter()
            act()
            times.append((perf_counter() - begun) * 1000)
    return sorted(pairs[0])[rounds // 2], sorted(pairs[1])[rounds // 2]
