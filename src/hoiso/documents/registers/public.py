"""Face of the books."""

from hoiso.documents.registers.actions import (
    locked_book,
    reserve_number,
    take_number,
    take_number_between,
    use_reserved,
    void_number,
    void_reserved,
)
from hoiso.documents.registers.copies import LoanRow, lend_copy, loans, return_copy
from hoiso.documents.registers.keeping import close_book, open_book, take_over_book
from hoiso.documents.registers.naming import default_name
from hoiso.documents.registers.printing import as_pdf, as_sheet
from hoiso.documents.registers.queries import (
    ORDERS,
    Line,
    all_lines,
    book,
    book_of,
    books,
    irregular,
    lines,
    lines_between,
)
from hoiso.documents.registers.reports import HEADINGS, counted, handled, postal, sent

__all__ = [
    "HEADINGS",
    "ORDERS",
    "Line",
    "LoanRow",
    "all_lines",
    "as_pdf",
    "as_sheet",
    "book",
    "book_of",
    "books",
    "close_book",
    "counted",
    "default_name",
    "handled",
    "irregular",
    "lend_copy",
    "lines",
    "lines_between",
    "loans",
    "locked_book",
    "open_book",
    "postal",
    "reserve_number",
    "return_copy",
    "sent",
    "take_number",
    "take_number_between",
    "take_over_book",
    "use_reserved",
    "void_number",
    "void_reserved",
]
