"""Home, and saying that something is wrong."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from hoiso.access.public import Actor, Request, Right, Role, needs, open_to_all, signed_in, to_sign_in
from hoiso.core.errors import DomainError
from hoiso.core.pages import go_to, page
from hoiso.documents.public import WaitingRow, anything_new, waiting_rows
from hoiso.office.actions import report_fault, settle_fault
from hoiso.office.forms import AnswerForm, FaultForm
from hoiso.office.health import findings
from hoiso.office.phrases import CONFIRM, DOSSIERS, FAULT_KEPT, FAULT_SETTLED, TASKS, WAITING
from hoiso.office.queries import fault_reports

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


@dataclass(frozen=True, slots=True)
class HomeTask:
    """One action at home. `key` tells which count stands before its line."""

    key: str
    url: str
    icon: str
    title: str
    line: str


@dataclass(frozen=True, slots=True)
class _Offer:
    key: str
    right: Right
    name: str
    icon: str


# In the order in which they are offered: the first that an officer may do is her large one.
_TASKS = (
    _Offer("register", Right.REGISTER_INCOMING, "incoming_register", "in"),
    _Offer("decide", Right.INSTRUCT, "handling_waiting", "pen"),
    _Offer("work", Right.WORK_ON_TASKS, "task_list", "task"),
    _Offer("draft", Right.DRAFT, "outgoing_new", "out"),
    _Offer("members", Right.READ_MEMBERS, "member_list", "people"),
    _Offer("administer", Right.ADMINISTER_OFFICERS, "officer_list", "people"),
    _Offer("audit", Right.READ_TRAIL, "trail", "shield"),
)


@signed_in
def home(request: Request) -> HttpResponse:
    """Việc hôm nay: what is late, due and waiting, with one large action each."""
    actor = request.actor
    waiting, mark = waiting_rows(actor, limit=_ROWS_AT_HOME)
    rows = [_row(row, actor.on) for row in waiting]
    return page(
        request,
        "office/home.html",
        title="Việc hôm nay",
        today=actor.on,
        greeting=_greeting(actor),
        address=actor.form_of_address or "đồng chí",
        rows=rows,
        poll_url=f"{reverse('home_poll')}?{urlencode({'sau': mark})}",
        tasks=_tasks(actor),
    )


@signed_in
def home_poll(request: Request) -> HttpResponse:
    """What an open home page asks: 204 when nothing new waits, else one line that leads to it."""
    if not anything_new(request.actor, since=request.GET.get("sau", "")[:400]):
        return HttpResponse(status=204)
    address = request.actor.form_of_address or "đồng chí"
    return page(request, "office/_news.html", address=address)


@open_to_all
def report(request: Request) -> HttpResponse:
    """Say that something is wrong; the page it happened on goes along.

    Who is not signed in is told whom to call, and what to say.
    """
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        came_from = ""
    if request.actor is None:
        if request.method == "POST":
            return to_sign_in(request)
        return page(
            request, "office/report_by_phone.html", title="Báo lỗi", came_from=came_from, at=request.now
        )
    form = FaultForm(request.POST if request.method == "POST" else None, initial={"address": came_from})
    if request.method == "POST" and form.is_valid():
        try:
            report_fault(by=request.actor, at=request.now, **form.cleaned_data)
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("report_fault"), done=FAULT_KEPT)
    return page(
        request,
        "office/report.html",
        status=422 if form.is_bound else 200,
        title="Báo lỗi",
        form=form,
        reports=fault_reports(officer_id=request.actor.officer_id),
    )


@needs(Right.ADMINISTER_PROVINCE)
def reports(request: Request) -> HttpResponse:
    """What officers of the province reported, open ones first."""
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        settle_fault(
            by=request.actor,
            report_id=form.cleaned_data["report"],
            answer=form.cleaned_data["answer"],
            at=request.now,
        )
        return go_to(request, reverse("fault_reports"), done=FAULT_SETTLED)
    return page(
        request,
        "office/reports.html",
        status=422 if form.is_bound else 200,
        title="Báo lỗi của cán bộ",
        form=form,
        reports=fault_reports(officer_id=None),
    )


@needs(Right.ADMINISTER_OFFICERS)
def health(request: Request) -> HttpResponse:
    """Whether the installation is well, and what to do where it is not."""
    return page(
        request,
        "office/health.html",
        title="Tình trạng hệ thống",
        findings=findings(at=request.now),
        keeps_province=request.actor.holds(Right.ADMINISTER_PROVINCE),
    )


def _tasks(actor: Actor) -> list[HomeTask]:
    """What she may begin here; the first is the large one: what she is there for before all else."""
    held = [one for one in _TASKS if actor.holds(one.right)]
    if {post.role for post in actor.posts} == {Role.BRANCH_HEAD}:
        held.sort(key=lambda one: one.key != "members")
    return [HomeTask(one.key, reverse(one.name), one.icon, *TASKS[one.key]) for one in held]


def _greeting(actor: Actor) -> str:
    given = actor.full_name.rsplit(" ", 1)[-1]
    return f"Chào {actor.form_of_address} {given}." if actor.form_of_address else f"Chào {actor.full_name}."


def _row(row: WaitingRow, today: date) -> HomeRow:
    parts = [part for part in (row.symbol, row.source) if part]
    return HomeRow(
        url=_place(row),
        subject=_subject(row),
        line=", ".join(parts),
        due_on=row.due_on,
        tag=WAITING[row.what],
        late=row.due_on is not None and row.due_on < today,
    )


def _subject(row: WaitingRow) -> str:
    if row.what in DOSSIERS:
        return DOSSIERS[row.what].format(count=row.subject)
    return CONFIRM.format(about=row.subject) if row.what == "confirm" else row.subject


_BY_ITS_ID = {
    "work": "work_item", "opinion": "opinion_round", "arrival": "incoming_delivery", "case": "dossier",
    "question": "case_opinion",
}  # fmt: skip


def _place(row: WaitingRow) -> str:
    if row.what == "accession":
        return f"{reverse('dossier_list')}?xem=nop-luu-tru"
    if row.what == "disposal":
        return reverse("disposal_new")
    if row.what in _BY_ITS_ID:
        return reverse(_BY_ITS_ID[row.what], args=[row.id])
    if row.what == "confirm":
        return reverse("access_changes")
    return reverse("document", args=[row.document_id])
