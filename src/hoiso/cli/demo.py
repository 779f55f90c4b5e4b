"""`hoiso demo`: a province with a year of documents, to look at and to try."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict

from hoiso.cli import phrases
from hoiso.cli.database import database_ready
from hoiso.cli.output import print_result
from hoiso.cli.parser import with_json
from hoiso.demo import emptying
from hoiso.demo import phrases as demo_phrases
from hoiso.runtime import addresses, demo_mark, django_start, environment
from hoiso.runtime.errors import StartRefused
from hoiso.runtime.phrases import already_running
from hoiso.runtime.processes import FileLock
from hoiso.runtime.progress import step


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("demo", help=phrases.DEMO, description=phrases.DEMO)
    parser.add_argument("--reset", action="store_true", help=phrases.DEMO_RESET)
    parser.add_argument("--once", action="store_true", help=phrases.DEMO_ONCE)
    parser.add_argument("--small", action="store_true", help=phrases.DEMO_SMALL)
    with_json(parser)
    parser.set_defaults(run=demo)


def demo(arguments: argparse.Namespace) -> int:
    """Lay the demo out: `{"made", "officers", "incoming", "outgoing", "files"}`, counts of what was made."""
    show = (lambda _name: nullcontext()) if arguments.json else step
    with _nobody_serves() if arguments.reset else nullcontext():
        if arguments.reset:
            _take_out(show)
        with database_ready(role="owner"):
            from hoiso.core.clock import now
            from hoiso.demo import load

            if arguments.once and load.stands():
                report = None
            else:
                volume = load.SMALL if arguments.small else load.WHOLE_YEAR
                report = load.load(at=now(), step=show, volume=volume)
                load.settle()
    counts = asdict(report) if report else dict.fromkeys(demo_phrases.COUNTED, 0)
    told = f"{demo_phrases.loaded(**counts)}\n{demo_phrases.accounts_told()}"
    if arguments.json or not arguments.once:
        print_result({"made": report is not None, **counts}, as_json=arguments.json, text=told)
    return 0


def _take_out(show: Callable[[str], AbstractContextManager[None]]) -> None:
    """Drop the demo that stands, if one does, before anything is asked to fit this version."""
    env = environment.load()
    with django_start.running_database():
        if demo_mark.stands():
            with show(demo_phrases.EMPTYING):
                emptying.empty(
                    addresses.address("owner"), files=env.data / "files", heads=env.data / "audit-heads.log"
                )
                addresses.prepare()


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
