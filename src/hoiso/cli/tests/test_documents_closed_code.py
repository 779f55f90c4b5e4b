"""`hoiso documents import --unit CODE` with a closed identity code: a row that says who confirms."""

from pathlib import Path

import pytest

from hoiso.cli.tests.conftest import Office
from hoiso.cli.tests.papers import a_message

pytestmark = pytest.mark.slow  # a province is set up once; each command starts Django: 2 s

CLOSED, FOLLOWS = "H53.77.12", "H53.77.20"
_CODES = """
WITH heir AS (SELECT id FROM units_unit WHERE official_code = '25459' AND valid_to IS NULL),
     old AS (SELECT id FROM units_unit WHERE valid_to = '2025-06-30' ORDER BY id LIMIT 1),
     follows AS (
       INSERT INTO units_identitycode (code, path, style, unit_id, "primary", valid_from, demo)
       SELECT '{follows}', '{follows}', 'new', id, false, '2025-07-01', true FROM heir RETURNING id)
INSERT INTO units_identitycode
  (code, path, style, unit_id, "primary", valid_from, valid_to, successor_id, demo)
SELECT '{closed}', '{closed}', 'new', old.id, false, '2025-01-01', '2025-06-30', follows.id, true
FROM old, follows
"""


@pytest.fixture
def codes(office: Office) -> None:
    """A closed code that a commune's code follows."""
    with office.superuser() as superuser:
        if not superuser.execute("SELECT 1 FROM units_identitycode WHERE code = %s", [CLOSED]).fetchone():
            superuser.execute(_CODES.format(closed=CLOSED, follows=FOLLOWS))


def test_a_closed_code_gives_a_row_to_confirm_with_its_successor(
    office: Office, codes: None, tmp_path: Path
) -> None:
    file = a_message(tmp_path, number=501)
    (row,) = office.told("documents", "import", file, "--unit", CLOSED)
    assert (row["result"], row["document_id"], row["number"]) == ("waiting", None, "")
    assert [(one["code"], one["successor_code"]) for one in row["codes"]] == [(CLOSED, FOLLOWS)]
    assert row["said"].startswith(f"Mã {CLOSED} của ")
    assert f"Đơn vị kế thừa: {row['codes'][0]['successor']}." in row["said"]
    with office.superuser() as superuser:
        waiting = superuser.execute(
            "SELECT u.official_code, c.state, d.document_id FROM documents_closedcode c"
            " JOIN units_unit u ON u.id = c.unit_id JOIN documents_incomingdraft d ON d.id = c.draft_id"
            " WHERE c.code = %s",
            [CLOSED],
        ).fetchall()
    assert waiting == [("25459", "waiting", None)]

    said = office.run("documents", "import", a_message(tmp_path, number=502), "--unit", CLOSED)
    assert said.returncode == 0, said.stderr
    assert f"cần xác nhận. Mã {CLOSED}" in said.stdout
