"""The whole demo year: 1,200 out and 3,000 in at the province, 96 communes beside it, the last month in work.

Lays out some ten thousand documents with their files: two minutes, so it is a proof and not a test.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.models import Count, F, Max, Min
from django.test import override_settings

from hoiso.audit import public as audit
from hoiso.audit.models import Entry
from hoiso.core.clock import now, office_date
from hoiso.demo import load
from hoiso.documents.states import OPEN_INCOMING, OPEN_OUTGOING
from hoiso.documents.tables.book import Book, BookNumber
from hoiso.documents.tables.document import Direction, Document, SearchEntry, State
from hoiso.documents.tables.handling import Assignment
from hoiso.documents.tables.outgoing import Delivery
from hoiso.units.models import Unit
from tests.roles import owner

AT = now()
DAY = office_date(AT)


@pytest.fixture(scope="module")
def demo(
    django_db_setup: None,
    django_db_blocker: pytest.FixtureDef[object],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[load.Report]:
    folder: Path = tmp_path_factory.mktemp("year")
    with django_db_blocker.unblock(), override_settings(FILE_ROOT=folder):  # type: ignore[attr-defined]
        began = time.monotonic()
        with owner():
            report = load.load(at=AT, step=lambda _name: nullcontext())
        sys.stdout.write(f"\na demo year in {time.monotonic() - began:.0f} s: {report}\n")
        yield report
        call_command("flush", interactive=False, verbosity=0)
        connections.close_all()


def counted(direction: Direction) -> dict[int, int]:
    """Documents of each unit."""
    rows = Document.objects.filter(direction=direction).values_list("unit_id").annotate(Count("id"))
    return dict(rows.order_by())


def the_province() -> int:
    return Unit.objects.filter(kind="province", posts__role="clerk").distinct().get().pk


def test_the_province_has_its_year_and_each_commune_a_smaller_one(demo: load.Report) -> None:
    with owner():
        made, come, province = counted(Direction.OUTGOING), counted(Direction.INCOMING), the_province()
        sys.stdout.write(f"province: {made[province]} out, {come[province]} in\n")
        assert 1_200 <= made[province] <= 1_320
        assert 3_000 <= come[province] <= 3_300
        communes = set(Unit.objects.filter(posts__isnull=False, kind="commune").values_list("pk", flat=True))
        assert len(communes) == 96
        assert set(made) == set(come) == communes | {province}
        assert all(0 < made[one] < made[province] / 4 for one in communes)
        assert all(0 < come[one] < come[province] / 4 for one in communes)
        assert (sum(made.values()), sum(come.values())) == (demo.outgoing, demo.incoming)
        kinds = dict(
            Document.objects.filter(unit_id=province, direction=Direction.OUTGOING)
            .order_by().values_list("kind_name").annotate(Count("id"))
        )  # fmt: skip
        sys.stdout.write(f"kinds out of the province: {kinds}\n")
        assert {"Công văn", "Báo cáo", "Kế hoạch", "Quyết định", "Giấy mời", "Thông báo"} <= set(kinds)
        assert min(kinds.values()) > 0


def test_the_last_month_is_still_in_work_and_the_older_is_mostly_done(demo: load.Report) -> None:
    month = DAY - timedelta(days=30)
    with owner():
        province = the_province()
        come = Document.objects.filter(unit_id=province, direction=Direction.INCOMING)
        recent, older = come.filter(arrived_on__gte=month), come.filter(arrived_on__lt=month)
        still, left = recent.filter(state__in=OPEN_INCOMING), older.filter(state__in=OPEN_INCOMING)
        sys.stdout.write(f"last month: {still.count()} of {recent.count()} in work; older {left.count()}\n")
        assert still.count() > 40  # most of a month is only for information, and done when it is read
        assert left.count() < older.count() / 100
        states = set(recent.values_list("state", flat=True))
        assert states >= {State.REGISTERED, State.PROPOSED, State.IN_WORK, State.DONE}
        made = Document.objects.filter(
            unit_id=province, direction=Direction.OUTGOING, state__in=OPEN_OUTGOING
        )
        assert made.exists()
        assert not made.filter(created_at__lt=AT - timedelta(days=60)).exists()
        assert Assignment.objects.filter(state="accepted", due_on__lt=DAY).exists()
        assert Assignment.objects.filter(state="unopened").exists()
        assert Delivery.objects.filter(state="arrived").exists()
        assert not Document.objects.filter(changed_at__gt=AT).exists()


def test_every_register_is_without_a_gap_or_repeat(demo: load.Report) -> None:
    with owner():
        books = Book.objects.annotate(
            given=Count("numbers"),
            apart=Count("numbers__number", distinct=True),
            first=Min("numbers__number"),
            last=Max("numbers__number"),
        )
        assert books.count() >= 2 * 97
        for one in books:
            assert one.first == 1, one
            assert one.given == one.apart == one.last == one.next_number - 1, one
        without = BookNumber.objects.filter(document__isnull=True)
        assert not without.exclude(state=BookNumber.State.RESERVED).exists()
        assert not BookNumber.objects.exclude(state=BookNumber.State.GIVEN).filter(reason="").exists()
        numbered = Document.objects.filter(book_number__isnull=False)
        assert not numbered.exclude(book=F("book_number__book"), number=F("book_number__number")).exists()


def test_the_trail_is_whole_and_everything_is_found(demo: load.Report) -> None:
    with owner():
        while audit.seal():
            pass
        assert audit.verify() == []
        assert audit.head().number == Entry.objects.count() > demo.incoming + demo.outgoing
        assert SearchEntry.objects.count() == demo.incoming + demo.outgoing
