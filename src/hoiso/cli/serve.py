"""`hoiso serve`."""

import argparse
import os
from dataclasses import replace

from hoiso.cli import phrases
from hoiso.demo.phrases import accounts_told
from hoiso.runtime import environment


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help=phrases.SERVE, description=phrases.SERVE)
    parser.add_argument("--port", metavar="CỔNG", help=phrases.PORT)
    parser.add_argument("--demo", action="store_true", help=phrases.SERVE_DEMO)
    parser.set_defaults(run=serve)


def serve(arguments: argparse.Namespace) -> int:
    """Run everything under this process until a signal."""
    from hoiso.runtime.supervisor import Supervisor

    env = environment.load()
    if arguments.port is not None:
        env = replace(env, port=environment.port_from(arguments.port, name="--port"))
    if arguments.demo:
        os.environ["HOISO_DEMO"] = "1"  # web and worker show whose people these are
        env = replace(env, demo=True)
    greeting = accounts_told() if env.demo else ""
    Supervisor(env, greeting=greeting).run()
    return 0
