"""A row that was held back, read again from what an officer has typed."""

from collections.abc import Mapping
from datetime import date

from hoiso.members.imports.cells import Readers
from hoiso.members.imports.fields import BY_KEY, Kind
from hoiso.members.imports.rows import BlockReader, FaultyRow, MemberRow, Plan
from hoiso.members.imports.titles import Titled
from hoiso.members.models import MemberListRow

# Without these nobody can go in; every other wrong cell may be left empty.
NEEDED = frozenset(
    {"full_name", "family", "given", "birth", "birth_female", "birth_male", "birth_y", "branch"}
)


def mended_row(held: MemberListRow, *, today: date) -> MemberRow | FaultyRow:
    """The row as it stands now."""
    return read_values(held.values, held.context, today=today, sheet=held.sheet, row=held.row)


def read_values(
    values: Mapping[str, str], context: Mapping[str, str], *, today: date, sheet: int = 0, row: int = 1
) -> MemberRow | FaultyRow:
    """A member from texts by field, beneath the titles that stood above her."""
    known = {key: text for key, text in values.items() if key.partition("=")[0] in BY_KEY}
    keys = list(known)
    for needed in ("full_name", "birth"):
        if not _has(needed, keys):
            keys.append(needed)
    above = Titled(context.get("branch", ""), context.get("group", ""), context.get("commune", ""))
    reader = BlockReader(Plan(dict(enumerate(keys)), today, above), Readers({}, today=today), sheet=sheet)
    return reader.member(row, [known.get(key, "") for key in keys])


def _has(needed: str, keys: list[str]) -> bool:
    if needed == "full_name":
        return bool({"full_name", "family", "given"} & set(keys))
    return any(BY_KEY[key.partition("=")[0]].kind is Kind.BIRTH or key == "birth_y" for key in keys)
