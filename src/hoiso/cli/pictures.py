"""`hoiso pictures`."""

import argparse
from pathlib import Path

from hoiso.cli import phrases
from hoiso.cli.output import print_result
from hoiso.cli.parser import with_json
from hoiso.runtime import environment


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("pictures", help=phrases.HELP_PICTURES, description=phrases.HELP_PICTURES)
    parser.add_argument("file", type=Path, help=phrases.HELP_PICTURES_FILE)
    with_json(parser)
    parser.set_defaults(run=take)


def take(arguments: argparse.Namespace) -> int:
    """Put the pictures of a packed set in place: `{"pictures": count}`."""
    from hoiso.office.guide import pictures

    count = pictures.take(arguments.file, data=environment.load().data)
    print_result({"pictures": count}, as_json=arguments.json, text=phrases.help_pictures_taken(count))
    return 0
