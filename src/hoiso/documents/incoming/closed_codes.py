"""Closed identity codes that a message names: whose they were, who follows, and whose desk is asked.

A code is closed when units merge and is never given again (Decision 20/2020/QĐ-TTg). A message that
still names one is shown with the successor, and a person there confirms; nothing is rerouted silently.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hoiso.core.folding import nfc
from hoiso.documents.incoming.errors import ForSuccessor, NoSuccessor
from hoiso.documents.tables.incoming import ClosedCode
from hoiso.edxml.public import Message
from hoiso.units import public as units
from hoiso.units.models import IdentityCode

Side = ClosedCode.Side


@dataclass(frozen=True, slots=True)
class Closed:
    """A code that is closed on the day, with the unit that follows; `told` says so in a sentence."""

    code: str
    side: str
    old_unit_id: int
    old_title: str
    successor_id: int
    successor_title: str
    successor_code: str
    told: str


@dataclass(frozen=True, slots=True)
class Named:
    """What the codes of a message say for one desk.

    `asked` must be confirmed there. `sender_unit_id` is whose code the sender named, None while that
    is asked or when the code is not known; `remarks` tell of a sender's code without a successor.
    """

    asked: tuple[Closed, ...] = ()
    sender_unit_id: int | None = None
    remarks: tuple[str, ...] = ()


_CODE = re.compile(r"[A-Z0-9]{1,10}(\.[A-Z0-9]{1,10})+|[A-Z][0-9]{2}", re.ASCII)


def is_code(text: str) -> bool:
    """Whether the text is written as an identity code and not as a name."""
    return _CODE.fullmatch(_written(text)) is not None


def codes_named(message: Message, unit_id: int, *, on: date) -> Named:
    """Look up the codes of sender and receivers; one statement where none is closed.

    A receiver's closed code is asked at the desk of its successor, unless the message names an open
    code of that unit too. Raises `ForSuccessor` when only other units follow the receivers named,
    and `NoSuccessor` when nobody does yet; a message to a code that is unknown here is not judged.
    """
    sender, receivers = _spoken(message)
    known = {row.code: row for row in _rows({sender, *receivers})}
    asked: list[Closed] = []
    remarks: tuple[str, ...] = ()
    sender_unit_id = known[sender].unit_id if sender in known else None
    if sender in known and not _open(known[sender], on):
        found = closed_code(sender, Side.FROM, on=on)
        if isinstance(found, Closed):
            asked.append(found)
            sender_unit_id = None
        elif found:
            remarks = (found,)
    asked += _for_us(receivers, known, unit_id, on)
    return Named(tuple(asked), sender_unit_id, remarks)


def closed_code(text: str, side: str, *, on: date) -> Closed | str:
    """The closed code with its successor, or the sentence that nobody follows; empty when not closed."""
    answer = units.look_up_code(text, on=on)
    if answer.state is not units.CodeState.CLOSED or answer.unit is None:
        return ""
    if answer.successor is None:
        return answer.sentence
    return Closed(
        answer.code, side, answer.unit.id, answer.unit.title,
        answer.successor.id, answer.successor.title, answer.successor_code, answer.sentence,
    )  # fmt: skip


def _for_us(
    receivers: tuple[str, ...], known: dict[str, IdentityCode], unit_id: int, on: date
) -> tuple[Closed, ...]:
    here = [known[code] for code in receivers if code in known]
    if any(row.unit_id == unit_id and _open(row, on) for row in here):
        return ()
    ended = [row for row in here if not _open(row, on) and row.valid_from <= on]
    found = [closed_code(row.code, Side.TO, on=on) for row in ended]
    closed = [one for one in found if isinstance(one, Closed)]
    ours = tuple(one for one in closed if one.successor_id == unit_id)
    if ours or len(here) < len(receivers):
        return ours
    if closed:
        raise ForSuccessor(closed[0].told, successor_id=closed[0].successor_id)
    if orphan := next((one for one in found if isinstance(one, str) and one), None):
        raise NoSuccessor(orphan)
    return ()


def _spoken(message: Message) -> tuple[str, tuple[str, ...]]:
    """The sender's code and the receivers', in capitals, each once; of a status, whom it answers."""
    sender = _written(message.header.sender.organ_id)
    if message.document is not None:
        named: Iterable[str | None] = (organ.organ_id for organ in message.document.receivers)
    else:
        answered = message.status.response_for if message.status else None
        named = (answered.organ_id,) if answered else ()
    return sender, tuple(dict.fromkeys(code for one in named if (code := _written(one))))


def _written(code: str | None) -> str:
    return nfc(code or "").upper()[:60]


def _rows(codes: set[str]) -> Iterable[IdentityCode]:
    return IdentityCode.objects.filter(code__in=codes - {""}).select_related("unit")


def _open(row: IdentityCode, on: date) -> bool:
    stands = row.valid_from <= on and (row.valid_to is None or row.valid_to >= on)
    return stands and row.unit.stands_on(on)
