"""One unit merged, split or renamed on a page, and what the worker does for it."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection

from hoiso.access.models import Post
from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.core.errors import NotAllowed
from hoiso.documents.tables.book import Book
from hoiso.reorganisation.actions import carry_out, change_unit
from hoiso.reorganisation.public import Change, ChangeKind
from hoiso.units.errors import UnitRefused
from hoiso.units.models import Succession, Unit
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db
TODAY = office_date(now())
EVE = TODAY - timedelta(days=1)


@pytest.fixture
def province() -> Unit:
    return a_unit("Tỉnh Thử", kind="province")


def a_book(unit: Unit) -> Book:
    with owner():
        return Book.objects.create(
            unit=unit, series="outgoing", name="Văn bản đi", period_from=date(TODAY.year, 1, 1),
            period_to=date(TODAY.year, 12, 31), next_number=12,
        )  # fmt: skip


def queued() -> list[dict[str, object]]:
    with owner(), connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'reorganisation.carry_out'")
        return [json.loads(row[0]) for row in cursor.fetchall()]


def work_through(jobs: list[dict[str, object]]) -> None:
    with worker():
        scope.adopt(scope.system_token(TODAY))
        for job in jobs:
            carry_out(
                parts=job["parts"], unit_id=job["unit_id"], on=date.fromisoformat(job["on"]),
                officer_id=job["officer_id"], at=now(),
            )  # fmt: skip


def test_a_merged_unit_passes_its_posts_at_once_and_its_books_by_the_worker(province: Unit) -> None:
    old, heir = a_unit("Xã Cũ", under=province), a_unit("Xã Nhận", under=province)
    clerk, book = an_officer("clerk", old), a_book(old)
    keeper = acting(an_officer("province_admin", province))
    change_unit(Change(ChangeKind.MERGE, old.pk, TODAY, (heir.pk,)), by=keeper, at=now())
    jobs = queued()
    assert [job["unit_id"] for job in jobs] == [old.pk]
    work_through(jobs)
    work_through(jobs)
    with owner():
        assert Unit.objects.get(pk=old.pk).valid_to == EVE
        assert Post.objects.get(officer=clerk, valid_to=None).unit_id == heir.pk
        assert Book.objects.get(pk=book.pk).period_to == EVE
        begun = Book.objects.get(unit=heir)
        assert (begun.next_number, begun.period_from) == (1, TODAY)


def test_the_books_of_a_renamed_unit_run_on(province: Unit) -> None:
    old = a_unit("Xã Cũ", under=province)
    book = a_book(old)
    keeper = acting(an_officer("province_admin", province))
    change_unit(Change(ChangeKind.RENAME, old.pk, TODAY, name="Xã Tên Mới"), by=keeper, at=now())
    work_through(queued())
    with owner():
        kept = Book.objects.get(pk=book.pk)
        assert (kept.unit.name, kept.next_number, kept.period_to) == ("Xã Tên Mới", 12, book.period_to)
        assert Succession.objects.get(before=old).renaming


def test_a_split_waits_for_a_person(province: Unit) -> None:
    old, main, rest = (a_unit(under=province) for _ in range(3))
    keeper = acting(an_officer("province_admin", province))
    change_unit(Change(ChangeKind.SPLIT, old.pk, TODAY, (main.pk, rest.pk)), by=keeper, at=now())
    links = Succession.objects.filter(before=old).order_by("share")
    assert [(link.after_id, link.share, link.settled) for link in links] == [
        (rest.pk, "part", False), (main.pk, "part-main", True),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [ChangeKind.MERGE, ChangeKind.SPLIT, ChangeKind.RENAME])
def test_a_change_that_says_too_little_is_refused(province: Unit, kind: ChangeKind) -> None:
    old = a_unit(under=province)
    keeper = acting(an_officer("province_admin", province))
    with pytest.raises(UnitRefused):
        change_unit(Change(kind, old.pk, TODAY), by=keeper, at=now())
    with pytest.raises(UnitRefused):
        change_unit(Change(kind, old.pk, date(2020, 1, 1), (province.pk,), "Xã Mới"), by=keeper, at=now())


def test_only_the_keeper_changes_units(province: Unit) -> None:
    old = a_unit(under=province)
    admin = acting(an_officer("unit_admin", old))
    with pytest.raises(NotAllowed):
        change_unit(Change(ChangeKind.CLOSE, old.pk, TODAY), by=admin, at=now())
