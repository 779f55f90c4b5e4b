"""What waits for an officer in the documents of her units: counted, and listed."""

import re
from dataclasses import dataclass, fields
from datetime import date

from django.db import connection

from hoiso.access.public import Actor, Right
from hoiso.notices.public import UNREAD
from hoiso.work.tasks.public import WAITING as WORK


@dataclass(frozen=True, slots=True)
class Waiting:
    """Counts for the menu and the tiles, read in one statement.

    `late` and `today` are her own open tasks, and her unit's, by deadline; `to_decide` the
    proposals and drafts laid before her; `arrivals` what came to her desk and is not in the
    register; `to_lay` what is registered and not laid before a leader yet; `to_confirm` the
    documents and dossiers of which a change of readers waits for her as the second person;
    `dossiers_due` the closed dossiers of which she keeps the archive that are due there, or whose
    time of keeping ends, within 30 days; `work` her open tasks without a document; `cases` the open
    dossiers that she leads and that are late or due today, and the questions put to her in one.
    """

    tasks: int
    late: int
    today: int
    unopened: int
    to_read: int
    proposals: int
    reviews: int
    sent_back: int
    arrivals: int
    to_lay: int
    to_issue: int
    to_confirm: int
    dossiers_due: int
    opinions: int
    notices: int
    work: int
    cases: int

    @property
    def to_decide(self) -> int:
        return self.proposals + self.reviews

    @property
    def to_work(self) -> int:
        """Her open tasks, with and without a document."""
        return self.tasks + self.work

    @property
    def for_me(self) -> int:
        """Everything that cannot go on without her."""
        at_desk = self.arrivals + self.to_lay + self.to_issue
        kept = self.to_confirm + self.dossiers_due + self.cases
        return self.to_work + self.to_decide + self.opinions + self.sent_back + at_desk + kept


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One thing to do. `what` is the kind of step: task, work, case, question, decide, review, opinion,
    sent_back, arrival, lay, issue, confirm, accession, disposal. What she confirms she may not see: it is
    named by its number alone. The last two are one row a unit (`id`), their number as the subject.
    """

    what: str
    id: int
    document_id: int | None
    subject: str
    symbol: str
    source: str
    due_on: date | None


_MARKED = re.compile(r"([a-z_]{1,20})\.([0-9]{1,18})\.([0-9]{1,18})", re.ASCII)
_ASSIGNED = (
    "(a.officer_id = %(me)s OR a.to_unit_id = ANY (%(answering)s))"
    " AND a.state IN ('unopened', 'opened', 'accepted')"
)
_OPEN_TASK = f"{_ASSIGNED} AND a.part <> 'informed'"
# Her own, and of those whose posts are lent to her.
_REVIEWS = """r.decision = 'waiting' AND r.reviewer_id = ANY (ARRAY(
   SELECT %(me)s::bigint UNION ALL SELECT p.officer_id FROM access_post p WHERE p.id = ANY (%(lent)s)))"""
_OPINIONS = """o.open AND o.answer = ''
   AND (o.officer_id = %(me)s OR o.to_unit_id = ANY (%(answering)s))"""
_AT_DESK = "d.unit_id = ANY (%(desks)s) AND d.direction"
# Asked only of one who keeps an archive: its plan is the longest.
_DUE = "hoiso_dossiers_due(%(archives)s::bigint[], %(on)s) WHERE cardinality(%(archives)s::bigint[]) > 0"
_TO_CONFIRM = "c.state = 'waiting' AND hoiso_may_confirm(c.unit_id, c.asked_by)"
_CASE_DUE = "s.lead_id = %(me)s AND s.due_on <= %(on)s AND s.paused_on IS NULL"
_ASKED = "q.officer_id = %(me)s AND q.answer = ''"
# Two ways to an open dossier, each by its index; the questions are read once, hence OFFSET 0.
_CASES = f"""
(SELECT coalesce(sum(
     coalesce({_CASE_DUE}, false)::int + cardinality(array_positions(asked.ids, s.id))), 0)::int
   FROM (SELECT ARRAY(
     SELECT q.dossier_id FROM documents_dossieropinion q WHERE {_ASKED}) AS ids OFFSET 0) asked
   JOIN documents_dossier s ON s.closed_on IS NULL AND ({_CASE_DUE} OR s.id = ANY (asked.ids)))
