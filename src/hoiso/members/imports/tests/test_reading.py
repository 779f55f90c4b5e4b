"""Lists as branches have them are read, row by row, and every fault says what to do."""

from datetime import date
from pathlib import Path

import pytest

from hoiso.members.imports.days import Bounds, Moment, read_day
from hoiso.members.imports.encodings import Encoding, decode, decoded, in_column
from hoiso.members.imports.errors import ListRefused, WrongCell
from hoiso.members.imports.names import read_name
from hoiso.members.imports.numbers import Identity, Phones, read_identity, read_phones
from hoiso.members.imports.reading import Block, blocks_of, read_blocks
from hoiso.members.imports.rows import FaultyRow, Found, MemberRow, Skipped
from hoiso.members.imports.tests.lists import TODAY, Row, a_book, a_commune_list, in_tcvn3, in_vni, saved
from hoiso.members.imports.workbook import sheets_of

NAMES = (
    "Nguyễn Thị Hoà", "Trần Thị Lê", "Lê Thị Phú", "Phạm Thị Hương", "Đặng Thị Điệp", "Huỳnh Thị Mỹ",
    "Võ Thị Út",
    "Lý Thị Nụ", "Hồ Thị Bé", "Quách Thị Quyên", "Ngô Sương", "Bùi Thị Khuyển", "Chi hội khu phố Hiệp An",
)  # fmt: skip


def _read(path: Path, name: str = "") -> tuple[tuple[Block, ...], list[Found]]:
    sheets = sheets_of(path)
    blocks = blocks_of(sheets, file_name=name)
    return blocks, list(read_blocks(sheets, blocks, today=TODAY))


def _members(tmp_path: Path, *sheets: tuple[str, list[Row]]) -> list[MemberRow]:
    found = _read(saved(a_book(*sheets), tmp_path))[1]
    assert not [one for one in found if isinstance(one, FaultyRow)], found
    return [one for one in found if isinstance(one, MemberRow)]


@pytest.mark.parametrize("name", NAMES)
def test_old_fonts_are_known_by_the_text_alone(name: str) -> None:
    assert decode(in_tcvn3(name)).text == name
    assert decode(in_vni(name)).text == name
    assert decode(name) == decode(decode(name).text)
    assert decode(name).text == name
    capitals = "".join(one.upper() if one.isascii() else in_tcvn3(one.lower()) for one in name)
    assert decode(capitals).text == name.upper()  # .VnTimeH
    assert decode(in_vni(name.upper())).text == name.upper()


def test_a_cell_of_two_readings_follows_its_column() -> None:
    clear = [in_tcvn3(name) for name in NAMES]
    assert in_column(clear) is Encoding.TCVN3
    assert not decode("Phó").sure  # "Phú" in TCVN3
    assert decoded("Phó", Encoding.TCVN3).text == "Phú"
    assert decoded("Phó", in_column(NAMES)).text == "Phó"


@pytest.mark.parametrize(
    "cell",
    [
        date(1972, 9, 20), 26562, 26562.0, "20/09/1972", "20.9.72", "20-9-1972", "20 tháng 9 năm 1972",
        "ngày 20 tháng 09 năm 1972", "20091972", 20091972.0, "1972-09-20", "09/20/1972", "20 / 9 / 1972",
        "'20/09/1972", "20-Sep-72", "26562",
    ],
)  # fmt: skip
def test_a_day_in_each_of_its_forms(cell: object) -> None:
    moment = read_day(cell, Bounds(2010))
    assert moment is not None
    assert moment.day == date(1972, 9, 20)


@pytest.mark.parametrize(
    "cell",
    [
        1972,
        1972.0,
        "1972",
        "sinh năm 1972",
        "SN 1972",
        "9/1972",
        "00/00/1972",
        "../../1972",
        "72",
        "1972 (?)",
    ],
)
def test_a_year_alone(cell: object) -> None:
    moment = read_day(cell, Bounds(2010))
    assert moment is not None
    assert (moment.year, moment.day) == (1972, None)


@pytest.mark.parametrize("cell", ["31/2/1970", "abc", "20/09/19722", 12, "1/13/13/1970"])
def test_what_is_no_day_says_what_to_do(cell: object) -> None:
    with pytest.raises(WrongCell) as told:
        read_day(cell, Bounds(2010))
    assert "ghi như" in told.value.sentence or "xem lại" in told.value.sentence


