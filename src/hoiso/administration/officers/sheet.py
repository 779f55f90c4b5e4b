"""A list of officers from Excel: any sensible order of columns, each fault named by row and column."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from hoiso.access.public import FORMS_OF_ADDRESS, NewOfficer, Role, phone_number, suggested_username
from hoiso.core.errors import DomainError
from hoiso.core.folding import fold, nfc

MOST_ROWS = 5_000
_HEADINGS = {
    "full_name": ("ho va ten", "ho ten", "ten can bo", "can bo", "ho va ten can bo"),
    "family_name": ("ho dem", "ho va ten dem", "ho va dem", "ho"),
    "given_name": ("ten",),
    "unit": ("don vi", "ten don vi", "noi cong tac", "co quan", "xa phuong", "don vi cong tac"),
    "role": ("vai tro", "quyen", "nhom quyen", "vi tri"),
    "title": ("chuc vu", "chuc danh"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "di dong", "dt"),
    "email": ("email", "thu dien tu", "dia chi email", "hop thu"),
    "username": ("ten dang nhap", "tai khoan", "ten tai khoan"),
    "form_of_address": ("xung ho", "cach xung ho"),
    "since": ("tu ngay", "ngay bat dau", "ngay nhan nhiem vu"),
}
_ROLES = {
    Role.CLERK: ("van thu",),
    Role.LEADER: ("lanh dao", "chu tich", "pho chu tich", "truong ban", "pho truong ban"),
    Role.OFFICE_HEAD: ("chanh van phong", "pho chanh van phong"),
    Role.SPECIALIST: ("chuyen vien", "can bo", "nhan vien", "uy vien"),
    Role.BRANCH_HEAD: ("chi hoi truong",),
    Role.UNIT_ADMIN: ("quan tri don vi", "quan tri"),
    Role.AUDITOR: ("kiem soat", "kiem tra"),
}
_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

Cell = object


class SheetRefused(DomainError):
    """The file is no list of officers; the sentence says what it needs."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad cell: row as Excel counts, column by letter and heading."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """One good row."""

    row: int
    new: NewOfficer
    unit_title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in the sheet: rows that can be loaded, and what is wrong with the others."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    place: int
    heading: str

    @property
    def name(self) -> str:
        letters, number = "", self.place + 1
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters} ({self.heading})"


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Sequence[Cell]
    columns: Mapping[str, _Column]

    def text(self, key: str) -> str:
        column = self.columns.get(key)
        cell = self.cells[column.place] if column and column.place < len(self.cells) else ""
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return nfc(str(cell)) if cell is not None else ""

    def fault(self, key: str, sentence: str) -> Fault:
        column = self.columns.get(key)
        return Fault(self.number, column.name if column else "", sentence)


