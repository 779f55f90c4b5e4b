"""Ten times the rows in every table: each row again with whatever must be its own changed.

Copies belong to the same unit, officer and document as the row they were made of, so that every
list and every page's parts grow. What a constraint does not let stand twice is left out.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from django.apps import apps
from django.db import connection

from tests.roles import owner

TIMES = 10
_TEXT = {"character varying", "text", "character"}
_WHOLE = {"smallint", "integer", "bigint"}
_OURS = ("access_", "audit_", "core_", "documents_", "members_", "notices_", "office_", "units_", "work_")

# Grown before the others, which point at their copies where a row may stand but once for each.
_FIRST = (
    "units_unit", "access_officer", "documents_book", "documents_booknumber", "documents_document",
    "documents_instruction", "documents_dossier", "members_member", "work_task",
)  # fmt: skip

# Money is checked against what is there by triggers, which a copied row does not pass.
_CHECKED = frozenset({"members_feemovement"})

_COLUMNS = """
SELECT a.attname, format_type(a.atttypid, NULL), a.atttypmod, a.attidentity <> '' OR a.attgenerated <> '',
       (SELECT f.confrelid::regclass::text FROM pg_constraint f
        WHERE f.conrelid = a.attrelid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum] LIMIT 1)
FROM pg_attribute a WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
_UNIQUE = """
SELECT i.indisunique, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid = %s::regclass AND (i.indisunique OR i.indisexclusion)
"""
_TABLES = """
SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
"""


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its type, the longest text or 0, whether the database fills it, what it points at."""

    name: str
    kind: str
    longest: int
    own: bool
    points_at: str | None
    chosen: bool

    @property
    def quoted(self) -> str:
        return f'"{self.name}"'

    def changed(self) -> str:
        """The column of copy number k, with a value of its own."""
        if self.points_at:
            return (
                f'(SELECT f.id FROM {self.points_at} f WHERE f.id <> t."{self.name}"'  # noqa: S608
                " ORDER BY f.id DESC OFFSET k - 1 LIMIT 1)"
            )
        if self.kind == "date":
            return f"{self.quoted} - k"
        if self.kind == "uuid":
            return "gen_random_uuid()"
        if self.kind in _WHOLE:
            return f"{self.quoted} + k * 1000"
        return f"left({self.quoted}, {self.longest - 2}) || '~' || k"


def grow() -> set[str]:
    """Copy every row nine times; the tables that had rows and could not grow at all."""
    stayed = set()
    with owner(), connection.cursor() as cursor:
        cursor.execute(_TABLES)
        tables = {name for (name,) in cursor.fetchall() if name.startswith(_OURS)}
        for table in (*_FIRST, *sorted(tables - set(_FIRST))):
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608
            before = cursor.fetchone()[0]
            with _unchecked(table) if table in _CHECKED else nullcontext():
                if before and not _copy(table):
                    stayed.add(table)
        cursor.execute("ANALYZE")
    return stayed


@contextmanager
def _unchecked(table: str) -> Iterator[None]:
    """The table without its triggers for a while; references that wait to be looked at are, before that."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _copy(table: str) -> int:
    choices = {
        field.column
        for model in apps.get_models()
        if model._meta.db_table == table
        for field in model._meta.concrete_fields
        if field.choices
    }
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, [table])
        columns = [
            _Column(name, kind, size - 4 if size > 4 else 10_000, own, points_at, name in choices)
            for name, kind, size, own, points_at in cursor.fetchall()
        ]
        cursor.execute(_UNIQUE, [table])
        changed = {_to_change(definition, columns, unique=unique) for unique, definition in cursor.fetchall()}
        copied = {
            one.quoted: one.changed() if one.name in changed else f"t.{one.quoted}"
            for one in columns
            if not one.own
        }
        cursor.execute(
            f'INSERT INTO "{table}" ({", ".join(copied)})'  # noqa: S608
            f' SELECT {", ".join(copied.values())} FROM "{table}" t, generate_series(1, {TIMES - 1}) AS k'
            " ON CONFLICT DO NOTHING"
        )
        return int(cursor.rowcount)


def _to_change(definition: str, columns: list[_Column], *, unique: bool) -> str:
    """Which column of an index is given another value, so that one more row may stand.

    A day or a number rather than a word; what it points at only where nothing else can be changed,
    or where a period decides (two copies in one period exclude each other).
    """
    keys = definition.partition(" USING ")[2].partition(" WHERE ")[0]
    order = re.findall(r"\w+", keys)
    named = sorted(
        (one for one in columns if one.name in order and not one.own), key=lambda one: order.index(one.name)
    )
    free = [one for one in named if not one.points_at and not one.chosen]
    pointing = [one for one in named if one.points_at]
    if not unique:
        return next((one.name for one in (*pointing, *free) if one.kind != "date"), "")
    for kinds in ({"date"}, {"uuid"}, _WHOLE, _TEXT):
        for one in free:
            if one.kind in kinds:
                return one.name
    return pointing[-1].name if pointing else ""
