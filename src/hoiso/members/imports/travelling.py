"""Many rows in one statement, beneath the walls: a column travels as one text and is unnested on the server.

PostgreSQL refuses COPY into a table with a wall, and our roles make no temporary tables. Values are apart by
a character that no cleaned cell holds.
"""

from collections.abc import Iterable

_APART = "\x1f"


def filled(statement: str, **kinds: str) -> str:
    """The statement with `unnest` of the columns as they travel; an empty number or day is null."""
    given = (
        f"trim_array(string_to_array(%({name})s, E'\\x1f'{_null_of(kind)}), 1)::{kind}[]"
        for name, kind in kinds.items()
    )
    return statement.replace("COLUMNS", f"unnest({', '.join(given)}) AS t({', '.join(kinds)})")


def _null_of(kind: str) -> str:
    return "" if kind == "text" else ", ''"


def joined(values: Iterable[object]) -> str:
    """The values of a column, each with its end: one empty value is not the same as none."""
    return _APART.join([*["" if value is None else str(value) for value in values], ""])
