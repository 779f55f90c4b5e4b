"""One's own tasks: the list, one task, and what is done with it."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs, signed_in
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.forms import ids_from
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_date
from hoiso.documents.handling import public
from hoiso.documents.handling.errors import OthersStillWork
from hoiso.documents.handling.forms import AnswerForm, ExtendForm, FinishForm, PassOnForm, ReportForm
from hoiso.documents.handling.phrases import VIEWS
from hoiso.documents.handling.public import Others
from hoiso.work.tasks.public import Upload

_LABELS = dict(VIEWS)
_INFORMED = "de-biet"
_MOST_FILES = 10
_NOT_ACCEPTED = ("unopened", "opened")


@needs(Right.WORK_ON_TASKS)
def task_list(request: Request) -> HttpResponse:
    """Her tasks, nearest deadline first; what is only to be known stands apart."""
    view = request.GET.get("xem", "dang-lam")
    view = view if view in _LABELS else "dang-lam"
    words = request.GET.get("q", "").strip()[:100]
    found = public.my_tasks(request.actor, view=view, words=words, cursor=request.GET.get("trang", ""))
    here = {"xem": view, **({"q": words} if words else {})}
    return page(
        request, "documents/handling/tasks.html", title="Công việc", found=found.page, view=view, q=words,
        views=[
            {"url": f"?xem={name}", "label": label, "count": found.counts[name], "current": name == view}
            for name, label in VIEWS
        ],
        previous=_turn(here, found.page.previous), following=_turn(here, found.page.next),
        accepts=view != _INFORMED and any(one.state in _NOT_ACCEPTED for one in found.page.rows),
        today=request.actor.on, informed=view == _INFORMED, printed_at=request.now,
        filter_words=_LABELS[view] + (f", tìm “{words}”" if words else ""),
        reads_unit=request.actor.holds(Right.READ_TRAY), decides=request.actor.holds(Right.INSTRUCT),
    )  # fmt: skip


@signed_in
def task(request: Request, assignment_id: int) -> HttpResponse:
    """One task: what was asked by whom until when, and what was said on the way."""
    found = public.task_page(request.actor, assignment_id)
    return page(
        request, "documents/handling/task.html", title=found.row.subject, task=found, row=found.row,
        today=request.actor.on,
        urges=not found.mine
        and any(request.actor.holds(Right.PROPOSE_HANDLING, at=at) for at in (found.unit_id, found.home_id)),
    )  # fmt: skip


@signed_in
@require_POST
def task_accept(request: Request, assignment_id: int) -> HttpResponse:
    """Take a task on."""
    taken = public.accept(by=request.actor, assignment_id=assignment_id, at=request.now)
    return go_to(request, _document(taken.document_id), done="Đã nhận việc.")


@signed_in
def task_report(request: Request, assignment_id: int) -> HttpResponse:
    """Say how far it is."""
    found = _own(request, assignment_id)
    files = [Upload(one.file, one.name or "") for one in request.FILES.getlist("files")[:_MOST_FILES]]  # type: ignore[arg-type]
    form = ReportForm(request.POST or None)
    if form.is_valid():
        done = _try(
            form,
            lambda: public.report(
                by=request.actor, assignment_id=assignment_id, text=form.cleaned_data["text"],
                percent=form.cleaned_data["percent"], files=files, at=request.now,
            ),
        )  # fmt: skip
        if done:
            return go_to(request, _document(found.row.document_id), done="Đã báo cáo tiến độ.")
    return _page(request, "report.html", found, form, title="Báo cáo tiến độ")


@signed_in
def task_pass_on(request: Request, assignment_id: int) -> HttpResponse:
    """Hand a task to a colleague."""
    found = public.task_page(request.actor, assignment_id, course=False)
    if not found.hands_on:
        raise NotAllowed(f"Việc này được giao cho {found.officer_name}.")
    people = tuple(
        one for one in public.colleagues(found.unit_id, on=request.actor.on) if one.id != found.officer_id
    )
    form = PassOnForm(request.POST or None, people=people)
    if form.is_valid():
        given = form.cleaned_data
        done = _try(
            form,
            lambda: public.pass_on(
                by=request.actor, assignment_id=assignment_id, to_officer_id=int(given["to_officer"]),
                reason=given["reason"], at=request.now,
            ),
        )  # fmt: skip
        if done:
            name = next(one.full_name for one in people if one.id == int(given["to_officer"]))
            return go_to(request, _document(found.row.document_id), done=f"Đã chuyển việc cho {name}.")
    return _page(request, "pass_on.html", found, form, title="Chuyển việc cho người khác")


@signed_in
def task_extend(request: Request, assignment_id: int) -> HttpResponse:
    """Ask for a later date."""
    found = _own(request, assignment_id)
    form = ExtendForm(request.POST or None, today=request.actor.on)
    if form.is_valid():
        given = form.cleaned_data
        done = _try(
            form,
            lambda: public.ask_extension(
                by=request.actor, assignment_id=assignment_id, due_on=given["due_on"],
                reason=given["reason"], at=request.now,
            ),
        )  # fmt: skip
        if done:
            told = f"Đã xin thêm thời gian đến {vn_date(given['due_on'])}."
            return go_to(request, _document(found.row.document_id), done=told)
    return _page(request, "extend.html", found, form, title="Xin thêm thời gian")


@signed_in
def extension_decide(request: Request, assignment_id: int, extension_id: int) -> HttpResponse:
    """The giver or a leader grants or refuses a later date."""
    found = public.task_page(request.actor, assignment_id)
    extension = next((one for one in found.extensions if one.pk == extension_id), None)
    if extension is None:
        raise NotThere("Không có yêu cầu gia hạn này, hoặc đồng chí không được giao xem.")
    if not found.decides:
        raise NotAllowed("Chỉ người giao việc hoặc lãnh đạo đơn vị trả lời được yêu cầu gia hạn.")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        granted = request.POST.get("viec") == "dong-y"
        done = _try(
            form,
            lambda: public.decide_extension(
                by=request.actor, extension_id=extension_id, granted=granted,
                answer=form.cleaned_data["answer"], at=request.now,
            ),
        )  # fmt: skip
        if done:
            told = "Đã đồng ý gia hạn." if granted else "Đã trả lời không đồng ý gia hạn."
            return go_to(request, _document(found.row.document_id), done=told)
    return _page(request, "extension.html", found, form, title="Trả lời xin gia hạn", extension=extension)


@signed_in
def task_finish(request: Request, assignment_id: int) -> HttpResponse:
    """Finish with a result, an answer, or both; helpers who still work are named and asked about."""
    found = public.finish_page(request.actor, assignment_id)
    if not found.mine:
        raise NotAllowed("Việc này được giao cho người khác. Lãnh đạo có thể kết thúc cả văn bản.")
    form = FinishForm(request.POST or None, answers=found.answers, answered_by=found.answered_by)
    if form.is_valid():
        try:
            outcome = public.finish(
                by=request.actor, assignment_id=assignment_id, result=form.cleaned_data["result"],
                answer_id=form.answer_id, others=Others(form.cleaned_data["others"] or "ask"), at=request.now,
            )  # fmt: skip
        except OthersStillWork as error:
            form.add_error("others", error.sentence)
        except DomainError as error:
            _add(form, error)
        else:
            told = "Đã kết thúc văn bản." if outcome.document_done else "Đã xong phần việc của mình."
            if outcome.waiting_for:
                told += f" Còn chờ: {', '.join(outcome.waiting_for)}."
            return go_to(request, _document(found.row.document_id), done=told)
    return page(
        request, "documents/handling/finish.html", status=422 if form.errors else 200,
        title="Báo cáo kết quả", form=form, row=found.row, helpers=found.helpers, today=request.actor.on,
    )  # fmt: skip


@signed_in
@require_POST
def read_away(request: Request) -> HttpResponse:
    """Many "để biết" noted as read at once."""
    chosen = ids_from(request.POST.getlist("chon"))
    count = public.read_away(by=request.actor, assignment_ids=chosen, at=request.now)
    told = f"Đã đánh dấu đã xem {count} văn bản." if count else "Chưa chọn văn bản nào chưa xem."
    return go_to(request, f"{reverse('task_list')}?xem={_INFORMED}", done=told)


@needs(Right.PROPOSE_HANDLING)
@require_POST
def task_urge(request: Request, assignment_id: int) -> HttpResponse:
    """Đôn đốc with one press."""
    found = public.task_page(request.actor, assignment_id, course=False)
    said = public.urge(by=request.actor, assignment_id=assignment_id, at=request.now)
    told = f"Đã đôn đốc {found.officer_name}." if said else f"Hôm nay đã đôn đốc {found.officer_name} rồi."
    to_unit = request.POST.get("ve") == "don-vi"
    back = reverse("unit_tasks") if to_unit else _document(found.row.document_id)
    return go_to(request, back, done=told)


def _own(request: Request, assignment_id: int) -> "public.TaskPage":
    found = public.task_page(request.actor, assignment_id, course=False)
    if not found.mine:
        raise NotAllowed(f"Việc này được giao cho {found.officer_name}.")
    return found


def _try(form: "ReportForm | PassOnForm | ExtendForm | AnswerForm", act: Callable[[], object]) -> bool:
    """Do it, or put the refusal on the form; whether it was done."""
    try:
        act()
    except DomainError as error:
        _add(form, error)
        return False
    return True


def _add(form: "ReportForm | PassOnForm | ExtendForm | AnswerForm | FinishForm", error: DomainError) -> None:
    if isinstance(error, NotAllowed | NotThere):
        raise error
    form.add_error(error.field if error.field in form.fields else None, error.sentence)


def _page(
    request: Request,
    template: str,
    found: "public.TaskPage",
    form: "ReportForm | PassOnForm | ExtendForm | AnswerForm",
    **context: object,
) -> HttpResponse:
    return page(
        request, f"documents/handling/{template}", status=422 if form.errors else 200, form=form,
        task=found, row=found.row, today=request.actor.on, **context,
    )  # fmt: skip


def _turn(here: dict[str, str], cursor: str) -> str:
    return f"?{urlencode({**here, 'trang': cursor})}" if cursor else ""


def _document(document_id: int) -> str:
    return reverse("document", args=[document_id])
