"""A Django database entry from a libpq address."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def database_from(address: str, **options: Any) -> dict[str, Any]:
    """Entry for `DATABASES`; the socket folder of an embedded cluster comes as `?host=`.

    No server-side cursors and no prepared statements: both break behind a pooler that hands
    out connections by transaction.
    """
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", None) or parts.hostname or ""
    port = query.pop("port", None) or (str(parts.port) if parts.port else "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"prepare_threshold": None, "application_name": "hoiso", **query, **options},
    }
