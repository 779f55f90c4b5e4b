"""Home, help, and saying that something is wrong."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.public import Actor, Request, Right, signed_in
from hoiso.core.pages import page
from hoiso.documents.public import WaitingRow, waiting_rows
from hoiso.office.phrases import WAITING

_ROWS_AT_HOME = 12


@dataclass(frozen=True, slots=True)
class HomeRow:
    """One line of "Cần làm trước" with the page where it is done."""

    url: str
    subject: str
    line: str
    due_on: date | None
    tag: str
    late: bool


@signed_in
def home(request: Request) -> HttpResponse:
    """Việc hôm nay: what is late, due and waiting, with one large action each."""
    actor = request.actor
    rows = [_row(row, actor.on) for row in waiting_rows(actor, limit=_ROWS_AT_HOME)]
    return page(
        request,
        "office/home.html",
        title="Việc hôm nay",
        today=actor.on,
        greeting=_greeting(actor),
        address=actor.form_of_address or "đồng chí",
        rows=rows,
        registers=actor.holds(Right.REGISTER_INCOMING),
        drafts=actor.holds(Right.DRAFT),
        decides=actor.holds(Right.INSTRUCT),
        works=actor.holds(Right.WORK_ON_TASKS),
        administers=actor.holds(Right.ADMINISTER_OFFICERS),
    )


@signed_in
def help_page(request: Request) -> HttpResponse:
    """How the main job goes, in a few steps, and whom to call."""
    return page(request, "office/help.html", title="Trợ giúp")


def _greeting(actor: Actor) -> str:
    given = actor.full_name.rsplit(" ", 1)[-1]
    return f"Chào {actor.form_of_address} {given}." if actor.form_of_address else f"Chào {actor.full_name}."


def _row(row: WaitingRow, today: date) -> HomeRow:
    parts = [part for part in (row.symbol, row.source) if part]
    return HomeRow(
        url=_place(row),
        subject=row.subject,
        line=", ".join(parts),
        due_on=row.due_on,
        tag=WAITING[row.what],
        late=row.due_on is not None and row.due_on < today,
    )


def _place(row: WaitingRow) -> str:
    if row.what == "arrival":
        return reverse("incoming_delivery", args=[row.id])
    return reverse("document", args=[row.document_id])
