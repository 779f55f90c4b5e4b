"""Finding units by name, code or identity code, with accents and without."""

from dataclasses import dataclass
from datetime import date

from hoiso.core.folding import fold, nfc
from hoiso.units.queries.rows import rows_of

_MOST = 50


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A unit that was found."""

    id: int
    kind: str
    name: str
    title: str
    official_code: str
    valid_from: date
    valid_to: date | None
    parent_name: str
    identity_code: str


def search(text: str, *, on: date, most: int = _MOST, standing: bool = False) -> tuple[SearchRow, ...]:
    """Units whose names hold every word, or whose code is or begins with the text. One statement.

    Order: the accents as typed, standing units before ended ones, names that begin with the text,
    the level from the top, the name. `standing` leaves out units that do not stand on the day.
    """
    typed = nfc(text)
    if not typed:
        return ()
    given = {
        "words": [f"%{_plain(word)}%" for word in fold(typed).split(" ")],
        "exact": f"%{_plain(typed)}%",
        "start": f"{_plain(fold(typed))}%",
        "code": typed.upper(),
        "code_start": f"{_plain(typed.upper())}%",
        "on": on,
        "standing": standing,
        "most": most,
    }
    return rows_of(SearchRow, _SEARCH, given)


def _plain(text: str) -> str:
    """Text for LIKE in which per cent and underscore stand for themselves."""
    return text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")


_SEARCH = """
SELECT u.id, u.kind, u.name, CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END,
       u.official_code, u.valid_from, u.valid_to,
       coalesce((SELECT a.name FROM units_placement p JOIN units_unit a ON a.id = p.parent_id
                 WHERE p.unit_id = u.id ORDER BY p.valid_from DESC LIMIT 1), ''),
       coalesce((SELECT c.code FROM units_identitycode c WHERE c.unit_id = u.id
                 ORDER BY c.valid_to IS NULL DESC, c."primary" DESC LIMIT 1), '')
FROM units_unit u
WHERE (u.folded LIKE ALL (%(words)s) OR u.official_code = %(code)s
       OR EXISTS (SELECT FROM units_identitycode c WHERE c.unit_id = u.id AND c.code LIKE %(code_start)s))
  AND (NOT %(standing)s OR (u.valid_from <= %(on)s AND (u.valid_to IS NULL OR u.valid_to >= %(on)s)))
ORDER BY u.official_code = %(code)s DESC,
         (u.name ILIKE %(exact)s OR u.body_name ILIKE %(exact)s) DESC,
         (u.valid_to IS NULL OR u.valid_to >= %(on)s) DESC,
         (u.folded LIKE %(start)s) DESC,
         array_position('{central,province,district,commune,branch,group,outside}', u.kind::text),
         u.folded, u.id
LIMIT %(most)s
"""
