"""A batch of rows: read, placed, compared with the register; what becomes of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from hoiso.members.fields import Field, fields_on
from hoiso.members.imports.becoming import Becoming, Place, becoming
from hoiso.members.imports.judging import Seen, judge
from hoiso.members.imports.placing import NEW, Branch, Places, choice_of
from hoiso.members.imports.rows import CellFault, FaultyRow, Found, MemberRow, Skipped


@dataclass(slots=True)
class Batch:
    """New members with their branch, how many are there already, rows to be mended and rows left aside."""

    new: list[Becoming] = field(default_factory=list)
    again: int = 0
    faulty: list[FaultyRow] = field(default_factory=list)
    aside: list[Skipped] = field(default_factory=list)


def judge_batch(
    found: Sequence[Found],
    places: Places,
    seen: Seen,
    as_of: date,
    today: date,
    fields: dict[str, Field] | None = None,
) -> Batch:
    """Two statements at most. Rows of a branch that is to be opened are new: nobody is there yet."""
    batch = Batch()
    asked = fields if fields is not None else fields_on(today)
    rows: list[Becoming] = []
    for one in found:
        if isinstance(one, FaultyRow):
            batch.faulty.append(one)
        elif isinstance(one, Skipped):
            batch.aside.append(one)
        else:
            branch = places.of(one)
            if isinstance(branch, Branch):
                rows.append(becoming(one, Place(branch.commune_id, branch.id), asked, as_of=as_of))
            elif places.chosen.get(choice_of(one)) == NEW:
                rows.append(becoming(one, Place(0, 0), asked, as_of=as_of))
            else:
                batch.faulty.append(refused(one, branch, "branch"))
    judged = judge(rows, seen)
    batch.new, batch.again = judged.new, judged.again
    for row, sentence, key in judged.refused:
        batch.faulty.append(refused(row.row, sentence, key))
    batch.faulty.sort(key=lambda one: (one.sheet, one.row))
    return batch


def refused(row: MemberRow, sentence: str, key: str) -> FaultyRow:
    """A row that contradicts the register, or another row."""
    above = {"branch": row.branch, "group": row.group, "commune": row.commune}
    return FaultyRow(row.sheet, row.row, [CellFault(-1, key, sentence)], row.branch, above)
