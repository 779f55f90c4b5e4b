"""One act on many things: what it would do to each is tried first, then done, then can be taken back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor, Right
from hoiso.core.errors import DomainError
from hoiso.documents.bulk.errors import AlreadySo
from hoiso.documents.handling import public as handling
from hoiso.documents.keeping import public as keeping
from hoiso.documents.outgoing import public as outgoing
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.handling import Assignment
from hoiso.documents.tables.keeping import DossierEntry
from hoiso.documents.tables.outbox import Sending

MOST = 100

Act = Callable[[Actor, int, int, datetime], object]  # who, the thing, the dossier (0: none), when


@dataclass(frozen=True, slots=True)
class Bulk:
    """An act that the lists offer for many: its words, what it does to one, and what takes that back.

    `code` stands in the address, `name` in the names of addresses; `back` is the list it came from.

    `right` is what the list needs to offer it; `of_tasks`: the things are tasks, else documents.
    """

    code: str
    name: str
    title: str
    button: str
    done: str
    right: Right
    back: str
    do: Act
    undo: Act
    of_tasks: bool = False
    asks_dossier: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: `refusal` says why it is left out, empty where the act can be done."""

    id: int
    title: str
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, and what was left out with the reason."""

    done: tuple[Line, ...]
    left_out: tuple[Line, ...]


class _OnlyTrying(Exception):
    """Takes a trial back."""


def _accept(by: Actor, task_id: int, _dossier: int, at: datetime) -> None:
    if Assignment.objects.filter(pk=task_id, state=Assignment.State.ACCEPTED).exists():
        raise AlreadySo("Đã nhận rồi.")
    handling.accept(by=by, assignment_id=task_id, at=at)


def _unaccept(by: Actor, task_id: int, _dossier: int, at: datetime) -> None:
    handling.unaccept(by=by, assignment_id=task_id, at=at)


def _file(by: Actor, document_id: int, dossier_id: int, at: datetime) -> None:
    if DossierEntry.objects.filter(dossier_id=dossier_id, document_id=document_id).exists():
        raise AlreadySo("Đã có trong hồ sơ này.")
    keeping.put_in_dossier(by=by, dossier_id=dossier_id, document_id=document_id, at=at)


def _unfile(by: Actor, document_id: int, dossier_id: int, at: datetime) -> None:
    keeping.take_out_of_dossier(by=by, dossier_id=dossier_id, document_ids=[document_id], at=at)


def _send(by: Actor, document_id: int, _dossier: int, at: datetime) -> None:
    if Sending.objects.filter(document_id=document_id, state=Sending.State.WAITING).exists():
        raise AlreadySo("Đang gửi.")
    if outgoing.lay_out(by=by, document_id=document_id, at=at) is None:
        raise AlreadySo("Đã phát hành rồi.")


def _stop(by: Actor, document_id: int, _dossier: int, at: datetime) -> None:
    outgoing.stop_sending(by=by, document_id=document_id, at=at)


BULKS = {
    one.code: one
    for one in (
        Bulk(
            "nhan-viec", "accept", "Nhận nhiều việc", "Nhận việc", "Đã nhận {count} việc.",
            Right.WORK_ON_TASKS, "task_list", _accept, _unaccept, of_tasks=True,
        ),
        Bulk(
            "xep-ho-so-den", "file_incoming", "Xếp nhiều văn bản đến vào hồ sơ", "Xếp vào hồ sơ",
            "Đã xếp {count} văn bản vào hồ sơ.", Right.KEEP_DOSSIERS, "incoming_tray", _file, _unfile,
            asks_dossier=True,
        ),
        Bulk(
            "xep-ho-so-di", "file_outgoing", "Xếp nhiều văn bản đi vào hồ sơ", "Xếp vào hồ sơ",
            "Đã xếp {count} văn bản vào hồ sơ.", Right.KEEP_DOSSIERS, "outgoing_list", _file, _unfile,
            asks_dossier=True,
        ),
        Bulk(
            "phat-hanh", "issue", "Phát hành nhiều văn bản", "Phát hành",
            "Đang gửi {count} văn bản, còn 30 giây.", Right.ISSUE, "outgoing_list", _send, _stop,
        ),
    )
}  # fmt: skip


def preview(bulk: Bulk, *, by: Actor, ids: Iterable[int], dossier_id: int, at: datetime) -> tuple[Line, ...]:
    """What the act would do to each, found out by doing it and taking it back at once."""
    return tuple(_try(bulk.do, one, by, dossier_id, at, keep=False) for one in _titled(bulk, ids))


def carry_out(bulk: Bulk, *, by: Actor, ids: Iterable[int], dossier_id: int, at: datetime) -> Outcome:
    """Do it to each for itself: what is refused meanwhile is left out and named."""
    return _sorted(_try(bulk.do, one, by, dossier_id, at, keep=True) for one in _titled(bulk, ids))


def take_back(bulk: Bulk, *, by: Actor, ids: Iterable[int], dossier_id: int, at: datetime) -> Outcome:
    """Undo it for each for itself."""
    return _sorted(_try(bulk.undo, one, by, dossier_id, at, keep=True) for one in _titled(bulk, ids))


def _sorted(lines: Iterable[Line]) -> Outcome:
    found = tuple(lines)
    return Outcome(tuple(one for one in found if not one.refusal), tuple(one for one in found if one.refusal))


def _try(act: Act, line: Line, by: Actor, dossier_id: int, at: datetime, *, keep: bool) -> Line:
    try:
        with transaction.atomic():
            act(by, line.id, dossier_id, at)
            if not keep:
                raise _OnlyTrying
    except _OnlyTrying:
        return line
    except DomainError as refusal:
        return Line(line.id, line.title, refusal.sentence)
    return line


def _titled(bulk: Bulk, ids: Iterable[int]) -> tuple[Line, ...]:
    """Those she sees, in the order chosen. One statement."""
    chosen = list(dict.fromkeys(ids))[:MOST]
    if bulk.of_tasks:
        tasks = Assignment.objects.filter(pk__in=chosen).select_related("document")
        named = {one.pk: one.document for one in tasks}
    else:
        named = Document.objects.in_bulk(chosen)
    return tuple(Line(one, _words(named[one])) for one in chosen if one in named)


def _words(document: Document) -> str:
    return f"{document.symbol}: {document.subject}" if document.symbol else document.subject
