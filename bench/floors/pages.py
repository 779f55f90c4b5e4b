"""The floor of a page: its statements by bare psycopg, its rows through one plain template."""

from collections.abc import Callable, Sequence

import psycopg
from django.template import Context, Engine

_TEMPLATE = Engine(autoescape=True).from_string(
    "<!doctype html><title>Văn bản</title><table>{% for row in rows %}<tr>"
    "{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)


def bare_page(connection: "psycopg.Connection[object]", statements: Sequence[str]) -> Callable[[], int]:
    """Runs the statements in one transaction and renders the rows of the one that has most."""
    wanted = [statement.encode() for statement in statements]

    def ask() -> int:
        most: list[object] = []
        with connection.transaction():
            for statement in wanted:
                cursor = connection.execute(statement)
                rows = cursor.fetchall() if cursor.description else []
                if len(rows) >= len(most):
                    most = rows
        return len(_TEMPLATE.render(Context({"rows": most})))

    return ask
