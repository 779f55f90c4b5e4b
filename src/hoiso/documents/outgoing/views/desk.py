"""What several views of this folder share: the unit at which she drafts, the version of the page."""

from datetime import date

from django import forms

from hoiso.access.public import Request, Right
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.core.forms import id_from
from hoiso.documents.checking.public import Weight
from hoiso.documents.outgoing.public import DraftContent, findings_of

_SHOWN = 8


def drafting_unit(request: Request) -> int:
    """The unit of the post she works in, if she drafts there, else the first where she does."""
    actor = request.actor
    if actor.current and actor.holds(Right.DRAFT, at=actor.current.unit_id):
        return actor.current.unit_id
    units = actor.units_with(Right.DRAFT)
    if not units:
        raise NotAllowed("Chức vụ hiện tại của đồng chí không soạn văn bản.")
    return units[0]


def today(request: Request) -> date:
    """The office day of the request."""
    return office_date(request.now)


def version_of(request: Request) -> int:
    """The version that the page showed; 0, which never matches, where none was sent."""
    return id_from(request.POST.get("version", "")) or 0


def form_check(content: DraftContent, on: date, *, day: date | None = None) -> dict[str, object]:
    """What the checker says to a version, for `_form_check.html`. One statement."""
    found = findings_of(content, today=on, day=day)
    parts = [part for part in (found[:_SHOWN], found[_SHOWN:]) if part]
    fixes = sum(one.fix is not None and one.weight is Weight.WRONG for one in found)
    return {"findings": found, "finding_parts": parts, "several_fixes": fixes > 1}


def refused(form: forms.Form, error: DomainError) -> None:
    """Put a refusal beside its field, or above the form where the form has no such field."""
    form.add_error(error.field if error.field in form.fields else None, error.sentence)
