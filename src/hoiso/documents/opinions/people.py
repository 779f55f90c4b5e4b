"""Who may be asked: officers of the unit who draft, and every other unit that works on this installation."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection

from hoiso.access.public import Right
from hoiso.access.rights import HOLDERS
from hoiso.core.errors import NotThere
from hoiso.work.people import Person, people_of

_UNITS = """
SELECT u.id, CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END AS name
FROM unnest(hoiso_units_here(ARRAY(SELECT o.id FROM units_unit o
  WHERE o.kind <> 'outside' AND o.valid_from <= hoiso_day()
    AND (o.valid_to IS NULL OR o.valid_to >= hoiso_day())
))) here(id) JOIN units_unit u ON u.id = here.id
WHERE u.id <> {unit} ORDER BY u.kind <> 'province', u.folded, u.id
"""
_DRAFT = f"""
SELECT d.id, d.unit_id, d.state, d.subject, d.kind_name,
  (SELECT max(v.number) FROM documents_draftversion v WHERE v.document_id = d.id),
  (SELECT coalesce(jsonb_agg(jsonb_build_array(x.id, x.name)), '[]')
     FROM ({_UNITS.format(unit="d.unit_id")}) x)
FROM documents_document d WHERE d.id = %s AND d.direction = 'out'
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class AskedDraft:
    """A draft about which opinions may be asked, and the other units here by id."""

    id: int
    unit_id: int
    state: str
    subject: str
    kind_name: str
    number_of_version: int
    places: Mapping[int, str]


def asked_draft(document_id: int) -> AskedDraft:
    """One statement; raises `NotThere` outside the scope."""
    with connection.cursor() as cursor:
        cursor.execute(_DRAFT, [document_id])
        row = cursor.fetchone()
    if row is None or row[5] is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    *_, places = row
    known = dict(json.loads(places) if isinstance(places, str) else places)
    names = [field.name for field in fields(AskedDraft)]
    return AskedDraft(**{**dict(zip(names, row, strict=True)), "places": known})


def askable_people(unit_id: int, *, on: date) -> tuple[Person, ...]:
    """Officers of the unit, by name. One statement."""
    return tuple(one for one in people_of(unit_id, on=on) if one.roles & HOLDERS[Right.DRAFT])


def askable_units(unit_id: int) -> dict[int, str]:
    """Names by id of the other units here, the province first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_UNITS.format(unit="%s"), [unit_id])
        return dict(cursor.fetchall())