def test_numbers_get_their_first_zeros_back() -> None:
    assert read_phones(912345678.0) == Phones("0912345678")
    assert read_phones("+84 912.345.678 / 0162 123 4567") == Phones("0912345678", "0321234567")
    assert read_identity(72172001234.0) == Identity(citizen="072172001234")
    assert read_identity(1172001234.0) == Identity(citizen="001172001234")
    assert read_identity(90123456.0) == Identity(old="090123456")
    with pytest.raises(WrongCell, match="rút gọn"):
        read_identity("7,21720E+10")
    with pytest.raises(WrongCell, match="đủ 10 số"):
        read_phones("09123")


def test_names_lose_capitals_numbers_and_titles() -> None:
    assert read_name("NGUYỄN THỊ HOA") == ("Nguyễn Thị Hoa", "")
    assert read_name("1. Bà nguyễn  thị hoa (Ba Hoa)") == ("Nguyễn Thị Hoa", "Ba Hoa")
    assert read_name("H'HEN NIÊ")[0] == "H'Hen Niê"


def test_a_commune_list_with_everything_wrong(tmp_path: Path) -> None:
    blocks, found = _read(saved(a_commune_list(), tmp_path))
    assert [column.field for column in blocks[0].layout.columns] == [
        "order", "full_name", "birth_male", "birth_female", "phone", "identity", "ignored", "joined_on",
    ]  # fmt: skip
    members = {one.full_name: one for one in found if isinstance(one, MemberRow)}
    assert sorted(members) == ["Hồ Thị Ba", "Lê Thị Bé", "Lê Thị Mỹ", "Nguyễn Thị Hoa"]
    first = members["Nguyễn Thị Hoa"]
    assert (first.branch, first.commune, first.phone, first.citizen) == (
        "Ấp 1", "Mỹ Yên", "0912345678", "072172001234",
    )  # fmt: skip
    assert first.joined_on == Moment(2005)
    assert members["Lê Thị Mỹ"].birth == Moment(1980, date(1980, 2, 3))
    assert (members["Lê Thị Bé"].branch, members["Lê Thị Bé"].group) == ("Ấp 02", "Tổ 1")
    assert (members["Hồ Thị Ba"].branch, members["Hồ Thị Ba"].note) == ("Ấp Bình Hoà", "Vay vốn")
    faulty = {one.row: one for one in found if isinstance(one, FaultyRow)}
    assert sorted(faulty) == [8, 15, 16, 17]
    assert faulty[8].sentence == (
        "Cột E (Điện thoại): “0912.345.6” không đủ 10 số; xem lại số điện thoại, hoặc để trống."
    )
    assert "nam chỉ có thể là hội viên danh dự" in faulty[15].sentence
    assert "ghi ngày sinh hoặc năm sinh" in faulty[16].sentence
    assert "ghi họ và tên" in faulty[17].sentence
    skipped = {one.row: one.text for one in found if isinstance(one, Skipped)}
    assert sorted(skipped) == [5, 6, 11, 12, 13, 19, 20, 21]
    assert 18 not in skipped  # nothing but its serial number


def test_names_and_days_in_several_columns(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["TT", "Họ và tên đệm", "Tên", "Ngày tháng năm sinh", "", "", "Dân tộc", ""],
        ["", "", "", "Ngày", "Tháng", "Năm", "Kinh", "Khmer"],
        [1, "Nguyễn Thị", "Lan", 5, 9, 1971, "x", ""],
        [2, "Thạch Thị", "Sa", "", "", 1980, "", "x"],
    ]
    lan, sa = _members(tmp_path, ("Sheet1", rows))
    assert (lan.full_name, lan.birth, lan.ethnic) == (
        "Nguyễn Thị Lan",
        Moment(1971, date(1971, 9, 5)),
        "Kinh",
    )
    assert (sa.full_name, sa.birth, sa.ethnic) == ("Thạch Thị Sa", Moment(1980), "Khmer")


def test_branches_as_a_column_written_once(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Chi hội", "Tổ", "Họ tên", "Năm sinh", "Nòng cốt", "Tình trạng"],
        ["Ấp 1", 1, "Nguyễn Thị Một", 1960, "x", "Đang sinh hoạt"],
        ["", "", "Nguyễn Thị Hai", 1961, "", "Đã mất"],
        ["", 2, "Nguyễn Thị Ba", 1962, "Không", "chuyển đi Bình Dương"],
        ["", "", "Nguyễn Thị Bốn", 1963, "", ""],
        ["Ấp 2", 1, "Nguyễn Thị Năm", 1964, "", ""],
        ["", "", "Nguyễn Thị Sáu", 1965, "", ""],
    ]
    members = _members(tmp_path, ("Sheet1", rows))
    assert [(one.branch, one.group) for one in members] == [
        ("Ấp 1", "Tổ 1"), ("Ấp 1", "Tổ 1"), ("Ấp 1", "Tổ 2"), ("Ấp 1", "Tổ 2"), ("Ấp 2", "Tổ 1"),
        ("Ấp 2", "Tổ 1"),
    ]  # fmt: skip
    assert [one.core for one in members[:3]] == [True, None, False]
    assert [one.state for one in members] == ["active", "dead", "moved", "", "", ""]


