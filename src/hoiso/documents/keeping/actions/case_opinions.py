"""Opinions in a case: a colleague is asked and answers; whoever is on it notes what happened."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.phrases import vn_date
from hoiso.documents.keeping.actions.course import note, people_of_case, tell_people
from hoiso.documents.keeping.actions.holds import locked_dossier, require_free
from hoiso.documents.keeping.queries.people import name_of
from hoiso.documents.keeping.rules import require_deadline, require_not_closed
from hoiso.documents.tables.case import DossierOpinion
from hoiso.documents.tables.keeping import Dossier

MOST_ASKED = 20


@transaction.atomic
def ask_opinions(
    *, by: Actor, dossier_id: int, officers: Sequence[int], question: str, due_on: date, at: datetime
) -> list[DossierOpinion]:
    """Ask colleagues something about the case; they are told."""
    dossier = _open(by, dossier_id)
    today = office_date(at)
    require_deadline(due_on, on=today)
    if not question.strip():
        raise DomainError("Ghi điều cần hỏi", field="question")
    asked = [one for one in dict.fromkeys(officers) if one != by.officer_id]
    if not asked:
        raise DomainError("Chọn ít nhất một người để hỏi", field="officers")
    if len(asked) > MOST_ASKED:
        raise DomainError(f"Mỗi lần hỏi không quá {MOST_ASKED} người", field="officers")
    names = {one: name_of(dossier, one, on=today, field="officers") for one in asked}
    made = [
        DossierOpinion.objects.create(
            dossier=dossier, unit_id=dossier.unit_id, question=question.strip(), due_on=due_on,
            asked_by=by.officer_id, asked_by_name=by.full_name, asked_at=at, officer_id=one,
            officer_name=names[one],
        )
        for one in asked
    ]  # fmt: skip
    words = f"Hỏi ý kiến {', '.join(names.values())}, hạn {vn_date(due_on)}: {question.strip()}"
    note(by, dossier, "case_ask", words, at=at, asked=len(asked))
    given = f"{by.full_name} hỏi ý kiến, hạn {vn_date(due_on)}: {question.strip()}"
    tell_people(asked, given, dossier, at=at, by=by, event="task_given")
    return made


@transaction.atomic
def answer_opinion(*, by: Actor, opinion_id: int, answer: str, at: datetime) -> DossierOpinion:
    """Answer what she was asked; while the case is open she may write it anew. The asker is told."""
    found = DossierOpinion.objects.filter(pk=opinion_id).first()
    if found is None:
        raise NotThere("Không có câu hỏi này, hoặc đồng chí không được xem hồ sơ.")
    if found.officer_id != by.officer_id:
        raise NotAllowed(f"Câu hỏi này dành cho {found.officer_name}.")
    dossier = locked_dossier(found.dossier_id)
    require_not_closed(dossier)
    require_free(dossier)
    if not answer.strip():
        raise DomainError("Ghi ý kiến", field="answer")
    if answer.strip() != found.answer:
        found.answer, found.answered_at = answer.strip(), at
        found.save(update_fields=["answer", "answered_at"])
        note(by, dossier, "case_answer", f"Cho ý kiến: {found.answer}", at=at, opinion=found.pk)
        told = {found.asked_by, dossier.lead_id}
        words = f"{by.full_name} đã cho ý kiến"
        tell_people(told, words, dossier, at=at, by=by, event="progress")
    return found


@transaction.atomic
def note_in_case(*, by: Actor, dossier_id: int, text: str, at: datetime) -> Dossier:
    """Write down how it stands; whoever leads and supports is told."""
    dossier = _open(by, dossier_id)
    if not text.strip():
        raise DomainError("Ghi nội dung", field="text")
    note(by, dossier, "case_note", text.strip(), at=at)
    words = f"{by.full_name} ghi: {text.strip()[:200]}"
    tell_people(people_of_case(dossier), words, dossier, at=at, by=by, event="progress")
    return dossier


def _open(by: Actor, dossier_id: int) -> Dossier:
    """The open dossier, locked, for whoever keeps dossiers at its unit."""
    dossier = locked_dossier(dossier_id)
    require(by, Right.KEEP_DOSSIERS, at=dossier.unit_id)
    require_not_closed(dossier)
    require_free(dossier)
    return dossier
