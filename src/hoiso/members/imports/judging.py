"""Which rows are new, which stand in the register already, and which contradict it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from hoiso.members.imports import phrases
from hoiso.members.imports.becoming import Becoming
from hoiso.members.imports.travelling import filled, joined

_STANDING = filled(
    """
WITH given AS (SELECT * FROM COLUMNS)
SELECT g.at, m.id, 'name', m.branch_id, m.folded, m.birth_year, m.birth_date, m.citizen_hash, m.card_key,
  m.phone_key, m.hamlet, ''
FROM given g JOIN members_member m
  ON m.folded = g.folded AND m.birth_year = g.year AND m.branch_id = g.branch
UNION ALL
SELECT g.at, m.id, 'citizen', m.branch_id, m.folded, m.birth_year, m.birth_date, m.citizen_hash, m.card_key,
  m.phone_key, m.hamlet, b.name
FROM given g JOIN members_member m ON m.citizen_hash = g.citizen AND m.citizen_hash <> ''
JOIN units_unit b ON b.id = m.branch_id
WHERE g.citizen <> ''
UNION ALL
SELECT g.at, m.id, 'card', m.branch_id, m.folded, m.birth_year, m.birth_date, m.citizen_hash, m.card_key,
  m.phone_key, m.hamlet, b.name
FROM given g JOIN members_member m ON m.card_key = g.card AND m.card_key <> '' AND m.commune_id = g.commune
JOIN units_unit b ON b.id = m.branch_id
WHERE g.card <> ''
""",
    at="integer", folded="text", year="smallint", branch="bigint", commune="bigint", citizen="text",
    card="text",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who stands in the register, or an earlier row of the list (`row`)."""

    branch_id: int
    folded: str
    birth_year: int
    birth_day: date | None
    citizen_hash: str
    card_key: str
    phone_key: str
    hamlet: str
    branch: str = ""
    row: int = 0
    sheet: int = 0


@dataclass(slots=True)
class Seen:
    """The rows that went before, by what they are known by."""

    people: dict[tuple[str, int, int], list[Known]] = field(default_factory=dict)
    citizens: dict[str, Known] = field(default_factory=dict)
    cards: dict[tuple[int, str], Known] = field(default_factory=dict)


@dataclass(slots=True)
class Judged:
    """What becomes of some rows: those to write, how many are there already, and the sentences of others."""

    new: list[Becoming]
    again: int
    refused: list[tuple[Becoming, str, str]]  # with the field that the sentence concerns


def judge(rows: Sequence[Becoming], seen: Seen) -> Judged:
    """Tell new members from those that are there. One statement. `seen` remembers rows across calls."""
    standing = _standing(rows)
    judged = Judged([], 0, [])
    for at, one in enumerate(rows):
        verdict = _verdict(one, standing.get(at, ()), seen)
        if verdict is None:
            judged.new.append(one)
            _remember(one, seen)
        elif verdict:
            judged.refused.append((one, *verdict))
        else:
            judged.again += 1
    return judged


def same(one: Becoming, other: Known) -> bool:
    """Whether two of one name, year and branch are one woman: nothing that both tell is different."""
    if one.citizen_hash and other.citizen_hash:
        return one.citizen_hash == other.citizen_hash
    if one.card_key and one.card_key == other.card_key:
        return True
    if one.birth_day and other.birth_day:
        return one.birth_day == other.birth_day
    if one.phone_key and other.phone_key:
        return one.phone_key == other.phone_key
    return not (one.row.hamlet and other.hamlet and one.row.hamlet != other.hamlet)


def _verdict(
    one: Becoming, standing: Iterable[tuple[str, Known]], seen: Seen
) -> tuple[str, str] | tuple[()] | None:
    """None: she is new. Empty: she is there. Else the sentence and the field it concerns."""
    there: list[tuple[str, Known]] = list(standing)
    for by_name in seen.people.get((one.folded, one.birth_year, one.place.branch_id), ()):
        there.append(("name", by_name))
    if one.citizen_hash and (known := seen.citizens.get(one.citizen_hash)):
        there.append(("citizen", known))
    if one.card_key and (known := seen.cards.get((one.place.commune_id, one.card_key))):
        there.append(("card", known))
    if any(how == "name" and same(one, known) for how, known in there):
        return ()
    for how, known in there:
        if how == "name":
            continue
        if known.folded == one.folded and known.branch_id == one.place.branch_id:
            return ()
        label, key = ("Số CCCD", "identity") if how == "citizen" else ("Số thẻ", "card_number")
        if known.row:
            return phrases.twice(label, known.row), key
        return phrases.taken_by_other(label, known.branch, same_name=known.folded == one.folded), key
    return None


def _remember(one: Becoming, seen: Seen) -> None:
    known = Known(
        one.place.branch_id, one.folded, one.birth_year, one.birth_day, one.citizen_hash, one.card_key,
        one.phone_key, one.row.hamlet, row=one.row.row, sheet=one.row.sheet,
    )  # fmt: skip
    seen.people.setdefault((one.folded, one.birth_year, one.place.branch_id), []).append(known)
    if one.citizen_hash:
        seen.citizens[one.citizen_hash] = known
    if one.card_key:
        seen.cards[one.place.commune_id, one.card_key] = known


def _standing(rows: Sequence[Becoming]) -> dict[int, list[tuple[str, Known]]]:
    if not rows:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            _STANDING,
            {
                "at": joined(range(len(rows))),
                "folded": joined(one.folded for one in rows),
                "year": joined(one.birth_year for one in rows),
                "branch": joined(one.place.branch_id for one in rows),
                "commune": joined(one.place.commune_id for one in rows),
                "citizen": joined(one.citizen_hash for one in rows),
                "card": joined(one.card_key for one in rows),
            },
        )
        found: dict[int, list[tuple[str, Known]]] = {}
        for at, _, how, *facts in cursor.fetchall():
            found.setdefault(at, []).append((how, Known(*facts)))
    return found
