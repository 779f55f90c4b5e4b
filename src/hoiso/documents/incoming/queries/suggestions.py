"""Names offered while a clerk types an issuer."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoiso.core.folding import fold
from hoiso.documents.incoming.closed_codes import is_code
from hoiso.documents.tables.incoming import KnownIssuer
from hoiso.units import public as units
from hoiso.units.models import Unit

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the list: `value` is the unit's id, empty for a name without a unit here."""

    value: str
    label: str
    note: str


def issuers(unit_id: int, words: str, *, on: date) -> tuple[Suggestion, ...]:
    """Issuers the unit has registered before, then units; found without accents. Two statements.

    An identity code finds its unit; a closed one its successor and the unit of old, for a person to choose.
    """
    key = fold(words)
    if len(key) < 2:
        return ()
    if is_code(words):
        return _of_code(words, on)
    found: dict[str, Suggestion] = {}
    known = KnownIssuer.objects.filter(unit_id=unit_id, folded__contains=key).order_by("-last_on", "folded")
    for name, issuer_unit_id in known.values_list("name", "issuer_unit_id")[:SHOWN]:
        found[fold(name)] = Suggestion(str(issuer_unit_id or ""), name, "Đã có trong sổ")
    standing = Q(valid_to=None) | Q(valid_to__gte=on)
    units = Unit.objects.filter(standing, valid_from__lte=on, folded__contains=key).order_by(
        "kind", "folded", "pk"
    )
    for unit in units[:SHOWN]:
        found.setdefault(fold(unit.title), Suggestion(str(unit.pk), unit.title, unit.get_kind_display()))
    return tuple(found.values())[:SHOWN]


def _of_code(words: str, on: date) -> tuple[Suggestion, ...]:
    answer = units.look_up_code(words, on=on)
    found: list[Suggestion] = []
    if answer.successor is not None:
        note = f"Kế thừa mã đã đóng {answer.code}"
        found.append(Suggestion(str(answer.successor.id), answer.successor.title, note))
    if answer.unit is not None and answer.state is not units.CodeState.SUGGESTED:
        closed = answer.state is units.CodeState.CLOSED
        note = f"Đơn vị cũ, mã {answer.code} đã đóng" if closed else f"Mã {answer.code}"
        found.append(Suggestion(str(answer.unit.id), answer.unit.title, note))
    return tuple(found)


def issuer_as_known(unit_id: int, name: str, *, on: date) -> tuple[str, int | None]:
    """The issuer as the unit wrote it before, or as the unit of that name is called, with the unit's id.

    Documents print their issuer in capitals; the register does not. Unknown names stay as read.
    """
    key = fold(name)
    known = (
        KnownIssuer.objects.filter(unit_id=unit_id, folded=key).values_list("name", "issuer_unit_id").first()
    )
    if known is not None:
        return known
    standing = Q(valid_to=None) | Q(valid_to__gte=on)
    for unit in Unit.objects.filter(standing, valid_from__lte=on, folded__contains=key).order_by("pk")[:20]:
        if fold(unit.title) == key:
            return unit.title, unit.pk
    return name, None
