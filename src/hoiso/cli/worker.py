"""`hoiso worker`: background jobs, as the role `hoiso_worker`."""

import argparse
import asyncio

from hoiso.cli import phrases

GRACE = 15.0  # seconds for running jobs when asked to end


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("worker", help=phrases.WORKER, description=phrases.WORKER)
    parser.set_defaults(run=worker)


def worker(_arguments: argparse.Namespace) -> int:
    """Work jobs until SIGTERM. Those that a killed worker left are queued again first."""
    from hoiso.runtime import django_start

    with django_start.held_database():
        django_start.set_up("worker")
        asyncio.run(_work())
    return 0


async def _work() -> None:
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        async with working.open_async():
            for job in await working.job_manager.get_stalled_jobs():
                await working.job_manager.retry_job(job)
            await working.run_worker_async(wait=True, concurrency=2, shutdown_graceful_timeout=GRACE)
