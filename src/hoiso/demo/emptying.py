"""Taking a demo out again, and nothing but a demo.

Asks the database alone, for its structure may be an older one.
"""

from pathlib import Path

import psycopg

from hoiso.core.files.store import FileStore
from hoiso.demo.errors import NotEmpty
from hoiso.runtime import demo_mark


def empty(owner: str, *, files: Path, heads: Path) -> None:
    """Drop everything in the demo's database at `owner`, and its files; the schema is to be prepared anew.

    Nothing of it is migrated first: what an older version laid down need not fit this one's steps. `files`
    is the store, `heads` the record of the trail's heads kept outside the database: it goes with the
    trail. Raises `NotEmpty` where the database is no demo.
    """
    if not demo_mark.stands():
        raise NotEmpty("Cơ sở dữ liệu này không phải dữ liệu mẫu nên không xoá.")
    with psycopg.connect(owner) as connection:
        contents = connection.execute("SELECT sha256 FROM public.core_storedfile").fetchall()
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    store = FileStore(files)
    for (sha256,) in contents:
        store.remove(sha256)
    heads.unlink(missing_ok=True)
