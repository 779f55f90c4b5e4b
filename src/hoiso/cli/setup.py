"""`hoiso setup`: the first set-up of a real province."""

import argparse
import sys
from dataclasses import asdict

from hoiso.cli import phrases
from hoiso.cli.database import database_ready
from hoiso.cli.output import print_result
from hoiso.cli.parser import with_json
from hoiso.core import clock
from hoiso.core.errors import DomainError
from hoiso.runtime import demo_mark, django_start, environment


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("setup", help=phrases.SETUP, description=phrases.SETUP)
    parser.add_argument("--province", metavar="MÃ", help=phrases.SETUP_PROVINCE)
    parser.add_argument("--name", metavar="HỌ_TÊN", help=phrases.SETUP_NAME)
    parser.add_argument("--username", metavar="TÊN", help=phrases.SETUP_USERNAME)
    with_json(parser)
    parser.set_defaults(run=setup)


def setup(arguments: argparse.Namespace) -> int:
    """Load the units and make the first administrator: `{"province", "communes", "slip"}`."""
    province = arguments.province or _asked(phrases.SETUP_ASK_PROVINCE, "--province")
    name = arguments.name or _asked(phrases.SETUP_ASK_NAME, "--name")
    username = arguments.username or _asked(phrases.SETUP_ASK_USERNAME, "--username")
    with django_start.running_database():
        demo_mark.refuse_for_real_work()
    with database_ready(role="owner"):
        from hoiso.office.first_setup.founding import found

        founded = found(province_code=province, full_name=name, username=username, at=clock.now())
    env = environment.load()
    text = phrases.founded(
        founded.province,
        founded.communes,
        founded.slip.username,
        founded.slip.code,
        f"http://{env.host}:{env.port}",
    )
    print_result(asdict(founded), as_json=arguments.json, text=text)
    return 0


def _asked(question: str, option: str) -> str:
    """The answer of a person at a terminal; without one the option is needed."""
    if not sys.stdin.isatty():
        raise DomainError(phrases.setup_option_missing(option))
    sys.stdout.write(f"{question}: ")
    sys.stdout.flush()
    return sys.stdin.readline().strip()
