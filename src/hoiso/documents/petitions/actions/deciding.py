"""What is done with a letter: given to somebody, accepted or not, passed on, filed, answered."""

from datetime import date, datetime

from django.db import connection, transaction
from django.urls import reverse

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.phrases import vn_date
from hoiso.documents.handling import public as handling
from hoiso.documents.petitions import terms
from hoiso.documents.petitions.actions.course import locked, note, record
from hoiso.documents.petitions.errors import PetitionEnded
from hoiso.documents.petitions.rules import NOT_THERE, chooses_keeper, require_to_do
from hoiso.documents.tables.petition import Petition, PetitionContent
from hoiso.notices import public as notices
from hoiso.units.public import office_calendar

_S = Petition.State


@transaction.atomic
def give(*, by: Actor, petition_id: int, to_id: int, words: str, at: datetime) -> Petition:
    """Give it to somebody of the unit, who opens it from then on."""
    petition = locked(by, petition_id)
    require_to_do(petition)
    people = {one.id: one.full_name for one in handling.colleagues(petition.unit_id, on=office_date(at))}
    if to_id not in people:
        raise DomainError("Chọn người nhận trong danh sách", field="to")
    petition.handler_id, petition.handler_name = to_id, people[to_id]
    petition.readers = sorted({*petition.readers, to_id})
    petition.save(update_fields=["handler_id", "handler_name", "readers"])
    said = f"Giao {people[to_id]}" + (f": {words}" if words else "")
    note(by, petition, "give", said, at=at, to=to_id)
    due = f", hạn {vn_date(petition.due_on)}" if petition.due_on else ""
    _tell([to_id], f"Được giao đơn thư số {petition.number_written}{due}", petition, by=by, at=at)
    return petition


@transaction.atomic
def take_from(*, by: Actor, petition_id: int, officer_id: int, at: datetime) -> Petition:
    """Whom it was given to opens it no more; her name and what she did stay."""
    petition = locked(by, petition_id)
    if by.officer_id != petition.keeper_id:
        raise NotAllowed("Chỉ người giữ đơn cho thôi xem được.")
    if officer_id not in petition.readers:
        return petition
    petition.readers = [one for one in petition.readers if one != officer_id]
    if petition.handler_id == officer_id:
        petition.handler_id, petition.handler_name = None, ""
    petition.save(update_fields=["handler_id", "handler_name", "readers"])
    note(by, petition, "take", "Cho thôi xem đơn", at=at, officer=officer_id)
    return petition


@transaction.atomic
def accept(
    *, by: Actor, petition_id: int, symbol: str, complex_matter: bool, remote: bool, due_on: date | None,
    at: datetime,
) -> Petition:  # fmt: skip
    """Take the matter on: the time to resolve it runs from today. A notice can be printed.

    `due_on` is the office's own day for what the law gives none (proposals, feedback).
    """
    petition = locked(by, petition_id)
    if petition.state == _S.ACCEPTED:
        return petition
    require_to_do(petition)
    law = petition.kind in (Petition.Kind.COMPLAINT, Petition.Kind.DENUNCIATION)
    if law and petition.anonymous:
        raise DomainError(
            "Đơn không ghi tên người gửi thì không thụ lý được. Chuyển cơ quan có thẩm quyền hoặc lưu đơn."
        )
    today = office_date(at)
    by_law = terms.resolve_by(
        petition.kind, today, office_calendar(), complex_matter=complex_matter, remote=remote
    )
    if by_law is None and due_on is not None and due_on < today:
        raise DomainError("Hạn giải quyết phải là hôm nay hoặc sau hôm nay", field="due_on")
    petition.state, petition.accepted_on, petition.due_on = _S.ACCEPTED, today, by_law or due_on
    petition.complex, petition.remote, petition.letter_symbol = complex_matter, remote, symbol
    petition.save(update_fields=["state", "accepted_on", "due_on", "complex", "remote", "letter_symbol"])
    due = f", hạn giải quyết {vn_date(petition.due_on)}" if petition.due_on else ""
    note(by, petition, "accept", f"Thụ lý{due}", at=at)
    return petition


