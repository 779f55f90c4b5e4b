"""What stands at the head and foot of a unit's documents, from its dated settings (law-and-formats 2.3).

The settings decide; where they say nothing, the unit's own name and level do.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hoiso.documents.layouts.kinds import DocumentKind
from hoiso.documents.layouts.numbers import PARTY_PATTERN, TYPED_PATTERN, SymbolPattern
from hoiso.documents.layouts.official_document import Layout
from hoiso.documents.outgoing.kinds import code_of
from hoiso.units.models import Placement, Unit
from hoiso.units.names import split_level
from hoiso.units.public import settings_of

_KEYS = (
    "layout", "parent_line", "letter_symbol", "body_code", "deputy_signs_kt", "issuer_lines", "parent_text",
    "place_name", "archive_line",
)  # fmt: skip
_LAYOUTS = {"A": Layout.ND30_UNION, "B": Layout.PARTY_05}
_CENTRAL_LINE = "HỘI LHPN VIỆT NAM"
_FRONT = "UỶ BAN MTTQ VIỆT NAM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The unit's head, foot and body on a day."""

    layout: Layout
    parent_line: str
    issuer_lines: tuple[str, ...]
    issuer_name: str
    place: str
    body_code: str
    letter_pattern: str
    archive_line: str
    collective: str
    head_position: str
    deputy_stands_for_head: bool

    def notation(self, kind: DocumentKind, layout: Layout | None = None) -> str:
        """What follows the number of a document of that kind: `KH-BTV`, `CV-BTV`, in layout B `KH/HPN`."""
        party = (layout or self.layout) is Layout.PARTY_05
        if party:
            pattern = PARTY_PATTERN
        elif kind.key == "letter":
            pattern = self.letter_pattern
        else:
            pattern = TYPED_PATTERN
        code = code_of(kind, party=party)
        return SymbolPattern(pattern).notation(type_code=code, body=self.body_code)


def letterhead(unit_id: int, *, on: date) -> Letterhead:
    """The head of a unit's documents on a day. Three statements."""
    unit = Unit.objects.get(pk=unit_id)
    above = (
        Placement.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), unit_id=unit_id, valid_from__lte=on)
        .select_related("parent")
        .first()
    )
    decided = settings_of(unit_id, _KEYS, on)
    return Letterhead(
        layout=_LAYOUTS[str(decided["layout"])],
        parent_line=str(decided["parent_text"])
        or _parent_line(unit, above.parent if above else None, front=decided["parent_line"] == "front"),
        issuer_lines=_lines(str(decided["issuer_lines"])) or (unit.title.upper(),),
        issuer_name=unit.title,
        place=str(decided["place_name"]) or split_level(unit.name)[1],
        body_code=str(decided["body_code"]) or _BODY_CODES.get(unit.kind, "HPN"),
        letter_pattern=str(decided["letter_symbol"]),
        archive_line=str(decided["archive_line"]),
        collective="Đoàn Chủ tịch" if unit.kind == Unit.Kind.CENTRAL else "Ban Thường vụ",
        head_position="Chủ tịch",
        deputy_stands_for_head=bool(decided["deputy_signs_kt"]),
    )


_BODY_CODES: dict[str, str] = {Unit.Kind.CENTRAL: "ĐCT", Unit.Kind.PROVINCE: "BTV"}


def _parent_line(unit: Unit, parent: Unit | None, *, front: bool) -> str:
    if front:
        level, place = split_level(unit.name)
        return f"{_FRONT} {level} {place}".strip().upper()
    if unit.kind == Unit.Kind.PROVINCE:
        return _CENTRAL_LINE
    return parent.title.upper() if parent else ""


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.replace("|", "\n").splitlines() if line.strip())
