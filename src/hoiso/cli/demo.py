"""`hoiso demo`: a province with a year of documents, to look at and to try."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import asdict

from hoiso.cli import phrases
from hoiso.cli.database import database_ready
from hoiso.cli.output import print_result
from hoiso.cli.parser import with_json
from hoiso.demo import phrases as demo_phrases
from hoiso.runtime import environment
from hoiso.runtime.errors import StartRefused
from hoiso.runtime.phrases import already_running
from hoiso.runtime.processes import FileLock
from hoiso.runtime.progress import step


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("demo", help=phrases.DEMO, description=phrases.DEMO)
    parser.add_argument("--reset", action="store_true", help=phrases.DEMO_RESET)
    parser.add_argument("--once", action="store_true", help=phrases.DEMO_ONCE)
    with_json(parser)
    parser.set_defaults(run=demo)


def demo(arguments: argparse.Namespace) -> int:
    """Lay the demo out: `{"officers", "incoming", "outgoing", "files"}`, counts."""
    show = (lambda _name: nullcontext()) if arguments.json else step
    with _nobody_serves() if arguments.reset else nullcontext(), database_ready(role="owner"):
        from django.conf import settings

        from hoiso.core.clock import now
        from hoiso.demo import emptying, load

        if arguments.once and load.stands():
            return 0
        if arguments.reset and load.stands():
            with show(demo_phrases.EMPTYING):
                emptying.empty(heads=settings.AUDIT_HEADS)
        report = load.load(at=now(), step=show)
        load.settle()
    if not arguments.once:
        told = f"{demo_phrases.loaded(**asdict(report))}\n{demo_phrases.accounts_told()}"
        print_result(asdict(report), as_json=arguments.json, text=told)
    return 0


@contextmanager
def _nobody_serves() -> Iterator[None]:
    """Nothing is taken from under the feet of a running `hoiso serve`."""
    mark = environment.load().data / "serve.lock"
    mark.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(mark)
    if not lock.take():
        raise StartRefused(already_running(mark.read_text(encoding="utf-8").strip()))
    try:
        yield
    finally:
        lock.give_up()
