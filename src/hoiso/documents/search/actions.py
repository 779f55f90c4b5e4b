"""Keeping the index: a document's fields, what was said about it, its files' text; telling of new hits."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.urls import reverse

from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.core.files.errors import FileRefused
from hoiso.core.models import StoredFile
from hoiso.documents import recognition
from hoiso.documents.search.jobs import read_text as read_text_job
from hoiso.documents.search.kept import from_values
from hoiso.documents.search.queries import found_for_export
from hoiso.documents.search.words import vector
from hoiso.documents.tables.document import DocumentFile, SearchEntry
from hoiso.documents.tables.keeping import SavedSearch
from hoiso.notices.public import tell

BATCH = 500
LONGEST_TEXT = 400_000  # letters of all files of a document together
# Of what weight each column of _FIELDS is: A subject and symbol, B issuer, C people and what was said.
_WEIGHTS = ("A", "A", "B", "C", "C", "C", "D")

_FIELDS = """
SELECT d.id, d.unit_id,
  coalesce(d.arrived_on, d.issued_on, (d.created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date),
  d.symbol, d.subject, d.issuer,
  concat_ws(' ', d.kind_name, d.number::text || d.suffix, d.place, d.description, d.finish_note,
    d.circulation, d.exchange_id, d.addressees, nullif(d.language, 'Tiếng Việt'),
    CASE d.direction WHEN 'in' THEN d.signing_capacity END),
  concat_ws(' ', d.signer, d.signer_position, d.holder_name,
    (SELECT string_agg(DISTINCT a.officer_name, ' ') FROM documents_assignment a WHERE a.document_id = d.id),
    (SELECT string_agg(r.name, ' ') FROM documents_recipient r WHERE r.document_id = d.id)),
  concat_ws(' ',
    (SELECT string_agg(i.text, ' ' ORDER BY i.id) FROM documents_instruction i
      WHERE i.document_id = d.id AND i.withdrawn_at IS NULL),
    (SELECT string_agg(a.result, ' ' ORDER BY a.id) FROM documents_assignment a WHERE a.document_id = d.id),
    (SELECT string_agg(p.text, ' ' ORDER BY p.id) FROM documents_progressreport p WHERE p.document_id = d.id),
    (SELECT string_agg(c.text, ' ' ORDER BY c.id) FROM documents_comment c WHERE c.document_id = d.id),
    (SELECT string_agg(e.actor_name || ' ' || e.text, ' ' ORDER BY e.id) FROM documents_event e
      WHERE e.document_id = d.id)),
  coalesce((SELECT s.text FROM documents_searchentry s WHERE s.document_id = d.id), '')
FROM documents_document d WHERE d.id = ANY (%s) ORDER BY d.id
"""
_WRITE = """
INSERT INTO documents_searchentry (document_id, unit_id, day, words, text)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::tsvector[], %s::text[])
ON CONFLICT (document_id) DO UPDATE SET day = EXCLUDED.day, words = EXCLUDED.words
  WHERE documents_searchentry.words <> EXCLUDED.words OR documents_searchentry.day <> EXCLUDED.day
