"""The morning's notices of tasks on documents: due soon, late, late for long."""

from datetime import datetime, timedelta

import pytest

from hoiso.core.clock import office_date
from hoiso.documents.handling import public
from hoiso.documents.handling.actions.warning import warn
from hoiso.documents.handling.public import Receivers
from hoiso.documents.handling.tests.desk import Office, an_office, incoming, now
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.handling import Assignment
from hoiso.notices.models import Notice
from hoiso.units.public import office_calendar
from tests.factories.people import acting
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db


def _a_working_morning() -> datetime:
    morning = now()
    while not office_calendar().is_working(office_date(morning)):
        morning += timedelta(days=1)
    return morning


def _task(office: Office) -> Assignment:
    document = incoming(office.unit, office.clerk)
    public.instruct(
        by=acting(office.leader), document_id=document.pk, text="Thực hiện.",
        receivers=Receivers.chosen(office.first.pk, informed=[office.second.pk]), due_on=None, at=now(),
    )  # fmt: skip
    return Assignment.objects.get(document=document, part="lead")


def _warned(task: Assignment, due_on, morning: datetime) -> int:  # type: ignore[no-untyped-def]
    with owner():
        Assignment.objects.filter(pk=task.pk).update(due_on=due_on)
    with worker():
        first = warn(at=morning)
        assert warn(at=morning) == 0
    return first


def _events(officer) -> list[str]:  # type: ignore[no-untyped-def]
    acting(officer)
    return list(Notice.objects.order_by("id").values_list("event", flat=True))


def test_workers_are_told_before_and_after_and_leaders_after_three_working_days() -> None:
    office, morning = an_office(), _a_working_morning()
    on = office_date(morning)
    task = _task(office)
    assert _warned(task, office_calendar().add_working_days(on, 3), morning) == 0
    assert _warned(task, office_calendar().add_working_days(on, 2), morning) == 1
    assert _warned(task, on - timedelta(days=1), morning) == 1
    assert _events(office.first)[-2:] == ["task_due", "task_late"]
    assert "escalated" not in _events(office.leader)
    assert _warned(task, on - timedelta(days=10), morning) == 2
    assert _events(office.leader)[-1] == "escalated"
    acting(office.leader)
    assert Notice.objects.latest("id").address == f"/cong-viec/{task.pk}/"
    assert not {"task_due", "task_late"} & set(_events(office.second))  # "để biết" is never late


def test_of_a_restricted_document_a_leader_who_is_no_reader_is_told_nothing() -> None:
    office, morning = an_office(), _a_working_morning()
    task = _task(office)
    with owner():
        Document.objects.filter(pk=task.document_id).update(restricted=True)
    assert _warned(task, office_date(morning) - timedelta(days=20), morning) == 1
    assert "escalated" not in _events(office.leader)
    assert _events(office.first)[-1] == "task_late"
