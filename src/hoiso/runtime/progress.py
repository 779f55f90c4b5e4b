"""Telling a person what is being done: one line a step, with seconds while a step lasts."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

QUIET = 2.0  # seconds before a step begins to count aloud


def say(sentence: str, *, stream: TextIO | None = None) -> None:
    """One line to the person."""
    out = stream or sys.stdout
    out.write(f"{sentence}\n")
    out.flush()


@contextmanager
def step(name: str, *, stream: TextIO | None = None) -> Iterator[None]:
    """Show `name` while the block runs, with a moving count of seconds once it takes more than two.

    Without a terminal the count is a line every ten seconds.
    """
    out = stream or sys.stdout
    ended = threading.Event()
    began = time.monotonic()
    show = threading.Thread(target=_count, args=(out, name, began, ended), daemon=True)
    show.start()
    mark = "✗"
    try:
        yield
        mark = "✓"
    finally:
        ended.set()
        show.join()
        took = time.monotonic() - began
        back = "\r" if out.isatty() else ""
        seconds = f" ({took:.0f} giây)" if took >= QUIET else ""
        say(f"{back}  {mark} {name}{seconds}", stream=out)


def _count(out: TextIO, name: str, began: float, ended: threading.Event) -> None:
    terminal = out.isatty()
    pause = QUIET
    while not ended.wait(pause):
        seconds = f"{time.monotonic() - began:.0f} giây"
        out.write(f"\r  … {name}: {seconds}" if terminal else f"  … {name}: {seconds}\n")
        out.flush()
        pause = 1.0 if terminal else 10.0
