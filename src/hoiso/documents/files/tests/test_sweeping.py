"""The store holds what rows refer to, and nothing else for long."""

import os
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from hoiso.core import clock, scope
from hoiso.documents import filing
from hoiso.documents.files import jobs
from hoiso.documents.files.actions import sweep_store
from tests.factories.documents import a_stored
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import worker

pytestmark = pytest.mark.django_db


def put(content: bytes, *, at: datetime) -> Path:
    """A content in the store without a row."""
    store = filing.store()
    return aged(store.path(store.put(BytesIO(content), 1000).sha256), at=at)


def aged(path: Path, *, at: datetime) -> Path:
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def known(content: bytes, *, at: datetime) -> Path:
    """A content in the store with its row."""
    acting(an_officer("clerk", a_unit("Xã Mỹ Yên")))
    return aged(filing.store().path(a_stored(content, "thu.png").stored.sha256), at=at)


def a_picture() -> bytes:
    from PIL import Image

    target = BytesIO()
    Image.new("RGB", (40, 40), "white").save(target, "PNG")
    return target.getvalue()


def test_the_nightly_job_removes_what_no_row_has_referred_to_for_a_day(file_store: Path) -> None:
    now = clock.now()
    old, young = now - timedelta(hours=25), now - timedelta(hours=23)
    referred = known(a_picture(), at=old)
    orphan, fresh = put(b"orphan", at=old), put(b"being filed", at=young)
    half = file_store / "files" / "incoming" / "tmphalf"
    half.write_bytes(b"half")
    aged(half, at=old)
    scope.adopt("")
    with worker():
        jobs.sweep_store(0)
        jobs.sweep_store(0)
    assert (referred.exists(), fresh.exists()) == (True, True)
    assert (orphan.exists(), half.exists()) == (False, False)


def test_how_many_were_removed_is_told() -> None:
    now = clock.now()
    known(a_picture(), at=now - timedelta(days=2))
    put(b"one", at=now - timedelta(days=2))
    put(b"two", at=now - timedelta(days=2))
    assert sweep_store(before=now - timedelta(days=1)) == 2
    assert sweep_store(before=now - timedelta(days=1)) == 0


def test_beside_a_table_without_rows_nothing_is_removed() -> None:
    now = clock.now()
    acting(an_officer("clerk", a_unit("Xã Mỹ Yên")))
    orphan = put(b"waiting for its row to be restored", at=now - timedelta(days=2))
    assert sweep_store(before=now - timedelta(days=1)) == 0
    assert orphan.exists()
