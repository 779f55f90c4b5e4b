"""`hoiso config`."""

import argparse
import os

from hoiso.cli import phrases
from hoiso.cli.output import print_result
from hoiso.cli.parser import with_json
from hoiso.runtime.environment import VARIABLES

MASK = "••••••••"


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("config", help=phrases.CONFIG, description=phrases.CONFIG)
    with_json(parser)
    parser.set_defaults(run=config)


def config(arguments: argparse.Namespace) -> int:
    """Print every variable: `[{"name", "meaning", "value", "default", "given"}]`, secrets masked."""
    rows = []
    for variable in VARIABLES:
        given = os.environ.get(variable.name, "")
        value = given or variable.default
        rows.append(
            {
                "name": variable.name,
                "meaning": variable.meaning,
                "value": MASK if variable.secret and value else value,
                "default": variable.default,
                "given": bool(given),
            }
        )
    lines = [
        f"{row['name']}={row['value'] or phrases.NOT_SET}"
        f"  [{phrases.CONFIG_GIVEN if row['given'] else phrases.CONFIG_DEFAULT}]\n    {row['meaning']}"
        for row in rows
    ]
    print_result(rows, as_json=arguments.json, text="\n".join(lines))
    return 0
