"""Secrets are made once and read by their owner alone."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from hoiso.runtime.errors import StartRefused
from hoiso.runtime.secrets_file import read_or_make


def test_made_once_and_closed_to_others(tmp_path):
    path = tmp_path / "secrets.json"
    first = read_or_make(path)
    assert read_or_make(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert min(len(first.secret_key), len(first.scope_key), len(first.database_key)) >= 64
    assert [child.name for child in tmp_path.iterdir()] == ["secrets.json"]


def test_first_starts_at_once_agree(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: read_or_make(tmp_path / "secrets.json"), range(8)))
    assert len(made) == 1


def test_roles_have_different_passwords_that_stay(tmp_path):
    kept = read_or_make(tmp_path / "secrets.json")
    passwords = [kept.password(role) for role in ("hoiso_web", "hoiso_worker", "hoiso_owner")]
    assert len(set(passwords)) == 3
    assert read_or_make(tmp_path / "secrets.json").password("hoiso_web") == passwords[0]


def test_a_broken_file_is_left_as_it_is(tmp_path):
    path = tmp_path / "secrets.json"
    path.write_text('{"secret_key": "x"', encoding="utf-8")
    with pytest.raises(StartRefused, match="Không đọc được tệp khoá"):
        read_or_make(path)
    assert path.read_text(encoding="utf-8") == '{"secret_key": "x"'
