"""From what was typed or chosen in a box with suggestions to the one unit or officer that is meant."""

from collections.abc import Mapping
from datetime import date

from hoiso.access import public as access
from hoiso.core.errors import DomainError
from hoiso.core.folding import fold
from hoiso.core.forms import id_from


def chosen_unit(data: Mapping[str, str], *, on: date) -> int:
    """The unit of the form: the suggestion taken, else the one that the typed words name.

    Raises `DomainError` at the field when none or several fit.
    """
    taken = id_from(data.get("unit_ma", ""))
    if taken is not None:
        return taken
    typed = data.get("unit", "")
    found = access.units_to_choose(typed, on=on)
    exact = [unit for unit in found if fold(typed) in (unit.folded, fold(unit.body_name))]
    if len(exact or found) == 1:
        return (exact or found)[0].pk
    raise _doubt("unit", "đơn vị", [unit.title for unit in found])


def chosen_officer(data: Mapping[str, str], *, on: date) -> int:
    """The officer of the form, in the same way."""
    taken = id_from(data.get("officer_ma", ""))
    if taken is not None:
        return taken
    typed = data.get("officer", "")
    found = access.colleagues(typed, on=on)
    exact = [one for one in found if one.folded == fold(typed)]
    if len(exact or found) == 1:
        return (exact or found)[0].pk
    raise _doubt("officer", "người", [f"{one.full_name} ({one.username})" for one in found])


def _doubt(field: str, what: str, names: list[str]) -> DomainError:
    if not names:
        return DomainError(f"Không thấy {what} nào có tên này. Chọn trong danh sách gợi ý", field=field)
    return DomainError(
        f"Có nhiều {what} khớp: {', '.join(names[:5])}. Gõ đủ tên hoặc chọn gợi ý", field=field
    )
