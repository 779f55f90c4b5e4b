"""Queries that are made into SQL once for each shape."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from hoiso.audit.models import Entry
from hoiso.audit.public import record
from hoiso.core.paging import Order, Page, page_of, steady_counts, steady_page
from hoiso.core.steady import steady
from tests.roles import owner

JANUARY, MARCH = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 3, 4, tzinfo=UTC)
BUILT: list[str] = []
NEWEST = Order("moi", ("at", "id"), descending=True)
pytestmark = pytest.mark.django_db


def _events(shape: str, *, actor_id: int, since: datetime) -> QuerySet[Any]:
    BUILT.append(shape)
    events = Entry.objects.filter(actor_id=actor_id, at__gte=since)
    return events.filter(action="open") if shape == "opened" else events


def _rows(shape: str, *, actor_id: int, since: datetime) -> QuerySet[Any]:
    return _events(shape, actor_id=actor_id, since=since).values("id", "at", "action")


def test_one_shape_is_built_once_whatever_the_values() -> None:
    BUILT.clear()
    first = steady(_events, "once", actor_id=7, since=JANUARY)
    second = steady(_events, "once", actor_id=70_000, since=MARCH)
    assert BUILT == ["once"]
    assert first.sql == second.sql
    assert first.values == (7, JANUARY)
    assert second.values == (70_000, MARCH)


def test_another_shape_is_another_statement() -> None:
    plain = steady(_events, "all", actor_id=7, since=JANUARY)
    assert steady(_events, "opened", actor_id=7, since=JANUARY).sql != plain.sql


def test_a_kind_of_value_that_was_not_foreseen_is_refused() -> None:
    with pytest.raises(TypeError):
        steady(_events, "all", actor_id=1.5, since=JANUARY)  # type: ignore[arg-type]


def test_pages_and_counts_are_those_of_queries_made_each_time(events_of_two: tuple[int, int]) -> None:
    mine, since = events_of_two[0], JANUARY
    values: dict[str, Any] = {"actor_id": mine, "since": since}
    counts = steady_counts(_events, ("all", "opened"), reader=1, **values)
    assert counts == {"all": 60, "opened": 20}
    assert steady_counts(_events, ("all",), reader=1, actor_id=events_of_two[1], since=since) == {"all": 3}

    def steadily(cursor: str) -> Page[int]:
        return steady_page(
            _rows, "all", NEWEST, cursor=cursor, total=60, make=lambda row: int(row["id"]), **values
        )

    def anew(cursor: str) -> Page[int]:
        rows = _rows("all", actor_id=mine, since=since)
        return page_of(rows, NEWEST, cursor=cursor, total=60, make=lambda row: row["id"])

    cursor, seen = "", []
    for _ in range(3):
        page = steadily(cursor)
        assert page == anew(cursor)
        seen += page.rows
        cursor = page.next
    assert len(set(seen)) == 60
    assert cursor == ""
    assert steadily(page.previous) == anew(page.previous)


def test_a_count_at_its_limit_is_not_taken_again_for_the_same_officer(
    events_of_two: tuple[int, int], django_assert_num_queries: Any
) -> None:
    values: dict[str, Any] = {"actor_id": events_of_two[0], "since": JANUARY, "most": 30}
    with django_assert_num_queries(1) as asked:
        assert steady_counts(_events, ("all", "opened"), reader=71, **values) == {"all": 30, "opened": 20}
    assert asked[0]["sql"].count("counted") == 2
    with django_assert_num_queries(1) as asked:
        assert steady_counts(_events, ("all", "opened"), reader=71, **values) == {"all": 30, "opened": 20}
    assert asked[0]["sql"].count("counted") == 1  # what may still change
    with django_assert_num_queries(0):
        assert steady_counts(_events, ("all",), reader=71, **values) == {"all": 30}
    with django_assert_num_queries(1):
        assert steady_counts(_events, ("all",), reader=72, **values) == {"all": 30}


@pytest.fixture
def events_of_two() -> Iterator[tuple[int, int]]:
    """Sixty entries of one officer in the trail, every third an opening, and three of another."""
    begin = datetime(2026, 2, 1, 8, tzinfo=UTC)
    with owner():
        for place in range(63):
            record(
                "open" if place % 3 == 0 else "read", "document", place,
                at=begin + timedelta(minutes=place), actor_id=7 if place < 60 else 8, unit_id=None,
            )  # fmt: skip
        yield 7, 8
