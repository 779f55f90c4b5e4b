"""argparse speaking Vietnamese."""

import argparse
import re
import sys
from collections.abc import Iterable
from typing import NoReturn

from hoiso.cli import phrases


class _Formatter(argparse.HelpFormatter):
    """Vietnamese usage, and lines as wide as the sentences need."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=100)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, phrases.USAGE if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose help and complaints are Vietnamese; a mistake ends with exit code 2."""

    def __init__(self, *args: object, **options: object) -> None:
        options |= {"add_help": False, "formatter_class": _Formatter, "allow_abbrev": False}
        super().__init__(*args, **options)  # type: ignore[arg-type]  # handed on as they came
        self._positionals.title = phrases.ARGUMENTS
        self._optionals.title = phrases.OPTIONS
        self.add_argument("-h", "--help", action="help", help=phrases.HELP)

    def error(self, message: str) -> NoReturn:
        reason = message
        for pattern, sentence in phrases.MISTAKES:
            found = re.fullmatch(pattern, message)
            if found:
                reason = sentence.format(*found.groups())
                break
        self.exit(2, phrases.mistaken(reason, self.prog) + "\n")


def with_json(parser: argparse.ArgumentParser) -> None:
    """Give a reporting command its `--json`."""
    parser.add_argument("--json", action="store_true", help=phrases.JSON)


def program_name() -> str:
    """How the command was called, for help."""
    return "hoiso" if sys.argv[0].endswith(("main.py", "hoiso")) else sys.argv[0]
