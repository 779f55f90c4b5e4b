"""Taking an old register over: read, looked through, begun, stopped, dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import NotThere
from hoiso.core.files.inspection import Use
from hoiso.core.files.kinds import Kind
from hoiso.core.models import StoredFile
from hoiso.documents import filing
from hoiso.documents.tables.book import Book, BookNumber, Series
from hoiso.documents.tables.takeover import TakeOver, TakeOverFault
from hoiso.documents.takeover import phrases
from hoiso.documents.takeover.books import Raw, Seen, Shelf, judge, shelves
from hoiso.documents.takeover.columns import Cell, columns_of, fields_of, head_of, missing, series_of
from hoiso.documents.takeover.errors import NotNow, SheetRefused
from hoiso.documents.takeover.jobs import check_take_over, run_take_over
from hoiso.documents.takeover.lines import Fault, Line, Plan, read_lines
from hoiso.documents.takeover.reading import Reading, read
from hoiso.documents.takeover.sheet import rows_of
from hoiso.documents.takeover.writing import locked_books, open_shelves
from hoiso.units.public import settings_of

AT_ONCE = 3_000  # rows that are looked through while she waits; more by a job
BATCH = 2_500
_State = TakeOver.State
_CHANGEABLE = (_State.CHECKING, _State.CHECKED)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is said of a sheet beside its cells; empty where it is recognised."""

    series: str = ""
    numbering: str = ""
    year: int | None = None


@transaction.atomic
def begin(*, by: Actor, unit_id: int, stream: BinaryIO, name: str, wish: Wish, at: datetime) -> TakeOver:
    """Keep the sheet, recognise its columns, and look it through; nothing goes into the books yet.

    Raises `SheetRefused` where it is no register, `FileRefused` where the file cannot be taken.
    """
    require(by, Right.KEEP_BOOKS, at=unit_id, anew=True)
    filed = filing.take_in(stream, name, at=at, use=Use.ANNEX)
    if filed.stored.kind not in (Kind.XLSX, Kind.XLS, Kind.ODS):
        raise SheetRefused(phrases.NOT_READABLE, field="file")
    rows = rows_of(filing.store().path(filed.stored.sha256))
    head = head_of(rows, name=filed.name)
    series = wish.series or series_of(head.headings)
    take_over = TakeOver.objects.create(
        unit_id=unit_id, series=series, year=wish.year or head.year, name=filed.name, stored=filed.stored,
        numbering=wish.numbering or _numbering(unit_id, series, on=office_date(at)),
        head_row=head.row, headings=list(head.headings), columns=columns_of(head.headings, series),
        made_by=by.officer_id, made_by_name=by.full_name, made_at=at, rows=len(rows) - head.row,
    )  # fmt: skip
    _record("take_over_begin", take_over, by, at, rows=take_over.rows)
    _look_through(take_over, rows, at=at)
    return take_over


@transaction.atomic
def change_plan(
    *, by: Actor, take_over_id: int, wish: Wish, columns: Mapping[str, int | None], at: datetime
) -> TakeOver:
    """Say anew which register it is and in which columns things stand; it is looked through again."""
    take_over = _locked(by, take_over_id)
    if take_over.state not in _CHANGEABLE:
        raise NotNow("Sổ này đang hoặc đã đưa vào hệ thống, không đổi cột được nữa.")
    series = wish.series or take_over.series
    known = {field.key for field in fields_of(series)}
    chosen = {key: place for key, place in columns.items() if place is not None and key in known}
    if series != take_over.series:
        chosen = columns_of(take_over.headings, series)
    twice = next((place for place in chosen.values() if list(chosen.values()).count(place) > 1), None)
    if twice is not None:
        raise SheetRefused(f"Cột “{take_over.headings[twice]}” được chọn hai lần. Mỗi cột chỉ dùng một lần")
    take_over.series, take_over.columns, take_over.year = series, chosen, wish.year
    take_over.numbering = wish.numbering or take_over.numbering
    take_over.save(update_fields=["series", "columns", "year", "numbering"])
    _look_through(take_over, None, at=at)
    return take_over


