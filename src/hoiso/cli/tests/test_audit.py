"""`hoiso audit verify | export`: 0 while the trail is whole, else 1 and the row by its id."""

import csv
import io

import pytest

from hoiso.cli.tests.conftest import Office

pytestmark = pytest.mark.slow  # a province is set up once; each command starts Django: 2 s

SEAL = """
import hoiso.runtime.django_start as start
start.set_up("worker")
from django.conf import settings
from hoiso.audit.actions import seal_everything
from hoiso.core.clock import now
seal_everything(at=now(), log=settings.AUDIT_HEADS)
"""


@pytest.fixture
def sealed(office: Office) -> Office:
    """The office with its trail chained, as the worker does every minute."""
    done = office.python("-c", SEAL)
    assert done.returncode == 0, done.stderr
    return office


def test_a_whole_trail_ends_with_0_and_a_tampered_one_with_1_naming_the_row(sealed: Office) -> None:
    told = sealed.told("audit", "verify")
    assert (told["whole"], told["unsealed"], told["breaks"]) == (True, 0, [])
    assert told["sealed"] > 1
    assert len(told["head"]) == 64

    with sealed.superuser() as connection:
        victim, number, action = connection.execute(
            "SELECT e.id, s.number, e.action FROM audit_entry e JOIN audit_seal s ON s.entry_id = e.id"
            " ORDER BY s.number OFFSET 1 LIMIT 1"
        ).fetchone() or (0, 0, "")
        change(connection, victim, "view")
    try:
        broken = sealed.told("audit", "verify", code=1)
        assert broken["whole"] is False
        assert broken["breaks"] == [{"number": number, "entry_id": victim, "what": "changed"}]
        said = sealed.run("audit", "verify")
        assert said.returncode == 1
        assert said.stdout.splitlines() == [
            f"Mắt xích {number}, dòng {victim}: nội dung đã bị sửa.",
            "Nhật ký có 1 chỗ không khớp.",
        ]
    finally:
        with sealed.superuser() as connection:
            change(connection, victim, action)
    said = sealed.run("audit", "verify")
    assert (said.returncode, said.stdout) == (
        0,
        f"Nhật ký còn nguyên: {told['sealed']} dòng đã niêm, 0 dòng chờ niêm.\n",
    )


def change(connection, entry, action):
    """What nobody may do: an act is written over by somebody with the server in his hands."""
    connection.execute("SET session_replication_role = replica")
    connection.execute("UPDATE audit_entry SET action = %s WHERE id = %s", [action, entry])


def test_a_tail_cut_inside_the_database_shows_against_the_record_outside(sealed: Office, tmp_path) -> None:
    heads = tmp_path / "heads.log"
    known = (sealed.data / "audit-heads.log").read_text(encoding="ascii")
    later = int(known.splitlines()[-1].split()[0]) + 5
    heads.write_text(f"{known}{later} {'0' * 64} 2026-11-25T08:00:00+07:00\n", encoding="ascii")
    broken = sealed.told("audit", "verify", "--heads", heads, code=1)
    assert [one["what"] for one in broken["breaks"]] == ["cut"]
    heads.unlink()
    assert sealed.refused("audit", "verify", "--heads", heads) == f"Không có tệp {heads}."


def test_everything_is_exported_as_a_table_and_as_json_and_that_is_written_too(sealed: Office) -> None:
    rows = sealed.told("audit", "export")
    assert {"id", "at", "actor_id", "unit_id", "action", "subject", "subject_id", "details"} == set(rows[0])
    assert [row["id"] for row in rows] == sorted(row["id"] for row in rows)
    table = list(csv.DictReader(io.StringIO(sealed.run("audit", "export").stdout)))
    assert len(table) == len(rows) + 1  # the first export stands in the second
    assert [row["id"] for row in table[: len(rows)]] == [str(row["id"]) for row in rows]
    assert sealed.told("audit", "export", "--until", "2020-01-01") == []
