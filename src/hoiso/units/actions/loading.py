"""Loading what the package brings: the units of the country, and the days off that are known."""

from datetime import datetime

from django.db import transaction

from hoiso.units import shipped
from hoiso.units.actions.importing import ImportReport, load_list
from hoiso.units.actions.making import the_central
from hoiso.units.actions.reorganising import Around, Reorganised, reorganise
from hoiso.units.actions.settings import keep_days


def around_reform() -> Around:
    """The shipped lists before and after 2025-07-01."""
    return Around(shipped.before(), shipped.country(), shipped.KNOWN_SINCE)


@transaction.atomic
def load_country(*, at: datetime) -> ImportReport:
    """Central, 34 provinces and 3,321 communes as they stand since 2025-07-01. Again: changes nothing."""
    the_central(at=at)
    return load_list(shipped.country(), shipped.Period(shipped.REFORM, None, start_known=True), at=at)


@transaction.atomic
def load_tay_ninh_history(*, at: datetime) -> Reorganised:
    """The units of Tây Ninh and Long An up to 2025-06-30, and what each became. Again: changes nothing."""
    return reorganise(shipped.mapping().rows, on=shipped.REFORM, around=around_reform(), districts={}, at=at)


@transaction.atomic
def load_shipped(*, at: datetime) -> None:
    """Everything that the package brings: units, their history, days off. Again: changes nothing."""
    load_country(at=at)
    load_tay_ninh_history(at=at)
    keep_days(shipped.holidays(), at=at)
