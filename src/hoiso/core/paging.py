"""Long lists by keyset: a page costs the same at row 10 and at row 100,000.

The cursor in the address holds the sort key of the row at the page's edge, signed, so that
nobody makes up one; a cursor of another order or a damaged one gives the first page.
"""

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db import connection
from django.db.models import BooleanField, Expression, F, Func, Model, QuerySet, Value

from hoiso.core.steady import Build, Statement, steady

Row = TypeVar("Row")
ModelRow = TypeVar("ModelRow", bound=Model)

SIZE = 25
COUNTED = 1_000  # asked as `most_counted()`: no list and no statement keeps a limit of its own
_SALT = "hoiso.trang"
_FULL_SECONDS = 60.0
_FULL_KEPT = 10_000
_full_until: dict[tuple[int, Statement], float] = {}  # by officer and count, in this process alone


@dataclass(frozen=True, slots=True)
class Order:
    """The order of a list: keys that together are unique, the last one the id, all one way.

    `keys` are names of columns or annotations without nulls. `name` stands in the address.
    """

    name: str
    keys: tuple[str, ...]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list. `total` is exact to 1,000, then 1,001 ("trong hơn 1.000").

    `previous` and `next` are cursors for the address (`trang=`), empty at the ends. `first` and
    `last` count from 1; both are 0 when nothing is there.
    """

    rows: tuple[Row, ...]
    first: int
    last: int
    total: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class _Cursor:
    key: tuple[Any, ...]
    back: bool
    before: int


def page_of(
    rows: QuerySet[ModelRow, Any],
    order: Order,
    *,
    cursor: str,
    total: int,
    make: Callable[[Any], Row],
    size: int = SIZE,
) -> Page[Row]:
    """The page that the cursor names, in one statement; `make` turns what the query gives into a row."""
    at = _read(cursor, order)
    found: list[Any] = list(_edge(rows, order, key=at.key if at else None, down=_down(order, at), size=size))
    return _page(found, order, at=at, total=total, make=make, size=size)


def steady_page(
    build: Build,
    shape: Hashable,
    order: Order,
    *,
    cursor: str,
    total: int,
    make: Callable[[Mapping[str, Any]], Row],
    size: int = SIZE,
    **values: int | date,
) -> Page[Row]:
    """As `page_of` of the rows of `build(shape, **values)`, made into SQL once (`core.steady`).

    The queryset must give `.values()` of columns that need nothing done to what the database gives.
    """
    at = _read(cursor, order)
    key = {f"key_{place}": value for place, value in enumerate(at.key)} if at else {}
    whole = (build, shape, order, _down(order, at), size)
    statement = steady(_steady_edge, whole, **values, **key)
    with connection.cursor() as run:
        run.execute(statement.sql, statement.values)
        names = [column.name for column in run.description]
        found = [dict(zip(names, row, strict=True)) for row in run.fetchall()]
    return _page(found, order, at=at, total=total, make=make, size=size)


def _steady_edge(shape: Any, **values: Any) -> QuerySet[Any, Any]:
    build, inner, order, down, size = shape
    key = tuple(values.pop(name) for name in sorted(values) if name.startswith("key_"))
    return _edge(build(inner, **values), order, key=key or None, down=down, size=size)


def _edge(
    rows: QuerySet[Any, Any], order: Order, *, key: tuple[Any, ...] | None, down: bool, size: int
) -> QuerySet[Any, Any]:
    """The rows next to the key, and one more, which tells whether the list goes on."""
    chosen = rows.order_by(*(f"-{name}" if down else name for name in order.keys))
    if key is not None:
        chosen = chosen.filter(_Beyond(order.keys, key, down=down))
    return chosen[: size + 1]


def _down(order: Order, at: _Cursor | None) -> bool:
    return order.descending != (at is not None and at.back)


def _page(
    found: list[Any], order: Order, *, at: _Cursor | None, total: int, make: Callable[[Any], Row], size: int
) -> Page[Row]:
    more = len(found) > size
    found = found[:size]
    back = at is not None and at.back
    if back:
        found.reverse()
    before = _before(at, len(found))
    has_previous = (more if back else at is not None) and bool(found)
    has_next = (True if back else more) and bool(found)
    last = before + len(found)
    return Page(
        rows=tuple(make(row) for row in found),
        first=before + 1 if found else 0,
        last=last if found else 0,
        total=max(total, min(last, most_counted())),
        previous=_written(order, found[0], back=True, before=before) if has_previous else "",
        next=_written(order, found[-1], back=False, before=last) if has_next else "",
    )


def most_counted() -> int:
    """Where counting stops: one above what is told exactly, so that "hơn 1.000" can be said."""
    return COUNTED + 1


def capped_counts(querysets: Mapping[str, QuerySet[Any, Any]], *, most: int | None = None) -> dict[str, int]:
    """How many rows each query has, `most` at the highest (`most_counted`), all in one statement."""
    most = most or most_counted()
    return _counts({name: _compiled(queryset, most) for name, queryset in querysets.items()})


def steady_counts(
    build: Build,
    shapes: Sequence[str],
    *,
    reader: int,
    beside: Mapping[str, QuerySet[Any, Any]] | None = None,
    most: int | None = None,
    **values: int | date,
) -> dict[str, int]:
    """As `capped_counts` of `build(shape, **values)` for each shape, made into SQL once (`core.steady`).

    What was at `most` for the officer `reader` is taken to be so for a minute: to count a long list's
    first thousand again for each page costs more than its rows. The queries of `beside` are made and
    counted each time.
    """
    most = most or most_counted()
    moment = monotonic()
    counts: dict[str, int] = {}
    counted = {shape: steady(_steady_few, (build, shape, most), **values) for shape in shapes}
    for shape in shapes:
        if _full_until.get((reader, counted[shape]), 0) > moment:
            counts[shape] = most
    asked = {shape: one for shape, one in counted.items() if shape not in counts}
    found = _counts(asked | {name: _compiled(queryset, most) for name, queryset in (beside or {}).items()})
    for shape, one in asked.items():
        if found[shape] == most:
            _remember_full(reader, one, until=moment + _FULL_SECONDS)
    return counts | found


def _remember_full(reader: int, one: Statement, *, until: float) -> None:
    if len(_full_until) >= _FULL_KEPT:
        _full_until.clear()
    _full_until[reader, one] = until


def _steady_few(shape: Any, **values: Any) -> QuerySet[Any, Any]:
    build, inner, most = shape
    return _few(build(inner, **values), most)


def _few(queryset: QuerySet[Any, Any], most: int) -> QuerySet[Any, Any]:
    return queryset.order_by().values("pk")[:most]


def _compiled(queryset: QuerySet[Any, Any], most: int) -> Statement:
    sql, values = _few(queryset, most).query.sql_with_params()
    return Statement(sql, tuple(values))


def _counts(counted: Mapping[str, Statement]) -> dict[str, int]:
    if not counted:
        return {}
    each = [f"(SELECT count(*) FROM ({one.sql}) counted)" for one in counted.values()]  # noqa: S608 - the ORM's
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(each)}", [value for one in counted.values() for value in one.values]
        )
        found: Sequence[int] = cursor.fetchone()
    return dict(zip(counted, found, strict=True))


class _Beyond(Expression):
    """(a, b) < (x, y) or >, compared as one row, so that an index over (a, b) is used."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, keys: Sequence[str], values: Sequence[Any], *, down: bool) -> None:
        super().__init__(output_field=BooleanField())
        self.left: Any = [F(key) for key in keys]
        self.right: Any = [Value(value) for value in values]
        self.down = down

    def get_source_expressions(self) -> list[Any]:
        return [*self.left, *self.right]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        half = len(exprs) // 2
        self.left, self.right = list(exprs[:half]), list(exprs[half:])

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sides: list[str] = []
        parameters: list[Any] = []
        for side in (self.left, self.right):
            compiled = [compiler.compile(expression) for expression in side]
            sides.append(", ".join(sql for sql, _ in compiled))
            parameters += [value for _, given in compiled for value in given]
        return f"({sides[0]}) {'<' if self.down else '>'} ({sides[1]})", parameters


