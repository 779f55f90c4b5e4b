"""Whom a document may go to: suggestions, usual receivers, those of similar documents, groups."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from hoiso.core.errors import NotThere
from hoiso.documents.tables.outgoing import RecipientGroup
from hoiso.units.public import search

_MOST = 12
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Offered:
    """A unit that is offered as recipient, with why."""

    id: int
    name: str
    note: str


def suggested(words: str, *, on: date, unit_id: int) -> tuple[Offered, ...]:
    """Standing units by words of their names or their codes. One statement."""
    return tuple(
        Offered(
            row.id, row.title, ", ".join(part for part in (row.name, row.parent_name) if part != row.title)
        )
        for row in search(words, on=on, most=_MOST, standing=True)
        if row.id != unit_id
    )


_TITLE = "CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END"
_STANDS = "u.valid_from <= %(on)s AND (u.valid_to IS NULL OR u.valid_to >= %(on)s)"

_OFFERS = f"""
(SELECT 'usual', u.id, {_TITLE}, count(*)
 FROM documents_delivery y JOIN units_unit u ON u.id = y.to_unit_id
 WHERE y.unit_id = %(unit)s AND y.sent_at >= %(since)s AND {_STANDS}
 GROUP BY u.id ORDER BY count(*) DESC, u.folded LIMIT %(most)s)
UNION ALL
(SELECT 'similar', u.id, {_TITLE}, 0
 FROM documents_recipient r JOIN units_unit u ON u.id = r.unit_id
 WHERE r.document_id = (
   SELECT d.id FROM documents_document d
   WHERE d.unit_id = %(unit)s AND d.direction = 'out' AND d.kind = %(kind)s AND d.state = 'issued'
     AND d.id <> %(document)s
   ORDER BY d.issued_on DESC, d.id DESC LIMIT 1) AND {_STANDS}
 ORDER BY r.position, r.id)
UNION ALL
(SELECT 'group', g.id, g.name, (SELECT count(*) FROM documents_recipientgroupmember m WHERE m.group_id = g.id)
 FROM documents_recipientgroup g WHERE g.unit_id = %(unit)s ORDER BY g.name)
UNION ALL
(SELECT 'parent', u.id, {_TITLE}, 0
 FROM units_placement p JOIN units_unit u ON u.id = p.parent_id
 WHERE p.unit_id = %(unit)s AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s))
UNION ALL
(SELECT 'below', 0, '', count(*)
 FROM units_placement p JOIN units_unit u ON u.id = p.unit_id
 WHERE p.parent_id = %(unit)s AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
   AND {_STANDS})
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Offers:
    """What the recipients page offers besides search. `below` counts the units directly under."""

    usual: tuple[Offered, ...]
    similar: tuple[Offered, ...]
    groups: tuple[Offered, ...]
    parent: Offered | None
    below: int


def offers_for(document_id: int, unit_id: int, kind: str, *, on: date) -> Offers:
    """Everything offered for a draft of the unit. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            _OFFERS,
            {
                "unit": unit_id, "kind": kind, "document": document_id, "on": on,
                "since": on - _YEAR, "most": _MOST,
            },
        )  # fmt: skip
        rows = cursor.fetchall()
    found: dict[str, list[Offered]] = {}
    for what, id_, name, count in rows:
        note = f"{count} đơn vị" if what in ("group", "below") else ""
        found.setdefault(what, []).append(Offered(id_, name, note))
    return Offers(
        usual=tuple(found.get("usual", ())),
        similar=tuple(found.get("similar", ())),
        groups=tuple(found.get("group", ())),
        parent=next(iter(found.get("parent", ())), None),
        below=next((count for what, _, _, count in rows if what == "below"), 0),
    )


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group with its units."""

    id: int
    name: str
    members: tuple[Offered, ...]


_GROUPS = f"""
SELECT g.id, g.name,
       coalesce(array_agg(u.id ORDER BY m.position, m.id) FILTER (WHERE u.id IS NOT NULL), '{{}}'),
       coalesce(array_agg({_TITLE} ORDER BY m.position, m.id) FILTER (WHERE u.id IS NOT NULL), '{{}}')
FROM documents_recipientgroup g
LEFT JOIN documents_recipientgroupmember m ON m.group_id = g.id
LEFT JOIN units_unit u ON u.id = m.unit_id
WHERE g.unit_id = ANY (%(units)s) AND (%(group)s::bigint IS NULL OR g.id = %(group)s)
GROUP BY g.id ORDER BY g.name, g.id
"""  # noqa: S608


def groups(unit_ids: tuple[int, ...], *, group_id: int | None = None) -> tuple[GroupLine, ...]:
    """The groups of the units, with their members. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_GROUPS, {"units": list(unit_ids), "group": group_id})
        rows = cursor.fetchall()
    return tuple(
        GroupLine(id_, name, tuple(Offered(*pair, "") for pair in zip(ids, names, strict=True)))
        for id_, name, ids, names in rows
    )


def group_of(unit_id: int, group_id: int) -> GroupLine:
    """One group of the unit. One statement; raises `NotThere` when it is another unit's or gone."""
    found = groups((unit_id,), group_id=group_id)
    if not found:
        raise NotThere("Không có nhóm nơi nhận này.")
    return found[0]


_NAMED = f"SELECT u.id, {_TITLE} FROM units_unit u WHERE u.id = ANY (%(ids)s)"  # noqa: S608
_MEMBERS = f"""
SELECT u.id, {_TITLE} FROM documents_recipientgroupmember m JOIN units_unit u ON u.id = m.unit_id
WHERE m.group_id = %(group)s AND {_STANDS} ORDER BY m.position, m.id"""  # noqa: S608
_BELOW = f"""
SELECT u.id, {_TITLE} FROM units_placement p JOIN units_unit u ON u.id = p.unit_id
WHERE p.parent_id = %(unit)s AND p.valid_from <= %(on)s AND (p.valid_to IS NULL OR p.valid_to >= %(on)s)
  AND {_STANDS} ORDER BY u.official_code, u.folded"""  # noqa: S608


def units_named(ids: tuple[int, ...]) -> tuple[tuple[int, str], ...]:
    """Titles of units, in the order asked. One statement."""
    found = dict(_pairs(_NAMED, {"ids": list(ids)}))
    return tuple((id_, found[id_]) for id_ in dict.fromkeys(ids) if id_ in found)


def members_of(group_id: int, *, on: date) -> tuple[str, tuple[tuple[int, str], ...]]:
    """Name of a group and its units that stand on the day. Two statements."""
    group = RecipientGroup.objects.filter(pk=group_id).first()
    if group is None:
        raise NotThere("Không có nhóm nơi nhận này.")
    return group.name, _pairs(_MEMBERS, {"group": group_id, "on": on})


def units_directly_below(unit_id: int, *, on: date) -> tuple[tuple[int, str], ...]:
    """The units directly under one, as they stand on the day. One statement."""
    return _pairs(_BELOW, {"unit": unit_id, "on": on})


def _pairs(sql: str, given: dict[str, Any]) -> tuple[tuple[int, str], ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return tuple((id_, name) for id_, name in cursor.fetchall())
