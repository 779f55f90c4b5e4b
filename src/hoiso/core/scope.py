"""On whose behalf the database is asked, told to it so that it can check.

`set_config` may be called by anyone who can run SQL, so the scope is a token signed with a key
that the web's role cannot read; the policies call `hoiso_officer()`, which checks the signature
(core/migrations). The token lives in one transaction and is gone with it, so pooled
connections are safe.
"""

import hashlib
import hmac
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings
from django.db import connection, transaction

_LIFE_SECONDS = 900  # longer than any request or job step; a leaked token dies by itself


def officer_token(officer_id: int, on: date) -> str:
    """Scope of one officer on one office day: her posts of that day decide what she sees."""
    return _signed(f"o:{officer_id}:{on.isoformat()}")


def system_token(on: date) -> str:
    """Scope of the system's own work (sealing, backup, indexing); honoured for the worker alone."""
    return _signed(f"s:0:{on.isoformat()}")


@contextmanager
def transaction_as(token: str) -> Iterator[None]:
    """One transaction in which the token is in force from its first statement."""
    with transaction.atomic():
        adopt(token)
        try:
            yield
        finally:
            # Inside a test's or a caller's transaction the setting would outlive this block.
            if connection.in_atomic_block and not connection.needs_rollback and connection.savepoint_ids:
                adopt("")


def adopt(token: str) -> None:
    """Put the token in force for the rest of the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('hoiso.scope', %s, true)", [token])


def _signed(claim: str) -> str:
    payload = f"{claim}:{int(time.time()) + _LIFE_SECONDS}"
    mac = hmac.new(settings.SCOPE_KEY.encode(), payload.encode(), hashlib.sha256)
    return f"{payload}:{mac.hexdigest()}"
