"""`hoiso bench documents`: the numbers of issue 5, each beside its floor, in one run."""

import tempfile
from collections.abc import Callable

import psycopg

from bench import data, serving, starting
from bench.contract import Row, median_ms, medians_side_by_side
from bench.floors import counter, search
from bench.floors.pages import bare_page
from bench.place import Place, filled_database

ROWS = 100_000
WRITERS, WRITING_SECONDS = 8, 4.0
KNOWN_SEARCH = 0.17 + 0.9  # ms: a word by its best way, and 25 rows
PAGES = (
    ("trang danh sách văn bản đến", "/van-ban-den/?xem=tat-ca", "299 ms, hơn hẳn ≤ 11"),
    ("trang một văn bản", "/van-ban/{document}/", "84 ms, hơn hẳn ≤ 8"),
    ("trang kết quả tìm, có đếm", "/tim/?q=binh+dang+gioi&o=1", "353 ms, hơn hẳn ≤ 35"),
)
_SEARCH_ROUNDS = 600  # of half a millisecond each: no hiccup of the machine falls on most of them
_QUIET = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def run(*, rows: int = ROWS, tell: Callable[[str], None]) -> list[Row]:
    """Every row; about five minutes on two cores."""
    tell("Đo khởi động")
    measured = [starting.second_start()]
    with (
        filled_database(rows=rows, tell=tell) as place,
        psycopg.connect(place.owner, autocommit=True) as owner,
    ):
        tell("Đo trang")
        measured += _pages(place)
        tell("Đo tìm kiếm")
        measured += _searches(place, owner)
        tell("Đo cấp số")
        measured += _numbers(place, owner)
        tell("Đo máy chủ web")
        measured += serving.rows(place)
        tell(
            f"Chỉ mục tìm kiếm: {place.indexed_in:.0f} giây, {place.index_megabytes:.0f} MB"
            " (hệ thống đối chiếu: 91 giây, 554 MB)"
        )
        return measured


def _pages(place: Place) -> list[Row]:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = place.session
    measured, most = [], 0
    with psycopg.connect(place.web, autocommit=True) as bare:
        for what, path, peer in PAGES:
            address = path.format(document=place.rows - 500)

            def ours(address: str = address) -> None:
                answer = client.get(address)
                if answer.status_code != 200:
                    raise RuntimeError(f"{address}: {answer.status_code}")

            ours()
            with CaptureQueriesContext(connection) as caught:
                ours()
            statements = [one["sql"] for one in caught if not one["sql"].startswith(_QUIET)]
            most = max(most, len(statements))
            value, floor = medians_side_by_side(ours, bare_page(bare, statements))
            measured.append(Row(what=what, value=value, floor=floor, unit="ms", target=2.5, peer=peer))
    measured.append(Row(what="câu lệnh SQL mỗi trang, nhiều nhất", value=most, unit="câu", target=8))
    return measured


def _searches(place: Place, owner: "psycopg.Connection[object]") -> list[Row]:
    from datetime import date

    from django.db import transaction

    from hoiso.core import scope
    from hoiso.documents.search.public import Asked, found

    year = (date(2015, 1, 1), date(2015, 12, 31))
    cases = (
        ("từ hiếm", Asked(words="xáng"), search.Wanted("xang:*", "xang"), "52 ms, hơn hẳn ≤ 5"),
        ("từ thường gặp", Asked(words="phụ nữ"),
         search.Wanted("phu & nu:*", "+phu +nu"), "353 ms, hơn hẳn ≤ 35"),
        ("cả cụm từ", Asked(words='"bình đẳng giới"'),
         search.Wanted("binh <-> dang <-> gioi", '"binh dang gioi"'), "100 ms, hơn hẳn ≤ 10"),
        ("không dấu", Asked(words="gia dinh"), search.Wanted("gia & dinh:*", "+gia +dinh"), "không có"),
        ("có lọc", Asked(words="kế hoạch", direction="in", day_from=year[0], day_to=year[1]),
         search.Wanted("ke & hoach:*", "+ke +hoach", "in", *year), "không có"),
    )  # fmt: skip
    search.make_tables(owner)
    measured = []
    with tempfile.TemporaryDirectory(prefix="hoiso-bench-") as folder, transaction.atomic():
        index = search.tantivy_index(owner, folder)
        scope.adopt(scope.officer_token(data.CLERK, date.today()))  # noqa: DTZ011 - only a token's day
        for what, asked, wanted, peer in cases:
            floors = [
                *search.bare_sql(owner, wanted, officer=data.CLERK),
                search.by_tantivy(index, owner, wanted, officer=data.CLERK),
            ]
            best = min(floors, key=lambda floor: median_ms(floor, rounds=25, warm=6))

            def ours(asked: Asked = asked) -> object:
                return found(asked)

            if len(found(asked)) != len(best()):
                raise RuntimeError(f"{what}: another number of rows than the floor")
            value, floor = medians_side_by_side(ours, best, rounds=_SEARCH_ROUNDS)
            measured.append(
                Row(
                    what=f"tìm {what}",
                    value=value,
                    floor=floor,
                    unit="ms",
                    target=1.5,
                    peer=peer,
                    known=KNOWN_SEARCH,
                )
            )
    return measured


def _numbers(place: Place, owner: "psycopg.Connection[object]") -> list[Row]:
    """Eight clerks take numbers of one book; then the book is looked through for gaps and repeats."""
    from django.db import connections

    from hoiso.core import scope
    from hoiso.core.clock import now, office_date

    today = office_date(now())
    token = scope.officer_token(data.CLERK, today)
    book = owner.execute(
        "SELECT id FROM documents_book WHERE unit_id = %s AND %s BETWEEN period_from AND period_to",
        [data.UNIT, today],
    ).fetchone()[0]  # type: ignore[index]
    connections.close_all()
    rates: tuple[list[float], list[float]] = ([], [])
    for _ in range(2):
        rates[0].append(counter.rate_of(_clerk, writers=WRITERS, seconds=WRITING_SECONDS))
        rates[1].append(
            counter.rate_of(
                counter.bare_writer(place.web, book=book, scope=token),
                writers=WRITERS,
                seconds=WRITING_SECONDS,
            )
        )
    row = owner.execute(
        "SELECT count(*), count(DISTINCT number), max(number) - min(number) + 1 FROM documents_booknumber"
        " WHERE book_id = %s",
        [book],
    ).fetchone()
    assert isinstance(row, tuple)
    return [
        Row(
            what="cấp số, 8 văn thư một lúc, không trống không trùng",
            value=max(rates[0]), floor=max(rates[1]), unit="số/giây",
            target=0.5, at_least=True, also=row[0] == row[1] == row[2], peer="8 lần sửa/giây",
        )
    ]  # fmt: skip


def _clerk(go_on: Callable[[], bool]) -> int:
    from hoiso.access.public import actor_of
    from hoiso.core import scope
    from hoiso.core.clock import now, office_date
    from hoiso.documents.registers.actions import locked_book, take_number
    from hoiso.documents.tables.book import Series

    count = 0
    at = now()
    day = office_date(at)
    token = scope.officer_token(data.CLERK, day)
    with scope.transaction_as(token):
        by = actor_of(data.CLERK, on=day)
    while go_on():
        with scope.transaction_as(token):
            take_number(locked_book(data.UNIT, Series.INCOMING, on=day), by=by, at=at)
        count += 1
    return count