"""  # noqa: S608
# Each table once: what the policies of a table cost at the start of a statement is paid for each mention.
_COUNTS = f"""
SELECT
 tasks, late, today, unopened, to_read,
 (SELECT count(*) FROM documents_handlingproposal p
   WHERE p.to_officer_id = %(me)s AND p.state = 'waiting') AS proposals,
 (SELECT count(*) FROM documents_review r WHERE {_REVIEWS}) AS reviews,
 sent_back,
 (SELECT count(*) FROM documents_delivery y
   WHERE y.to_unit_id = ANY (%(desks)s) AND y.state IN ('arrived', 'opened')) AS arrivals,
 to_lay, to_issue,
 (SELECT count(DISTINCT (c.document_id, c.dossier_id)) FROM documents_accesschange c
   WHERE {_TO_CONFIRM}) AS to_confirm,
 (SELECT coalesce(sum(dossiers), 0)::bigint FROM {_DUE}) AS dossiers_due,
 (SELECT count(*) FROM documents_opinion o WHERE {_OPINIONS}) AS opinions,
 {UNREAD} AS notices,
 {WORK} AS work,
 {_CASES} AS cases
FROM (
  SELECT
    count(*) FILTER (WHERE a.part <> 'informed') AS tasks,
    count(*) FILTER (WHERE a.part <> 'informed' AND a.due_on < %(on)s) AS late,
    count(*) FILTER (WHERE a.part <> 'informed' AND a.due_on = %(on)s) AS today,
    count(*) FILTER (WHERE a.part <> 'informed' AND a.state = 'unopened') AS unopened,
    count(*) FILTER (WHERE a.part = 'informed' AND a.state = 'unopened') AS to_read
  FROM documents_assignment a WHERE {_ASSIGNED}) own
CROSS JOIN (
  SELECT
    count(*) FILTER (WHERE d.state = 'sent_back') AS sent_back,
    count(*) FILTER (WHERE d.state = 'registered') AS to_lay,
    count(*) FILTER (WHERE d.state NOT IN ('sent_back', 'registered')) AS to_issue
  FROM documents_document d
  WHERE d.unit_id = ANY (%(units)s) AND d.direction = 'out' AND d.state = 'sent_back'
      AND d.created_by = %(me)s
    OR {_AT_DESK} = 'in' AND d.state = 'registered'
    OR {_AT_DESK} = 'out' AND d.state IN ('approved', 'numbered', 'awaiting_signature')) unit
