"""What is measured of a system into which papers were put, and how its answers are timed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, sleep

from bench.peers.papers import Question

FIRST = 3
ROUNDS = 5
ENOUGH = 2_000.0  # milliseconds of one question, after which it is not repeated again
CLIENTS = 2  # who bring papers at once
PATIENCE = 120.0  # seconds without another document that is found
LONGEST = 780.0  # seconds of intake and waiting: on an idle machine the bench stays below twenty minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What it took until `findable` were found; of each question its time and the place of the wanted one.

    `times` in milliseconds; `places` from 1, None where the wanted document is not among the answers;
    `megabytes` is what database and index grew by, without the files themselves.
    """

    brought: int
    findable: int
    seconds: float
    times: tuple[float, ...]
    places: tuple[int | None, ...]
    megabytes: float

    @property
    def rate(self) -> float:
        return self.findable / self.seconds

    @property
    def median(self) -> float:
        return sorted(self.times)[len(self.times) // 2]

    @property
    def p95(self) -> float:
        return sorted(self.times)[max(0, len(self.times) * 95 // 100 - 1)]

    @property
    def recall(self) -> float:
        """Per cent of the questions whose document stands in the first three rows."""
        return 100 * sum(place is not None and place <= FIRST for place in self.places) / len(self.places)


def wait_until_findable(
    found: Callable[[], int], expected: int, *, begun: float, every: float
) -> tuple[int, float]:
    """How many are found in the end, and when (`perf_counter`) the last of them was; no more than `expected`.

    Ends early when nothing more is found for `PATIENCE` seconds, or `LONGEST` after `begun`; it asks at
    least once.
    """
    most, at = 0, perf_counter()
    while True:
        now = min(found(), expected)
        asked_at = perf_counter()
        if now > most:
            most, at = now, asked_at
        if most == expected or asked_at - at > PATIENCE or asked_at - begun > LONGEST:
            return most, at
        sleep(every)


def asked(
    ask: Callable[[str], Sequence[str]], questions: Sequence[Question]
) -> tuple[tuple[float, ...], tuple[int | None, ...]]:
    """Median time of each question in milliseconds, and the place of the file that it means."""
    times: list[float] = []
    places: list[int | None] = []
    for question in questions:
        names = ask(question.typed)
        places.append(names.index(question.wanted) + 1 if question.wanted in names else None)
        taken: list[float] = []
        while len(taken) < ROUNDS and sum(taken) < ENOUGH:
            begun = perf_counter()
            ask(question.typed)
            taken.append((perf_counter() - begun) * 1000)
        times.append(sorted(taken)[len(taken) // 2])
    return tuple(times), tuple(places)
