"""`hoiso serve`."""

import argparse
from dataclasses import replace

from hoiso.cli import phrases
from hoiso.runtime import environment


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("serve", help=phrases.SERVE, description=phrases.SERVE)
    parser.add_argument("--port", metavar="CỔNG", help=phrases.PORT)
    parser.set_defaults(run=serve)


def serve(arguments: argparse.Namespace) -> int:
    """Run everything under this process until a signal."""
    from hoiso.runtime.supervisor import Supervisor

    env = environment.load()
    if arguments.port is not None:
        env = replace(env, port=environment.port_from(arguments.port, name="--port"))
    Supervisor(env).run()
    return 0
