"""Tasks that come again: set, stopped, and given turn by turn by a job."""

from datetime import datetime

from django.db import transaction
from django.db.models import DateField, ExpressionWrapper, F, Value
from django.urls import reverse

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.phrases import vn_date
from hoiso.notices.public import tell
from hoiso.work.models import Repeat, Step, Task
from hoiso.work.people import names_of_people, people_of
from hoiso.work.tasks.turns import first_due, next_due

_LONGEST_AHEAD = 60
BY_SYSTEM = "Hệ thống"


@transaction.atomic
def repeat(
    *,
    by: Actor,
    unit_id: int,
    title: str,
    text: str,
    lead: int,
    every: str,
    day: int,
    ahead: int,
    at: datetime,
) -> Repeat:
    """Give this task for every week, month, quarter or year, `ahead` days before it is due."""
    require(by, Right.INSTRUCT, at=unit_id)
    if not title.strip():
        raise DomainError("Nhập tên việc", field="title")
    highest = 7 if every == Repeat.Every.WEEK else 31
    if not 1 <= day <= highest:
        raise DomainError(f"Ngày phải từ 1 đến {highest}", field="day")
    if not 0 <= ahead <= _LONGEST_AHEAD:
        raise DomainError(f"Số ngày giao trước từ 0 đến {_LONGEST_AHEAD}", field="ahead")
    known = names_of_people(people_of(unit_id, on=office_date(at)), [lead], field="lead")
    made = Repeat.objects.create(
        unit_id=unit_id, title=title.strip(), text=text.strip(), given_by=by.officer_id,
        given_by_name=by.full_name, lead_id=lead, lead_name=known[lead], every=every, day=day, ahead=ahead,
        next_due=first_due(every, day, after=office_date(at)),
    )  # fmt: skip
    audit.record("work_repeat", "work_repeat", made.pk, at=at, actor_id=by.officer_id, unit_id=unit_id)
    return made


@transaction.atomic
def stop_repeating(*, by: Actor, repeat_id: int, at: datetime) -> Repeat:
    """Give it no more; what was given stays. Twice changes nothing."""
    found = Repeat.objects.select_for_update().filter(pk=repeat_id).first()
    if found is None:
        raise NotThere("Không có việc định kỳ này.")
    require(by, Right.INSTRUCT, at=found.unit_id)
    if found.ended_at is None:
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        audit.record(
            "work_repeat_end", "work_repeat", found.pk, at=at, actor_id=by.officer_id, unit_id=found.unit_id
        )
    return found


def give_turns(*, at: datetime) -> int:
    """Give every task whose turn has come; how many. Running it again gives nothing twice.

    Of turns that were missed (a worker that stood still for weeks) only the last is given.
    """
    today = office_date(at)
    given = 0
    with scope.transaction_as(scope.system_token(today)):
        due = list(
            Repeat.objects.select_for_update(skip_locked=True)
            .filter(ended_at=None, next_due__lte=ExpressionWrapper(Value(today) + F("ahead"), DateField()))
            .order_by("id")
        )
        for one in due:
            while (after := next_due(one.every, one.day, last=one.next_due)) <= today:
                one.next_due = after
            given += _give_turn(one, at=at)
            one.next_due = after
            one.save(update_fields=["next_due"])
    return given


def _give_turn(one: Repeat, *, at: datetime) -> int:
    task, made = Task.objects.get_or_create(
        repeat=one, due_on=one.next_due,
        defaults={
            "unit_id": one.unit_id, "title": one.title, "text": one.text, "given_by": one.given_by,
            "given_by_name": one.given_by_name, "given_at": at, "lead_id": one.lead_id,
            "lead_name": one.lead_name, "people": sorted({one.given_by, one.lead_id}),
            "origin": f"Việc định kỳ, {one.get_every_display().lower()}",
        },
    )  # fmt: skip
    if not made:
        return 0
    Step.objects.create(
        task=task, unit_id=one.unit_id, kind="give",
        text=f"Giao {one.lead_name}, hạn {vn_date(one.next_due)}", by_id=None, by_name=BY_SYSTEM, at=at,
    )  # fmt: skip
    audit.record("work_turn", "work", task.pk, at=at, actor_id=None, unit_id=one.unit_id)
    words = f"Giao việc, hạn {vn_date(one.next_due)}: {one.title}"
    tell(
        [one.lead_id], words, address=reverse("work_item", args=[task.pk]), at=at, by=None, event="task_given"
    )
    return 1
