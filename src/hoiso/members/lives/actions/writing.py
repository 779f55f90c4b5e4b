"""A line of a member's history with its document, and the entry of the trail."""

from datetime import date, datetime

from hoiso.access.public import Actor
from hoiso.core.folding import fold
from hoiso.documents.models import Document
from hoiso.members.models import Member, MemberEvent
from hoiso.members.register.public import record


def write(
    by: Actor,
    member: Member,
    kind: str,
    *,
    at: datetime,
    on: date,
    paper: str = "",
    reason: str = "",
    to_branch_id: int | None = None,
) -> MemberEvent:
    """One line, at the branch in which she is before the act. Three statements or so.

    Where `paper` is number and notation of exactly one document of her unit's office that the officer
    may see, the line points at it.
    """
    event = MemberEvent.objects.create(
        member=member,
        kind=kind,
        on=on,
        branch_id=member.branch_id,
        to_branch_id=to_branch_id,
        document_id=document_of(paper, member.commune_id),
        paper=paper,
        reason=reason,
        by_id=by.officer_id,
        at=at,
    )
    record(by, member, kind, at=at)
    return event


def document_of(paper: str, unit_id: int) -> int | None:
    """The one document of the unit with that number and notation, within the officer's reach."""
    key = fold(paper).replace(" ", "").lstrip("0")
    if not key:
        return None
    found = Document.objects.filter(unit_id=unit_id, symbol_key=key).values_list("pk", flat=True)[:2]
    return found[0] if len(found) == 1 else None
