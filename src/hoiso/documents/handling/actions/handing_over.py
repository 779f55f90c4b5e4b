"""Handing over a job: all open work of one officer moves to another with one confirmation."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from hoiso.access.public import Actor, Right
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.documents.handling.actions.working import pass_on
from hoiso.documents.handling.people import colleagues, names
from hoiso.documents.handling.rules import OPEN_TASK
from hoiso.documents.keeping import public as keeping
from hoiso.documents.tables.handling import Assignment, Part
from hoiso.work.tasks import public as work

_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of open work. `why_not` is empty where it moves."""

    kind: str
    id: int
    words: str
    part: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """What would move, and what cannot and why."""

    moving: tuple[Piece, ...]
    staying: tuple[Piece, ...]


# Parts of tasks, which move too; then what others decide with her, or only she may finish.
_BESIDE = f"""
SELECT 'helping', t.id, t.title FROM work_task t JOIN work_helper h ON h.task_id = t.id
WHERE t.unit_id = %(unit)s AND h.officer_id = %(whose)s AND h.part = 'coordinate' AND h.done_at IS NULL
  AND t.state IN ('given', 'accepted')
UNION ALL
SELECT 'repeat', r.id, r.title FROM work_repeat r
WHERE r.unit_id = %(unit)s AND r.lead_id = %(whose)s AND r.ended_at IS NULL
UNION ALL
SELECT 'proposal', p.id, coalesce(nullif(d.symbol, ''), 'Chưa có số') || ': ' || d.subject
FROM documents_handlingproposal p JOIN documents_document d ON d.id = p.document_id
WHERE d.unit_id = %(unit)s AND p.to_officer_id = %(whose)s AND p.state = 'waiting'
UNION ALL
SELECT 'review', r.id, d.subject FROM documents_review r JOIN documents_document d ON d.id = r.document_id
WHERE d.unit_id = %(unit)s AND r.reviewer_id = %(whose)s AND r.decision = 'waiting'
UNION ALL
SELECT 'draft', d.id, d.subject FROM documents_document d
WHERE d.unit_id = %(unit)s AND d.direction = 'out' AND d.created_by = %(whose)s
  AND d.state IN ('draft', 'sent_back')
UNION ALL
{keeping.CASE_PIECES}
LIMIT 500
"""  # noqa: S608
_PARTS = {
    "helping": "Phối hợp", "repeat": "Chủ trì việc định kỳ", "case_lead": "Chủ trì hồ sơ",
    "case_part": "Phối hợp hồ sơ", "case_opinion": "Cho ý kiến về hồ sơ",
}  # fmt: skip
_BY_LEADER = "Việc định kỳ: lãnh đạo đơn vị bàn giao."
_WHY = {
    "proposal": "Đang chờ bút phê của chính người này. Người trình rút lại rồi trình người khác.",
    "review": "Đang chờ người này duyệt. Người soạn rút lại rồi trình người khác.",
    "case_opinion": "Câu hỏi riêng cho người này. Trả lời, hoặc người hỏi hỏi người khác từ trang hồ sơ.",
    "draft": "Dự thảo do người này soạn. Người nhận soạn tiếp từ trang văn bản đi.",
}
_TWICE = "{name} đã có việc ở văn bản này."


def require_handing_over(by: Actor, unit_id: int, *, whose: int) -> None:
    """Her own work, or anybody's at a unit where she instructs."""
    if by.holds(Right.INSTRUCT, at=unit_id):
        return
    if by.officer_id != whose or not by.holds(Right.WORK_ON_TASKS, at=unit_id):
        raise NotAllowed(
            "Chỉ lãnh đạo đơn vị bàn giao việc của người khác; đồng chí bàn giao được việc của mình."
        )