def read_sheet(data: bytes) -> tuple[tuple[int, Sequence[Cell]], ...]:
    """The cells of the first sheet that has any, numbered as Excel counts."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    except CalamineError as error:
        raise SheetRefused(
            "Không đọc được tệp này. Lưu danh sách thành tệp Excel (.xlsx) rồi chọn lại", field="file"
        ) from error
    rows = next((sheet for sheet in sheets if sheet), [])
    if len(rows) > MOST_ROWS:
        raise SheetRefused(f"Tệp dài quá {MOST_ROWS} dòng. Chia thành nhiều tệp", field="file")
    return tuple(enumerate(rows, start=1))


def read_officers(
    rows: Sequence[tuple[int, Sequence[Cell]]],
    *,
    units: Mapping[str, Sequence[tuple[int, str]]],
    roles: frozenset[str],
    today: date,
) -> Reading:
    """The officers of the sheet. `units`: folded names and codes to (id, title) of units to be chosen.

    User names are proposed where the sheet has none. Whether names and numbers are taken by others
    is looked up afterwards (`with_taken`).
    """
    head, columns = _head_of(rows)
    lines: list[Line] = []
    faults: list[Fault] = []
    names: set[str] = set()
    phones: set[str] = set()
    for number, cells in rows:
        row = _Row(number, cells, columns)
        if number <= head or not any(row.text(key) for key in columns):
            continue
        wrong, line = _line(row, units, roles, today, names, phones)
        faults += wrong
        if line:
            lines.append(line)
            names.add(line.new.username)
            phones.add(line.new.phone)
    if not lines and not faults:
        raise SheetRefused("Tệp có dòng tiêu đề nhưng chưa có cán bộ nào ở dưới", field="file")
    return Reading(tuple(lines), tuple(faults))


def with_taken(reading: Reading, taken: frozenset[str], *, again: frozenset[str]) -> Reading:
    """The reading without rows whose phone or given user name signs somebody in already.

    `again`: user names of this reading that were proposed and not written in the sheet; these get
    another number instead.
    """
    lines: list[Line] = []
    faults = list(reading.faults)
    used = {line.new.username for line in reading.lines} | taken
    for line in reading.lines:
        new = line.new
        if new.phone and new.phone in taken:
            faults.append(Fault(line.row, "", f"số điện thoại {new.phone} đã có người dùng"))
        elif new.username not in taken:
            lines.append(line)
        elif new.username in again:
            fresh = suggested_username(new.full_name, line.unit_title, taken=used)
            used.add(fresh)
            lines.append(Line(line.row, replace(new, username=fresh), line.unit_title))
        else:
            faults.append(Fault(line.row, "", f"tên đăng nhập {new.username} đã có người dùng"))
    return Reading(tuple(lines), tuple(sorted(faults, key=lambda one: one.row)))


def written_usernames(rows: Sequence[tuple[int, Sequence[Cell]]]) -> frozenset[str]:
    """User names that the sheet itself gives."""
    head, columns = _head_of(rows)
    given = (_Row(number, cells, columns).text("username").lower() for number, cells in rows if number > head)
    return frozenset(name for name in given if name)


def _head_of(rows: Sequence[tuple[int, Sequence[Cell]]]) -> tuple[int, dict[str, _Column]]:
    known = {word: key for key, words in _HEADINGS.items() for word in words}
    for number, cells in rows[:20]:
        columns: dict[str, _Column] = {}
        for place, cell in enumerate(cells):
            bare = re.sub(r"[^a-z ]", " ", fold(str(cell)))
            key = known.get(re.sub(r"\s+", " ", bare).strip())
            if key and key not in columns:
                columns[key] = _Column(place, nfc(str(cell)))
        named = "full_name" in columns or {"family_name", "given_name"} <= columns.keys()
        if named and len(columns) >= 2:
            return number, columns
    raise SheetRefused(
        "Không thấy dòng tiêu đề. Tệp cần có các cột Họ và tên, Đơn vị, Vai trò (hoặc Chức vụ)", field="file"
    )


def _line(
    row: _Row,
    units: Mapping[str, Sequence[tuple[int, str]]],
    roles: frozenset[str],
    today: date,
    names: set[str],
    phones: set[str],
) -> tuple[list[Fault], Line | None]:
    wrong: list[Fault] = []
    name = row.text("full_name") or f"{row.text('family_name')} {row.text('given_name')}".strip()
    if len(name.split()) < 2:
        wrong.append(row.fault("full_name", "ghi đủ họ và tên"))
    unit = _unit(row, units, wrong)
    role = _role(row, roles, wrong)
    phone = _phone(row, phones, wrong)
    email = row.text("email")
    if email and not _MAIL.fullmatch(email):
        wrong.append(row.fault("email", f"địa chỉ thư “{email}” chưa đúng dạng ten@coquan.vn"))
    since = _since(row, today, wrong)
    username = row.text("username").lower()
    if username and username in names:
        wrong.append(row.fault("username", f"tên đăng nhập {username} có hai lần trong tệp"))
    if wrong or unit is None or role is None or since is None:
        return wrong, None
    username = username or suggested_username(name, unit[1], taken=names)
    new = NewOfficer(
        full_name=name,
        username=username,
        unit_id=unit[0],
        role=role,
        title=row.text("title"),
        since=since,
        phone=phone,
        email=email,
        form_of_address=_form_of_address(row),
    )
    return [], Line(row.number, new, unit[1])


def _unit(
    row: _Row, units: Mapping[str, Sequence[tuple[int, str]]], wrong: list[Fault]
) -> tuple[int, str] | None:
    typed = row.text("unit")
    found = units.get(fold(typed), ())
    if len(found) == 1:
        return found[0]
    if not typed:
        wrong.append(row.fault("unit", "ghi tên đơn vị"))
    elif found:
        titles = ", ".join(title for _, title in found[:3])
        wrong.append(row.fault("unit", f"“{typed}” có thể là nhiều đơn vị: {titles}. Ghi mã hoặc tên đầy đủ"))
    else:
        wrong.append(row.fault("unit", f"không có đơn vị “{typed}” trong phần quản trị của đồng chí"))
    return None


def _role(row: _Row, roles: frozenset[str], wrong: list[Fault]) -> str | None:
    typed = row.text("role") or row.text("title")
    bare = fold(typed)
    found = next((role for role, words in _ROLES.items() if bare in words), None)
    found = found or next((role for role, words in _ROLES.items() if bare.startswith(words)), None)
    if found is None or found not in roles:
        key = "role" if "role" in row.columns else "title"
        labels = ", ".join(str(Role(role).label) for role in Role if role in roles)
        wrong.append(row.fault(key, f"“{typed}” chưa rõ là vai trò nào trong: {labels}"))
        return None
    return found


def _phone(row: _Row, phones: set[str], wrong: list[Fault]) -> str:
    typed = row.text("phone")
    if not typed:
        return ""
    # Excel drops the first zero of a number.
    phone = phone_number(typed) or phone_number(f"0{typed}")
    if phone is None:
        wrong.append(row.fault("phone", f"số điện thoại “{typed}” phải có 10 chữ số"))
        return ""
    if phone in phones:
        wrong.append(row.fault("phone", f"số điện thoại {phone} có hai lần trong tệp"))
    return phone


def _since(row: _Row, today: date, wrong: list[Fault]) -> date | None:
    column = row.columns.get("since")
    cell = row.cells[column.place] if column and column.place < len(row.cells) else ""
    if isinstance(cell, datetime):
        return date(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return cell
    typed = row.text("since")
    if not typed:
        return today
    match = _DAY.fullmatch(typed)
    if match:
        with suppress(ValueError):  # 31/02: told below
            return date(int(match[3]), int(match[2]), int(match[1]))
    wrong.append(row.fault("since", f"ngày “{typed}” phải có đủ ngày, tháng, năm, ví dụ 20/09/2026"))
    return None


def _form_of_address(row: _Row) -> str:
    typed = row.text("form_of_address").lower()
    return typed if (typed, typed) in FORMS_OF_ADDRESS else ""
