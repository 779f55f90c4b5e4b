"""Telling people, what they have read, how they want to be told, and their own reminders."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.notices.events import CODES, OTHER
from hoiso.notices.models import Choice, Notice, Reminder
from hoiso.notices.phrases import NO_WAY, PUSH_ALONE


def tell(
    officer_ids: Iterable[int],
    text: str,
    *,
    address: str = "",
    at: datetime,
    by: Actor | None,
    event: str = OTHER,
) -> None:
    """Tell colleagues something, in the running transaction. Nobody is told of her own act.

    `by` is None when the system itself has found something. `event` is one of `events.EVENTS`: each
    person has chosen how she is told of it.

    One statement, whatever their number; none when nobody is left.
    """
    assert event in CODES
    told = sorted(set(officer_ids) - ({by.officer_id} if by else set()))
    if told:
        # Rows of others cannot be read back, so nothing may be returned: hence ignore_conflicts.
        Notice.objects.bulk_create(
            [Notice(officer_id=officer, text=text, address=address, at=at, event=event) for officer in told],
            ignore_conflicts=True,
        )


def mark_read(*, by: Actor, notice_id: int, at: datetime) -> str:
    """Note that she opened it; returns the address it leads to. A second time changes nothing."""
    notice = Notice.objects.filter(pk=notice_id, officer_id=by.officer_id).first()
    if notice is None:
        raise NotThere("Không có thông báo này.")
    if notice.read_at is None:
        Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=at)
    return notice.address


def mark_all_read(*, by: Actor, at: datetime) -> int:
    """Note that she has read everything so far; how many were new."""
    return Notice.objects.filter(officer_id=by.officer_id, read_at=None, at__lte=at).update(read_at=at)


@dataclass(frozen=True, slots=True)
class Ways:
    """How one event is told: in the system, on her devices, by e-mail at once, in the morning's digest."""

    in_system: bool = True
    by_push: bool = False
    by_mail: bool = False
    in_digest: bool = False


@transaction.atomic
def choose(*, by: Actor, ways: Mapping[str, Ways], at: datetime) -> None:
    """Keep how she wants to be told, event by event. It holds for what is told from now on.

    Raises `DomainError` for an event that would reach her in no way at all, or by pushes alone: a
    device may be off or gone.
    """
    for code, way in ways.items():
        if code not in CODES:
            raise DomainError("Không có loại thông báo này.")
        if not (way.in_system or way.by_mail or way.in_digest):
            raise DomainError(PUSH_ALONE if way.by_push else NO_WAY, field=code)
    Choice.objects.bulk_create(
        [
            Choice(
                officer_id=by.officer_id, event=code, in_system=way.in_system, by_push=way.by_push,
                by_mail=way.by_mail, in_digest=way.in_digest,
            )
            for code, way in ways.items()
        ],
        update_conflicts=True,
        unique_fields=["officer_id", "event"],
        update_fields=["in_system", "by_push", "by_mail", "in_digest"],
    )  # fmt: skip
    unit_id = by.current.unit_id if by.current else None
    audit.record("notices_chosen", "officer", by.officer_id, at=at, actor_id=by.officer_id, unit_id=unit_id)


def remind_me(*, by: Actor, on: date, text: str, address: str = "", at: datetime) -> Reminder:
    """Remind herself on the morning of a day to come. The same twice is one."""
    words = text.strip()
    if not words:
        raise DomainError("Nhập điều cần nhắc", field="text")
    if on <= office_date(at):
        raise DomainError("Ngày nhắc phải sau hôm nay", field="on")
    if address and not (address.startswith("/") and not address.startswith("//")):
        address = ""
    made, _ = Reminder.objects.get_or_create(
        officer_id=by.officer_id, text=words, address=address, on=on, told_at=None
    )
    return made


def drop_reminder(*, by: Actor, reminder_id: int) -> None:
    """She wants it no more."""
    gone, _ = Reminder.objects.filter(pk=reminder_id, officer_id=by.officer_id).delete()
    if not gone:
        raise NotThere("Không có lời nhắc này.")
