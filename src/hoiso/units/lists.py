"""Lists of units as files: read with every fault named by line and column, and written back.

A list has a heading line. Columns: `level, code, name` and `parent_code` or `province_code`;
beside them, as they are known, `valid_from, valid_to, body_name, address, phone, email,
identity_code`. Days are 2025-07-01 or 01/07/2025. The list before and the list after the 2025
reform are such lists; what `units` writes can be read again.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from hoiso.core.folding import nfc
from hoiso.units import codes
from hoiso.units.errors import ListRefused

LEVELS = ("central", "province", "district", "commune", "branch", "group", "outside")
COLUMNS = (
    "level", "code", "name", "parent_code", "valid_from", "valid_to", "body_name", "address", "phone",
    "email", "identity_code",
)  # fmt: skip
_NEEDED = ("level", "code", "name")
_SHARES = ("whole", "part-main", "part")
_CODED = ("province", "district", "commune")
_CODE = re.compile(r"[A-Z0-9.-]{1,10}")
_DAYS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})"),
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LONGEST = {"name": 200, "body_name": 200, "address": 300, "phone": 30, "email": 254}
_LONGEST_CODE = 35


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a list: line (the heading is line 1), column, and a sentence."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"Dòng {self.line}, cột {self.column}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of a list. Days are None where the list does not tell them."""

    line: int
    level: str
    code: str
    name: str
    parent_code: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    body_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    identity_code: str = ""


@dataclass(frozen=True, slots=True)
class MappingRow:
    """One line of a reorganisation: an old unit passes, wholly or in part, to a new one."""

    line: int
    old_code: str
    new_code: str
    share: str


@dataclass(frozen=True, slots=True)
class UnitList:
    """A list as read: its good rows and the faults of the others."""

    rows: tuple[UnitRow, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class MappingList:
    """A reorganisation as read."""

    rows: tuple[MappingRow, ...]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Line:
    """One line under inspection; its faults are gathered, not raised, so that all are told at once."""

    number: int
    cells: dict[str, str]
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, column: str, sentence: str) -> None:
        self.faults.append(Fault(self.number, column, sentence))

    def text(self, column: str) -> str:
        value = nfc(self.cells.get(column) or "")
        longest = _LONGEST.get(column, _LONGEST_CODE)
        if len(value) > longest:
            self.wrong(column, f"dài nhất {longest} ký tự")
        return value

    def day(self, column: str) -> date | None:
        value = nfc(self.cells.get(column) or "")
        if not value:
            return None
        try:
            return read_day(value)
        except ValueError:
            self.wrong(column, f"“{value}” không phải là một ngày, ghi như 01/07/2025")
            return None


def read_day(text: str) -> date:
    """2025-07-01 or 01/07/2025. Raises ValueError for anything else, and for days such as 31/02."""
    for pattern in _DAYS:
        match = pattern.fullmatch(nfc(text))
        if match:
            return date(int(match["y"]), int(match["m"]), int(match["d"]))
    raise ValueError(text)


def read_units(content: bytes) -> UnitList:
    """Read a list of units. Raises `ListRefused` when it is no such list at all."""
    rows: list[UnitRow] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, str], int] = {}
    for line in _lines(content, _NEEDED):
        row = _unit_row(line)
        if row.code and not line.faults:
            first = seen.setdefault((row.level, row.code), line.number)
            if first != line.number and row.valid_from is None:
                line.wrong("code", f"mã {row.code} đã có ở dòng {first}")
        faults += line.faults
        if not line.faults:
            rows.append(row)
    return UnitList(tuple(rows), tuple(faults))


def read_mapping(content: bytes) -> MappingList:
    """Read which old unit becomes which new one. Raises `ListRefused` when it is no such list."""
    rows: list[MappingRow] = []
    faults: list[Fault] = []
    for line in _lines(content, ("old_commune_code", "new_commune_code", "share")):
        row = MappingRow(
            line.number, line.text("old_commune_code"), line.text("new_commune_code"), line.text("share")
        )
        for column, value in (("old_commune_code", row.old_code), ("new_commune_code", row.new_code)):
            if not _CODE.fullmatch(value):
                line.wrong(column, "phải có mã đơn vị, ví dụ 25459")
        if row.share not in _SHARES:
            line.wrong("share", f"phải là một trong {', '.join(_SHARES)}")
        faults += line.faults
        if not line.faults:
            rows.append(row)
    return MappingList(tuple(rows), (*faults, *_share_faults(rows)))


