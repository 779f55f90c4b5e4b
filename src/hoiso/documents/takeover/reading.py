"""A long sheet is read once: what was read for its check serves the run that is started after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer

from hoiso.documents.takeover.columns import Cell
from hoiso.documents.takeover.lines import Fault, Line, Plan, read_lines
from hoiso.documents.takeover.sheet import rows_of

KEPT_FOR = 600.0  # seconds in which the clerk looks at what was found and starts it
MOST_KEPT = 60_000  # rows: some 70 MB


@dataclass(frozen=True, slots=True)
class Reading:
    """The cells of a sheet and the lines that were read from them."""

    rows: Sequence[Sequence[Cell]]
    lines: Sequence[Line | Fault]


class _Kept:
    """The last reading of this process, until it is taken or its time is over."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._of: tuple[Path, Plan] | None = None
        self._reading: Reading | None = None
        self._ends: Timer | None = None

    def put(self, path: Path, plan: Plan, reading: Reading) -> None:
        with self._lock:
            self._drop()
            self._of, self._reading = (path, plan), reading
            self._ends = Timer(KEPT_FOR, self._over, [reading])
            self._ends.daemon = True
            self._ends.start()

    def take(self, path: Path, plan: Plan) -> Reading | None:
        with self._lock:
            if self._of != (path, plan):
                return None
            reading = self._reading
            self._drop()
            return reading

    def _over(self, reading: Reading) -> None:
        with self._lock:
            if self._reading is reading:
                self._drop()

    def _drop(self) -> None:
        if self._ends is not None:
            self._ends.cancel()
        self._of = self._reading = self._ends = None


_KEPT = _Kept()


def read(path: Path, plan: Plan, *, keep: bool = False) -> Reading:
    """Every line of the sheet at `path`, a place in the store whose content never changes.

    `keep`: it will soon be asked for again with the same plan. Raises `SheetRefused`.
    """
    found = _KEPT.take(path, plan)
    if found is None:
        rows = rows_of(path)
        found = Reading(rows, tuple(read_lines(rows, plan)))
    if keep and len(found.rows) <= MOST_KEPT:
        _KEPT.put(path, plan, found)
    return found