def test_heads_that_come_again_and_a_list_without_any(tmp_path: Path) -> None:
    head: Row = ["STT", "Họ và tên", "Năm sinh"]
    rows: list[Row] = [
        ["DANH SÁCH HỘI VIÊN CHI HỘI ẤP 1, XÃ MỸ YÊN"], head, [1, "Nguyễn Thị Một", 1960],
        [2, "Nguyễn Thị Hai", 1961],
        head, [3, "Nguyễn Thị Ba", 1962], ["DANH SÁCH HỘI VIÊN CHI HỘI ẤP 2"],
        ["STT", "Năm sinh", "Họ và tên"], [1, 1963, "Nguyễn Thị Bốn"],
    ]  # fmt: skip
    members = _members(tmp_path, ("Sheet1", rows))
    assert [(one.full_name, one.branch) for one in members] == [
        ("Nguyễn Thị Một", "Ấp 1"), ("Nguyễn Thị Hai", "Ấp 1"), ("Nguyễn Thị Ba", "Ấp 1"),
        ("Nguyễn Thị Bốn", "Ấp 2"),
    ]  # fmt: skip
    bare: list[Row] = [
        [1, "Trần Thị Bé", "0912345678", 1970], [2, "Lê Thị Út", "0912345679", 1980],
        [3, "Võ Thị Tư", "", 1985],
    ]  # fmt: skip
    blocks, found = _read(saved(a_book(("Sheet1", bare)), tmp_path))
    assert len(found) == 3
    assert all(column.unsure for column in blocks[0].layout.columns if column.field)


def test_titles_in_an_old_font_name_the_branch(tmp_path: Path) -> None:
    for typed in (in_tcvn3, in_vni, str):
        rows: list[Row] = [
            [typed("Danh sách hội viên chi hội ấp 2, xã Mỹ Yên")], [typed("Họ và tên"), typed("Năm sinh")],
            [typed("Đặng Thị Điệp"), 1961], [typed("Chi hội ấp Hoà Bình")], [typed("Lê Thị Huệ"), 1962],
        ]  # fmt: skip
        members = _members(tmp_path, ("Sheet1", rows))
        assert [(one.full_name, one.branch) for one in members] == [
            ("Đặng Thị Điệp", "Ấp 2"), ("Lê Thị Huệ", "Ấp Hoà Bình"),
        ]  # fmt: skip


def test_csv_of_any_encoding_and_separator(tmp_path: Path) -> None:
    text = "STT;Họ và tên;Năm sinh;Điện thoại\r\n1;NGUYỄN THỊ HOA;1972;0912345678\r\n"
    for content in (
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        in_tcvn3(text.replace("Ễ", "ễ").replace("Ị", "ị")).encode("latin-1"),
    ):
        found = _read(saved(content, tmp_path, "ds.csv"))[1]
        assert [one.full_name for one in found if isinstance(one, MemberRow)] == ["Nguyễn Thị Hoa"]
        assert found[0].phone == "0912345678"  # type: ignore[union-attr]


def test_what_is_no_list_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ListRefused, match="Lưu danh sách thành tệp Excel"):
        sheets_of(saved(b"%PDF-1.4", tmp_path))
    with pytest.raises(ListRefused, match="Không thấy dòng ghi tên các cột"):
        _read(saved(a_book(("Sheet1", [["Thu", "Chi"], [1000, 2000]])), tmp_path))


def test_checks_of_age_and_of_days(tmp_path: Path) -> None:
    rows: list[Row] = [
        ["Họ và tên", "Ngày sinh", "Ngày vào Hội", "CCCD"],
        ["Nguyễn Thị Nhỏ", 2015, "", ""],
        ["Nguyễn Thị Sớm", 1990, "8/3/1995", ""],
        ["Nguyễn Thị Sau", 1990, "8/3/2030", ""],
        ["Nguyễn Thị Khác", 1990, "8/3/2015", "072191001234"],
    ]
    found = _read(saved(a_book(("Sheet1", rows)), tmp_path))[1]
    told = [
        one.sentence if isinstance(one, FaultyRow) else "".join(one.notes)
        for one in found
        if not isinstance(one, Skipped)
    ]
    assert "mới 11 tuổi" in told[0]
    assert "trước khi đủ 10 tuổi" in told[1]
    assert "chưa đến" in told[2]
    assert "khác cột năm sinh" in told[3]
