"""The command `hoiso`."""

import argparse
import importlib
import os
import sys
import traceback
from datetime import UTC, datetime

from hoiso.cli import phrases
from hoiso.cli.groups import GROUPS
from hoiso.cli.parser import Parser
from hoiso.core.errors import DomainError
from hoiso.runtime import environment
from hoiso.runtime.errors import StartRefused
from hoiso.runtime.places import CHECKOUT
from hoiso.runtime.refusals import NO_RIGHT, NO_ROOM, sentence_for


def make_parser() -> Parser:
    """The parser of every command, each with `run(arguments) -> exit code` in its defaults."""
    parser = Parser(prog="hoiso", description=phrases.ABOUT, epilog=phrases.MORE)
    subparsers = parser.add_subparsers(
        title=phrases.COMMANDS, dest="command", metavar="LỆNH", required=True, parser_class=Parser
    )
    for name in GROUPS:
        importlib.import_module(name).register(subparsers)
    return parser


def main(words: list[str] | None = None) -> int:
    """Run one command; every failure is one Vietnamese line on standard error and a code other than 0.

    1: refused or failed; 2: the command or a variable is written wrongly; 130: interrupted.
    """
    arguments = make_parser().parse_args(words)
    try:
        environment.load()
        return int(arguments.run(arguments))
    except StartRefused as refusal:
        return _tell(refusal.sentence, refusal.exit_code)
    except DomainError as refusal:
        return _tell(refusal.sentence, 1)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: `hoiso … | head`
        return 1
    except Exception as error:  # noqa: BLE001 - the edge: a person gets a sentence, the log gets the rest
        return _tell(_unexpected(error, arguments), 1)


def _unexpected(error: Exception, arguments: argparse.Namespace) -> str:
    if isinstance(error, OSError) and error.errno in NO_ROOM | NO_RIGHT:
        return sentence_for(error, CHECKOUT)
    moment = datetime.now(UTC)
    try:
        log = environment.load().data / "log" / f"error-{moment:%Y%m%d-%H%M%S}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        report = "".join(traceback.format_exception(error))
        log.write_text(f"{moment.isoformat()} {arguments.command}\n{report}", encoding="utf-8")
    except OSError as second:
        return sentence_for(second, CHECKOUT)
    return phrases.unexpected(log)


def _tell(sentence: str, code: int) -> int:
    sys.stderr.write(f"{sentence}\n")
    return code


def run() -> None:
    """Entry point of the installed command."""
    sys.exit(main())


if __name__ == "__main__":
    run()
