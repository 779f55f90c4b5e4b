"""A unit named in a form: chosen from suggestions (its id), or typed (its name or code)."""

from datetime import date

from hoiso.core.forms import id_from
from hoiso.units.errors import UnitRefused
from hoiso.units.public import search


def chosen_unit(text: str, chosen: str, *, field: str, on: date) -> int | None:
    """The unit meant, or None when nothing was entered.

    Raises `UnitRefused` with what was found when the text fits none or several.
    """
    if (chosen_id := id_from(chosen)) is not None:
        return chosen_id
    if not text.strip():
        return None
    found = search(text, on=on, standing=True, most=5)
    exact = [row for row in found if text.strip().casefold() in (row.name.casefold(), row.official_code)]
    if len(exact) == 1 or len(found) == 1:
        return (exact or list(found))[0].id
    if not found:
        raise UnitRefused(f"Không có đơn vị nào tên “{text.strip()}”. Gõ lại tên hoặc mã.", field=field)
    names = ", ".join(f"{row.name} ({row.official_code or row.parent_name})" for row in found)
    raise UnitRefused(f"Có nhiều đơn vị như vậy: {names}. Gõ mã của đơn vị cần chọn.", field=field)
