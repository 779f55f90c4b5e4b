"""What a book is called when nobody named it."""

from datetime import date

from hoiso.documents.tables.book import Series


def default_name(series: Series, *, by_term: bool, period_from: date, period_to: date, kind: str = "") -> str:
    """Văn bản đến năm 2026; Văn bản đi (KH) năm 2026; Văn bản đi nhiệm kỳ 2026–2031."""
    label = f"{Series(series).label} ({kind})" if kind else Series(series).label
    if by_term:
        return f"{label} nhiệm kỳ {period_from.year}–{period_to.year}"
    return f"{label} năm {period_from.year}"