def _look_through(take_over: TakeOver, rows: Sequence[Sequence[Cell]] | None, *, at: datetime) -> None:
    """At once where it is short, else by a job."""
    if take_over.rows <= AT_ONCE:
        check(take_over, rows, at=at)
    else:
        TakeOver.objects.filter(pk=take_over.pk).update(state=_State.CHECKING)
        check_take_over.defer(take_over_id=take_over.pk)


@transaction.atomic
def check(take_over: TakeOver, rows: Sequence[Sequence[Cell]] | None = None, *, at: datetime) -> None:
    """Count what would happen, and keep every fault. Doing it again gives the same."""
    TakeOverFault.objects.filter(take_over=take_over).delete()
    take_over.state, take_over.next_row = _State.CHECKED, take_over.head_row + 1
    take_over.taken = take_over.again = take_over.faulty = 0
    take_over.books = []
    if not missing(take_over.columns, take_over.series):
        plan = plan_of(take_over, on=office_date(at))
        if rows is None:
            _count(take_over, read(path_of(take_over), plan, keep=True))
        else:
            _count(take_over, Reading(rows, tuple(read_lines(rows, plan))))
    take_over.save()


def _count(take_over: TakeOver, reading: Reading) -> None:
    books, seen, raw = shelves(take_over.unit_id, take_over.series), Seen(), Raw(reading.rows)
    told: dict[int, dict[str, object]] = {}
    for first in range(0, len(reading.lines), BATCH):
        judged = judge(reading.lines[first : first + BATCH], books, seen, raw)
        take_over.taken += len(judged.new)
        take_over.again += judged.again
        take_over.faulty += len(judged.faults)
        keep_faults(take_over, judged.faults)
        for shelf, line in judged.new:
            _tell_book(told, shelf, line)
    take_over.books = sorted(told.values(), key=lambda one: (str(one["from"]), str(one["kind"])))


def _tell_book(told: dict[int, dict[str, object]], shelf: Shelf, line: Line) -> None:
    one = told.setdefault(
        id(shelf),
        {
            "name": shelf.name, "kind": shelf.kind, "from": shelf.period_from.isoformat(),
            "to": shelf.period_to.isoformat(), "first": line.number, "last": line.number, "lines": 0,
        },
    )  # fmt: skip
    one["first"] = min(int(str(one["first"])), line.number)
    one["last"] = max(int(str(one["last"])), line.number)
    one["lines"] = int(str(one["lines"])) + 1


@transaction.atomic
def start(*, by: Actor, take_over_id: int, at: datetime, by_job: bool = True) -> TakeOver:
    """Let the lines go into the books, or go on after a stop. The running numbers begin after the old ones.

    From here no number of the sheet is given to a new document: the books' next numbers are moved first.
    """
    take_over = _locked(by, take_over_id, anew=True)
    if take_over.state not in (_State.CHECKED, _State.STOPPED):
        raise NotNow("Sổ này đang được đưa vào hệ thống, hoặc đã xong.")
    if take_over.state == _State.CHECKED:
        if not take_over.taken:
            raise NotNow("Không có dòng mới nào để đưa vào sổ.")
        _reserve_room(take_over, by, at)
        take_over.taken = take_over.again = take_over.faulty = 0
    take_over.state, take_over.problem, take_over.ended_at = _State.RUNNING, "", None
    take_over.save()
    _record("take_over_start", take_over, by, at, row=take_over.next_row)
    if by_job:
        run_take_over.defer(take_over_id=take_over.pk)
    return take_over


