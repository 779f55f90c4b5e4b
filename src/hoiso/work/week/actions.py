"""The weekly calendar: registered, approved or refused, published, changed, concluded."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.phrases import vn_time
from hoiso.notices.public import tell
from hoiso.work.models import Task, WeekEntry
from hoiso.work.people import names_of_people, people_of
from hoiso.work.tasks.public import Wanted, give

_S = WeekEntry.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is entered about a meeting or a journey."""

    title: str
    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    chair: int | None = None
    people: Sequence[int] = ()
    attendees: str = ""


@transaction.atomic
def register(
    *, by: Actor, unit_id: int, facts: Facts, at: datetime, document_id: int | None = None
) -> WeekEntry:
    """Enter it in the unit's calendar, to be approved. From one invitation one entry.

    Who may approve has approved what she registers.
    """
    require(by, Right.WORK_ON_TASKS, at=unit_id)
    if not facts.title.strip():
        raise DomainError("Nhập nội dung", field="title")
    if facts.starts_at < at - timedelta(days=1):
        raise DomainError("Thời gian bắt đầu đã qua", field="starts_at")
    if facts.ends_at is not None and facts.ends_at < facts.starts_at:
        raise DomainError("Thời gian kết thúc phải sau lúc bắt đầu", field="ends_at")
    asked = [*([facts.chair] if facts.chair else []), *facts.people]
    known = names_of_people(people_of(unit_id, on=office_date(at)), asked, field="people")
    approves = by.holds(Right.INSTRUCT, at=unit_id)
    entry = WeekEntry(
        unit_id=unit_id, title=facts.title.strip(), starts_at=facts.starts_at, ends_at=facts.ends_at,
        place=facts.place.strip(), chair_id=facts.chair, chair_name=known[facts.chair] if facts.chair else "",
        attendees=facts.attendees.strip(), people=sorted(set(asked)), document_id=document_id,
        state=_S.APPROVED if approves else _S.REGISTERED, registered_by=by.officer_id,
        registered_by_name=by.full_name, registered_at=at, decided_by_name=by.full_name if approves else "",
    )  # fmt: skip
    try:
        with transaction.atomic():
            entry.save()
    except IntegrityError as error:
        raise DomainError("Giấy mời này đã có trong lịch công tác.") from error
    _note(by, entry, "week_register", at=at)
    return entry


@transaction.atomic
def decide(*, by: Actor, entry_id: int, approved: bool, reason: str, at: datetime) -> WeekEntry:
    """Approve it or not, by a leader or the office head; a refusal says why. Twice changes nothing."""
    entry = _locked(entry_id)
    require(by, Right.INSTRUCT, at=entry.unit_id)
    wanted = _S.APPROVED if approved else _S.REFUSED
    if entry.state == wanted:
        return entry
    if entry.state != _S.REGISTERED:
        raise DomainError(f"Mục này ở tình trạng “{entry.get_state_display()}”.")
    if not approved and not reason.strip():
        raise DomainError("Nhập lý do không duyệt", field="reason")
    entry.state, entry.decided_by_name, entry.reason = wanted, by.full_name, reason.strip()
    entry.save(update_fields=["state", "decided_by_name", "reason"])
    _note(by, entry, "week_approve" if approved else "week_refuse", at=at)
    words = "Đã duyệt lịch" if approved else f"Không duyệt lịch ({entry.reason})"
    _tell(by, entry, [entry.registered_by], words, at=at)
    return entry


@transaction.atomic
def publish(*, by: Actor, unit_id: int, monday: date, at: datetime) -> int:
    """Let everybody at the unit see the approved entries of a week; how many are new. Its people are told."""
    require(by, Right.PROPOSE_HANDLING, at=unit_id)
    found = list(
        of_week(unit_id, monday)
        .filter(state=_S.APPROVED, published_at=None)
        .select_for_update(no_key=True, of=("self",))
        .order_by("id")
    )
    WeekEntry.objects.filter(pk__in=[one.pk for one in found]).update(published_at=at)
    for one in found:
        _tell(by, one, one.people, "Lịch công tác", at=at)
    if found:
        audit.record(
            "week_publish", "week", None, at=at, actor_id=by.officer_id, unit_id=unit_id,
            week=monday.isoformat(), entries=len(found),
        )  # fmt: skip
    return len(found)


@transaction.atomic
def cancel(*, by: Actor, entry_id: int, reason: str, at: datetime) -> WeekEntry:
    """It does not take place; by who registered it or a leader. It stays in sight, crossed out."""
    entry = _locked(entry_id)
    if entry.registered_by != by.officer_id:
        require(by, Right.INSTRUCT, at=entry.unit_id)
    if entry.state == _S.CANCELLED:
        return entry
    if not reason.strip():
        raise DomainError("Nhập lý do huỷ", field="reason")
    entry.state, entry.reason = _S.CANCELLED, reason.strip()
    entry.save(update_fields=["state", "reason"])
    _note(by, entry, "week_cancel", at=at)
    _tell(by, entry, entry.people, f"Huỷ lịch ({entry.reason})", at=at)
    return entry


@transaction.atomic
def conclude(*, by: Actor, entry_id: int, text: str, tasks: Iterable[Wanted], at: datetime) -> list[Task]:
    """Write down what was concluded, and give each of its tasks; by who chaired it or a leader."""
    entry = _locked(entry_id)
    if entry.chair_id != by.officer_id and not by.holds(Right.INSTRUCT, at=entry.unit_id):
        raise NotAllowed("Người chủ trì hoặc lãnh đạo đơn vị ghi kết luận.")
    if entry.state != _S.APPROVED:
        raise DomainError("Chỉ ghi kết luận cho lịch đã duyệt.")
    if not text.strip():
        raise DomainError("Nhập kết luận", field="text")
    entry.conclusion = text.strip()
    entry.save(update_fields=["conclusion"])
    made = [give(by=by, unit_id=entry.unit_id, wanted=one, at=at) for one in tasks]
    Task.objects.filter(pk__in=[one.pk for one in made]).update(
        origin=f"Kết luận: {entry.title}"[:300], origin_url=reverse("week_entry", args=[entry.pk])
    )
    _note(by, entry, "week_conclude", at=at, tasks=len(made))
    _tell(by, entry, entry.people, "Có kết luận", at=at)
    return made


def of_week(unit_id: int, monday: date) -> QuerySet[WeekEntry]:
    """Entries that begin from Monday to Sunday."""
    return WeekEntry.objects.filter(
        unit_id=unit_id, starts_at__date__range=(monday, monday + timedelta(days=6))
    )


def _locked(entry_id: int) -> WeekEntry:
    entry = WeekEntry.objects.select_for_update(no_key=True, of=("self",)).filter(pk=entry_id).first()
    if entry is None and WeekEntry.objects.filter(pk=entry_id).exists():  # seen, and not hers to change
        raise NotAllowed("Người ghi lịch, người chủ trì hoặc lãnh đạo đơn vị làm được việc này.")
    if entry is None:
        raise NotThere("Không có mục này trong lịch công tác.")
    return entry


def _note(by: Actor, entry: WeekEntry, action: str, *, at: datetime, **details: object) -> None:
    audit.record(action, "week", entry.pk, at=at, actor_id=by.officer_id, unit_id=entry.unit_id, **details)


def _tell(by: Actor, entry: WeekEntry, whom: Iterable[int], words: str, *, at: datetime) -> None:
    text = f"{words}, {vn_time(entry.starts_at)}: {entry.title}"
    tell(whom, text, address=reverse("week_entry", args=[entry.pk]), at=at, by=by, event="calendar")
