"""The trail: added to and never changed, sealed in a chain, every break found and named."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.audit import public as audit
from hoiso.audit.chain import GENESIS
from hoiso.audit.heads import write_head
from hoiso.audit.models import Entry, Seal
from hoiso.core import scope
from hoiso.core.clock import now, office_date
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def sealed() -> Iterator[list[int]]:
    """Ten sealed entries; their ids."""
    with owner():
        for number in range(10):
            audit.record("view", "document", number, at=now(), actor_id=None, unit_id=1, page=number)
        audit.seal()
        yield list(Entry.objects.order_by("id").values_list("id", flat=True))


def breaks(*heads: audit.Head) -> list[tuple[int, str]]:
    return [(one.number, one.what) for one in audit.verify(known_heads=heads)]


def test_a_whole_trail_has_no_break_and_sealing_twice_seals_nothing(sealed: list[int]) -> None:
    head = audit.head()
    assert head.number == 10
    assert audit.seal() == 0
    assert audit.head() == head
    assert breaks(head) == []


@pytest.mark.parametrize(
    "change",
    [
        {"action": "x"},
        {"actor_id": 7},
        {"unit_id": 2},
        {"subject": "dossier"},
        {"subject_id": 99},
        {"details": {}},
        {"at": now() + timedelta(seconds=1)},
    ],
)
def test_a_changed_column_is_found_and_named(sealed: list[int], change: dict[str, object]) -> None:
    Entry.objects.filter(pk=sealed[4]).update(**change)
    assert [(one.number, one.entry_id, one.what) for one in audit.verify()] == [(5, sealed[4], "changed")]


def test_a_missing_entry_is_named_by_its_id(sealed: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the owner may take the wall down
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'audit_seal'::regclass AND contype = 'f'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE audit_seal DROP CONSTRAINT "{name}"')
        cursor.execute("DELETE FROM audit_entry WHERE id = %s", [sealed[4]])
    assert [(one.number, one.entry_id, one.what) for one in audit.verify()] == [(5, sealed[4], "missing")]


def test_an_entry_removed_with_its_link_is_missing(sealed: list[int]) -> None:
    Seal.objects.filter(number=5).delete()
    Entry.objects.filter(pk=sealed[4]).delete()
    assert breaks() == [(5, "missing")]


def test_links_that_change_places_are_reordered(sealed: list[int]) -> None:
    fourth, fifth = Seal.objects.get(number=4), Seal.objects.get(number=5)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_seal SET number = 1000 WHERE number = 4")
        cursor.execute("UPDATE audit_seal SET number = 4 WHERE number = 5")
        cursor.execute("UPDATE audit_seal SET number = 5 WHERE number = 1000")
    found = breaks()
    assert {what for _, what in found} == {"reordered"}
    assert {4, 5} <= {number for number, _ in found}
    assert fourth.entry_id != fifth.entry_id


def test_entries_that_change_places_are_reordered(sealed: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_entry SET subject_id = CASE id WHEN %s THEN 4 ELSE 3 END,"
            " details = CASE id WHEN %s THEN '{\"page\": 4}'::jsonb ELSE '{\"page\": 3}'::jsonb END"
            " WHERE id IN (%s, %s)",
            [sealed[3], sealed[3], sealed[3], sealed[4]],
        )
    assert [number for number, _ in breaks()] == [4, 5]


def test_a_cut_tail_shows_only_against_the_head_outside(sealed: list[int], tmp_path: Path) -> None:
    log = tmp_path / "audit-heads.log"
    write_head(log, audit.head(), at=now())
    Seal.objects.filter(number__gt=7).delete()
    Entry.objects.filter(pk__in=sealed[7:]).delete()
    assert breaks() == []
    assert breaks(*audit.heads_in(log)) == [(8, "cut")]


def test_a_chain_made_anew_differs_from_the_heads_outside(sealed: list[int], tmp_path: Path) -> None:
    log = tmp_path / "audit-heads.log"
    write_head(log, audit.head(), at=now())
    Seal.objects.all().delete()
    Entry.objects.filter(pk=sealed[2]).update(subject_id=77)
    audit.seal()
    assert breaks() == []
    assert breaks(*audit.heads_in(log)) == [(10, "rewritten")]


def test_an_entry_slipped_in_with_an_old_moment_is_inserted(sealed: list[int]) -> None:
    audit.record("view", "document", 1, at=now() - timedelta(days=30), actor_id=None, unit_id=1)
    newest = Entry.objects.order_by("-id").values_list("id", flat=True)[0]
    assert [(one.entry_id, one.what) for one in audit.verify()] == [(newest, "inserted")]
    audit.seal()
    assert breaks() == [(11, "inserted")]


def test_several_faults_are_all_named(sealed: list[int]) -> None:
    Entry.objects.filter(pk__in=(sealed[1], sealed[8])).update(action="x")
    assert breaks() == [(2, "changed"), (9, "changed")]


def test_heads_are_written_once_and_a_torn_line_is_passed_over(tmp_path: Path) -> None:
    log = tmp_path / "sub" / "heads.log"
    head = audit.Head(3, "a" * 64)
    write_head(log, head, at=now())
    write_head(log, head, at=now())
    with log.open("a") as file:
        file.write("4 abc")
    assert list(audit.heads_in(log)) == [head]


def test_the_worker_seals_as_the_system_and_keeps_the_head_outside(tmp_path: Path) -> None:
    officer = an_officer()
    acting(officer)
    audit.record("view", "document", 1, at=now(), actor_id=officer.pk, unit_id=None)
    log = tmp_path / "heads.log"
    with worker():
        assert audit.seal_everything(at=now(), log=log) == 1
        assert audit.seal_everything(at=now(), log=log, thorough=False) == 0
    assert [head.number for head in audit.heads_in(log)] == [1]
    with owner():
        assert Seal.objects.get().hash != GENESIS


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry CASCADE",
        "UPDATE audit_seal SET hash = 'x'",
        "DELETE FROM audit_seal",
    ],
)
@pytest.mark.parametrize("role", ["web", "worker"])
def test_neither_web_nor_worker_changes_the_trail(sealed: list[int], statement: str, role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE hoiso_{role}")
        scope.adopt(scope.system_token(office_date(now())))
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            cursor.execute(statement)
        cursor.execute("SET ROLE hoiso_owner")
    assert Entry.objects.count() == 10


def test_nobody_writes_in_anothers_name() -> None:
    me, other = an_officer(), an_officer()
    acting(me)
    with pytest.raises(Exception, match="row-level security"):
        audit.record("view", "document", 1, at=now(), actor_id=other.pk, unit_id=None)


def test_who_reads_the_trail_of_a_unit() -> None:
    unit, sibling = a_unit(), a_unit()
    clerk, leader, auditor = (an_officer(role, unit) for role in (Role.CLERK, Role.LEADER, Role.AUDITOR))
    stranger = an_officer(Role.AUDITOR, sibling)
    acting(clerk)
    audit.record("view", "document", 5, at=now(), actor_id=clerk.pk, unit_id=unit.pk)
    seen = {}
    for officer in (clerk, leader, auditor, stranger):
        acting(officer)
        seen[officer.pk] = audit.trail(audit.TrailFilter(), number=1).total
    assert seen == {clerk.pk: 1, leader.pk: 1, auditor.pk: 1, stranger.pk: 0}


def test_an_officer_reads_what_was_done_to_her_own_data() -> None:
    unit = a_unit()
    officer, admin = an_officer(Role.CLERK, unit), an_officer(Role.UNIT_ADMIN, unit)
    acting(admin)
    audit.record("officer_changed", "officer", officer.pk, at=now(), actor_id=admin.pk, unit_id=unit.pk)
    acting(officer)
    assert [row.action for row in audit.about_officer(officer.pk, number=1).rows] == ["Sửa thông tin cán bộ"]


def test_the_unit_is_told_how_often_a_thing_was_seen() -> None:
    unit, sibling = a_unit(), a_unit()
    first, second, stranger = (
        an_officer(unit=unit),
        an_officer(Role.SPECIALIST, unit),
        an_officer(unit=sibling),
    )
    for officer, action in ((first, "view"), (first, "download"), (second, "view"), (second, "register")):
        acting(officer)
        audit.record(action, "document", 5, at=now(), actor_id=officer.pk, unit_id=unit.pk)
    assert audit.seen("document", [5, 6]) == {5: audit.Seen(3, 2)}
    acting(stranger)
    assert audit.seen("document", [5]) == {}


def test_the_page_filters_by_day_act_and_officer(client: Client) -> None:
    unit = a_unit()
    lan = an_officer(Role.CLERK, unit, name="Lê Thị Lan")
    acting(lan)
    audit.record("view", "document", 5, at=now(), actor_id=lan.pk, unit_id=unit.pk)
    audit.record("print", "document", 5, at=now() - timedelta(days=3), actor_id=lan.pk, unit_id=unit.pk)
    scope.adopt("")
    signed_in(client, an_officer(Role.AUDITOR, unit))
    counts = [
        client.get(reverse("trail"), query).context["shown"].total
        for query in ({}, {"viec": "view"}, {"den": "hôm qua"}, {"nguoi": "lan"}, {"nguoi": "không ai"})
    ]
    assert counts == [2, 1, 1, 2, 0]
    assert "Lê Thị Lan" in client.get(reverse("trail")).content.decode()
    assert client.get(reverse("trail"), {"tu": "31/02/2026"}).status_code == 422


def test_the_sealing_job_is_known_to_the_worker_and_may_run_twice(tmp_path: Path, settings: object) -> None:
    from procrastinate.contrib.django import app

    from hoiso.audit.jobs import seal_trail

    settings.AUDIT_HEADS = tmp_path / "heads.log"  # type: ignore[attr-defined]
    officer = an_officer()
    acting(officer)
    audit.record("view", "document", 1, at=now(), actor_id=officer.pk, unit_id=None)
    assert app.tasks["audit.seal"] is seal_trail
    with worker():
        seal_trail(timestamp=60)
        seal_trail(timestamp=3600)
    assert [head.number for head in audit.heads_in(tmp_path / "heads.log")] == [1]
