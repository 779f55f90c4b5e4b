"""Which unit was this on that day?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoiso.core.phrases import vn_date
from hoiso.units.models import Unit
from hoiso.units.queries.history import history
from hoiso.units.succession import WHOLE, Fate, History, Standing

NO_DATA = "chưa có dữ liệu"


class Found(StrEnum):
    """How a unit was found on a day."""

    STOOD = "stood"  # it stood itself
    HEIRS = "heirs"  # it had ended: the units it passed to
    ORIGINS = "origins"  # it had not begun: the units it came from
    ENDED = "ended"  # it had ended and passed to nobody
    NO_DATA = "no_data"  # nothing is known of that day
    UNKNOWN = "unknown"  # there is no such unit


@dataclass(frozen=True, slots=True)
class DayAnswer:
    """The answer for one day: `units` with their shares, and the sentence that a page shows."""

    on: date
    found: Found
    asked: Standing | None
    units: tuple[Fate, ...]
    sentence: str

    @property
    def unit(self) -> Standing | None:
        """The one unit of that day: itself, or the only or main one it became."""
        return self.units[0].unit if self.units else None


def unit_on(unit_id: int, on: date) -> DayAnswer:
    """What a known unit was, is or became on a day. One statement. Raises `NotThere`."""
    return _answer(history(unit_id), on)


def unit_by_code(code: str, on: date, *, kind: str | None = None) -> DayAnswer:
    """The unit with an official code on a day. Two statements at most.

    Official codes are given again to other units: the code alone names nobody. A unit that stands
    that day wins; else the last one that had ended by then; else the first one to begin later.
    """
    named = Unit.objects.filter(official_code=code, **({"kind": kind} if kind else {}))
    candidates = list(named.order_by("valid_from").values_list("id", "valid_from", "valid_to"))
    if not candidates:
        return DayAnswer(on, Found.UNKNOWN, None, (), f"Không có đơn vị nào mang mã {code}.")
    begun = [unit_id for unit_id, valid_from, _ in candidates if valid_from <= on]
    return unit_on(begun[-1] if begun else candidates[0][0], on)


def _answer(known: History, on: date) -> DayAnswer:
    unit = known.unit
    if unit.stands_on(on):
        since = "" if unit.start_known else " (danh sách không ghi ngày thành lập)"
        return DayAnswer(
            on, Found.STOOD, unit, (Fate(unit, WHOLE, ()),), f"{unit.name}, mã {unit.official_code}{since}."
        )
    if unit.valid_to and unit.valid_to < on:
        heirs = known.became(on)
        if not heirs:
            return DayAnswer(
                on, Found.ENDED, unit, (), f"{unit.name} kết thúc ngày {vn_date(unit.valid_to)}."
            )
        names = _names(heirs)
        return DayAnswer(
            on,
            Found.HEIRS,
            unit,
            heirs,
            f"{unit.name} kết thúc ngày {vn_date(unit.valid_to)}, nay là {names}.",
        )
    origins = known.came_from(on)
    if not origins:
        return DayAnswer(on, Found.NO_DATA, unit, (), f"{unit.name} ngày {vn_date(on)}: {NO_DATA}.")
    return DayAnswer(
        on, Found.ORIGINS, unit, origins, f"{unit.name} chưa có vào ngày đó; khi ấy là {_names(origins)}."
    )


def _names(fates: tuple[Fate, ...]) -> str:
    words = {"whole": "", "part-main": " (phần lớn)", "part": " (một phần)"}
    return ", ".join(f"{fate.unit.name}{words[fate.share]}" for fate in fates)
