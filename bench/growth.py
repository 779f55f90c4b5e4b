"""`hoiso bench growth`: the pages of an office of ten thousand documents, and of one of a million.

The small office is the floor of the large one: the same pages of the same server, asked in turns.
"""

from collections.abc import Callable
from time import perf_counter

from bench.contract import Row
from bench.place import Place, two_sizes

ROWS = 1_000_000
SMALL = 10_000
TURNS, WARM, A_TURN = 12, 4, 8
PAGES = (
    ("danh sách văn bản đến", "/van-ban-den/?xem=tat-ca"),
    ("danh sách, việc chưa xong", "/van-ban-den/"),
    ("trang một văn bản", "/van-ban/{document}/"),
    ("kết quả tìm, có đếm", "/tim/?q=binh+dang+gioi&o=1"),
    ("kết quả tìm một từ hiếm", "/tim/?q=xang&o=1"),
    ("Việc hôm nay", "/"),
)


def run(*, rows: int = ROWS, tell: Callable[[str], None]) -> list[Row]:
    """Every row; about a quarter of an hour on two cores."""
    with two_sizes(SMALL, rows, tell=tell) as places:
        tell("Đo trang")
        times = _measured(places)
    return [
        Row(what=f"{what}: {rows} văn bản bên {SMALL}", value=large, floor=small, unit="ms", target=1.5)
        for (what, _), small, large in zip(PAGES, *times, strict=True)
    ]


def _measured(places: tuple[Place, Place]) -> tuple[list[float], list[float]]:
    """Medians of each page in milliseconds, of the small office and of the large one."""
    taken: dict[tuple[int, str], list[float]] = {}
    for _ in range(TURNS):
        for size, place in enumerate(places):
            ask = _asker(place)
            for _, path in PAGES:
                address = path.format(document=place.rows - 500)
                for _ in range(WARM):
                    ask(address)
                taken.setdefault((size, path), []).extend(ask(address) for _ in range(A_TURN))
    medians = [
        [sorted(taken[size, path])[len(taken[size, path]) // 2] for _, path in PAGES] for size in (0, 1)
    ]
    return medians[0], medians[1]


def _asker(place: Place) -> Callable[[str], float]:
    """Asks for pages of this office and tells the milliseconds of each; Django is turned to its database."""
    from django.conf import settings
    from django.db import connection, connections
    from django.test import Client

    connections.close_all()
    connection.settings_dict["NAME"] = place.web.partition("?")[0].rpartition("/")[2]
    client = Client(headers={"host": "localhost"})
    client.cookies[settings.SESSION_COOKIE_NAME] = place.session

    def ask(address: str) -> float:
        begun = perf_counter()
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address}: {answer.status_code}")
        return (perf_counter() - begun) * 1000

    return ask
