"""Two of a team press "Nhận việc" at the same moment: real threads, real transactions."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from hoiso.access.models import Officer
from hoiso.access.sessions import actor_of
from hoiso.core import clock, scope
from hoiso.core.errors import DomainError
from hoiso.documents.handling.tests.desk import an_office
from hoiso.work.models import Task
from hoiso.work.tasks import public
from hoiso.work.tasks.public import Wanted
from tests.roles import owner

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_two_holds_it() -> None:
    office = an_office()
    on = clock.office_date(clock.now())
    with transaction.atomic():
        scope.adopt(scope.officer_token(office.leader.pk, on))
        by = actor_of(office.leader.pk, on=on)
        wanted = Wanted(title="Trực lễ", team=[office.first.pk, office.second.pk])
        task = public.give(by=by, unit_id=office.unit.pk, wanted=wanted, at=clock.now())
    ready = threading.Barrier(2)

    def take(officer: Officer) -> str:
        ready.wait()
        try:
            with transaction.atomic():
                scope.adopt(scope.officer_token(officer.pk, on))
                public.accept(by=actor_of(officer.pk, on=on), task_id=task.pk, at=clock.now())
        except DomainError as error:
            return type(error).__name__
        finally:
            connections.close_all()
        return "held"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(take, (office.first, office.second)))
    assert said == ["AlreadyTaken", "held"]
    with owner():
        assert Task.objects.get().lead_id in (office.first.pk, office.second.pk)
