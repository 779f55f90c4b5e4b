"""Step 1 and 2: what came is kept, the clerk confirms, the document has its number."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.forms import ids_from
from hoiso.core.pages import go_to, page
from hoiso.documents import recognition
from hoiso.documents.errors import SecretRefused
from hoiso.documents.incoming import phrases, public
from hoiso.documents.incoming.code_forms import ConfirmingForm
from hoiso.documents.incoming.errors import DuplicateFound
from hoiso.documents.incoming.forms import FilesForm, SecretLineForm
from hoiso.documents.incoming.public import DraftPage, Registered
from hoiso.documents.incoming.views.desk import desk_unit, tell, upload_of
from hoiso.documents.phrases import MARKS
from hoiso.documents.secrecy import refuse_mark
from hoiso.documents.tables.document import State
from hoiso.documents.tables.incoming import IncomingDraft
from hoiso.reading.pages import render

_PICTURE_WIDTH = 900
_HERSELF = "tu-xu-ly"
_FILL = "dien-o-trong"
_ASIDE = (_FILL, "luu-tam")
_TAKEN = "Đồng chí tự xử lý văn bản này."
_WAYS = {"giay": False, "mat": True}


@needs(Right.REGISTER_INCOMING)
def incoming_register(request: Request) -> HttpResponse:
    """Step 1: choose files, paper only, an edXML file, or a state secret's line."""
    unit_id = desk_unit(request)
    form = FilesForm()
    if request.method == "POST":
        way = request.POST.get("viec", "")
        if way in _WAYS:
            draft = public.begin_with_paper(
                by=request.actor, unit_id=unit_id, at=request.now, secret=_WAYS[way]
            )
            return go_to(request, reverse("incoming_confirm", args=[draft.pk]))
        form = FilesForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                taken = public.begin_with_uploads(
                    by=request.actor, unit_id=unit_id, at=request.now,
                    uploads=[upload_of(file) for file in form.cleaned_data["uploads"]],
                )  # fmt: skip
            except DomainError as error:
                form.add_error("uploads", error.sentence)
            else:
                return go_to(request, _after_taking(taken), done=taken.said)
    allowed = public.keeps_secret_lines(unit_id, on=office_date(request.now))
    status = 422 if form.is_bound else 200
    return page(request, "documents/incoming/register.html", status=status, form=form, secret_lines=allowed)


@needs(Right.REGISTER_INCOMING)
def incoming_confirm(request: Request, draft_id: int) -> HttpResponse:
    """Step 2: the form beside the page; saving gives the number."""
    shown = public.draft_page(draft_id)
    draft = shown.draft
    if draft.document_id is not None:
        return go_to(request, reverse("document", args=[draft.document_id]))
    if draft.dropped_at is not None:
        return go_to(request, reverse("incoming_tray"), done="Văn bản đang nhập này đã được bỏ.")
    if draft.origin == draft.Origin.SECRET:
        return _secret_line(request, shown)
    today = office_date(request.now)
    options = {
        "today": today,
        "header": draft.header,
        "reserved": public.reserved_numbers(draft.unit_id),
        "codes": shown.codes,
        "initial": public.first_values(draft, today=today),
    }
    if request.method != "POST":
        early = public.early_duplicates(draft, shown.files, today=today)
        return _confirming(request, shown, ConfirmingForm(**options), same=early)
    form = ConfirmingForm(request.POST, **options)
    typed = _typed(request, form)
    if request.POST.get("viec") in _ASIDE:
        return _laid_aside(request, shown, typed)
    same: tuple[public.Duplicate, ...] = ()
    if form.is_valid():
        try:
            return _registered(request, _register(request, shown, form))
        except SecretRefused as refusal:
            return _secret_refused(request, draft.unit_id, refusal)
        except DuplicateFound as found:
            same = found.found
            form.add_error(found.field, found.sentence)
        except DomainError as error:
            tell(form, error)
    public.keep_typed(by=request.actor, draft_id=draft.pk, typed=typed, at=request.now)
    return _confirming(request, shown, form, same=same)


