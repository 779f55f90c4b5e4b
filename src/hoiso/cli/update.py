"""`hoiso update`."""

import argparse
from dataclasses import asdict

from hoiso.cli import phrases
from hoiso.cli.output import print_result
from hoiso.cli.parser import with_json
from hoiso.core import clock


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("update", help=phrases.UPDATE, description=phrases.UPDATE)
    parser.add_argument("--back", action="store_true", help=phrases.UPDATE_BACK)
    with_json(parser)
    parser.set_defaults(run=update)


def update(arguments: argparse.Namespace) -> int:
    """Go to the newest version, or back to the one before: `{"before", "after", "backup", "at"}`."""
    from hoiso.runtime import update as updating

    if arguments.back:
        done = updating.go_back(at=clock.now())
        text = phrases.went_back(done.before[:12], done.backup)
    else:
        done = updating.update(at=clock.now())
        text = phrases.updated(done.before[:12], done.after[:12], done.backup)
    print_result(asdict(done), as_json=arguments.json, text=text)
    return 0