def _reserve_room(take_over: TakeOver, by: Actor, at: datetime) -> None:
    books = shelves(take_over.unit_id, take_over.series)
    for one in take_over.books:
        opens = date.fromisoformat(one["from"])
        shelf = next((s for s in books.all if s.kind == one["kind"] and s.period_from == opens), None)
        if shelf is None:
            closes = date.fromisoformat(one["to"])
            shelf = Shelf(one["kind"], opens, closes, by_term=False, name=one["name"])
        for opened in open_shelves([shelf], unit_id=take_over.unit_id, series=take_over.series):
            audit.record(
                "open_book", "book", opened.pk, at=at, actor_id=by.officer_id or None,
                unit_id=take_over.unit_id, first=one["first"],
            )  # fmt: skip
        locked_books([shelf])
        book = Book.objects.get(unit_id=take_over.unit_id, pk=shelf.id or 0)
        numbers = BookNumber.objects.filter(book=book)
        given = numbers.exists()
        book.first_number = min(book.first_number, one["first"]) if given else one["first"]
        if not numbers.filter(taken_over=None).exists():
            book.next_number = max(book.next_number, one["last"] + 1)
        book.save(update_fields=["first_number", "next_number"])


@transaction.atomic
def stop(*, by: Actor, take_over_id: int, at: datetime) -> TakeOver:
    """Stop after the lines that are just being written; what is in the books stays, and it can go on."""
    take_over = _locked(by, take_over_id)
    if take_over.state != _State.RUNNING:
        raise NotNow("Sổ này không đang được đưa vào hệ thống.")
    take_over.state = _State.STOPPED
    take_over.save(update_fields=["state"])
    _record("take_over_stop", take_over, by, at, row=take_over.next_row)
    return take_over


@transaction.atomic
def drop(*, by: Actor, take_over_id: int, at: datetime) -> TakeOver:
    """Drop a sheet of which no line has gone into the books."""
    take_over = _locked(by, take_over_id)
    if take_over.state not in _CHANGEABLE:
        raise NotNow("Sổ này đã có dòng vào hệ thống nên không bỏ được.")
    take_over.state, take_over.ended_at = _State.DROPPED, at
    take_over.save(update_fields=["state", "ended_at"])
    _record("take_over_drop", take_over, by, at)
    return take_over


def keep_faults(take_over: TakeOver, faults: Sequence[Fault]) -> None:
    """Write the faults; one statement for each thousand."""
    rows = [
        TakeOverFault(
            take_over=take_over, unit_id=take_over.unit_id, row=one.row, sentence=one.sentence,
            cells=one.cells,
        )
        for one in faults
    ]  # fmt: skip
    TakeOverFault.objects.bulk_create(rows, batch_size=1_000)


def plan_of(take_over: TakeOver, *, on: date) -> Plan:
    """How the sheet is read."""
    return Plan(
        take_over.columns, take_over.headings, take_over.head_row, take_over.series, take_over.numbering,
        take_over.year, on,
    )  # fmt: skip


def path_of(take_over: TakeOver) -> Path:
    """Where the sheet lies in the store."""
    return filing.store().path(StoredFile.objects.get(pk=take_over.stored_id).sha256)


def _locked(by: Actor, take_over_id: int, *, anew: bool = False) -> TakeOver:
    found = TakeOver.objects.select_for_update().filter(pk=take_over_id).first()
    if found is None:
        raise NotThere(phrases.NOT_THERE)
    require(by, Right.KEEP_BOOKS, at=found.unit_id, anew=anew)
    return found


def _numbering(unit_id: int, series: str, *, on: date) -> str:
    if series == Series.INCOMING:
        return TakeOver.Numbering.COMMON
    by_kind = settings_of(unit_id, ("series",), on)["series"] == "kind"
    return TakeOver.Numbering.BY_KIND if by_kind else TakeOver.Numbering.COMMON


def _record(action: str, take_over: TakeOver, by: Actor, at: datetime, **details: object) -> None:
    audit.record(
        action, "take_over", take_over.pk, at=at, actor_id=by.officer_id or None, unit_id=take_over.unit_id,
        **details,
    )  # fmt: skip
