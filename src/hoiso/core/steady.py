"""Queries that differ in nothing but a few values: made into SQL once for each shape, then kept.

To build a query and make SQL of it costs the web server as much as the rest of a list's page. Both
depend on the shape alone: which columns are compared, in which order the rows come.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

Build = Callable[..., QuerySet[Any, Any]]


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL and the values for its places, in order."""

    sql: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value goes that is known only when the statement is run."""

    name: str


def steady(build: Build, shape: Hashable, **values: int | str | date) -> Statement:
    """The statement of `build(shape, **values)`.

    `build` must be a function of a module and may do nothing with the values but compare columns
    with them: it is called once for each shape, with values that nobody uses.
    """
    kinds = tuple((name, type(value)) for name, value in values.items())
    kept = _statement(build, shape, kinds)
    return Statement(
        kept.sql, tuple(values[value.name] if isinstance(value, _Place) else value for value in kept.values)
    )


@lru_cache(maxsize=512)
def _statement(build: Build, shape: Hashable, kinds: tuple[tuple[str, type], ...]) -> Statement:
    unused = {name: _unused(kind, place) for place, (name, kind) in enumerate(kinds)}
    places = {value: _Place(name) for name, value in unused.items()}
    sql, values = build(shape, **unused).query.sql_with_params()
    return Statement(sql, tuple(places.get(value, value) for value in values))


def _unused(kind: type, place: int) -> int | str | date:
    """A value of the kind that no query contains by itself. TypeError for a kind not foreseen."""
    if issubclass(kind, datetime):
        return datetime(1, 1, 1 + place, tzinfo=UTC)
    if issubclass(kind, date):
        return date(1, 1, 1 + place)
    if issubclass(kind, str):
        return f"\x01{place}"
    if kind is int:
        return -2_000_000_000 - place
    raise TypeError(f"{kind.__name__} cannot be a value of a steady query")
