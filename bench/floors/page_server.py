"""A bare page for the same server: one indexed query with the rights filter, 25 rows, one plain template."""

import os
import threading
from collections.abc import Callable, Iterable

import django
import psycopg
from django.conf import settings
from django.template import Context, Engine

settings.configure(USE_TZ=True)
django.setup()
_LOCAL = threading.local()
_QUERY = (
    "SELECT id, number, symbol, subject, issuer, state, arrived_on, due_on, holder_name"
    " FROM documents_document WHERE unit_id = 1 AND direction = 'in' AND NOT restricted"
    " ORDER BY arrived_on DESC, id DESC LIMIT 25"
)
_TEMPLATE = Engine(autoescape=True).from_string(
    "<!doctype html><title>Văn bản</title><table>{% for row in rows %}<tr>"
    "{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


def application(
    _environ: dict[str, object], start_response: Callable[[str, list[tuple[str, str]]], object]
) -> Iterable[bytes]:
    """The page, from a connection kept for each thread."""
    connection = getattr(_LOCAL, "connection", None)
    if connection is None:
        connection = _LOCAL.connection = psycopg.connect(os.environ["FLOOR_DATABASE_URL"], autocommit=True)
    body = _TEMPLATE.render(Context({"rows": connection.execute(_QUERY).fetchall()})).encode()
    start_response(
        "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    )
    return [body]