@needs(Right.REGISTER_INCOMING)
@require_POST
def incoming_files(request: Request, draft_id: int) -> HttpResponse:
    """More files, another order, or some left out; what was typed stays."""
    uploads = [upload_of(file) for file in request.FILES.getlist("uploads")]
    try:
        if uploads:
            public.add_files(by=request.actor, draft_id=draft_id, uploads=uploads, at=request.now)
        else:
            public.arrange_files(
                by=request.actor, draft_id=draft_id, at=request.now,
                order=ids_from(request.POST.getlist("thu-tu")), drop=ids_from(request.POST.getlist("bo")),
            )  # fmt: skip
    except SecretRefused as refusal:
        return _secret_refused(request, desk_unit(request), refusal)
    return go_to(request, reverse("incoming_confirm", args=[draft_id]), done="Đã cập nhật tệp.")


@needs(Right.REGISTER_INCOMING)
@require_POST
def incoming_drop(request: Request, draft_id: int) -> HttpResponse:
    """Give up a draft."""
    public.drop_draft(by=request.actor, draft_id=draft_id, at=request.now)
    return go_to(request, reverse("incoming_tray"), done="Đã bỏ văn bản đang nhập.")


@needs(Right.REGISTER_INCOMING)
def incoming_reading(request: Request, draft_id: int) -> HttpResponse:
    """What the open form asks while a scan is read: the values so far, and whether more will come."""
    shown = public.draft_page(draft_id)
    if shown.draft.document_id is not None or shown.draft.dropped_at is not None:
        return HttpResponse(status=204)
    return page(
        request,
        "documents/incoming/_filling.html",
        draft=shown.draft,
        going=shown.reading,
        values=public.values_read(shown.draft),
        pictured=shown.pictured,
        leaves=shown.leaves,
        fresh=True,
        readings=shown.draft.readings,
    )


