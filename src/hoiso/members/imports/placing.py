"""To which branch and group a row belongs: by what an officer chose, else by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from hoiso.core.folding import fold
from hoiso.members.imports import phrases
from hoiso.members.imports.becoming import Place
from hoiso.members.imports.rows import MemberRow
from hoiso.members.imports.titles import branch_key, place_key
from hoiso.units.models import Unit
from hoiso.units.public import add_unit

NEW = "new"
_BELOW = """
WITH RECURSIVE below AS (
  SELECT u.id, u.kind, u.name, NULL::bigint AS parent FROM units_unit u WHERE u.id = %(unit)s
  UNION ALL
  SELECT u.id, u.kind, u.name, b.id FROM below b
  JOIN units_placement p ON p.parent_id = b.id AND p.valid_from <= %(on)s
    AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
  JOIN units_unit u ON u.id = p.unit_id AND u.valid_from <= %(on)s
    AND (u.valid_to IS NULL OR u.valid_to >= %(on)s)
  WHERE b.kind <> 'group'
)
SELECT id, kind, name, parent FROM below
"""
_ABOVE = """
SELECT parent_id FROM units_placement
WHERE unit_id = %s AND valid_from <= %s AND (valid_to IS NULL OR valid_to >= %s)
"""
Choice = tuple[str, str]  # keys of commune and branch


@dataclass(slots=True)
class Branch:
    """A branch that stands, with its groups by key."""

    id: int
    name: str
    commune_id: int
    groups: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Places:
    """The branches of a unit, by the words that lists have for them."""

    unit_id: int
    branches: dict[int, Branch]
    communes: dict[str, int]
    chosen: dict[Choice, int | str]
    default: int | None
    make_groups: bool = True
    _by_key: dict[tuple[int | None, str], list[int]] = field(default_factory=dict)
    _found: dict[Choice, Branch | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for branch in self.branches.values():
            for key in {branch_key(branch.name), place_key(branch.name)}:
                for commune in (branch.commune_id, None):
                    self._by_key.setdefault((commune, key), []).append(branch.id)

    def of(self, row: MemberRow) -> Branch | str:
        """The branch of the row, or a sentence that says what to do. No statement."""
        said = (row.commune, row.branch)
        found = self._found.get(said)
        if found is None:
            found = self._found[said] = self._look(choice_of(row), row)
        return found

    def _look(self, key: Choice, row: MemberRow) -> Branch | str:
        chosen = self.chosen.get(key)
        if isinstance(chosen, int) and chosen in self.branches:
            return self.branches[chosen]
        if not row.branch:
            if self.default is not None and self.default in self.branches:
                return self.branches[self.default]
            if len(self.branches) == 1:
                return next(iter(self.branches.values()))
            return phrases.NO_BRANCH
        commune = self.communes.get(key[0]) if self.communes and key[0] else None
        for words in (branch_key(row.branch), place_key(row.branch)):
            standing = self._by_key.get((commune, words), [])
            if len(standing) == 1:
                return self.branches[standing[0]]
            if len(standing) > 1:
                return phrases.several_branches(row.branch)
        return phrases.unknown_branch(row.branch)

    def place(self, branch: Branch, row: MemberRow, *, at: datetime, on: date, by_id: int | None) -> Place:
        """With its group, which is made where it does not stand yet."""
        if not row.group:
            return Place(branch.commune_id, branch.id)
        key = branch_key(row.group)
        group = branch.groups.get(key)
        if group is None and self.make_groups:
            unit = add_unit(
                kind=Unit.Kind.GROUP, name=row.group[:200], valid_from=on, at=at, actor_id=by_id,
                parent=Unit.objects.get(pk=branch.id),
            )  # fmt: skip
            group = branch.groups[key] = unit.pk
        return Place(branch.commune_id, branch.id, group)

    def open_new(self, *, at: datetime, on: date, by_id: int | None, names: Mapping[Choice, str]) -> int:
        """Make the branches that an officer chose to open; how many."""
        made = 0
        for key, choice in list(self.chosen.items()):
            if choice != NEW or key not in names:
                continue
            commune = self.communes.get(key[0], self.unit_id)
            unit = add_unit(
                kind=Unit.Kind.BRANCH, name=_branch_name(names[key]), valid_from=on, at=at, actor_id=by_id,
                parent=Unit.objects.get(pk=commune),
            )  # fmt: skip
            self.branches[unit.pk] = Branch(unit.pk, unit.name, commune)
            self.chosen[key] = unit.pk
            made += 1
        self._found.clear()
        return made


def choice_of(row: MemberRow) -> Choice:
    """The words of the list for the row's branch, as keys."""
    return (_commune_key(row.commune), branch_key(row.branch))


def _branch_name(said: str) -> str:
    name = said[:1].lower() + said[1:] if fold(said).startswith(("ap ", "khu pho ", "thon ")) else said
    return (name if fold(said).startswith("chi hoi") else f"Chi hội {name}")[:200]


def places_of(
    unit_id: int, *, on: date, chosen: Sequence[Mapping[str, object]] = (), default: int | None = None
) -> Places:
    """The branches below the unit on the day (or itself, where it is one). Two statements at most."""
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"unit": unit_id, "on": on})
        rows = cursor.fetchall()
        own_parent = unit_id
        if rows and rows[0][1] == Unit.Kind.BRANCH:
            cursor.execute(_ABOVE, [unit_id, on, on])
            above = cursor.fetchone()
            own_parent = above[0] if above else unit_id
    branches = {
        pk: Branch(pk, name, parent or own_parent)
        for pk, kind, name, parent in rows
        if kind == Unit.Kind.BRANCH
    }
    communes = {
        _commune_key(name): pk for pk, kind, name, parent in rows if kind == Unit.Kind.COMMUNE and parent
    }
    for pk, kind, name, parent in rows:
        if kind == Unit.Kind.GROUP and parent in branches:
            branches[parent].groups[branch_key(name)] = pk
    known: dict[Choice, int | str] = {}
    for one in chosen:
        unit = one.get("unit_id")
        if isinstance(unit, int) or unit == NEW:
            known[str(one["commune_key"]), str(one["key"])] = unit
    return Places(unit_id, branches, communes, known, default)


def _commune_key(name: str) -> str:
    words = fold(name)
    for prefix in ("xa ", "phuong ", "thi tran "):
        words = words.removeprefix(prefix)
    return words