@transaction.atomic
def extend(*, by: Actor, petition_id: int, reason: str, due_on: date | None, at: datetime) -> Petition:
    """Give it the longer time of a complex matter. Raises `DomainError` where the law gives no more."""
    petition = locked(by, petition_id)
    if petition.state != _S.ACCEPTED or petition.accepted_on is None:
        raise PetitionEnded("Chỉ gia hạn đơn đang giải quyết.")
    if petition.kind in (Petition.Kind.COMPLAINT, Petition.Kind.DENUNCIATION) and petition.due_on:
        new = terms.extended_by(
            petition.kind, accepted_on=petition.accepted_on, due_on=petition.due_on,
            extended=petition.extended, remote=petition.remote, calendar=office_calendar(),
        )  # fmt: skip
    elif due_on is None or due_on <= (petition.due_on or office_date(at)):
        raise DomainError("Hạn mới phải sau hạn hiện tại", field="due_on")
    else:
        new = due_on
    petition.due_on, petition.extended, petition.complex = new, petition.extended + 1, True
    petition.save(update_fields=["due_on", "extended", "complex"])
    note(by, petition, "extend", f"Gia hạn đến {vn_date(new)}: {reason}", at=at)
    return petition


@transaction.atomic
def refuse(*, by: Actor, petition_id: int, symbol: str, reason: str, at: datetime) -> Petition:
    """Not taken on, with the reason that stands in the notice."""
    return _end(by, petition_id, _S.REFUSED, f"Không thụ lý: {reason}", at=at, reason=reason, symbol=symbol)


@transaction.atomic
def forward(*, by: Actor, petition_id: int, to: str, symbol: str, reason: str, at: datetime) -> Petition:
    """Passed on to the body in charge, with a slip."""
    return _end(
        by, petition_id, _S.FORWARDED, f"Chuyển {to}: {reason}", at=at, reason=reason, symbol=symbol, to=to
    )


@transaction.atomic
def put_away(*, by: Actor, petition_id: int, reason: str, at: datetime) -> Petition:
    """Kept and not handled: unclear, anonymous without grounds, already answered."""
    return _end(by, petition_id, _S.FILED, f"Lưu đơn: {reason}", at=at, reason=reason)


@transaction.atomic
def finish(*, by: Actor, petition_id: int, outcome: str, result: str, at: datetime) -> Petition:
    """The result of what was accepted."""
    petition = locked(by, petition_id)
    if petition.state != _S.ACCEPTED:
        require_to_do(petition)
        raise PetitionEnded("Đơn phải được thụ lý trước khi ghi kết quả giải quyết.")
    label = Petition.Outcome(outcome).label
    return _end(
        by, petition_id, _S.DONE, f"Kết quả: {label}. {result}", at=at, result=result, outcome=outcome
    )


def _end(
    by: Actor, petition_id: int, state: str, said: str, *, at: datetime, reason: str = "", result: str = "",
    symbol: str = "", to: str = "", outcome: str = "",
) -> Petition:  # fmt: skip
    petition = locked(by, petition_id)
    require_to_do(petition)
    if state in (_S.REFUSED, _S.FORWARDED) and petition.state != _S.RECEIVED:
        raise PetitionEnded("Đơn đã thụ lý: ghi kết quả giải quyết.")
    today = office_date(at)
    petition.late = petition.due_on is not None and petition.due_on < today
    petition.state, petition.ended_on, petition.due_on = state, today, None
    petition.forwarded_to, petition.outcome = to, outcome
    petition.letter_symbol = symbol or petition.letter_symbol
    petition.save(
        update_fields=["state", "ended_on", "late", "due_on", "forwarded_to", "outcome", "letter_symbol"]
    )
    PetitionContent.objects.filter(petition=petition).update(reason=reason, result=result)
    note(by, petition, state, said, at=at)
    return petition


@transaction.atomic
def keep_by(*, by: Actor, petition_id: int, to_id: int, at: datetime) -> None:
    """Name another keeper: by the present one, or by who leads the unit. The former one opens it no more."""
    petition = Petition.objects.filter(pk=petition_id).first()
    if petition is None:
        raise NotThere(NOT_THERE)
    if not chooses_keeper(by, petition):
        raise NotAllowed("Người giữ đơn hoặc lãnh đạo đơn vị chọn người giữ khác.")
    record(by, petition, "keeper", at=at, to=to_id)
    _tell([to_id], f"Được giao giữ đơn thư số {petition.number_written}", petition, by=by, at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_keep_petition(%s, %s, %s)", [petition_id, to_id, at])
        if not cursor.fetchone()[0]:
            raise DomainError("Chọn người giữ là văn thư hoặc lãnh đạo của đơn vị", field="to")


def _tell(officers: list[int], text: str, petition: Petition, *, by: Actor, at: datetime) -> None:
    """Numbers and days alone: a notice names nobody who wrote."""
    address = reverse("petition", args=[petition.pk])
    notices.tell(officers, text, address=address, at=at, by=by, event="petition")
