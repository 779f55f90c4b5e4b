"""From one day to another: the period of a row as the database compares it."""

from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func, Value


class Period(Func):
    """A date range of two columns; both days belong to it, and an empty end is open."""

    function = "daterange"
    output_field = DateRangeField()


def period(first: str = "valid_from", last: str = "valid_to") -> Period:
    """The period of a row from the day in `first` to the day in `last`."""
    return Period(first, last, Value("[]"))
