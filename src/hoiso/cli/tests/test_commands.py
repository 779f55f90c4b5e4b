"""The whole tree of `hoiso --help`: what reports takes `--json` and prints one value; help is Vietnamese."""

import argparse
import re
from collections.abc import Iterator

import pytest

from hoiso.cli.main import make_parser
from hoiso.cli.tests.conftest import Office
from hoiso.cli.tests.papers import a_list, a_message, a_package

SERVING = {"serve", "worker"}  # they run until a signal and report nothing
PROVED_ELSEWHERE = {
    "update": "it fetches a newer version: tests/proof/test_update.py",
    "pictures": "it takes a packed set: office/tests/test_guide.py",
    "bench": "it takes minutes: make bench",
    "setup": "the office of these tests is made by it",
    "documents take-over": "it takes a register of its own: test_documents.py",
    "demo": "it lays a database out: test_demo.py",
    "members import": "it takes a list of its own: test_members.py",
}


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command that can be typed, with its parser."""

    def below(path: str, parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
        groups = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
        if not groups:
            yield path.strip(), parser
        for group in groups:
            for name, child in group.choices.items():
                yield from below(f"{path} {name}", child)

    return below("", make_parser())


ALL = dict(commands())


@pytest.mark.parametrize("name", ALL)
def test_every_command_helps_in_vietnamese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        make_parser().parse_args([*name.split(), "--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert said.startswith(f"Cách dùng: hoiso {name}")
    assert re.search(r"[ăâđêôơưạảấầẩậắằặẹẻẽếềểễệịỉọỏốồổộớờợụủứừửữựỳỷỹ]", ALL[name].description or "")
    for option in ALL[name]._actions:
        assert option.help, option.dest
    assert not re.search(r"\b(show|options|arguments|usage)\b", said)


def test_what_reports_takes_json_and_what_serves_does_not() -> None:
    takes = {name for name, parser in ALL.items() if "--json" in parser._option_string_actions}
    assert takes == set(ALL) - SERVING


@pytest.mark.slow  # a province is set up, then each command starts Django: 2 s each
def test_each_report_is_one_json_value(office: Office, tmp_path_factory: pytest.TempPathFactory) -> None:
    into = tmp_path_factory.mktemp("reports")
    units = a_list(into, "level,code,name,parent_code,valid_from", "branch,CH-9,Chi hội Thử,25459,2026-01-01")
    mapping = a_list(into, "old_commune_code,new_commune_code,share", "25456,25459,whole", name="merger.csv")
    words: dict[str, list[object]] = {
        "config": [],
        "migrate": [],
        "backup": [into],
        "restore": [],  # told below, with the backup just made
        "units check": [units],
        "units import": [units],
        "units reorganise": [mapping, "--on", "2025-07-01", "--dry-run"],
        "units export": [into / "units.csv"],
        "documents import": [a_message(into, number=501), "--unit", "25459"],
        "documents export": [into / "book.xlsx", "--unit", "25459"],
        "documents import-package": [a_package(into), "--unit", "25459"],
        "audit verify": [],
        "audit export": [],
    }
    assert set(words) | set(PROVED_ELSEWHERE) == set(ALL) - SERVING
    told: dict[str, object] = {}
    for name, given in words.items():
        if name == "restore":
            kept = told["backup"]
            assert isinstance(kept, dict)
            given = [kept["folder"], "--check"]
        told[name] = office.told(*name.split(), *map(str, given))
    assert all(isinstance(value, dict | list) and value for value in told.values())
