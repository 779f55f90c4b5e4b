"""Taking a demo out again, and nothing but a demo."""

from pathlib import Path

from django.apps import apps
from django.db import connection, transaction

from hoiso.core.models import StoredFile
from hoiso.demo.errors import NotEmpty
from hoiso.demo.models import DemoMark
from hoiso.documents import filing

_JOBS = ("procrastinate_jobs", "procrastinate_periodic_defers")


@transaction.atomic
def empty(*, heads: Path) -> None:
    """Empty every table of ours and the files of the demo; acts as the owner.

    `heads` is the record of the trail's heads kept outside the database: it goes with the trail.
    Raises `NotEmpty` where the database is no demo.
    """
    if not DemoMark.objects.exists():
        raise NotEmpty("Cơ sở dữ liệu này không phải dữ liệu mẫu nên không xoá.")
    contents = list(StoredFile.objects.values_list("sha256", flat=True))
    names = [
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.managed and model.__module__.startswith("hoiso.")
    ]
    tables = ", ".join(f'"{name}"' for name in (*names, *_JOBS))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    transaction.on_commit(lambda: _remove(contents, heads))


def _remove(contents: list[str], heads: Path) -> None:
    store = filing.store()
    for sha256 in contents:
        store.remove(sha256)
    heads.unlink(missing_ok=True)
