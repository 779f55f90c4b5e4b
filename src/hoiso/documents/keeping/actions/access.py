"""Restricting a document or dossier to named readers: asked by one, confirmed by another."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.urls import reverse

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents import timeline
from hoiso.documents.errors import WrongState
from hoiso.documents.keeping import phrases
from hoiso.documents.keeping.errors import AlreadyWaiting
from hoiso.documents.keeping.queries.access import confirmers, people_at
from hoiso.documents.locking import locked
from hoiso.documents.tables.document import Document, Reader
from hoiso.documents.tables.keeping import AccessChange, Dossier, DossierReader
from hoiso.notices import public as notices

_What = AccessChange.What


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is to be restricted: a document or a dossier, with who is named to it now."""

    unit_id: int
    about: str
    restricted: bool
    named: dict[int, str]
    document: Document | None = None
    dossier: Dossier | None = None


@transaction.atomic
def ask_document_access(
    *,
    by: Actor,
    document_id: int,
    restricted: bool,
    readers: Collection[int],
    reason: str,
    at: datetime,
) -> list[AccessChange]:
    """Ask that only named readers (and who made it or has a task on it) see the document, or all again.

    Nothing changes before a second person confirms. Locks the document. Raises `AlreadyWaiting`
    while another change of it waits.
    """
    document = locked(document_id)
    require(by, Right.RESTRICT, at=document.unit_id)
    named = Reader.objects.filter(document=document, why=Reader.Why.NAMED, ended_at=None)
    subject = _Subject(
        unit_id=document.unit_id,
        about=phrases.document_about(
            document.direction, f"{document.number or ''}{document.suffix}", document.symbol
        ),
        restricted=document.restricted,
        named={one.officer_id: one.officer_name for one in named if one.officer_id is not None},
        document=document,
    )
    return _ask(by, subject, restricted=restricted, readers=set(readers), reason=reason.strip(), at=at)


@transaction.atomic
def ask_dossier_access(
    *,
    by: Actor,
    dossier_id: int,
    restricted: bool,
    readers: Collection[int],
    reason: str,
    at: datetime,
) -> list[AccessChange]:
    """The same for a dossier. Its documents keep their own readers."""
    dossier = Dossier.objects.select_for_update(no_key=True).filter(pk=dossier_id).first()
    if dossier is None:
        raise NotThere("Không có hồ sơ này, hoặc đồng chí không được xem.")
    require(by, Right.RESTRICT, at=dossier.unit_id)
    named = DossierReader.objects.filter(dossier=dossier)
    subject = _Subject(
        unit_id=dossier.unit_id,
        about=phrases.dossier_about(dossier.code, dossier.year),
        restricted=dossier.restricted,
        named=dict(named.values_list("officer_id", "officer_name")),
        dossier=dossier,
    )
    return _ask(by, subject, restricted=restricted, readers=set(readers), reason=reason.strip(), at=at)


def _ask(
    by: Actor, subject: _Subject, *, restricted: bool, readers: set[int], reason: str, at: datetime
) -> list[AccessChange]:
    if not reason:
        raise DomainError("Nhập lý do thay đổi người xem", field="reason")
    if AccessChange.objects.filter(
        document=subject.document, dossier=subject.dossier, state=AccessChange.State.WAITING
    ).exists():
        raise AlreadyWaiting("Đang có một thay đổi chờ xác nhận. Chờ xác nhận xong rồi đề nghị tiếp.")
    people = people_at(subject.unit_id, on=office_date(at))
    wanted = readers if restricted else set()
    if restricted and not wanted:
        raise DomainError("Chọn ít nhất một người được xem", field="readers")
    if not wanted <= people.keys() | subject.named.keys():
        raise DomainError("Có người vừa thôi giữ chức vụ ở đơn vị. Chọn lại người được xem.", field="readers")
    names = people | subject.named
    steps: list[tuple[str, int | None]] = []
    if restricted != subject.restricted:
        steps.append((_What.RESTRICT if restricted else _What.OPEN, None))
    steps += [(_What.ADD, officer) for officer in sorted(wanted - subject.named.keys())]
    steps += [(_What.REMOVE, officer) for officer in sorted(subject.named.keys() - wanted)]
    if not steps:
        raise DomainError("Chưa có thay đổi nào so với hiện nay.")
    changes = AccessChange.objects.bulk_create(
        [
            AccessChange(
                unit_id=subject.unit_id, document=subject.document, dossier=subject.dossier, what=what,
                officer_id=officer, officer_name=names[officer] if officer else "", about=subject.about,
                reason=reason, asked_by=by.officer_id, asked_by_name=by.full_name, asked_at=at,
            )
            for what, officer in steps
        ]
    )  # fmt: skip
    _tell_of_asking(by, subject, changes, reason, at)
    return changes


