"""`hoiso worker`: background jobs, as the role `hoiso_worker`."""

import argparse
import asyncio
from typing import TYPE_CHECKING

from hoiso.cli import phrases

if TYPE_CHECKING:
    from procrastinate import App

GRACE = 15.0  # seconds for running jobs when asked to end
SILENT = 30.0  # seconds without a heartbeat after which a worker elsewhere counts as dead


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = subparsers.add_parser("worker", help=phrases.WORKER, description=phrases.WORKER)
    parser.set_defaults(run=worker)


def worker(_arguments: argparse.Namespace) -> int:
    """Work jobs until SIGTERM. Those that a killed worker left are queued again.

    An embedded database has one worker at a time, so whatever is marked as being worked when it starts
    was left behind; on a server other machines have workers too, and only the silent ones are dead.
    """
    from hoiso.runtime import addresses, django_start, environment
    from hoiso.runtime.processes import FileLock

    alone = FileLock(environment.load().data / "worker.lock")
    with django_start.held_database():
        if addresses.is_embedded():
            alone.take(patience=None)
        django_start.set_up("worker")
        asyncio.run(_work(silent=0.0 if addresses.is_embedded() else SILENT))
    return 0


async def _work(*, silent: float) -> None:
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        async with working.open_async():
            await _queue_again(working, silent=silent)
            watch = asyncio.create_task(_watch(working))
            try:
                await working.run_worker_async(wait=True, concurrency=2, shutdown_graceful_timeout=GRACE)
            finally:
                watch.cancel()


async def _watch(app: "App") -> None:
    while True:
        await asyncio.sleep(SILENT)
        await _queue_again(app, silent=SILENT)


async def _queue_again(app: "App", *, silent: float) -> None:
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=silent):
        await app.job_manager.retry_job(job)
