"""A stack of scans is brought, its cuts are arranged page by page, and it is cut."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.files.kinds import Kind
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.documents import filing
from hoiso.documents.files.public import WIDTHS, drawn_page
from hoiso.documents.incoming.views.desk import desk_unit, tell, upload_of
from hoiso.documents.intake import phrases, public
from hoiso.documents.intake.forms import PhotographsForm, StackForm
from hoiso.documents.layouts.labels import render_separator

_VERBS = {"tach-tu": "cut", "noi": "join", "len": "up", "xuong": "down", "bo-trang": "drop", "giu": "keep"}


@needs(Right.REGISTER_INCOMING)
def stack_list(request: Request) -> HttpResponse:
    """The stacks of the desk, and the form for a new one."""
    unit_id = desk_unit(request)
    form = StackForm()
    if request.method == "POST":
        form = StackForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                stack = public.take_stack(
                    by=request.actor, unit_id=unit_id, at=request.now,
                    upload=upload_of(form.cleaned_data["upload"]),
                )  # fmt: skip
            except DomainError as error:
                tell(form, DomainError(error.sentence, field="upload"))
            else:
                return go_to(request, reverse("stack", args=[stack.pk]))
    status = 422 if form.is_bound else 200
    return page(
        request, "documents/intake/stacks.html", status=status, form=form, stacks=public.stacks(unit_id)
    )


@needs(Right.REGISTER_INCOMING)
def stack(request: Request, stack_id: int) -> HttpResponse:
    """The pages of a stack with the cuts between its documents; every button is a press of its own."""
    if request.method == "POST":
        verb, _, number = request.POST.get("viec", "").partition(" ")
        try:
            return _done(request, stack_id, verb, id_from(number) or 0)
        except (NotThere, NotAllowed):
            raise
        except DomainError as error:
            return _shown(request, stack_id, refusal=error.sentence)
    return _shown(request, stack_id)


@needs(Right.REGISTER_INCOMING)
def stack_news(request: Request, stack_id: int) -> HttpResponse:
    """What the open page asks while a stack is looked through, read or cut: the page's inner part anew."""
    shown = public.stack_shown(stack_id)
    return page(request, "documents/intake/_stack.html", shown=shown, stack=shown.stack)


@needs(Right.REGISTER_INCOMING)
def stack_page(request: Request, stack_id: int, number: int) -> HttpResponse:
    """Picture of one page: small, or with `?rong=vua` wide enough to be read."""
    kept, stored = public.stack_file(stack_id)
    if not 1 <= number <= kept.pages:
        raise NotThere(phrases.NO_PAGE)
    wide = request.GET.get("rong", "nho")
    size = wide if wide in WIDTHS else "nho"
    answer = HttpResponse(
        drawn_page(stored.sha256, Kind(stored.kind), number, size=size), content_type="image/webp"
    )
    answer["Cache-Control"] = "private, max-age=600"
    return answer


@needs(Right.REGISTER_INCOMING)
def stack_original(request: Request, stack_id: int) -> HttpResponseBase:
    """The untouched file of the stack."""
    kept, stored = public.stack_file(stack_id)
    audit.record(
        "download", "scan_stack", kept.pk, at=request.now, actor_id=request.actor.officer_id,
        unit_id=kept.unit_id, sha256=stored.sha256,
    )  # fmt: skip
    content = filing.store().path(stored.sha256).open("rb")
    return FileResponse(content, as_attachment=True, filename=kept.name, content_type="application/pdf")


@needs(Right.REGISTER_INCOMING)
def photographs(request: Request) -> HttpResponse:
    """Photograph the pages of one document, one after the other; they become one PDF."""
    form = PhotographsForm()
    if request.method == "POST":
        form = PhotographsForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                draft = public.begin_with_photographs(
                    by=request.actor, unit_id=desk_unit(request), at=request.now,
                    uploads=[upload_of(file) for file in form.cleaned_data["uploads"]],
                )  # fmt: skip
            except DomainError as error:
                tell(form, DomainError(error.sentence, field="uploads"))
            else:
                return go_to(request, reverse("incoming_confirm", args=[draft.pk]))
    return page(request, "documents/intake/photographs.html", status=422 if form.is_bound else 200, form=form)


@needs(Right.REGISTER_INCOMING)
def separator_sheet(request: Request) -> HttpResponse:
    """The sheet to be printed and laid before each document of a stack."""
    made = render_separator(unit=public.unit_title(desk_unit(request)), dated=office_date(request.now))
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="to-ngan.pdf"'
    return answer


def _done(request: Request, stack_id: int, verb: str, number: int) -> HttpResponse:
    by, at, here = request.actor, request.now, reverse("stack", args=[stack_id])
    if verb in _VERBS:
        public.arrange(by=by, stack_id=stack_id, verb=_VERBS[verb], page=number, at=at)
        near = number - 1 if verb == "len" else number + 1 if verb == "xuong" else number
        return go_to(request, f"{here}#trang-{near}")
    if verb == "tach":
        public.split(by=by, stack_id=stack_id, at=at)
        return go_to(request, here)
    if verb == "de-xuat":
        public.propose_again(by=by, stack_id=stack_id, at=at)
        return go_to(request, here, done="Đã lấy lại cách tách do máy đề xuất.")
    if verb == "nham":
        public.say_misread(by=by, stack_id=stack_id, at=at)
        return go_to(request, here, done="Đã ghi máy đọc nhầm. Máy đọc tiếp các trang còn lại.")
    if verb == "mat":
        public.refuse_secret_stack(by=by, stack_id=stack_id, at=at)
        return go_to(request, reverse("stack_list"), done="Đã xoá tập có dấu mật khỏi máy chủ.")
    if verb == "bo-tap":
        public.drop_stack(by=by, stack_id=stack_id, at=at)
        return go_to(request, reverse("stack_list"), done="Đã bỏ tập bản quét.")
    public.stack_shown(stack_id)  # no button of ours; what is not hers is not there
    return go_to(request, here)


def _shown(request: Request, stack_id: int, *, refusal: str = "") -> HttpResponse:
    shown = public.stack_shown(stack_id)
    return page(
        request, "documents/intake/stack.html", status=422 if refusal else 200,
        shown=shown, stack=shown.stack, refusal=refusal,
    )  # fmt: skip
