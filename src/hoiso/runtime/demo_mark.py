"""Whether a database holds invented people, asked before it is opened to anybody.

The passwords of a demo are printed at its start, so it never serves another machine, and a start in
earnest refuses it.
"""

import subprocess
import sys

import psycopg

from hoiso.runtime import addresses, phrases
from hoiso.runtime.django_start import child_environment
from hoiso.runtime.errors import StartRefused

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


def stands() -> bool:
    """Whether the mark is in the database; one without that table has none."""
    with psycopg.connect(addresses.address("owner")) as connection:
        table = connection.execute("SELECT to_regclass('public.demo_demomark')").fetchone()
        if table is None or table[0] is None:
            return False
        row = connection.execute("SELECT EXISTS (SELECT FROM demo_demomark)").fetchone()
    return bool(row and row[0])


def refuse_other_machines(host: str) -> None:
    """A demo listens on this machine alone."""
    if host not in _LOOPBACK:
        raise StartRefused(phrases.demo_off_this_machine(host))


def check(*, wanted: bool) -> None:
    """Lay the demo out where one is wanted and there is none; refuse one that nobody asked for."""
    if not wanted:
        refuse_for_real_work()
    elif not stands():
        _lay_out()


def refuse_for_real_work() -> None:
    """A database with invented people never becomes a real office."""
    if stands():
        raise StartRefused(phrases.demo_not_asked_for())


def _lay_out() -> None:
    """In a process of its own, as the owner; it tells its steps on our own output."""
    command = [sys.executable, "-m", "hoiso.cli.main", "demo", "--once"]
    if subprocess.run(command, check=False, env=child_environment()).returncode:  # noqa: S603 - our own words
        raise StartRefused(phrases.demo_failed())
