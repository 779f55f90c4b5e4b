"""What the tables hold of other units, looked at past every wall."""

from django.db import connection

from tests.roles import owner
from tests.test_scope_matrix.things import tables
from tests.test_scope_matrix.world import BELOW, BESIDE, CLOSED, FOREIGN, World

# Written by looking, or about what lies outside every unit.
_NOT_COUNTED = {"audit_entry", "audit_seal", "core_storedfile"}

# Rows of the own unit that must not point at a stranger's.
_POINTERS = (
    ("documents_link", "document_id", "other_id"),
    ("documents_assignment", "document_id", "answer_id"),
)
_OFFICERS = (
    ("documents_assignment", "document_id", "officer_id"),
    ("documents_reader", "document_id", "officer_id"),
    ("documents_review", "document_id", "reviewer_id"),
    ("documents_handlingproposal", "document_id", "to_officer_id"),
)
_LIES_AT = "(SELECT unit_id FROM documents_document d WHERE d.id = {column})"


def foreign_rows(world: World, *, keeps_below: bool = False) -> dict[str, object]:
    """One hash a table of the rows that belong to the other units.

    `keeps_below`: without what is written about members of the unit below, which a commune's office keeps.
    """
    foreign = [world.places[place].unit.pk for place in FOREIGN]
    beyond = [world.places[place].unit.pk for place in FOREIGN if place != BELOW]
    found: dict[str, object] = {}
    with owner(), connection.cursor() as cursor:
        for table, columns in sorted(tables().items()):
            if table in _NOT_COUNTED:
                continue
            if "unit_id" in columns:
                where = "unit_id = ANY (%s)"
            elif "document_id" in columns:
                where = f"{_LIES_AT.format(column='document_id')} = ANY (%s)"
            elif "officer_id" in columns:
                where = "officer_id IN (SELECT officer_id FROM access_post WHERE unit_id = ANY (%s))"
            else:
                continue
            cursor.execute(
                "SELECT count(*), md5(string_agg(t::text, ' ' ORDER BY t::text))"  # noqa: S608
                f" FROM {table} t WHERE {where}",
                [beyond if keeps_below and table.startswith("members_") else foreign],
            )
            found[table] = cursor.fetchone()
    return found


def mixed_rows(world: World) -> list[tuple[str, int]]:
    """Rows on own documents that point at a document or an officer of the unit beside or below."""
    strangers = [world.places[place].unit.pk for place in (BELOW, BESIDE)]
    own = world.places[CLOSED].unit.pk
    found = []
    with owner(), connection.cursor() as cursor:
        for table, here, there in _POINTERS:
            cursor.execute(
                f"SELECT count(*) FROM {table} WHERE {_LIES_AT.format(column=here)} = %s"  # noqa: S608
                f" AND {_LIES_AT.format(column=there)} = ANY (%s)",
                [own, strangers],
            )
            found.append((f"{table}.{there}", cursor.fetchone()[0]))
        for table, here, there in _OFFICERS:
            cursor.execute(
                f"SELECT count(*) FROM {table} WHERE {_LIES_AT.format(column=here)} = %s"  # noqa: S608
                f" AND {there} IN (SELECT officer_id FROM access_post WHERE unit_id = ANY (%s))",
                [own, strangers],
            )
            found.append((f"{table}.{there}", cursor.fetchone()[0]))
    return [one for one in found if one[1]]
