"""Days, moments, sizes and numbers in Vietnamese words, the same on pages, in exports and in notices."""

from datetime import date, datetime
from decimal import Decimal

from hoiso.core.clock import OFFICE_ZONE, office_date

NO_BREAK = "\N{NO-BREAK SPACE}"
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_SIZES = ("KB", "MB", "GB", "TB")


def _office_day(day: date) -> date:
    """The office day: a moment is moved to Vietnam's zone first, a date stands as it is."""
    return office_date(day) if isinstance(day, datetime) else day


def vn_date(day: date) -> str:
    """24/11/2026."""
    return _office_day(day).strftime("%d/%m/%Y")


def vn_time(at: datetime) -> str:
    """23/11/2026, 08:15, by the clock in Vietnam."""
    return at.astimezone(OFFICE_ZONE).strftime("%d/%m/%Y, %H:%M")


def vn_day(day: date) -> str:
    """thứ Ba, 24/11/2026."""
    return f"{WEEKDAYS[_office_day(day).weekday()]}, {vn_date(day)}"


def days_left(deadline: date, today: date) -> str:
    """Calendar days from today to the deadline: "còn 6 ngày", "hạn hôm nay", "quá hạn 3 ngày"."""
    days = (_office_day(deadline) - _office_day(today)).days
    if days == 0:
        return "hạn hôm nay"
    if days < 0:
        return f"quá hạn{NO_BREAK}{number(-days)}{NO_BREAK}ngày"
    return f"còn{NO_BREAK}{number(days)}{NO_BREAK}ngày"


def number(value: float | Decimal, decimals: int = 0) -> str:
    """1.234,5: points between thousands, a comma before decimals (which lose their last zeros)."""
    text = f"{value:,.{decimals}f}"
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    whole = whole.replace(",", ".")
    return f"{whole},{rest}" if rest else whole


def file_size(size: int) -> str:
    """340 KB, 1,5 MB; units of 1,024 bytes, never less than 1 KB, a no-break space before the unit."""
    amount = max(size / 1024, 1.0) if size else 0.0
    unit = 0
    while round(amount) >= 1024 and unit < len(_SIZES) - 1:
        amount /= 1024
        unit += 1
    decimals = 1 if unit and amount < 10 else 0
    return f"{number(amount, decimals)}{NO_BREAK}{_SIZES[unit]}"