def _tell_of_asking(
    by: Actor, subject: _Subject, changes: list[AccessChange], reason: str, at: datetime
) -> None:
    words = phrases.asked_line(_words(changes), reason)
    ids = {"changes": [change.pk for change in changes]}
    if subject.document is not None:
        timeline.note(by, subject.document, "ask_access", at=at, text=words, **ids)
    elif subject.dossier is not None:
        audit.record(
            "ask_access", "dossier", subject.dossier.pk, at=at, actor_id=by.officer_id,
            unit_id=subject.unit_id, **ids,
        )  # fmt: skip
    notices.tell(
        confirmers(subject.unit_id, asker=by.officer_id, on=office_date(at)),
        phrases.confirm_notice(subject.about, by.full_name),
        address=reverse("access_changes"),
        at=at,
        by=by,
    )


@transaction.atomic
def decide_access(
    *, by: Actor, change_ids: Collection[int], agreed: bool, at: datetime
) -> tuple[AccessChange, ...]:
    """Confirm or refuse what was asked at once about one subject; the database carries it out.

    She who asked never confirms (the database refuses as well). She needs not see the document:
    the function acts for her. Deciding what was decided already raises `WrongState`.
    """
    changes = tuple(AccessChange.objects.filter(pk__in=change_ids).order_by("pk"))
    if not changes:
        raise NotThere("Không có thay đổi này, hoặc đồng chí không được xem.")
    first = changes[0]
    if any((one.document_id, one.dossier_id) != (first.document_id, first.dossier_id) for one in changes):
        raise DomainError("Chỉ xác nhận được các thay đổi của cùng một văn bản hoặc hồ sơ.")
    words = phrases.decided_line(_words(changes), agreed=agreed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_may_confirm(%s, %s)", [first.unit_id, first.asked_by])
        if not cursor.fetchone()[0]:
            raise NotAllowed(
                "Thay đổi này phải do người khác xác nhận: người có quyền giới hạn người xem ở đơn vị,"
                " không phải người đã đề nghị."
            )
        cursor.execute(
            "SELECT hoiso_decide_access(%s, %s, %s, %s, %s)",
            [[one.pk for one in changes], agreed, at, by.post_title, words],
        )
        if not cursor.fetchone()[0]:
            raise WrongState("Thay đổi này đã có người quyết định trước.")
    audit.record(
        "confirm_access" if agreed else "refuse_access",
        "document" if first.document_id else "dossier",
        first.document_id or first.dossier_id,
        at=at,
        actor_id=by.officer_id,
        unit_id=first.unit_id,
        changes=[one.pk for one in changes],
    )
    _tell_of_decision(by, changes, agreed=agreed, at=at)
    return changes


def _tell_of_decision(by: Actor, changes: tuple[AccessChange, ...], *, agreed: bool, at: datetime) -> None:
    first = changes[0]
    name, key = ("document", first.document_id) if first.document_id else ("dossier", first.dossier_id)
    address = reverse(name, args=[key])
    notices.tell(
        [first.asked_by], phrases.decided_notice(first.about, agreed=agreed), address=address, at=at, by=by
    )
    added = [one.officer_id for one in changes if agreed and one.what == _What.ADD and one.officer_id]
    notices.tell(
        set(added) - {first.asked_by}, phrases.reader_notice(first.about), address=address, at=at, by=by
    )


def _words(changes: Collection[AccessChange]) -> str:
    """ "Giới hạn người xem; thêm người xem: Nguyễn Thị A, Trần Thị B"."""
    parts = [_What(one.what).label for one in changes if one.officer_id is None]
    for what in (_What.ADD, _What.REMOVE):
        names = [one.officer_name for one in changes if one.what == what]
        if names:
            parts.append(f"{what.label}: {', '.join(names)}")
    return "; ".join(str(part) for part in parts)