"""

# Words of documents that are not restricted, by unit. The prefix of the unit and the mark go.
_COUNT_WORDS = """
INSERT INTO documents_searchword (unit_id, word, folded, documents)
SELECT %(unit)s, word, CASE WHEN mark = ':' THEN word ELSE fold_v1(word) END, sum(ndoc)
FROM (
  SELECT substr(word, length(%(unit)s::text) + 1, 1) AS mark,
    substr(word, length(%(unit)s::text) + 2) AS word, ndoc
  FROM ts_stat(format('SELECT e.words FROM documents_searchentry e JOIN documents_document d
    ON d.id = e.document_id WHERE e.unit_id = %%s AND NOT d.restricted', %(unit)s::text))) counted
GROUP BY mark, word
UNION ALL
SELECT %(unit)s, '', '', count(*) FROM documents_searchentry e JOIN documents_document d
ON d.id = e.document_id WHERE e.unit_id = %(unit)s AND NOT d.restricted
"""


def index(document_id: int, *, files: bool = False) -> None:
    """Make the document findable by what it says now; call it last in an action that changed it.

    `files`: files were added or replaced; their text is read by a job of this transaction. Doing it
    again changes nothing. A document outside the scope in force is left alone.
    """
    index_documents([document_id])
    if files:
        read_text_job.defer(document_id=document_id)


@transaction.atomic
def index_documents(document_ids: Sequence[int]) -> None:
    """The same for many, two statements for each 500."""
    for start in range(0, len(document_ids), BATCH):
        with connection.cursor() as cursor:
            cursor.execute(_FIELDS, [list(document_ids[start : start + BATCH])])
            rows = cursor.fetchall()
            words = [vector(row[1], zip(_WEIGHTS, row[3:], strict=True)) for row in rows]
            columns = [[row[place] for row in rows] for place in (0, 1, 2)]
            cursor.execute(_WRITE, [*columns, words, [row[9] for row in rows]])


def vector_of(
    unit_id: int, *, symbol: str, subject: str, issuer: str, rest: str, people: str, said: str
) -> str:
    """The vector that `index_documents` makes of a document without files, for who writes many at once.

    `rest`: kind, number, place, note; `people`: signer, holder, recipients; `said`: names and words of its
    timeline, each in this order.
    """
    return vector(unit_id, zip(_WEIGHTS, (symbol, subject, issuer, rest, people, said, ""), strict=True))


def gather_words(*, on: bool) -> bool:
    """Whether words wait for `merge_words`, until it is said otherwise; False where it is refused.

    For who writes the words of thousands of documents, in the system's scope. Meanwhile everybody's search
    reads what waits too. Decision 0024.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_search_gather(%s)", [on])
        return bool(cursor.fetchone()[0])


def merge_words() -> None:
    """Put what waits into the index of words."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_search_merge()")


@transaction.atomic
def read_text(document_id: int, *, at: datetime) -> None:
    """Read the text of the document's files into the index. A file that cannot be read adds nothing.

    Parsing happens in a child process with limits (`reading.text`). For the pages of scans text
    recognition is asked, which comes back here when it has read them. A file in which it met a mark of
    secrecy adds nothing.
    """
    standing = DocumentFile.objects.filter(
        document_id=document_id, replaced_at=None, document__disposed_at=None
    )
    files = standing.exclude(role=DocumentFile.Role.MESSAGE)
    texts = [_text(file.stored, at) for file in files.select_related("stored")]
    whole = "\n\n".join(text for text in texts if text)[:LONGEST_TEXT]
    index_documents([document_id])
    SearchEntry.objects.filter(document_id=document_id).update(text=whole)
    index_documents([document_id])


@transaction.atomic
def count_words(unit_id: int) -> None:
    """Count again how common each word is in the unit. In the system's scope."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_searchword WHERE unit_id = %s", [unit_id])
        cursor.execute(_COUNT_WORDS, {"unit": unit_id})


def due_searches(on: date) -> tuple[tuple[int, int], ...]:
    """(search, officer) of kept searches that have not looked on that day. In the system's scope."""
    waiting = SavedSearch.objects.filter(tell=True).exclude(told_on__gte=on)
    return tuple(waiting.order_by("officer_id", "pk").values_list("pk", "officer_id"))


def tell_of_new_hits(search_id: int, officer_id: int, *, at: datetime) -> int:
    """Look once for that day, as the officer herself may see today; how many documents are new.

    A notice if there are any. A second call on the same day does nothing. A transaction of its own.
    """
    today = office_date(at)
    with scope.transaction_as(scope.officer_token(officer_id, today)):
        kept = (
            SavedSearch.objects.select_for_update()
            .filter(pk=search_id, officer_id=officer_id, tell=True)
            .exclude(told_on__gte=today)
            .first()
        )
        if kept is None:
            return 0
        new = [hit.id for hit in found_for_export(from_values(kept.asked)) if hit.id > kept.seen_document]
        kept.told_on = today
        kept.seen_document = max([kept.seen_document, *new])
        kept.save(update_fields=["told_on", "seen_document"])
        if new:
            tell(
                [officer_id],
                f"Tìm kiếm “{kept.name}” có {len(new)} văn bản mới.",
                address=reverse("saved_search", args=[kept.pk]),
                at=at,
                by=None,
            )
        return len(new)


def _text(stored: StoredFile, at: datetime) -> str:
    try:
        texts = recognition.texts_of(stored, places=False)
    except FileRefused:
        return ""  # the store lacks it: the health page tells, the search need not stop
    recognition.begin(stored, texts, at=at)
    return "" if recognition.is_marked(stored) else texts.text.replace("\x00", "")
