"""The product's worker on the bench's database, until it is ended."""

import asyncio

from hoiso.runtime import django_start


async def _work() -> None:
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        async with working.open_async():
            await working.run_worker_async(wait=True, concurrency=2)


if __name__ == "__main__":
    django_start.set_up("worker")
    asyncio.run(_work())
