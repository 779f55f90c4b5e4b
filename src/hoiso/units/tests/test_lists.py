"""Lists as files: every fault by line and column, and what is written can be read again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoiso.core.clock import now
from hoiso.units import public as units
from hoiso.units.errors import ListRefused
from hoiso.units.lists import COLUMNS, Fault, read_day, read_mapping, read_units, write_rows
from hoiso.units.models import Unit
from tests.factories.people import a_unit
from tests.roles import owner

SINCE = date(2025, 7, 1)


def test_every_fault_is_named_by_line_and_column() -> None:
    content = (
        "level,code,name,parent_code,valid_from,email,identity_code\n"
        "commune,99001,Xã Một,80,2025-07-01,,\n"
        "làng,99002,Xã Hai,80,31/02/2025,không phải thư,H53..01\n"
        "commune,,,,2025-07-01,,\n"
        "commune,99003,Xã Ba,80\n"
        ",,,,,,\n"
        "province,80,Tỉnh,,01/07/2025,,\n"
    ).encode()
    read = read_units(content)
    assert [row.name for row in read.rows] == ["Xã Một", "Tỉnh"]
    assert [(fault.line, fault.column) for fault in read.faults] == [
        (3, "valid_from"), (3, "level"), (3, "email"), (3, "identity_code"),
        (4, "code"), (4, "name"), (4, "parent_code"), (5, "valid_from"),
    ]  # fmt: skip
    assert str(read.faults[0]) == (
        "Dòng 3, cột valid_from: “31/02/2025” không phải là một ngày, ghi như 01/07/2025"
    )


def test_a_code_twice_in_a_list_is_a_fault() -> None:
    read = read_units(b"level,code,name\nprovince,80,A\nprovince,80,B\n")
    assert read.faults == (Fault(3, "code", "mã 80 đã có ở dòng 2"),)


def test_a_spreadsheets_semicolons_bom_and_crlf_are_read() -> None:
    read = read_units("\ufefflevel;code;name\r\nprovince;80;Tỉnh Tây Ninh\r\n".encode())
    assert [(row.code, row.name) for row in read.rows] == [("80", "Tỉnh Tây Ninh")]


@pytest.mark.parametrize(
    "content", [b"", b"a,b\n1,2\n", b"level,code,name\n", "level,code,name\nx".encode("utf-16"), b"\x00\x01"]
)
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(ListRefused):
        read_units(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        read = read_units(b"level,code,name\n" + content)
    except ListRefused:
        return
    assert all(fault.line > 1 for fault in read.faults)


def test_shares_of_an_old_unit_must_fit_together() -> None:
    head = "old_commune_code,new_commune_code,share\n"
    faults = read_mapping((head + "1,9,whole\n1,8,part\n2,9,part\n3,9,half\n4,9,whole\n").encode()).faults
    assert [(fault.line, fault.column) for fault in faults] == [(5, "share"), (3, "share"), (4, "share")]


def test_days_are_read_both_ways() -> None:
    assert read_day("2025-07-01") == read_day(" 1/7/2025 ") == SINCE
    for text in ("31/02/2025", "2025", "hôm nay", ""):
        with pytest.raises(ValueError, match=r"^.*$"):
            read_day(text)


def test_a_cell_is_never_written_as_a_formula() -> None:
    assert (
        write_rows(("name",), [("=1+1",), ("Xã Mỹ Yên",)]).decode("utf-8-sig")
        == "name\r\n'=1+1\r\nXã Mỹ Yên\r\n"
    )


@pytest.mark.django_db
class TestLoading:
    """Loading into the database."""

    @pytest.fixture(autouse=True)
    def _as_owner(self) -> object:
        with owner():
            yield

    def load(self, *lines: str, **options: bool) -> units.ImportReport:
        head = "level,code,name,parent_code,phone,identity_code"
        content = "\n".join([head, *lines]).encode()
        return units.import_units(content, since=SINCE, at=now(), **options)

    def test_nothing_is_loaded_unless_everything_is_right(self) -> None:
        lines = ("province,80,Tỉnh Tây Ninh,,,", "commune,99001,Xã Một,80,,", "commune,99002,Xã Hai,79,,")
        report = self.load(*lines)
        assert (report.loaded, report.faults) == (
            False, (Fault(4, "parent_code", "không có đơn vị cấp trên mã 79 vào ngày 01/07/2025"),),
        )  # fmt: skip
        assert Unit.objects.count() == 0
        assert self.load(*lines, skip_bad=True).new == 2
        assert Unit.objects.get(official_code="99001").body_name == "Hội LHPN xã Một"

    def test_a_check_writes_nothing(self) -> None:
        report = self.load("province,80,Tỉnh Tây Ninh,,,", only_check=True)
        assert (report.new, report.loaded, Unit.objects.count()) == (1, False, 0)

    def test_branches_of_the_same_name_are_told_apart_by_their_commune(self) -> None:
        communes = ("province,80,Tỉnh,,,", "commune,99001,Xã Một,80,,", "commune,99002,Xã Hai,80,,")
        branches = ("branch,,Chi hội ấp 1,99001,,", "branch,,Chi hội ấp 1,99002,,")
        assert self.load(*communes, *branches).new == 5
        again = self.load(*communes, *branches)
        assert (again.new, again.same, again.faults) == (0, 5, ())

    def test_a_contact_is_corrected_and_a_contradiction_refused(self) -> None:
        self.load("province,80,Tỉnh,,0272 1,")
        assert self.load("province,80,Tỉnh,,0272 2,").changed == 1
        assert Unit.objects.get(official_code="80").phone == "0272 2"
        fault = self.load("province,80,Tỉnh Khác,,,").faults[0]
        assert (fault.column, fault.sentence) == ("code", "mã 80 là của Tỉnh từ 01/07/2025")

    def test_codes_come_with_the_list_and_are_not_taken_from_others(self) -> None:
        unit = a_unit()
        units.give_code(unit=unit, text="H53.01", valid_from=SINCE, at=now())
        report = self.load("province,80,Tỉnh,,,H53", "commune,99001,Xã Một,80,,h53.01")
        assert [(fault.line, fault.column) for fault in report.faults] == [(3, "identity_code")]

    def test_without_a_day_a_strange_list_is_refused(self) -> None:
        with pytest.raises(ListRefused, match="Hãy cho biết ngày"):
            units.import_units(b"level,code,name\nprovince,80,A\n", at=now())

    def test_the_columns_written_are_the_columns_read(self) -> None:
        self.load("province,80,Tỉnh,,,", "commune,99001,Xã Một,80,0272 1,H53.01")
        content, count = units.units_as_list(SINCE)
        assert content.decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)
        report = units.import_units(content, at=now(), only_check=True)
        assert (count, report.same, report.faults) == (3, 3, ())
