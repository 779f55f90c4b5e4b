"""A search as a kept search holds it, to be run again by a job."""

from collections.abc import Mapping
from datetime import date

from hoiso.documents.search.queries import Asked

_DAYS = ("day_from", "day_to", "due_from", "due_to")


def as_values(asked: Asked) -> dict[str, object]:
    """A search as a kept search holds it: what is empty is left out, days in ISO."""
    values = {name: getattr(asked, name) for name in Asked.__dataclass_fields__}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value not in (None, "", False)
    }


def from_values(values: Mapping[str, object]) -> Asked:
    """The search that `as_values` wrote."""
    return Asked(
        **{
            name: date.fromisoformat(str(value)) if name in _DAYS else value
            for name, value in values.items()
            if name in Asked.__dataclass_fields__
        }  # type: ignore[arg-type]
    )