def read_districts(content: bytes) -> dict[str, str]:
    """Named successors of districts, `district_code,successor_code`: the code of a commune or province."""
    lines = list(_lines(content, ("district_code", "successor_code")))
    return {line.text("district_code"): line.text("successor_code") for line in lines}


def write_rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file with a byte order mark, so that spreadsheet programs read its Vietnamese letters.

    A cell that such a program would take for a formula is written with an apostrophe before it.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell for cell in row])
    return text.getvalue().encode("utf-8-sig")


def _unit_row(line: _Line) -> UnitRow:
    row = UnitRow(
        line=line.number,
        level=line.text("level"),
        code=line.text("code"),
        name=line.text("name"),
        parent_code=line.text("parent_code") or line.text("province_code"),
        valid_from=line.day("valid_from"),
        valid_to=line.day("valid_to"),
        body_name=line.text("body_name"),
        address=line.text("address"),
        phone=line.text("phone").removeprefix("'"),
        email=line.text("email"),
        identity_code=line.text("identity_code").upper(),
    )
    _check_row(line, row)
    return row


def _check_row(line: _Line, row: UnitRow) -> None:
    checks: tuple[tuple[bool, str, str], ...] = (
        (row.level not in LEVELS, "level", f"phải là một trong {', '.join(LEVELS)}"),
        (row.level in _CODED and not row.code, "code", "phải có mã đơn vị"),
        (bool(row.code) and not _CODE.fullmatch(row.code), "code", f"“{row.code}” không phải mã đơn vị"),
        (not row.name, "name", "phải có tên đơn vị"),
        (
            row.level in ("district", "commune", "branch", "group") and not row.parent_code,
            "province_code" if "province_code" in line.cells else "parent_code",
            "phải có mã đơn vị cấp trên",
        ),
        (
            bool(row.email) and not _EMAIL.fullmatch(row.email),
            "email",
            f"“{row.email}” không phải địa chỉ thư",
        ),
        (
            row.valid_from is not None and row.valid_to is not None and row.valid_to < row.valid_from,
            "valid_to",
            "ngày cuối phải sau ngày đầu",
        ),
    )
    for bad, column, sentence in checks:
        if bad:
            line.wrong(column, sentence)
    wrong_code = codes.fault(row.identity_code) if row.identity_code else None
    if wrong_code:
        line.wrong("identity_code", wrong_code)


def _share_faults(rows: Sequence[MappingRow]) -> list[Fault]:
    """Each old unit goes wholly to one, or mainly to one and in parts to others."""
    faults = []
    by_old: dict[str, list[MappingRow]] = {}
    for row in rows:
        by_old.setdefault(row.old_code, []).append(row)
    for group in by_old.values():
        mains = [row for row in group if row.share != "part"]
        twice = len({row.new_code for row in group}) != len(group)
        whole_and_more = len(group) > 1 and any(row.share == "whole" for row in group)
        if twice:
            faults.append(
                Fault(group[-1].line, "new_commune_code", f"đơn vị {group[0].old_code} vào một nơi hai lần")
            )
        elif len(mains) != 1 or whole_and_more:
            faults.append(
                Fault(
                    group[-1].line,
                    "share",
                    f"đơn vị {group[0].old_code} phải có đúng một dòng whole, hoặc một part-main và các part",
                )
            )
    return faults


def _lines(content: bytes, needed: Sequence[str]) -> Iterable[_Line]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ListRefused(
            "Tệp không phải CSV mã UTF-8. Hãy lưu lại dạng “CSV UTF-8”.", field="file"
        ) from error
    delimiter = ";" if text.partition("\n")[0].count(";") >= len(needed) - 1 else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        heads = [nfc(head).lower() for head in next(reader, [])]
        missing = [name for name in needed if name not in heads]
        if missing:
            raise ListRefused(f"Tệp thiếu cột {', '.join(missing)} ở dòng đầu.", field="file")
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise ListRefused(f"Không đọc được dòng {reader.line_num} của tệp.", field="file") from error
    if not lines:
        raise ListRefused("Tệp không có dòng nào ngoài dòng tiêu đề.", field="file")
    for number, cells in lines:
        line = _Line(number, dict(zip(heads, cells, strict=False)))
        if len(cells) != len(heads):
            line.wrong(
                heads[min(len(cells), len(heads) - 1)], f"có {len(cells)} ô, dòng tiêu đề có {len(heads)} cột"
            )
        if "\x00" in "".join(cells):
            line.wrong(heads[0], "có ký tự lạ")
        yield line
