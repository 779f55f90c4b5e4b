"""The lists that come with the package, and the days that they do not tell themselves."""

import csv
import hashlib
import io
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from hoiso.units.lists import MappingList, UnitList, read_mapping, read_units
from hoiso.units.working_days import DayOff

DATA = Path(__file__).parent / "data"
REFORM = date(2025, 7, 1)  # Nghị quyết 202/2025/QH15: first day of the two-level local government
EVE = date(2025, 6, 30)
# The list before tells no beginnings. Its districts stand as they are since the resolutions of
# early 2020 (thị xã Hòa Thành, Trảng Bàng); nothing is claimed of earlier days.
KNOWN_SINCE = date(2020, 2, 1)

COUNTRY = DATA / "units_2025.csv"
BEFORE = DATA / "tay_ninh_before_2025-07-01.csv"
MAPPING = DATA / "tay_ninh_reorganisation_2025-07-01.csv"
BORDERS = DATA / "tay_ninh_communes.geojson"
_HOLIDAYS = DATA / "holidays.csv"


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a list: first, last (None: still standing), and whether the first is known."""

    first: date
    last: date | None
    start_known: bool


_PERIODS = {
    COUNTRY: Period(REFORM, None, start_known=True),
    BEFORE: Period(KNOWN_SINCE, EVE, start_known=False),
}


def period_of(content: bytes) -> Period | None:
    """The days of a list that is, byte for byte apart from line ends, one of the shipped ones."""
    return next((period for path, period in _PERIODS.items() if _same(content, path)), None)


def day_of_mapping(content: bytes) -> date | None:
    """The day of a reorganisation that is the shipped one; such a file carries no day itself."""
    return REFORM if _same(content, MAPPING) else None


@lru_cache(maxsize=1)
def country() -> UnitList:
    """The provinces and communes of the country from 2025-07-01."""
    return read_units(COUNTRY.read_bytes())


@lru_cache(maxsize=1)
def before() -> UnitList:
    """Provinces, districts and communes of Tây Ninh and Long An up to 2025-06-30."""
    return read_units(BEFORE.read_bytes())


@lru_cache(maxsize=1)
def mapping() -> MappingList:
    """Which old commune of Tây Ninh and Long An became which new one."""
    return read_mapping(MAPPING.read_bytes())


def holidays() -> tuple[DayOff, ...]:
    """Days off and made-up days of the years that the package knows."""
    rows = csv.DictReader(io.StringIO(_HOLIDAYS.read_text("utf-8")))
    return tuple(DayOff(date.fromisoformat(row["day"]), row["name"], row["working"] == "1") for row in rows)


def _same(content: bytes, path: Path) -> bool:
    return _digest(content) == _digest(path.read_bytes())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").strip()).hexdigest()
