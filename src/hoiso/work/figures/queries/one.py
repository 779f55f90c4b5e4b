"""One request with the tables of all units, and one table with its versions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from hoiso.access.public import Actor
from hoiso.core.errors import NotThere
from hoiso.core.paging import Order, Page, page_of
from hoiso.work.figures.columns import Cells, Column, cells_of, columns_of, show_cell, sums, totals
from hoiso.work.figures.rules import HANDED_IN, SILENT, collects, fills, leads
from hoiso.work.models import FigureRequest, FigureSheet, FigureStep, FigureVersion

_R = FigureRequest.State
_S = FigureSheet.State
_BY_UNIT = Order("don-vi", ("unit_name", "id"))
ALL = ""
SHEET_VIEWS = (
    (ALL, "Tất cả"), ("chua-nop", "Chưa nộp"), ("cho-nhan", "Chờ nhận"), ("da-nhan", "Đã nhận"),
)  # fmt: skip
_IN_VIEW = {"chua-nop": SILENT, "cho-nhan": (_S.SENT,), "da-nhan": (_S.ACCEPTED,)}
_STEPS = 100


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request, its tables in one view, and what this officer may do with it now."""

    request: FigureRequest
    columns: tuple[Column, ...]
    sheets: Page[FigureSheet]
    counts: Mapping[str, int]
    unreached: int
    steps: tuple[FigureStep, ...]
    leads: bool

    @property
    def asked(self) -> int:
        return self.counts[ALL]

    @property
    def handed_in(self) -> int:
        return self.counts["cho-nhan"] + self.counts["da-nhan"]

    @property
    def to_take(self) -> int:
        return self.counts["cho-nhan"]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A table of one unit. `cells` of the version that is looked at, or what stands now."""

    sheet: FigureSheet
    request: FigureRequest
    columns: tuple[Column, ...]
    cells: Cells
    versions: tuple[FigureVersion, ...]
    steps: tuple[FigureStep, ...]
    shown: int | None
    fills: bool
    collects: bool

    @property
    def open(self) -> bool:
        """Whether it can still be filled."""
        return self.request.state == _R.ASKED and self.sheet.state != _S.ACCEPTED

    @property
    def lines(self) -> tuple[tuple[str, tuple[tuple[Column, str], ...]], ...]:
        """Rows as they are shown: the name, and each cell with its column."""
        return shown_rows(self.columns, self.request.rows, self.cells)


@dataclass(frozen=True, slots=True)
class Summary:
    """The sums over what was handed in, and whose figures are in them."""

    request: FigureRequest
    columns: tuple[Column, ...]
    sums: tuple[tuple[Decimal | None, ...], ...]
    totals: tuple[Decimal | None, ...]
    counted: tuple[FigureSheet, ...]
    missing: tuple[FigureSheet, ...]
    only_taken: bool

    @property
    def several_rows(self) -> bool:
        return len(self.sums) > 1

    @property
    def summed(self) -> tuple[Column, ...]:
        """The columns that have sums."""
        return tuple(column for column in self.columns if column.summed)

    @property
    def shown(self) -> tuple[tuple[str, tuple[tuple[Column, str], ...]], ...]:
        """Rows of sums as they are shown, the last one over all rows."""
        names = [name or "Tổng hợp" for name in self.request.rows]
        rows = list(zip(names, self.sums, strict=True))
        if self.several_rows:
            rows.append(("Cộng", self.totals))
        return tuple((name, tuple(_summed(self.columns, row))) for name, row in rows)


def request_of(request_id: int) -> FigureRequest:
    """The request alone. One statement. Raises `NotThere` outside the scope."""
    found = FigureRequest.objects.filter(pk=request_id).first()
    if found is None:
        raise NotThere("Không có yêu cầu số liệu này.")
    return found


def own_request(by: Actor, request_id: int) -> FigureRequest:
    """The request, for who works at the unit that asks. One statement."""
    found = request_of(request_id)
    if not collects(by, found.unit_id):
        raise NotThere("Không có yêu cầu số liệu này.")
    return found


def request_page(by: Actor, request_id: int, *, view: str, words: str, cursor: str) -> RequestPage:
    """Four statements."""
    request = own_request(by, request_id)
    sheets = request.sheets.all()
    counted = sheets.aggregate(
        **{name: Count("pk", filter=Q(state__in=states)) for name, states in _IN_VIEW.items()},
        every=Count("pk"),
        unreached=Count("pk", filter=Q(task_id=None)),
    )
    chosen = sheets.filter(state__in=_IN_VIEW[view]) if view in _IN_VIEW else sheets
    if words:
        chosen = chosen.filter(unit_name__icontains=words)
    counts = {ALL: counted["every"], **{name: counted[name] for name in _IN_VIEW}}
    page = page_of(chosen, _BY_UNIT, cursor=cursor, total=counts.get(view, 0), make=lambda row: row)
    steps = request.steps.filter(sheet=None).order_by("-id")[:_STEPS]
    return RequestPage(
        request, columns_of(request.columns), page, counts, counted["unreached"], tuple(steps),
        leads(by, request.unit_id),
    )  # fmt: skip


def sheet_of(by: Actor, sheet_id: int) -> FigureSheet:
    """The table with its request, for who works at either unit. One statement."""
    sheet = FigureSheet.objects.select_related("request").filter(pk=sheet_id).first()
    if sheet is None or not (fills(by, sheet.unit_id) or collects(by, sheet.asker_id)):
        raise NotThere("Không có bảng số liệu này.")
    return sheet


def sheet_page(by: Actor, sheet_id: int, *, version: int | None = None) -> SheetPage:
    """Three statements."""
    sheet = sheet_of(by, sheet_id)
    request = sheet.request
    versions = tuple(sheet.versions.order_by("-number")[:_STEPS])
    looked = next((one for one in versions if one.number == version), None)
    columns = columns_of(request.columns)
    # Who asks sees what was handed in; what is being filled in is the unit's own until then.
    handed = versions[0].values if versions else []
    values = looked.values if looked else sheet.values if fills(by, sheet.unit_id) else handed
    return SheetPage(
        sheet, request, columns, cells_of(values, len(request.rows), len(columns)), versions,
        tuple(sheet.steps.order_by("-id")[:_STEPS]), looked.number if looked else None,
        fills(by, sheet.unit_id), collects(by, sheet.asker_id),
    )  # fmt: skip


def summary(by: Actor, request_id: int, *, only_taken: bool) -> Summary:
    """Sums over what was handed in, or only over what was taken. Two statements.

    A table that was returned does not count until it comes back.
    """
    request = own_request(by, request_id)
    sheets = tuple(request.sheets.order_by("unit_name", "id"))
    states = (_S.ACCEPTED,) if only_taken else HANDED_IN
    counted = tuple(one for one in sheets if one.state in states)
    columns = columns_of(request.columns)
    size = len(request.rows), len(columns)
    by_row = sums(columns, (cells_of(one.values, *size) for one in counted), size[0])
    return Summary(
        request,
        columns,
        by_row,
        totals(columns, by_row),
        counted,
        tuple(one for one in sheets if one not in counted),
        only_taken,
    )


def shown_rows(
    columns: Sequence[Column], names: Sequence[str], cells: Cells
) -> tuple[tuple[str, tuple[tuple[Column, str], ...]], ...]:
    """Rows as they are shown."""
    return tuple(
        (
            name,
            tuple((column, show_cell(column.kind, cell)) for column, cell in zip(columns, row, strict=True)),
        )
        for name, row in zip(names, cells, strict=True)
    )


def _summed(columns: Sequence[Column], row: Sequence[Decimal | None]) -> Iterator[tuple[Column, str]]:
    for column, value in zip(columns, row, strict=True):
        if value is not None:
            yield column, show_cell(column.kind, str(value))