"""  # noqa: S608

_WAITING = f"""
WITH waiting AS (
  SELECT 'task' AS what, a.id, a.document_id, d.subject, d.symbol, d.issuer AS source, a.due_on
  FROM documents_assignment a JOIN documents_document d ON d.id = a.document_id WHERE {_OPEN_TASK}
  UNION ALL
  SELECT 'work', w.id, NULL, w.title, '', w.given_by_name, w.due_on
  FROM work_task w WHERE w.lead_id = %(me)s AND w.state IN ('given', 'accepted')
  UNION ALL
  SELECT 'case', s.id, NULL, s.title, s.code, 'hồ sơ đồng chí chủ trì', s.due_on
  FROM documents_dossier s WHERE s.closed_on IS NULL AND {_CASE_DUE}
  UNION ALL
  SELECT 'question', q.id, NULL, q.question, s.code, q.asked_by_name || ' hỏi', q.due_on
  FROM documents_dossieropinion q JOIN documents_dossier s ON s.id = q.dossier_id
  WHERE {_ASKED} AND s.closed_on IS NULL
  UNION ALL
  SELECT 'decide', p.id, d.id, d.subject, d.symbol, d.issuer, p.due_on
  FROM documents_handlingproposal p JOIN documents_document d ON d.id = p.document_id
  WHERE p.to_officer_id = %(me)s AND p.state = 'waiting'
  UNION ALL
  SELECT 'review', r.id, d.id, d.subject, d.symbol, r.submitted_by_name || coalesce((
    SELECT '. Cùng duyệt: ' || string_agg(n.reviewer_name ||
      CASE n.decision WHEN 'approved' THEN ' (đã duyệt)' WHEN 'queued' THEN ' (sau đồng chí)'
      ELSE ' (đang chờ)' END, ', ' ORDER BY n.turn, n.id)
    FROM documents_review n
    WHERE n.document_id = r.document_id AND n.submitted_at = r.submitted_at AND n.id <> r.id), ''), d.due_on
  FROM documents_review r JOIN documents_document d ON d.id = r.document_id
  WHERE {_REVIEWS}
  UNION ALL
  SELECT 'opinion', r.id, NULL, r.subject, '', r.unit_name || ', ' || r.by_name || ' xin ý kiến', r.due_on
  FROM documents_opinionround r
  WHERE r.id IN (SELECT o.round_id FROM documents_opinion o WHERE {_OPINIONS})
  UNION ALL
  SELECT 'sent_back', d.id, d.id, d.subject, d.symbol, d.kind_name, d.due_on
  FROM documents_document d
  WHERE d.unit_id = ANY (%(units)s) AND d.direction = 'out' AND d.state = 'sent_back'
    AND d.created_by = %(me)s
  UNION ALL
  SELECT 'arrival', y.id, NULL, y.header ->> 'subject', y.header ->> 'symbol', y.header ->> 'issuer', NULL
  FROM documents_delivery y WHERE y.to_unit_id = ANY (%(desks)s) AND y.state IN ('arrived', 'opened')
  UNION ALL
  SELECT 'lay', d.id, d.id, d.subject, d.symbol, d.issuer, d.due_on
  FROM documents_document d WHERE {_AT_DESK} = 'in' AND d.state = 'registered'
  UNION ALL
  SELECT 'issue', d.id, d.id, d.subject, d.symbol, d.kind_name, d.due_on
  FROM documents_document d
  WHERE {_AT_DESK} = 'out' AND d.state IN ('approved', 'numbered', 'awaiting_signature')
  UNION ALL
  SELECT 'confirm', max(c.id), NULL, c.about, '', c.asked_by_name, NULL
  FROM documents_accesschange c WHERE {_TO_CONFIRM}
  GROUP BY c.document_id, c.dossier_id, c.about, c.asked_by_name
  UNION ALL
  SELECT what, unit_id, NULL, dossiers::text, '', '', due_on FROM {_DUE}
), mark AS (
  SELECT coalesce(string_agg(concat_ws('.', what, things, newest), '-' ORDER BY what), '') AS mark
  FROM (SELECT what, count(*) AS things, max(id) AS newest FROM waiting GROUP BY what) kinds
)
"""  # noqa: S608
_ROWS = f"""{_WAITING}
SELECT waiting.*, mark FROM waiting, mark
ORDER BY due_on NULLS LAST,
  array_position(
    '{{task,work,case,question,decide,review,opinion,sent_back,arrival,lay,issue,confirm,accession,disposal}}',
    what), id
LIMIT %(limit)s
"""  # noqa: S608
_MARK = f"{_WAITING} SELECT mark FROM mark"  # noqa: S608


def waiting_for(by: Actor) -> Waiting:
    """What waits for the officer, over all her posts. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, _parameters(by))
        row = cursor.fetchone()
    return Waiting(**dict(zip((field.name for field in fields(Waiting)), row, strict=True)))


def waiting_rows(by: Actor, *, limit: int) -> tuple[tuple[WaitingRow, ...], str]:
    """The same, nearest deadline first, at most `limit` rows; with the mark of all. One statement.

    The mark tells for `anything_new` what waited: the number and the newest of each kind of step.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {**_parameters(by), "limit": limit})
        rows = cursor.fetchall()
    return tuple(WaitingRow(*row[:-1]) for row in rows), rows[0][-1] if rows else ""


def anything_new(by: Actor, *, since: str) -> bool:
    """Whether something waits that did not when the mark was made. One statement.

    What was done or taken back meanwhile is nothing new. A mark that was tampered with counts as
    one of nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MARK, _parameters(by))
        (mark,) = cursor.fetchone()
    before = _read_mark(since)
    nothing = (0, 0)
    return any(
        things > before.get(what, nothing)[0] or newest > before.get(what, nothing)[1]
        for what, (things, newest) in _read_mark(mark).items()
    )


def _read_mark(mark: str) -> dict[str, tuple[int, int]]:
    return {what: (int(things), int(newest)) for what, things, newest in _MARKED.findall(mark)}


def _parameters(by: Actor) -> dict[str, int | date | list[int]]:
    return {
        "me": by.officer_id,
        "on": by.on,
        "units": [post.unit_id for post in by.posts],
        "lent": [post.id for post in by.posts if post.delegated],
        "archives": list(by.units_with(Right.KEEP_ARCHIVE)),
        "desks": list(by.units_with(Right.REGISTER_INCOMING)),
        "answering": list(by.units_with(Right.PROPOSE_HANDLING)),
    }
