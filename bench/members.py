"""`hoiso bench members`: the numbers of issue 7, each beside its floor, in one run.

One register is filled (`bench.members_filling`), and each part measures on it in a process of its own, in
which it sets Django up as the role that it needs. A part is a file `bench/members_<part>.py` with
`measure(register, *, tell) -> list[Row]`; those that are there are measured.
"""

import importlib
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from bench.contract import Row
from bench.members_filling import Register, filled

ROWS = 200_000
PARTS = ("counting", "search", "duplicates", "exports", "import")


def run(*, rows: int = ROWS, tell: Callable[[str], None]) -> list[Row]:
    """Every row; the filling alone takes about a minute on two cores."""
    here = Path(__file__).parent
    with filled(rows=rows, tell=tell) as register:
        return [
            row
            for part in PARTS
            if (here / f"members_{part}.py").is_file()
            for row in _measured(part, register, tell)
        ]


def _measured(part: str, register: Register, tell: Callable[[str], None]) -> list[Row]:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(part, register, tell, theirs))
    process.start()
    theirs.close()
    try:
        rows: list[Row] = ours.recv()
    except EOFError:
        raise RuntimeError(f"bench.members_{part} failed") from None
    finally:
        process.join()
    return rows


def _measure(part: str, register: Register, tell: Callable[[str], None], end: Connection) -> None:
    end.send(importlib.import_module(f"bench.members_{part}").measure(register, tell=tell))
    end.close()
