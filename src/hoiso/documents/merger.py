"""What a merger of units does to documents: books end, new ones begin at 01, open work goes to the heirs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from hoiso.audit import public as audit
from hoiso.core.phrases import vn_date
from hoiso.documents.carried_lists import carry_lists
from hoiso.documents.carrying import carry, open_documents
from hoiso.documents.tables.book import Book, BookNumber
from hoiso.documents.tables.document import Reader
from hoiso.documents.tables.handling import Assignment
from hoiso.units.passing import PartPlan, Passing, PlanLine

_OPEN = (Assignment.State.UNOPENED, Assignment.State.OPENED, Assignment.State.ACCEPTED)


def plan_merger(passings: Sequence[Passing], *, on: date) -> tuple[PartPlan, ...]:
    """Books that end, and open documents and tasks with who takes them over. Three statements."""
    titles = {one.before_id: one.before_title for one in passings}
    heirs = {one.before_id: one for one in passings if one.moves}
    books = Counter(_running(titles, on).values_list("unit_id", flat=True))
    documents = Counter(open_documents(titles).values_list("unit_id", flat=True))
    tasks = Counter(
        Assignment.objects.filter(unit_id__in=titles, state__in=_OPEN).values_list("unit_id", flat=True)
    )
    numbering = tuple(
        PlanLine(unit_id, count, _of_books(titles[unit_id], count, heirs.get(unit_id), on))
        for unit_id, count in sorted(books.items())
    )
    return (
        PartPlan("Sổ và đánh số", numbering),
        PartPlan("Việc chưa xong", _open_work(tasks, "việc chưa xong", titles, heirs)),
        PartPlan("Văn bản đang xử lý", _open_work(documents, "văn bản đang xử lý", titles, heirs)),
    )


@transaction.atomic
def apply_merger(passings: Sequence[Passing], *, on: date, at: datetime, actor_id: int | None = None) -> None:
    """End the books of ended units on the eve, and open the heirs' books of the same kind at 01.

    The books of a renamed unit run on under its new name with their numbers. Open documents go on at the
    heir; open tasks stay with their officers, whose posts go on there; what was asked of the unit
    itself is asked of the heir, under the name of the day. A second call changes nothing.
    """
    eve = on - timedelta(days=1)
    renamed = {one.before_id: one.after_id for one in passings if one.renaming}
    heirs = {one.before_id: one.after_id for one in passings if one.moves and not one.renaming}
    books = list(_running({one.before_id for one in passings}, on).select_for_update().order_by("id"))
    for book in books:
        if book.unit_id in renamed:
            Book.objects.filter(pk=book.pk).update(unit_id=renamed[book.unit_id])
            BookNumber.objects.filter(book=book).update(unit_id=renamed[book.unit_id])
    ending = [book for book in books if book.unit_id not in renamed and book.period_from <= eve]
    Book.objects.filter(pk__in=[book.pk for book in ending]).update(period_to=eve)
    opened = _opened_at_heirs(ending, heirs, on)
    Book.objects.bulk_create(opened)
    carried = _carried({one.before_id: one.after_id for one in passings if one.moves}, at=at)
    carry(passings, at=at, actor_id=actor_id)
    carry_lists(passings, at=at, actor_id=actor_id)
    if carried:
        audit.record(
            "tasks_passed_on", "unit", None, at=at, actor_id=actor_id, unit_id=None,
            carried=carried, on=on.isoformat(),
        )  # fmt: skip
    if books:
        audit.record(
            "books_passed_on", "unit", None, at=at, actor_id=actor_id, unit_id=None,
            ended=len(ending), opened=len(opened), on=on.isoformat(),
        )  # fmt: skip


def _carried(heirs: dict[int, int | None], *, at: datetime) -> int:
    """Open work that other units gave to ended ones, and its reading, goes to the heirs; how much it was."""
    carried = 0
    for before, heir in sorted(heirs.items()):
        if heir is None:
            continue
        asked = Assignment.objects.filter(state__in=_OPEN).exclude(document__unit_id=before)
        documents = list(asked.filter(unit_id=before).values_list("document_id", flat=True))
        reading = Reader.objects.filter(lent_to_id=before, document_id__in=documents, ended_at=None)
        same = Reader.objects.filter(
            document_id=OuterRef("document_id"), lent_to_id=heir, why=OuterRef("why"), ended_at=None,
            officer_id=None,
        )  # fmt: skip
        reading.filter(Exists(same), officer_id=None).update(ended_at=at)
        reading.update(lent_to_id=heir)
        carried += asked.filter(to_unit_id=before).update(unit_id=heir, to_unit_id=heir)
        carried += asked.filter(unit_id=before).update(unit_id=heir)
    return carried


def _opened_at_heirs(ending: Sequence[Book], heirs: dict[int, int | None], on: date) -> list[Book]:
    """One new book for each kind of book that an heir's origins kept and it does not keep itself."""
    kept = {
        (book.unit_id, book.series, book.kind)
        for book in Book.objects.filter(unit_id__in=set(heirs.values()), period_to__gte=on)
    }
    opened: list[Book] = []
    for book in ending:
        heir = heirs.get(book.unit_id)
        if heir is None or (heir, book.series, book.kind) in kept:
            continue
        kept.add((heir, book.series, book.kind))
        last = book.period_to if book.by_term else date(on.year, 12, 31)
        opened.append(
            Book(
                unit_id=heir,
                series=book.series,
                kind=book.kind,
                name=book.name,
                by_term=book.by_term,
                period_from=on,
                period_to=last,
            )
        )
    return opened


def _running(unit_ids: Iterable[int], on: date) -> QuerySet[Book]:
    return Book.objects.filter(unit_id__in=list(unit_ids), period_to__gte=on)


def _of_books(title: str, count: int, heir: Passing | None, on: date) -> str:
    if heir is not None and heir.renaming:
        return f"{title}: {count} sổ dùng tiếp dưới tên {heir.after_title}, số chạy tiếp."
    ended = f"{title}: {count} sổ kết thúc ngày {vn_date(on - timedelta(days=1))}"
    return f"{ended}; {heir.after_title} bắt đầu từ số 01." if heir else f"{ended}."


def _open_work(
    counts: Mapping[int, int], what: str, titles: Mapping[int, str], heirs: Mapping[int, Passing]
) -> tuple[PlanLine, ...]:
    """A line for each ended unit with open work: how much, and who takes it over."""
    lines = []
    for unit_id, count in sorted(counts.items()):
        heir = heirs.get(unit_id)
        taken = f"{heir.after_title} nhận tiếp" if heir else "chưa có đơn vị nhận"
        lines.append(PlanLine(unit_id, count, f"{titles[unit_id]}: {count} {what}, {taken}."))
    return tuple(lines)
