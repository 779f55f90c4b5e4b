"""`hoiso bench`: how fast, each figure beside its floor, measured in the same run."""

import argparse
import importlib
import sys

from hoiso.cli import phrases
from hoiso.cli.output import print_result
from hoiso.cli.parser import with_json
from hoiso.runtime.places import CHECKOUT

NAMES = ("documents", "growth", "members", "peer", "reading", "search", "takeover", "writing")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("bench", help=phrases.BENCH, description=phrases.BENCH)
    parser.add_argument("name", choices=NAMES, metavar="TÊN", help=phrases.BENCH_NAME)
    parser.add_argument("--rows", "--documents", type=int, metavar="SỐ", help=phrases.BENCH_ROWS)
    with_json(parser)
    parser.set_defaults(run=bench)


def bench(arguments: argparse.Namespace) -> int:
    """Measure; 0 only if every row holds: `{"bench": name, "rows": [{"what", "floor", "value", …}]}`.

    Benches lie beside the package in `bench/` of the checkout; an installation without it has none.
    """
    if not (CHECKOUT / "bench" / f"{arguments.name}.py").is_file():
        sys.stderr.write(f"{phrases.NO_BENCH}\n")
        return 1
    sys.path.insert(0, str(CHECKOUT))
    contract = importlib.import_module("bench.contract")
    measured = importlib.import_module(f"bench.{arguments.name}")
    rows = measured.run(rows=arguments.rows or measured.ROWS, tell=_tell)
    result = {"bench": arguments.name, "rows": [row.as_json() for row in rows]}
    print_result(result, as_json=arguments.json, text=contract.table(rows))
    return 0 if all(row.holds for row in rows) else 1


def _tell(step: str) -> None:
    sys.stderr.write(f"{step}…\n")
    sys.stderr.flush()
