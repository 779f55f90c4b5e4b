"""`hoiso bench search`: a hundred questions with known answers among a million documents.

The floor of a question is the quicker of bare SQL (walking the days or the index of words) and
tantivy, each with the rights filter and the rows; of a question that finds nothing as it was typed,
the same with tantivy's own tolerance of slips added.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter, sleep

import psycopg
import tantivy

from bench import data, many
from bench.contract import Row
from bench.floors import search as floors
from bench.place import Place, filled_in_sql
from bench.questions import FIRST, Known, questions

ROWS = 1_000_000
ROUNDS = 7
CHANGES = 5
SLOWEST = 60.0  # ms
KNOWN_FLOOR = 8.0 / 100_000  # ms a document: the better floor at the 95th percentile, measured at 100,000


def run(*, rows: int = ROWS, tell: Callable[[str], None]) -> list[Row]:
    """Every row; about nine minutes on two cores for a million documents."""
    with (
        tempfile.TemporaryDirectory(prefix="hoiso-bench-") as folder,
        filled_in_sql(rows=rows, tell=tell) as (place, planted),
        psycopg.connect(place.owner, autocommit=True) as owner,
    ):
        tell("Dựng mức sàn và chỉ mục từ")
        with ThreadPoolExecutor() as side:
            words = side.submit(many.index_words, place.owner)
            floors.make_tables(owner)
            index = floors.tantivy_index(owner, folder)
            words.result()
        owner.execute("VACUUM ANALYZE documents_searchentry")
        tell("Hỏi 100 câu")
        measured = _asked(place, owner, index, planted, tell)
        tell("Đợi chỉ mục theo thay đổi")
        return [*measured, _follows(planted["d01"])]


def _asked(
    place: Place,
    owner: "psycopg.Connection[object]",
    index: tantivy.Index,
    planted: dict[str, int],
    tell: Callable[[str], None],
) -> list[Row]:
    from django.db import transaction

    from hoiso.core import scope
    from hoiso.core.clock import now, office_date

    known = questions()
    places: dict[Known, int | None] = {}
    ours: list[float] = []
    bare: list[float] = []
    with transaction.atomic():
        scope.adopt(scope.officer_token(data.CLERK, office_date(now())))
        for one in known:
            found = _found(one.typed)
            wanted = planted[one.wanted]
            places[one] = found.index(wanted) + 1 if wanted in found else None
            if places[one] not in range(1, FIRST + 1):
                tell(
                    f"Không ở {FIRST} dòng đầu: “{one.typed}” ({one.wanted}), thứ {places[one] or 'không có'}"
                )
            ours.append(_time(lambda typed=one.typed: _found(typed)))  # type: ignore[misc]
            bare.append(min(_time(floor) for floor in _floors(owner, index, one.typed)))
    slowest = sorted(zip(ours, known, strict=True), key=lambda pair: -pair[0])[:5]
    tell("Chậm nhất: " + "; ".join(f"{one.typed} {time:.1f} ms" for time, one in slowest))
    return [
        *(
            Row(
                what=f"câu hỏi có văn bản cần tìm trong {FIRST} dòng đầu, {name}",
                value=100 * _share(places[one] for one in known if one.frozen == frozen),
                unit="%",
                target=95,
                at_least=True,
            )
            for frozen, name in ((False, "nửa để ngỏ"), (True, "nửa khoá trước bằng mã băm"))
        ),
        Row(
            what=f"tìm giữa {place.rows} văn bản, p95 của 100 câu",
            value=_p95(ours), floor=_p95(bare), unit="ms", target=2, known=KNOWN_FLOOR * place.rows,
        ),
        Row(what="như trên, thời gian", value=_p95(ours), unit="ms", target=SLOWEST),
    ]  # fmt: skip


def _follows(document: int) -> Row:
    """How long, at the longest, until a change that was left to a job is found, with a worker at work."""
    from django.db import transaction

    from hoiso.core import scope
    from hoiso.core.clock import now, office_date
    from hoiso.documents.search.jobs import index_document
    from hoiso.documents.tables.document import Document

    token = scope.officer_token(data.CLERK, office_date(now()))
    root = str(Path(__file__).resolve().parents[1])
    worker = subprocess.Popen(
        [sys.executable, "-m", "bench.worker"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root}/src:{root}"},
    )
    try:
        waited = []
        for number in range(CHANGES + 1):
            word = f"doiten{'abcdefgh'[number]}"
            with transaction.atomic():
                scope.adopt(token)
                Document.objects.filter(pk=document).update(description=word)
                index_document.defer(document_id=document)
            begun = perf_counter()
            while True:
                with transaction.atomic():
                    scope.adopt(token)
                    if document in _found(word):
                        break
                if perf_counter() - begun > 60:
                    raise TimeoutError("the worker does not work")
                sleep(0.02)
            waited.append(perf_counter() - begun)
    finally:
        worker.terminate()
        worker.wait(timeout=30)
    # The first one waited for the worker to start.
    return Row(what="thay đổi tìm thấy được sau, lâu nhất", value=max(waited[1:]), unit="giây", target=2)


def _found(typed: str) -> list[int]:
    """Ids of the rows of the first page: by another spelling where the typed one finds nothing."""
    from hoiso.documents.search.public import Asked, find_mended, found

    asked = Asked(words=typed)
    return [hit.id for hit in found(asked) or find_mended(asked)[1].rows]


def _floors(
    owner: "psycopg.Connection[object]", index: tantivy.Index, typed: str
) -> list[Callable[[], Sequence[object]]]:
    wanted = floors.wanted_of(typed)
    exact = [
        *floors.bare_sql(owner, wanted, officer=data.CLERK),
        floors.by_tantivy(index, owner, wanted, officer=data.CLERK),
    ]
    if exact[-1]():
        return exact
    fuzzy = floors.by_tantivy(index, owner, wanted, officer=data.CLERK, slips=True)
    return [lambda one=one: (one(), fuzzy()) for one in exact]  # type: ignore[misc]


def _time(act: Callable[[], object]) -> float:
    """Median of a few rounds in milliseconds, after one to warm up."""
    act()
    times = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        act()
        times.append((perf_counter() - begun) * 1000)
    return sorted(times)[ROUNDS // 2]


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[len(times) * 95 // 100 - 1]


def _share(places: Iterable[int | None]) -> float:
    first = [place is not None and place <= FIRST for place in places]
    return sum(first) / len(first)
