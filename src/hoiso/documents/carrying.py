"""Open documents of units that end go on at the unit that takes over; finished ones stay where they are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from hoiso.audit import public as audit
from hoiso.documents.search.public import index_documents
from hoiso.documents.states import OPEN_INCOMING, OPEN_OUTGOING
from hoiso.documents.tables.document import Document, Event, Message, Reader, SearchEntry
from hoiso.documents.tables.handling import Assignment
from hoiso.documents.tables.incoming import IncomingDraft
from hoiso.documents.tables.keeping import AccessChange
from hoiso.documents.tables.learning import SenderHabit
from hoiso.documents.tables.outgoing import Delivery
from hoiso.units.passing import Passing

_OPEN_TASKS = (Assignment.State.UNOPENED, Assignment.State.OPENED, Assignment.State.ACCEPTED)
_AT_THE_DOOR = (Delivery.State.QUEUED, Delivery.State.ARRIVED, Delivery.State.OPENED)


def open_documents(unit_ids: Iterable[int]) -> QuerySet[Document]:
    """Documents of these units that somebody still has to do something about."""
    return Document.objects.filter(unit_id__in=list(unit_ids), state__in=(*OPEN_INCOMING, *OPEN_OUTGOING))


def carry(passings: Sequence[Passing], *, at: datetime, actor_id: int | None) -> None:
    """Put open documents with their tasks, drafts at the desk and what waits at the door under the heirs.

    A document keeps its number in the book of the unit that gave it, and its timeline tells the change.
    Documents are locked in the order of their ids. A second call finds nothing left. Runs in the caller's
    transaction, under the system's scope.
    """
    heirs = {one.before_id: one for one in passings if one.moves}
    documents = list(open_documents(heirs).select_for_update().order_by("id").values_list("pk", "unit_id"))
    for unit_id, heir in heirs.items():
        assert heir.after_id is not None
        _carry_documents([pk for pk, unit in documents if unit == unit_id], unit_id, heir.after_id, at=at)
        _carry_desk(unit_id, heir.after_id)
    _forget_layouts(passings)
    _tell(documents, heirs, at=at, actor_id=actor_id)
    index_documents([pk for pk, _ in documents])
    if documents:
        audit.record(
            "documents_passed_on", "unit", None, at=at, actor_id=actor_id, unit_id=None,
            carried=len(documents), units=sorted(heirs),
        )  # fmt: skip


def _carry_documents(ids: Sequence[int], unit_id: int, heir: int, *, at: datetime) -> None:
    """The document with every row that names its unit."""
    Document.objects.filter(pk__in=ids).update(unit_id=heir, version=F("version") + 1, changed_at=at)
    Reader.objects.filter(document_id__in=ids).update(unit_id=heir)
    Message.objects.filter(document_id__in=ids).update(unit_id=heir)
    SearchEntry.objects.filter(document_id__in=ids).update(unit_id=heir)
    Assignment.objects.filter(document_id__in=ids, unit_id=unit_id, state__in=_OPEN_TASKS).update(
        unit_id=heir
    )
    waiting = AccessChange.State.WAITING
    AccessChange.objects.filter(document_id__in=ids, state=waiting).update(unit_id=heir)


def _carry_desk(unit_id: int, heir: int) -> None:
    """Drafts between arrival and number, and deliveries without one that the heir has not got itself."""
    IncomingDraft.objects.filter(unit_id=unit_id, document__isnull=True, dropped_at__isnull=True).update(
        unit_id=heir
    )
    same = Delivery.objects.filter(document_id=OuterRef("document_id"), to_unit_id=heir)
    Delivery.objects.filter(~Exists(same), to_unit_id=unit_id, state__in=_AT_THE_DOOR).update(to_unit_id=heir)


def _forget_layouts(passings: Sequence[Passing]) -> None:
    """A unit that ends or changes its name will write under another head: what desks learnt of it goes.

    What its own desk has learnt of others goes on with a new name, and ends with the desk.
    """
    units = [one.before_id for one in passings]
    SenderHabit.objects.filter(issuer_unit_id__in=units).delete()
    for one in passings:
        if one.renaming and one.after_id is not None:
            SenderHabit.objects.filter(unit_id=one.before_id).update(unit_id=one.after_id)
    SenderHabit.objects.filter(unit_id__in=units).delete()


def _tell(
    documents: Sequence[tuple[int, int]], heirs: Mapping[int, Passing], *, at: datetime, actor_id: int | None
) -> None:
    Event.objects.bulk_create(
        Event(
            document_id=pk,
            at=at,
            actor_id=actor_id,
            actor_name="Sắp xếp đơn vị",
            kind="pass_to_heir",
            text=f"{heirs[unit_id].before_title} chuyển {heirs[unit_id].after_title} xử lý tiếp",
        )
        for pk, unit_id in documents
    )
