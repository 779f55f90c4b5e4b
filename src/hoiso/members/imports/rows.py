"""Members read from the rows of a list; what is wrong is told by cell, and nothing is left out silently."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from hoiso.members.imports import phrases
from hoiso.members.imports.cells import Reader, Readers
from hoiso.members.imports.days import Moment
from hoiso.members.imports.errors import WrongCell
from hoiso.members.imports.fields import BY_KEY, VALUED, Kind
from hoiso.members.imports.numbers import is_mans_id, year_of_id
from hoiso.members.imports.titles import Titled, is_closing, one_line, titled
from hoiso.members.imports.workbook import Cell, letter

_DITTO = frozenset({'"', "''", "”", "“", "-nt-", "nt", "- nt -", "như trên", "//", "˝", "〃"})
_ADULT = 18
_OLDEST = 110
_SHORT = 4  # a name cell no longer than that may number its column
_FEW = 3  # a row with no more cells than that may be a title


@dataclass(slots=True)
class MemberRow:
    """A member as the list tells her. Days that are known by their year alone are a `Moment` without a day.

    `branch`, `group`, `commune` are words of the list (a column, a title above, the sheet's name). `party`,
    `core` … None: not told. `notes`: what an officer should know, and which does not keep the row out.
    """

    sheet: int
    row: int
    full_name: str = ""
    nick: str = ""
    birth: Moment | None = None
    sex: str = ""
    branch: str = ""
    group: str = ""
    commune: str = ""
    hamlet: str = ""
    address: str = ""
    phone: str = ""
    other_phones: str = ""
    citizen: str = ""
    old_id: str = ""
    member_code: str = ""
    card_number: str = ""
    card_given_on: Moment | None = None
    joined_on: Moment | None = None
    left_on: Moment | None = None
    left_reason: str = ""
    state: str = ""
    post: str = ""
    post_from: Moment | None = None
    post_to: Moment | None = None
    core: bool | None = None
    honorary: bool | None = None
    occupation: str = ""
    workplace: str = ""
    schooling: str = ""
    professional: str = ""
    political: str = ""
    ethnic: str = ""
    religion: str = ""
    party: bool | None = None
    poor: bool | None = None
    near_poor: bool | None = None
    poverty: str = ""
    disability: bool | None = None
    single_mother: bool | None = None
    marital: str = ""
    household: str = ""
    skills: str = ""
    wishes: str = ""
    note: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with one cell: column from 0 (-1: the whole row) and a sentence that says what to do."""

    place: int
    key: str
    sentence: str


@dataclass(slots=True)
class FaultyRow:
    """A row that cannot go in as it stands, with everything that is wrong with it."""

    sheet: int
    row: int
    faults: list[CellFault]
    branch: str = ""
    context: dict[str, str] = field(default_factory=dict)  # of the titles above: branch, group, commune

    @property
    def sentence(self) -> str:
        """All of it in one text."""
        told = "; ".join(
            f"cột {letter(one.place)} ({BY_KEY[one.key.partition('=')[0]].label}): {one.sentence}"
            if one.place >= 0
            else one.sentence
            for one in self.faults
        )
        return f"{told[:1].upper()}{told[1:]}."


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that was taken for no member, and its text."""

    sheet: int
    row: int
    text: str


@dataclass(slots=True)
class Context:
    """Under which title the rows stand."""

    branch: str = ""
    group: str = ""
    commune: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of a block are read: field by column (from 0), what stands above them, today."""

    columns: Mapping[int, str]
    today: date
    above: Titled


Found = MemberRow | FaultyRow | Skipped


class BlockReader:
    """Reads rows below one head. `readers` remembers what cells mean across blocks."""

    def __init__(
        self, plan: Plan, readers: Readers, *, sheet: int, sparse: frozenset[int] = frozenset()
    ) -> None:
        self._sheet = sheet
        self._today = plan.today
        self._context = Context(plan.above.branch, plan.above.group, plan.above.commune)
        self._places = {key: place for place, key in plan.columns.items()}
        self._name = next(
            (self._places[key] for key in ("full_name", "given", "family") if key in self._places), 0
        )
        self._births = tuple(
            self._places[key]
            for key in ("birth", "birth_female", "birth_male", "birth_y")
            if key in self._places
        )
        self._sparse = sparse
        self._before: dict[int, Cell] = {}
        self._closed = False
        self._steps: list[tuple[int, str, Reader]] = [
            (place, key, readers.of(place, key))
            for place, key in plan.columns.items()
            if BY_KEY[key.partition("=")[0]].kind is not Kind.IGNORED
        ]

    @property
    def sheet(self) -> int:
        return self._sheet

    def go_on_after(self, before: "BlockReader") -> None:
        """The head stands on the next page once more: titles above it hold on."""
        if not self._context.branch:
            self._context = before._context

    def read(self, row: int, cells: Sequence[Cell]) -> Found | None:
        """What the row tells; `row` as Excel counts. None for an empty one."""
        width = len(cells)
        name = cells[self._name] if self._name < width else ""
        plain = name.__class__ is str and len(name) > _SHORT
        if not plain or not any(place < width and cells[place] not in ("", None) for place in self._births):
            aside = self._aside(row, cells)
            if aside is not True:
                return aside
        return self.member(row, cells)

    def _aside(self, row: int, cells: Sequence[Cell]) -> "Found | Literal[True] | None":
        """A row without a name or a birth: a title, a total, nothing at all; True where it is a member's."""
        full = [(place, cell) for place, cell in enumerate(cells) if cell not in ("", None)]
        order = self._places.get("order", -1)
        told = [(place, cell) for place, cell in full if place != order]
        if not told and all(not isinstance(cell, str) or not any(map(str.isalpha, cell)) for _, cell in full):
            return None
        words = [
            (place, text)
            for place, cell in full
            if isinstance(cell, str) and (text := one_line(self._text(place, cell)))
        ]
        text = " ".join(text for _, text in words)
        if _numbers_columns(full):
            return Skipped(self._sheet, row, text)
        titles = words if len(words) == 1 else [(place, one) for place, one in words if not _numeral(one)]
        if titles and len(full) <= _FEW and (found := titled(titles[0][1])) is not None:
            self._turn_to(found)
            return Skipped(self._sheet, row, text)
        if words and is_closing(words[0][1] if not _numeral(words[0][1]) else text):
            self._closed = True
            return Skipped(self._sheet, row, text)
        if any(place in self._births for place, _ in told) and not self._closed:
            return True
        if not words or (len(told) == 1 and (told[0][0] != self._name or self._closed)):
            return Skipped(self._sheet, row, text or " ".join(str(cell) for _, cell in full))
        if self._closed and len(full) <= _FEW:
            return Skipped(self._sheet, row, text)
        return True

    def _turn_to(self, found: Titled) -> None:
        if found.group:
            self._context.group = found.group
        else:
            self._context.branch, self._context.group = found.branch, ""
        self._closed = False
        self._before.clear()

    def _text(self, place: int, cell: str) -> str:
        for at, _, reader in self._steps:
            if at == place:
                return reader.text(cell)
        return self._steps[0][2].text(cell) if self._steps else cell

    def member(self, row: int, cells: Sequence[Cell]) -> MemberRow | FaultyRow:
        """The member of the row, or all that is wrong with it."""
        found = MemberRow(self._sheet, row)
        faults: list[CellFault] = []
        parts: dict[str, object] = {}
        width = len(cells)
        for place, key, reader in self._steps:
            cell = cells[place] if place < width else ""
            if cell == "" or cell is None or place in self._sparse or cell in _DITTO:
                cell = self._carried(place, cell)
                if cell == "":
                    continue
            elif reader.repeats:
                self._before[place] = cell
            value = reader.read(cell)
            if value is None or value == "":
                continue
            if value.__class__ is WrongCell:
                faults.append(CellFault(place, key, value.sentence))
            elif reader.setter is not None:
                reader.setter(found, value)
            else:
                parts[key] = value
        if parts:
            self._join(found, parts, faults)
        self._check(found, faults)
        self._closed = False
        if faults:
            above = {"branch": found.branch, "group": found.group, "commune": found.commune}
            return FaultyRow(self._sheet, row, faults, found.branch, above)
        return found

    def _carried(self, place: int, cell: Cell) -> Cell:
        """A ditto mark, or the cell of a branch that is written once for the rows below it."""
        if cell not in ("", None) and cell not in _DITTO:
            self._before[place] = cell
            return cell
        return self._before.get(place, "") if place in self._sparse or cell not in ("", None) else ""

    def _join(self, found: MemberRow, parts: Mapping[str, object], faults: list[CellFault]) -> None:
        """What stands in several columns, and what one cell tells of several things."""
        for key, value in parts.items():
            if key.partition("=")[0] in VALUED:
                setattr(found, key.partition("=")[0], value)
            elif key in _PARTED:
                _PARTED[key](found, value)
        if "family" in parts or "given" in parts:
            found.full_name = " ".join(str(parts[key]) for key in ("family", "given") if key in parts)
        if "birth_y" in parts:
            self._join_birth(found, parts, faults)
        elif "birth_female" in parts or "birth_male" in parts:
            female = parts.get("birth_female")
            found.birth = female if isinstance(female, Moment) else parts["birth_male"]  # type: ignore[assignment]
            found.sex = found.sex or ("female" if isinstance(female, Moment) else "male")

    def _join_birth(self, found: MemberRow, parts: Mapping[str, object], faults: list[CellFault]) -> None:
        year, month, day = (str(parts.get(key, "")) for key in ("birth_y", "birth_m", "birth_d"))
        place = self._places["birth_y"]
        try:
            found.birth = _from_parts(day, month, year)
        except ValueError:
            faults.append(CellFault(place, "birth_y", phrases.no_such_day(f"{day}/{month}/{year}")))

    def _check(self, found: MemberRow, faults: list[CellFault]) -> None:
        context = self._context
        found.branch = found.branch or context.branch
        found.group = found.group or context.group
        found.commune = found.commune or context.commune
        wrong = {one.key for one in faults}
        if not found.full_name and not wrong & {"full_name", "family", "given"}:
            faults.append(CellFault(self._name, self._key("full_name", "family"), phrases.NO_NAME))
        if found.birth is None:
            if not wrong & _BIRTH_KEYS:
                key = self._key("birth", "birth_female", "birth_y", "birth_male")
                faults.append(CellFault(self._places.get(key, -1), key, phrases.NO_BIRTH))
        else:
            self._check_birth(found, found.birth, faults)
        if found.sex == "male" and not found.honorary and not wrong & {"sex"}:
            key = self._key("sex", "birth_male")
            faults.append(CellFault(self._places.get(key, -1), key, phrases.IS_MAN))

    def _key(self, *keys: str) -> str:
        return next((key for key in keys if key in self._places), keys[0])

    def _check_birth(self, found: MemberRow, birth: Moment, faults: list[CellFault]) -> None:
        today = self._today
        age = today.year - birth.year
        if birth.day is not None and (birth.day.month, birth.day.day) > (today.month, today.day):
            age -= 1
        gone = found.state in _GONE or found.left_on is not None
        if age < _ADULT or (age > _OLDEST and not gone):
            key = self._key("birth", "birth_female", "birth_y", "birth_male")
            sentence = phrases.too_young(max(age, 0)) if age < _ADULT else phrases.too_old(age)
            faults.append(CellFault(self._places.get(key, -1), key, sentence))
            return
        self._check_membership(found, birth, faults)
        if found.citizen:
            if is_mans_id(found.citizen) and not found.honorary:
                found.notes.append(phrases.ID_MAN)
            elif year_of_id(found.citizen) != birth.year:
                found.notes.append(phrases.ID_YEAR)

    def _check_membership(self, found: MemberRow, birth: Moment, faults: list[CellFault]) -> None:
        joined, left = found.joined_on, found.left_on
        for key, moment in (("joined_on", joined), ("left_on", left)):
            if moment is not None and _lies_ahead(moment, self._today):
                faults.append(CellFault(self._places[key], key, phrases.ahead(moment.day or moment.year)))
        if joined is not None and joined.year < birth.year + 10:
            place = self._places["joined_on"]
            faults.append(CellFault(place, "joined_on", phrases.joined_too_early(joined.year)))
        if joined and left and joined.day and left.day and left.day < joined.day:
            faults.append(CellFault(self._places["left_on"], "left_on", phrases.left_before(left.day)))


def _lies_ahead(moment: Moment, today: date) -> bool:
    return moment.year > today.year or (moment.day is not None and moment.day > today)


_GONE = frozenset({"moved", "left", "dead", "struck_off", "expelled"})
_BIRTH_KEYS = frozenset({"birth", "birth_female", "birth_male", "birth_y", "birth_m", "birth_d"})


def _set_name(found: MemberRow, value: object) -> None:
    found.full_name, found.nick = value  # type: ignore[misc]


def _set_phones(found: MemberRow, value: object) -> None:
    found.phone, found.other_phones = value.first, value.others  # type: ignore[attr-defined]
    if found.other_phones:
        found.notes.append(f"{phrases.MORE_PHONES}: {found.other_phones}")


def _set_identity(found: MemberRow, value: object) -> None:
    found.citizen, found.old_id = value.citizen, value.old  # type: ignore[attr-defined]


_PARTED: dict[str, Callable[[MemberRow, object], None]] = {
    "full_name": _set_name, "phone": _set_phones, "identity": _set_identity,
}  # fmt: skip


def _from_parts(day: str, month: str, year: str) -> Moment:
    whole = int(year) if len(year) == 4 else 1900 + int(year)
    if not 1900 <= whole <= 2100:
        raise ValueError(year)
    if day in ("", "0", "00") or month in ("", "0", "00"):
        return Moment(whole)
    return Moment(whole, date(whole, int(month), int(day)))


def _numbers_columns(full: Sequence[tuple[int, Cell]]) -> bool:
    """(1) (2) (3) …: the row under the head that numbers the columns."""
    told = [
        str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip("() ")
        for _, cell in full
    ]
    return (
        len(told) > 2
        and told[0] in ("1", "2", "A")
        and told[1:]
        == [
            str(n)
            for n in range(
                int(told[1]) if told[1].isdigit() else 0,
                len(told) - 1 + (int(told[1]) if told[1].isdigit() else 0),
            )
        ]
    )


def _numeral(text: str) -> bool:
    return text.strip(" .)").isdigit() or set(text.strip(" .)").lower()) <= set("ivxlc")