@needs(Right.REGISTER_INCOMING)
def incoming_page(request: Request, draft_id: int, file_id: int, number: int) -> HttpResponse:
    """Picture of one page of a draft's file, upright where it was recognised."""
    stored = public.draft_file(draft_id, file_id)
    path, kind, page_in = recognition.upright(stored, number)
    picture = render(path, kind, page=page_in, width=_PICTURE_WIDTH)
    answer = HttpResponse(picture, content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=600"
    return answer


def _register(request: Request, shown: DraftPage, form: ConfirmingForm) -> Registered:
    draft = shown.draft
    if mark := form.cleaned_data["secrecy"]:
        public.refuse_secret_draft(by=request.actor, draft_id=draft.pk, at=request.now)
        allowed = public.keeps_secret_lines(draft.unit_id, on=office_date(request.now))
        raise refuse_mark(MARKS[mark], line_allowed=allowed)
    if public.has_mark(draft.pk):
        if "thay-dau-mat" not in request.POST:
            raise DomainError(phrases.SCAN_MARK_UNSEEN, field="secrecy")
        public.clear_marks(by=request.actor, draft_id=draft.pk, at=request.now)
    herself = request.POST.get("viec") == _HERSELF
    enter = public.register_and_handle if herself else public.register_draft
    return enter(
        by=request.actor, draft_id=draft.pk, entry=form.entry(), wish=form.wish(), at=request.now,
        duplicate_reason=form.cleaned_data["duplicate_reason"], answers=form.answers(),
    )  # fmt: skip


def _registered(request: Request, done: Registered) -> HttpResponse:
    """On to the tray, the proposal of handling, or the document that is her own task now."""
    document = done.document
    said = f"Đã vào sổ, số đến {document.number}{document.suffix}."
    undo = reverse("incoming_undo", args=[document.pk])
    way = request.POST.get("viec", "")
    if done.again:
        return go_to(request, reverse("document", args=[document.pk]), done=said)
    if done.by_rule and way != _HERSELF:
        rule_undo = reverse("arrival_rule_undo", args=[document.pk])
        on_to = "handling_propose" if way == "trinh" and document.state == State.REGISTERED else "document"
        return go_to(
            request, reverse(on_to, args=[document.pk]), done=f"{said} {done.by_rule}", undo=rule_undo
        )
    if way == "trinh":
        return go_to(request, reverse("handling_propose", args=[document.pk]), done=said, undo=undo)
    if way == _HERSELF:
        told = " ".join(part for part in (said, _TAKEN, done.by_rule) if part)
        return go_to(request, reverse("document", args=[document.pk]), done=told)
    return go_to(request, reverse("incoming_tray"), done=said, undo=undo)


def _confirming(
    request: Request, shown: DraftPage, form: ConfirmingForm, *, same: tuple[public.Duplicate, ...]
) -> HttpResponse:
    actor, unit_id = request.actor, shown.draft.unit_id
    return page(
        request,
        "documents/incoming/confirm.html",
        status=422 if form.is_bound else 200,
        form=form,
        draft=shown.draft,
        files=shown.files,
        pictured=shown.pictured,
        leaves=shown.leaves,
        readings=shown.draft.readings,
        reading=shown.reading,
        values=public.values_read(shown.draft),
        same=same,
        issuer_ma=request.POST.get("issuer_ma", shown.draft.typed.get("issuer_ma", "")),
        handles_herself=actor.holds(Right.INSTRUCT, at=unit_id)
        and actor.holds(Right.WORK_ON_TASKS, at=unit_id),
    )


def _secret_line(request: Request, shown: DraftPage) -> HttpResponse:
    draft, today = shown.draft, office_date(request.now)
    form = SecretLineForm(request.POST or None, today=today, initial=public.first_values(draft, today=today))
    if request.method == "POST" and form.is_valid():
        try:
            done = public.register_secret_draft(
                by=request.actor, draft_id=draft.pk, at=request.now, **form.cleaned_data
            )
        except DomainError as error:
            tell(form, error)
        else:
            return go_to(
                request, reverse("incoming_tray"), done=f"Đã ghi dòng sổ, số đến {done.document.number}."
            )
    status = 422 if form.is_bound else 200
    return page(request, "documents/incoming/secret_line.html", status=status, form=form, draft=draft)


def _secret_refused(request: Request, unit_id: int, refusal: SecretRefused) -> HttpResponse:
    allowed = public.keeps_secret_lines(unit_id, on=office_date(request.now))
    return page(
        request, "documents/incoming/secret_refused.html", status=422,
        sentence=refusal.sentence, secret_lines=allowed,
    )  # fmt: skip


def _after_taking(taken: public.Taken) -> str:
    if taken.draft_id is not None:
        return reverse("incoming_confirm", args=[taken.draft_id])
    if taken.message_id is not None:
        return reverse("incoming_message", args=[taken.message_id])
    if taken.document_id is not None:
        return reverse("document", args=[taken.document_id])
    return reverse("incoming_import")


def _laid_aside(request: Request, shown: DraftPage, typed: dict[str, str]) -> HttpResponse:
    """Keep what she typed without a number: to go on later, or to have the empty boxes filled now."""
    draft = shown.draft
    if request.POST.get("viec") == _FILL:
        public.keep_typed(by=request.actor, draft_id=draft.pk, typed=_unread(draft, typed), at=request.now)
        said = phrases.STILL_READING if shown.reading else phrases.FILLED
        return go_to(request, reverse("incoming_confirm", args=[draft.pk]), done=said)
    public.keep_typed(by=request.actor, draft_id=draft.pk, typed=typed, at=request.now)
    return go_to(request, reverse("incoming_tray"), done="Đã giữ văn bản đang nhập, chưa vào sổ.")


def _unread(draft: IncomingDraft, typed: dict[str, str]) -> dict[str, str]:
    """What she typed, without empty boxes for which something was read."""
    return {name: value for name, value in typed.items() if value.strip() or not draft.header.get(name)}


def _typed(request: Request, form: ConfirmingForm) -> dict[str, str]:
    """What she typed, as she typed it; the database takes no NUL."""
    names = [name for name in (*form.fields, "issuer_ma") if name in request.POST]
    return {name: request.POST[name].replace("\x00", "")[:20_000] for name in names}
