"""The very beginning: units loaded, and the first administrator with a printed slip. Runs as the owner."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoiso.access.public import Slip, first_administrator
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.units.models import Unit
from hoiso.units.public import load_shipped, unit_by_code, units_below


@dataclass(frozen=True, slots=True)
class Founded:
    """What stands after the founding, and the slip with which the administrator first signs in."""

    province: str
    communes: int
    slip: Slip


@transaction.atomic
def found(*, province_code: str, full_name: str, username: str, at: datetime) -> Founded:
    """Load the country's units and make the province's first administrator, in one transaction.

    `province_code` is the statistics list's (80 for Tây Ninh). Refused when there are accounts.
    """
    load_shipped(at=at)
    on = office_date(at)
    answer = unit_by_code(province_code, on, kind=Unit.Kind.PROVINCE)
    province = answer.unit
    if province is None or not province.stands_on(on):
        raise DomainError(f"Không có tỉnh nào mang mã {province_code}. Ví dụ: 80 là tỉnh Tây Ninh.")
    slip = first_administrator(unit_id=province.id, full_name=full_name, username=username, at=at)
    return Founded(province.name, len(units_below(province.id, on=on)) - 1, slip)
