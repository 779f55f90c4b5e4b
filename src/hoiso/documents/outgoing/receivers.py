"""Recipients of a draft while they are chosen: added once each, in order, with the usual flags."""

from collections.abc import Iterable, Sequence

from hoiso.documents.outgoing.content import RecipientChoice
from hoiso.documents.tables.outgoing import Recipient

Pairs = Iterable[tuple[int, str]]


def with_units(
    rows: Sequence[RecipientChoice], units: Pairs, lines: dict[int, str], *, addressee: bool
) -> tuple[RecipientChoice, ...]:
    """The rows with the units added that are not among them, each printed by its own name."""
    known = {one.unit_id for one in rows}
    new = [
        RecipientChoice(
            name=name,
            unit_id=unit_id,
            line=lines.get(unit_id, Recipient.Line.PAPER.value),
            addressee=addressee,
            paper_copies=0 if lines.get(unit_id, "paper") != "paper" else 1,
        )
        for unit_id, name in dict(units).items()
        if unit_id not in known
    ]
    return (*rows, *new)


def with_group(
    rows: Sequence[RecipientChoice], name: str, units: Pairs, lines: dict[int, str], *, addressee: bool
) -> tuple[RecipientChoice, ...]:
    """The rows with a group: its name is printed once, its units are sent to and not printed one by one."""
    known = {one.unit_id for one in rows}
    members = [
        RecipientChoice(
            name=title,
            unit_id=unit_id,
            line=lines.get(unit_id, Recipient.Line.PAPER.value),
            printed=False,
            paper_copies=0 if lines.get(unit_id, "paper") != "paper" else 1,
        )
        for unit_id, title in dict(units).items()
        if unit_id not in known
    ]
    printed = with_name(rows, name, addressee=addressee)
    return (*printed, *members)


def with_name(
    rows: Sequence[RecipientChoice], name: str, *, addressee: bool = False, copies: int = 0
) -> tuple[RecipientChoice, ...]:
    """The rows with a name that no unit stands behind: printed, and reached on paper if at all."""
    if not name or any(one.unit_id is None and one.name == name for one in rows):
        return tuple(rows)
    return (*rows, RecipientChoice(name=name, addressee=addressee, paper_copies=copies))
