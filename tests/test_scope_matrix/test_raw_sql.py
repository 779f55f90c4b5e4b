"""The second wall by itself: SQL as the web's role, in the scope of each officer, over every table."""

import pytest
from django.db import DatabaseError, connection, transaction

from hoiso.access.models import Role
from hoiso.core import scope
from tests.factories.people import acting
from tests.roles import owner
from tests.test_scope_matrix.marks import forbidden
from tests.test_scope_matrix.strangers import foreign_rows
from tests.test_scope_matrix.table import ADMINISTERED
from tests.test_scope_matrix.things import tables
from tests.test_scope_matrix.world import BELOW, CLOSED, FOREIGN, World

# Every officer reads which units there are, their codes and settings: nothing about a person or a document.
PUBLIC = {"units_identitycode", "units_officesetting", "units_placement"}
# Accounts are read by who administers them; the trail of the units below by who audits them.
OF_ACCOUNTS = {
    "access_officer", "access_post", "access_delegation", "access_signin", "access_resetslip",
    "access_failedsignin",
}  # fmt: skip
AUDITED = {"audit_entry", "documents_accesschange", "office_faultreport"}
OFFICE = {Role.CLERK, Role.LEADER, Role.OFFICE_HEAD, Role.SPECIALIST}
OVERSEERS = {Role.UNIT_ADMIN, Role.PROVINCE_ADMIN, Role.AUDITOR}


@pytest.mark.parametrize("role", Role.values)
def test_no_row_of_another_unit_is_read(world: World, role: str) -> None:
    hidden = forbidden(world, role).pattern
    beyond = [place for place in FOREIGN if role not in ADMINISTERED[place]]
    units = [world.places[place].unit.pk for place in FOREIGN]
    # A commune's office keeps the members of its branches: what is written about them lies at the branch.
    of_members = [unit for unit in units if role not in OFFICE or unit != world.places[BELOW].unit.pk]
    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM documents_document WHERE unit_id = ANY (%s)", [units])
        documents = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT officer_id FROM access_post WHERE unit_id = ANY (%s)",
            [[world.places[place].unit.pk for place in beyond]],
        )
        officers = [row[0] for row in cursor.fetchall()]
    acting(world.officers[role])
    seen = []
    for table, columns in sorted(tables().items()):
        asked: list[tuple[str, str | list[int]]] = [("t::text ~ %s", hidden)]
        if "unit_id" in columns and table not in PUBLIC | OF_ACCOUNTS:
            asked.append(("unit_id = ANY (%s)", of_members if table.startswith("members_") else units))
        if "document_id" in columns:
            asked.append(("document_id = ANY (%s)", documents))
        if "officer_id" in columns:
            asked.append(("officer_id = ANY (%s)", officers))
        if table in AUDITED and role in OVERSEERS:
            asked = asked[:1]
        for where, value in asked:
            count = _count(table, where, value)
            if count:
                seen.append((table, where, count))
    assert seen == []


@pytest.mark.parametrize("role", [Role.CLERK, Role.SPECIALIST, Role.AUDITOR])
def test_a_write_that_reads_nothing_changes_nothing_of_others(world: World, role: str) -> None:
    """UPDATE and DELETE without WHERE ask no reading policy: the writing policy must hold by itself."""
    before = foreign_rows(world, keeps_below=role in OFFICE), _restricted(world)
    me = acting(world.officers[role]).officer_id
    for table, columns in sorted(tables().items()):
        for column in sorted(columns - {"id"}):
            _try(f'UPDATE "{table}" SET "{column}" = DEFAULT')  # noqa: S608
            _try(f'UPDATE "{table}" SET "{column}" = {me}')  # noqa: S608
        _try(f'DELETE FROM "{table}"')  # noqa: S608
    scope.adopt("")
    assert (foreign_rows(world, keeps_below=role in OFFICE), _restricted(world)) == before


def _try(statement: str) -> None:
    """Run it if the database lets it: refused, or no such value for the column, is as good as nothing."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError:
        return


def _restricted(world: World) -> tuple[object, ...]:
    """The restricted documents and dossiers of the own unit."""
    things = world.places[CLOSED]
    with owner(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT string_agg(d::text, ' ' ORDER BY id) FROM documents_document d WHERE restricted),"
            " (SELECT string_agg(d::text, ' ' ORDER BY id) FROM documents_dossier d WHERE id = ANY (%s))",
            [[things.ids["dossier"], things.ids["closed"]]],
        )
        return tuple(cursor.fetchone())


def _count(table: str, where: str, value: str | list[int]) -> int:
    """How many rows the web's role is shown; a table that it may not read at all shows none."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE {where}', [value])  # noqa: S608
            return int(cursor.fetchone()[0])
    except DatabaseError as error:
        if "permission denied" not in str(error):
            raise
        return 0