class SortsLast(Func):
    """A nullable date as a key without nulls: rows without a date come after all others."""

    function = "coalesce"

    def __init__(self, field: str) -> None:
        super().__init__(F(field), Value(date(9999, 12, 31)))


def _before(at: _Cursor | None, found: int) -> int:
    if at is None:
        return 0
    return max(at.before - found, 0) if at.back else at.before


def _written(order: Order, row: Any, *, back: bool, before: int) -> str:
    values = [_plain(row[key] if isinstance(row, Mapping) else getattr(row, key)) for key in order.keys]
    # Without a time in it: the same place has the same address, whenever the page is made.
    return signing.Signer(salt=_SALT).sign_object([order.name, values, int(back), before])


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    return {"d": value.isoformat()} if isinstance(value, date) else value


def _value(plain: Any) -> Any:
    if isinstance(plain, dict):
        return datetime.fromisoformat(plain["t"]) if "t" in plain else date.fromisoformat(plain["d"])
    return plain


def _read(text: str, order: Order) -> _Cursor | None:
    if not text:
        return None
    try:
        name, values, back, before = signing.Signer(salt=_SALT).unsign_object(text)
    except (signing.BadSignature, json.JSONDecodeError, ValueError, TypeError):
        return None
    if name != order.name or len(values) != len(order.keys):
        return None
    return _Cursor(tuple(_value(value) for value in values), bool(back), before)