def plan_hand_over(*, by: Actor, unit_id: int, whose: int, to: int, to_name: str) -> HandOver:
    """What a hand-over would do. Three statements."""
    require_handing_over(by, unit_id, whose=whose)
    pieces = [*_assignments(unit_id, whose, to, to_name), *_tasks(unit_id, whose)]
    with connection.cursor() as cursor:
        cursor.execute(_BESIDE, {"unit": unit_id, "whose": whose})
        for kind, pk, words in cursor.fetchall():
            why_not = _WHY.get(kind, "")
            if kind == "repeat" and not by.holds(Right.INSTRUCT, at=unit_id):
                why_not = _BY_LEADER
            pieces.append(Piece(kind, pk, words, _PARTS.get(kind, ""), why_not))
    return HandOver(
        tuple(one for one in pieces if not one.why_not), tuple(one for one in pieces if one.why_not)
    )


@transaction.atomic
def hand_over(*, by: Actor, unit_id: int, whose: int, to: int, reason: str, at: datetime) -> HandOver:
    """Move it, each piece as by itself: history, readers, notices. What is refused stays, with why.

    Doing it again moves nothing more.
    """
    require_handing_over(by, unit_id, whose=whose)
    if not reason.strip():
        raise DomainError("Nhập lý do bàn giao", field="reason")
    known = names(colleagues(unit_id, on=office_date(at)))
    if to not in known or to == whose:
        raise DomainError("Chọn người nhận khác trong danh sách", field="to_officer")
    plan = plan_hand_over(by=by, unit_id=unit_id, whose=whose, to=to, to_name=known[to])
    moved, refused = [], []
    for piece in plan.moving:
        try:
            with transaction.atomic():
                _move(by, piece, whose=whose, to=to, reason=f"Bàn giao công việc: {reason.strip()}", at=at)
            moved.append(piece)
        except DomainError as error:
            refused.append(Piece(piece.kind, piece.id, piece.words, piece.part, error.sentence))
    audit.record(
        "hand_over", "officer", whose, at=at, actor_id=by.officer_id, unit_id=unit_id, to=to,
        moved=len(moved), staying=len(refused) + len(plan.staying),
    )  # fmt: skip
    return HandOver(tuple(moved), (*refused, *plan.staying))


def _move(by: Actor, piece: Piece, *, whose: int, to: int, reason: str, at: datetime) -> None:
    if piece.kind == "assignment":
        pass_on(by=by, assignment_id=piece.id, to_officer_id=to, reason=reason, at=at)
    elif piece.kind == "helping":
        work.replace_helper(by=by, task_id=piece.id, officer_id=whose, to_officer_id=to, reason=reason, at=at)
    elif piece.kind == "case_lead":
        keeping.hand_on_case(by=by, dossier_id=piece.id, officer_id=to, reason=reason, at=at)
    elif piece.kind == "case_part":
        keeping.hand_on_part(by=by, helper_id=piece.id, to_officer_id=to, reason=reason, at=at)
    elif piece.kind == "repeat":
        work.hand_on_repeat(by=by, repeat_id=piece.id, to_officer_id=to, at=at)
    else:
        work.hand_on(by=by, task_id=piece.id, to_officer_id=to, reason=reason, at=at)


def _assignments(unit_id: int, whose: int, to: int, to_name: str) -> list[Piece]:
    """Ordered by document, as they are locked one after the other."""
    rows = (
        Assignment.objects.filter(unit_id=unit_id, officer_id=whose, state__in=OPEN_TASK)
        .exclude(part=Part.INFORMED)
        .select_related("document")
        .order_by("document_id", "id")[:_TOGETHER]
    )
    has = set(
        Assignment.objects.filter(unit_id=unit_id, officer_id=to, state__in=OPEN_TASK)
        .exclude(part=Part.INFORMED)
        .values_list("document_id", "part")
    )
    return [
        Piece(
            "assignment",
            row.pk,
            f"{row.document.symbol or 'Chưa có số'}: {row.document.subject}",
            row.get_part_display(),
            _TWICE.format(name=to_name) if (row.document_id, row.part) in has else "",
        )
        for row in rows
    ]


def _tasks(unit_id: int, whose: int) -> list[Piece]:
    found = work.open_of(unit_id, officer_id=whose).order_by("id")[:_TOGETHER]
    return [Piece("task", one.pk, one.title, "Chủ trì") for one in found]
