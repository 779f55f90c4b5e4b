"""Recipients of a draft, grown from what the page asks for, and saved as a version."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.core.errors import DomainError
from hoiso.documents.locking import locked
from hoiso.documents.outgoing import rules
from hoiso.documents.outgoing.actions.drafts import save_draft
from hoiso.documents.outgoing.actions.versions import latest_version
from hoiso.documents.outgoing.content import RecipientChoice, from_json
from hoiso.documents.outgoing.lines import lines_of
from hoiso.documents.outgoing.queries.receivers import (
    Offered,
    members_of,
    suggested,
    units_directly_below,
    units_named,
)
from hoiso.documents.outgoing.receivers import with_group, with_name, with_units
from hoiso.documents.tables.document import Document
from hoiso.units.names import split_level

_BELOW_NAMES = {"Tỉnh": "Hội LHPN các xã, phường", "Thành phố": "Hội LHPN các xã, phường"}


@dataclass(frozen=True, slots=True)
class Grown:
    """The rows with what was added; `choices` when the typed name fits several units."""

    rows: tuple[RecipientChoice, ...]
    choices: tuple[Offered, ...] = ()


def grown_rows(
    rows: Sequence[RecipientChoice],
    *,
    unit_id: int,
    unit_title: str,
    on: date,
    addressed: bool,
    unit_ids: Sequence[int] = (),
    group_id: int | None = None,
    below: bool = False,
    typed: str = "",
    paper_name: str = "",
) -> Grown:
    """The rows with the chosen units, a group, all units directly under, a typed name, a paper name.

    Nothing is saved. Raises a refusal when no unit bears the typed name.
    """
    wanted = list(unit_ids)
    choices: tuple[Offered, ...] = ()
    if typed:
        found = suggested(typed, on=on, unit_id=unit_id)
        if not found:
            raise DomainError(
                f"Không thấy đơn vị “{typed}”. Gõ vài chữ trong tên đơn vị,"
                " hoặc ghi tên ở ô “Nơi nhận chỉ ghi tên, gửi bản giấy”.",
                field="don_vi",
            )
        if len(found) == 1:
            wanted.append(found[0].id)
        else:
            choices = found
    units = units_named(tuple(wanted)) if wanted else ()
    grown = with_units(rows, units, lines_of(id_ for id_, _ in units), addressee=addressed)
    if group_id is not None:
        name, members = members_of(group_id, on=on)
        grown = with_group(grown, name, members, lines_of(id_ for id_, _ in members), addressee=addressed)
    if below:
        under = units_directly_below(unit_id, on=on)
        name = _BELOW_NAMES.get(split_level(unit_title.removeprefix("Hội LHPN "))[0], "Các đơn vị trực thuộc")
        grown = with_group(grown, name, under, lines_of(id_ for id_, _ in under), addressee=addressed)
    if paper_name:
        grown = with_name(grown, paper_name, copies=1)
    return Grown(tuple(one for one in grown if one.unit_id != unit_id), choices)


@transaction.atomic
def save_recipients(
    *, by: Actor, document_id: int, version: int, rows: Sequence[RecipientChoice], at: datetime
) -> Document:
    """Keep the recipients as a version of the draft."""
    document = locked(document_id, version=version)
    rules.require_editable(by, document)
    content = from_json(latest_version(document).content)
    return save_draft(
        by=by,
        document_id=document_id,
        version=version,
        content=replace(content, recipients=tuple(rows)),
        at=at,
    )
