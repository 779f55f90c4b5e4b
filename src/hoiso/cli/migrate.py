"""`hoiso migrate`."""

import argparse

from hoiso.cli import phrases
from hoiso.cli.output import print_result
from hoiso.cli.parser import with_json


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("migrate", help=phrases.MIGRATE, description=phrases.MIGRATE)
    with_json(parser)
    parser.set_defaults(run=migrate)


def migrate(arguments: argparse.Namespace) -> int:
    """Bring the database to this version: `{"applied": ["app.name", …]}`."""
    from hoiso.runtime import django_start

    with django_start.running_database():
        django_start.set_up("owner")
        applied = [f"{app}.{name}" for app, name in django_start.migrate_here()]
    text = phrases.migrated(len(applied)) if applied else phrases.NOTHING_TO_MIGRATE
    print_result({"applied": applied}, as_json=arguments.json, text=text)
    return 0
