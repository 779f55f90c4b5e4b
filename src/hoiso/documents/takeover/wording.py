"""Words of many lines for the search, written beside the lines on a connection of their own.

While the next lines are read and written, those before them become findable. Whoever is killed in between
leaves lines without words: the next run makes them up before it goes on, and nothing is called done before
its last line is found.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, connections

from hoiso.access.public import Actor
from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.documents.search.public import gather_words, index_documents, merge_words
from hoiso.documents.takeover.writing import Written, write_words

_WAITING = 2  # batches: more would only lie in memory
_MERGED = 10_000  # lines: what is put into the index of words at once
_WITHOUT = """
SELECT d.id FROM documents_booknumber n JOIN documents_document d ON d.book_number_id = n.id
WHERE n.taken_over_id = %s AND NOT EXISTS (SELECT FROM documents_searchentry e WHERE e.document_id = d.id)
"""


@dataclass(slots=True)
class Words:
    """Takes what was written, batch by batch; `wait` comes back when all of it is found."""

    _do: Callable[[Written, Actor], None]
    _hands: ThreadPoolExecutor | None
    _under_way: list[Future[None]] = field(default_factory=list)

    def take(self, written: Written, by: Actor) -> None:
        """Called when the lines are committed. Raises what writing earlier words has raised."""
        if self._hands is None:
            self._do(written, by)
            return
        while len(self._under_way) >= _WAITING:
            self._under_way.pop(0).result()
        self._under_way.append(self._hands.submit(self._do, written, by))

    def wait(self) -> None:
        """Until every line taken so far is found."""
        while self._under_way:
            self._under_way.pop(0).result()


@contextmanager
def words_beside(take_over_id: int, *, lines: int) -> Iterator[Words]:
    """For one run of `lines` lines. Inside a caller's transaction, whose rows no other connection sees, the
    words are written at once.
    """
    _make_up(take_over_id)
    if connection.in_atomic_block:
        yield Words(_Beside(gathered=False).write, None)
        return
    gathered = lines >= _MERGED and _as_system(lambda: gather_words(on=True))
    beside = _Beside(gathered=gathered)
    with ThreadPoolExecutor(1, thread_name_prefix="words") as hands:
        words = Words(beside.write, hands)
        try:
            yield words
            words.wait()
        finally:
            hands.submit(connections.close_all).result()
            if gathered:
                _as_system(lambda: gather_words(on=False))


@dataclass(slots=True)
class _Beside:
    gathered: bool
    _lines: int = 0

    def write(self, written: Written, by: Actor) -> None:
        _as_system(lambda: write_words(written, by))
        self._lines += len(written.lines)
        if self.gathered and self._lines >= _MERGED:
            self._lines = 0
            _as_system(merge_words)


def _make_up(take_over_id: int) -> None:
    """Words of lines whose run was killed before they had any."""

    def act() -> None:
        with connection.cursor() as cursor:
            cursor.execute(_WITHOUT, [take_over_id])
            missing: Sequence[int] = [row[0] for row in cursor.fetchall()]
        index_documents(missing)

    _as_system(act)


def _as_system(act: Callable[[], object]) -> bool:
    with scope.transaction_as(scope.system_token(office_date(now()))):
        return bool(act())
