"""What the pages of taking over need, in the scope in force."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count

from hoiso.core.errors import NotThere
from hoiso.core.files.errors import FileRefused
from hoiso.core.paging import Order, Page, most_counted, page_of
from hoiso.documents import filing
from hoiso.documents.tables.takeover import TakeOver, TakeOverFault, TakeOverScan
from hoiso.documents.takeover import phrases
from hoiso.documents.takeover.columns import Cell
from hoiso.documents.takeover.errors import SheetRefused
from hoiso.documents.takeover.lines import Line, Plan, read_lines, shown
from hoiso.documents.takeover.sheet import rows_of

NEWEST = Order("moi", ("id",), descending=True)
OLDEST = Order("cu", ("id",))
ORDERS = {order.name: order for order in (NEWEST, OLDEST)}
BY_ROW = Order("dong", ("row", "id"))
BY_NAME = Order("ten", ("name", "id"))
FIRST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as it would stand in the book."""

    row: int
    number: str
    day: object
    symbol: str
    kind_name: str
    subject: str
    issuer: str
    receiver: str
    void: str


def take_overs(unit_id: int, *, state: str, order: Order, cursor: str) -> Page[TakeOver]:
    """Sheets of the unit; two statements."""
    rows = TakeOver.objects.filter(unit_id=unit_id)
    if state:
        rows = rows.filter(state=state)
    total = rows[: most_counted()].count()
    return page_of(rows, order, cursor=cursor, total=total, make=lambda row: row)


def take_over(take_over_id: int) -> TakeOver:
    """One of them with its file; `NotThere` outside the scope. One statement."""
    found = TakeOver.objects.select_related("stored").filter(pk=take_over_id).first()
    if found is None:
        raise NotThere(phrases.NOT_THERE)
    return found


def first_lines(one: TakeOver, plan: Plan) -> tuple[Shown, ...]:
    """The first lines of the sheet as they would stand in the books. No statement."""
    return tuple(
        Shown(
            line.row, line.number_written, line.day, line.symbol, line.kind_name, line.subject, line.issuer,
            line.receiver, line.void,
        )
        for line in _first(read_lines(_rows(one), plan))
    )  # fmt: skip


def samples(one: TakeOver) -> tuple[str, ...]:
    """For each column the first cell with something in it, for who chooses columns."""
    rows = _rows(one)[one.head_row : one.head_row + 40]
    found = []
    for place in range(len(one.headings)):
        cells = (shown(row[place]) for row in rows if place < len(row))
        found.append(next((cell for cell in cells if cell and cell.strip("() ") != str(place + 1)), ""))
    return tuple(found)


def _rows(one: TakeOver) -> Sequence[Sequence[Cell]]:
    try:
        return rows_of(filing.store().path(one.stored.sha256))
    except (FileRefused, SheetRefused):
        return ()


def _first(lines: Iterator[object]) -> Iterator[Line]:
    count = 0
    for line in lines:
        if isinstance(line, Line):
            yield line
            count += 1
            if count == FIRST_ROWS:
                return


def faults(take_over_id: int, *, cursor: str) -> Page[TakeOverFault]:
    """Faulty lines in the order of the sheet; two statements."""
    rows = TakeOverFault.objects.filter(take_over_id=take_over_id)
    total = rows[: most_counted()].count()
    return page_of(rows, BY_ROW, cursor=cursor, total=total, make=lambda row: row)


def all_faults(take_over_id: int) -> tuple[TakeOverFault, ...]:
    """All of them, for the file. One statement."""
    return tuple(TakeOverFault.objects.filter(take_over_id=take_over_id).order_by("row"))


def scan_counts(take_over_id: int) -> dict[str, int]:
    """How many scans wait, are matched, are not; one statement."""
    rows = TakeOverScan.objects.filter(take_over_id=take_over_id).values_list("state")
    return dict(rows.annotate(count=Count("id")).order_by())


def scans(take_over_id: int, *, state: str, cursor: str) -> Page[TakeOverScan]:
    """The scans by name; two statements."""
    rows = TakeOverScan.objects.filter(take_over_id=take_over_id)
    if state:
        rows = rows.filter(state=state)
    total = rows[: most_counted()].count()
    return page_of(rows, BY_NAME, cursor=cursor, total=total, make=lambda row: row)
