"""A Django database entry from a libpq address."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

_PREPARED_AFTER = 2  # runs of a statement on one connection


def database_from(address: str, **options: Any) -> dict[str, Any]:
    """Entry for `DATABASES`; the socket folder of an embedded cluster comes as `?host=`.

    Statements are prepared on the server and their plans kept: beneath row policies planning costs
    more than running (docs/decisions/0016). A pooler that hands out connections by transaction and
    does not know prepared statements is told by `?prepare_threshold=none`.

    Raises ValueError on a threshold that is neither a whole number nor "none".
    """
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", None) or parts.hostname or ""
    port = query.pop("port", None) or (str(parts.port) if parts.port else "")
    threshold = query.pop("prepare_threshold", str(_PREPARED_AFTER))
    return {
        "ENGINE": "hoiso.settings.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {
            "server_side_binding": True,
            "prepare_threshold": None if threshold == "none" else int(threshold),
            "application_name": "hoiso",
            **query,
            **options,
        },
    }
