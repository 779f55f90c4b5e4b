"""Lists of tasks without a document, one task, its files."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from hoiso.access.public import Request, Right, needs, signed_in
from hoiso.audit import public as audit
from hoiso.core.files.kinds import FORMS, Kind
from hoiso.core.files.taking_in import store
from hoiso.core.pages import page
from hoiso.work.tasks import public

_LABELS = dict(public.VIEWS)
_SANDBOX = "default-src 'none'; sandbox"


@needs(Right.WORK_ON_TASKS)
@require_safe
def work_list(request: Request) -> HttpResponse:
    """Her tasks, what waits to be taken, what she gave, what she watches, the unit's."""
    view = request.GET.get("xem", "cua-toi")
    view = view if view in _LABELS else "cua-toi"
    words = request.GET.get("q", "").strip()[:100]
    found = public.tasks(request.actor, view=view, words=words, cursor=request.GET.get("trang", ""))
    here = {"xem": view, **({"q": words} if words else {})}
    shown = [one for one in public.VIEWS if one[0] != "don-vi" or request.actor.holds(Right.READ_TRAY)]
    return page(
        request, "work/tasks/list.html", title="Việc không theo văn bản", found=found.page, view=view,
        q=words,
        views=[
            {"url": f"?xem={name}", "label": label, "count": found.counts[name], "current": name == view}
            for name, label in shown
        ],
        previous=_turn(here, found.page.previous), following=_turn(here, found.page.next),
        today=request.actor.on, printed_at=request.now,
        filter_words=_LABELS[view] + (f", tìm “{words}”" if words else ""),
    )  # fmt: skip


@signed_in
@require_safe
def work_item(request: Request, task_id: int) -> HttpResponse:
    """One task: what is asked of whom until when, and its history."""
    found = public.task_page(request.actor, task_id)
    return page(
        request, "work/tasks/item.html", title=found.task.title, found=found, task=found.task,
        today=request.actor.on,
    )  # fmt: skip


@signed_in
@require_safe
def work_file(request: Request, file_id: int) -> HttpResponseBase:
    """A file of a report, as a download: never shown by the browser under our own address."""
    found = public.evidence(file_id)
    audit.record(
        "work_download", "work", found.task_id, at=request.now, actor_id=request.actor.officer_id,
        unit_id=found.unit_id, file=found.stored_id,
    )  # fmt: skip
    kind = FORMS.get(Kind(found.stored.kind))
    answer = FileResponse(
        store().open(found.stored.sha256), as_attachment=True, filename=found.name,
        content_type=kind.media_type if kind else "application/octet-stream",
    )  # fmt: skip
    answer["Content-Encoding"] = "identity"
    answer["Content-Security-Policy"] = _SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(Right.WORK_ON_TASKS)
@require_safe
def repeat_list(request: Request) -> HttpResponse:
    """Tasks of the unit that come again."""
    return page(
        request, "work/tasks/repeats.html", title="Việc định kỳ",
        repeats=public.repeats(request.actor.unit_id),
        gives=request.actor.holds(Right.INSTRUCT, at=request.actor.unit_id),
    )  # fmt: skip


def _turn(here: dict[str, str], cursor: str) -> str:
    return f"?{urlencode({**here, 'trang': cursor})}" if cursor else ""
