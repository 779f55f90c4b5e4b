"""Counting: all indicators of all units on one day beside one pass of SQL over the table, and the page.

The floor counts in one statement, without walls and without a way back to the list: members by commune,
branch, state, core, band of age and occupation, from the rows as they stand today. Ours counts the same of
any past day from the spans, and ethnic groups, religions, poverty and Party from their own table besides.
"""

from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from typing import LiteralString

import psycopg

from bench import data
from bench.contract import Row, median_ms
from bench.members_filling import Register
from hoiso.runtime import django_start

DAY = date(2026, 11, 20)
ROUNDS = 5
_ONCE_OVER: LiteralString = """
SELECT commune_id, branch_id, state, core, (2026 - birth_year) / 10, occupation, count(*)
FROM members_member GROUP BY 1, 2, 3, 4, 5, 6
"""
_PAGE_MS = 150


def measure(register: Register, *, tell: Callable[[str], None]) -> list[Row]:
    """Two rows: counting a day for the first time, and the page of the province with its units."""
    django_start.set_up("web")
    tell("Đo số liệu hội viên")
    with psycopg.connect(register.owner, autocommit=True) as owner:
        counted, floor = _side_by_side(owner)
    return [
        Row(what="mọi chỉ tiêu, mọi đơn vị, một ngày", value=counted, floor=floor, unit="ms", target=2),
        Row(what="trang số liệu của tỉnh", value=_page(register), unit="ms", target=_PAGE_MS),
    ]


def _side_by_side(owner: "psycopg.Connection[object]") -> tuple[float, float]:
    """Best of five of both, in turns: another day each time, so that nothing is there from before."""
    from hoiso.access.public import actor_of
    from hoiso.core import scope
    from hoiso.core.clock import now, office_date
    from hoiso.members.counting import public

    today = office_date(now())
    ours, theirs = [], []
    for turn in range(ROUNDS):
        begun = perf_counter()
        owner.execute(_ONCE_OVER).fetchall()
        theirs.append((perf_counter() - begun) * 1000)
        day = DAY - timedelta(days=turn)
        with scope.transaction_as(scope.officer_token(data.CLERK, today)):
            place = public.counted_place(actor_of(data.CLERK, on=today), None, on=today)
            begun = perf_counter()
            found = public.counts(place, first=day, last=day, cut="religion")
            ours.append((perf_counter() - begun) * 1000)
        if not found.whole.members or len(found.units) != 96:
            raise RuntimeError("the province has other units than were laid out")
    return min(ours), min(theirs)


def _page(register: Register) -> float:
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = register.province_session

    def ours() -> None:
        answer = client.get("/hoi-vien/so-lieu/?tu=01/01/2026&den=20/11/2026")
        if answer.status_code != 200:
            raise RuntimeError(f"the page of numbers answers {answer.status_code}")

    return median_ms(ours, rounds=20, warm=3)
