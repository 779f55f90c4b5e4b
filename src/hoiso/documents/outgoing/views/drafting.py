"""A draft begun, written, looked at, compared."""

import tempfile
import uuid
from functools import partial
from pathlib import Path
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.kinds import Kind
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.documents.errors import ChangedMeanwhile
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.differences import as_lines, compared
from hoiso.documents.outgoing.forms.drafting import AgainForm, AnnexForm, DraftForm, NewDraftForm
from hoiso.documents.outgoing.phrases import DECISIONS
from hoiso.documents.outgoing.public import DraftPage, Upload
from hoiso.documents.outgoing.rules import EDITABLE, approves_alone
from hoiso.documents.outgoing.signers import signers
from hoiso.documents.outgoing.views.desk import drafting_unit, form_check, refused, today, version_of
from hoiso.reading.pages import Format, render

_PICTURE_WIDTH = 900
_PICTURE = Format.WEBP


@needs(Right.DRAFT)
def outgoing_new(request: Request) -> HttpResponse:
    """Choose a model text or a blank page; perhaps as the answer to a document."""
    unit_id = drafting_unit(request)
    asked_id = request.GET.get("tra-loi", "") or request.POST.get("tra_loi", "")
    answered_id = id_from(asked_id)
    asked = public.answerable(answered_id) if answered_id is not None else None
    initial = {
        "form_key": uuid.uuid4(),
        "template": "letter-reply" if asked else None,
        "kind": "letter",
    }
    own = [(one.key, f"{one.name} (mẫu Word của đơn vị)") for one in public.offered_templates(unit_id)]
    form = NewDraftForm(request.POST or None, initial=initial, own=own)
    if form.is_valid():
        given = form.cleaned_data
        try:
            answers = asked.id if asked else None
            if given["answers"]:
                answers = public.find_incoming(given["answers"], unit_id=unit_id, on=today(request))
            document = public.begin_draft(
                by=request.actor, unit_id=unit_id, at=request.now, template=given["template"],
                kind_key=given["kind"] or "letter", answers=answers, form_key=given["form_key"],
            )  # fmt: skip
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, reverse("outgoing_edit", args=[document.pk]))
    status = 422 if form.is_bound else 200
    return page(request, "documents/outgoing/new.html", status=status, form=form, asked=asked)


@needs(Right.DRAFT)
def outgoing_edit(request: Request, document_id: int) -> HttpResponse:
    """Write on a draft. Opening it takes the lock; a second officer sees who writes, and reads."""
    draft = public.draft_page(document_id)
    if draft.state not in EDITABLE:
        return go_to(request, reverse("document", args=[document_id]))
    people = signers(draft.unit_id, on=today(request))
    form_of = partial(DraftForm, base=draft.content, people=people, today=today(request))
    if request.method != "POST":
        mine = public.take_lock(request.actor, document_id, at=request.now)
        if not mine:
            return _read_only(request, draft)
        return _editor(request, draft, form_of())
    form = form_of(request.POST)
    if form.is_valid():
        try:
            content = public.with_notation(form.content(), draft.content, draft.unit_id, on=today(request))
            done = "Đã lưu dự thảo."
            if key := request.POST.get("sua"):
                content, words = public.corrected(content, key, today=today(request))
                done = words or "Đã lưu dự thảo. Chỗ cần sửa đã thay đổi, xem lại danh sách."
            public.save_draft(
                by=request.actor, document_id=document_id, version=version_of(request),
                content=content, at=request.now,
            )  # fmt: skip
        except ChangedMeanwhile as error:
            refused(form, error)
            return _editor(request, public.draft_page(document_id), form, newest=True)
        except DomainError as error:
            refused(form, error)
        else:
            return _onward(request, document_id, done)
    return _editor(request, draft, form)


@needs(Right.DRAFT)
@require_POST
def outgoing_annexes(request: Request, document_id: int) -> HttpResponse:
    """Add files behind the text, or take one away."""
    version = version_of(request)
    dropped = id_from(request.POST.get("bo", ""))
    here = reverse("outgoing_edit", args=[document_id])
    if dropped is not None:
        public.drop_annex(
            by=request.actor, document_id=document_id, version=version, file_id=dropped, at=request.now
        )
        return go_to(request, f"{here}#phu-luc", done="Đã bỏ phụ lục.")
    form = AnnexForm(request.POST, request.FILES)
    if form.is_valid():
        sent: list[Any] = request.FILES.getlist("annexes")  # files, whatever their class says
        uploads = [Upload(file, file.name or "") for file in sent]
        try:
            public.add_annexes(
                by=request.actor, document_id=document_id, version=version, uploads=uploads, at=request.now
            )
        except DomainError as error:
            form.add_error("annexes", error.sentence)
        else:
            return go_to(request, f"{here}#phu-luc", done=f"Đã thêm {len(uploads)} phụ lục.")
    draft = public.draft_page(document_id)
    text_form = DraftForm(
        base=draft.content, people=signers(draft.unit_id, on=today(request)), today=today(request)
    )
    return _editor(request, draft, text_form, annex_form=form, status=422)


@needs(Right.DRAFT)
@require_POST
def outgoing_correct(request: Request, document_id: int) -> HttpResponse:
    """Correct what the checker of form offers, on the page before submitting."""
    draft = public.draft_page(document_id)
    content, done = public.corrected(draft.content, request.POST.get("sua", ""), today=today(request))
    if done:
        public.save_draft(
            by=request.actor, document_id=document_id, version=version_of(request), content=content,
            at=request.now,
        )  # fmt: skip
    done = done or "Chỗ này đã thay đổi, xem lại danh sách."
    return go_to(request, f"{reverse('outgoing_submit', args=[document_id])}#the-thuc", done=done)


@needs(Right.DRAFT)
@require_POST
def outgoing_leave(request: Request, document_id: int) -> HttpResponse:
    """Done for now: the lock is given back, so that others may write."""
    public.let_go(request.actor, public.draft_page(document_id).id)
    return go_to(request, reverse("document", args=[document_id]))


@needs(Right.DRAFT)
def outgoing_drop(request: Request, document_id: int) -> HttpResponse:
    """Give a draft up, after a question."""
    draft = public.draft_page(document_id)
    if request.method == "POST":
        public.drop_draft(
            by=request.actor, document_id=document_id, version=version_of(request), at=request.now
        )
        return go_to(request, reverse("outgoing_list"), done=f"Đã bỏ dự thảo “{draft.subject}”.")
    return page(request, "documents/outgoing/drop.html", draft=draft)


@needs(Right.DRAFT)
@require_POST
def outgoing_again(request: Request, document_id: int) -> HttpResponse:
    """A new draft with the text of this document."""
    pressed = AgainForm(request.POST)
    key = pressed.cleaned_data["form_key"] if pressed.is_valid() else None
    document = public.draft_again(by=request.actor, document_id=document_id, at=request.now, form_key=key)
    return go_to(request, reverse("outgoing_edit", args=[document.pk]), done="Đã chép thành dự thảo mới.")


@needs(Right.DRAFT)
def outgoing_preview(request: Request, document_id: int) -> HttpResponse:
    """A version as it will be printed, with DỰ THẢO across every page."""
    content = public.preview(
        by=request.actor, document_id=document_id, number=_asked_version(request), at=request.now
    )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="du-thao-{document_id}.pdf"'
    return answer


@needs(Right.DRAFT)
def outgoing_picture(request: Request, document_id: int, number: int) -> HttpResponse:
    """One page of a version, drawn, for those who do not open PDF files."""
    content = public.preview(
        by=request.actor,
        document_id=document_id,
        number=_asked_version(request),
        at=request.now,
        counted=False,
    )
    with tempfile.NamedTemporaryFile(suffix=".pdf") as kept:
        kept.write(content)
        kept.flush()
        drawn = render(Path(kept.name), Kind.PDF, page=number, width=_PICTURE_WIDTH, form=_PICTURE)
    return HttpResponse(drawn, content_type=_PICTURE.media_type)


@needs(Right.DRAFT)
def outgoing_versions(request: Request, document_id: int) -> HttpResponse:
    """All versions, newest first."""
    draft = public.draft_page(document_id)
    lines = version_lines(document_id, public.versions(document_id))
    return page(request, "documents/outgoing/versions.html", draft=draft, versions=lines)


@needs(Right.DRAFT)
def outgoing_compare(request: Request, document_id: int, before: int, after: int) -> HttpResponse:
    """Two versions side by side."""
    draft = public.draft_page(document_id)
    if before == after:
        raise NotThere("Chọn hai bản khác nhau để so sánh.")
    first, second = public.versions_with_text(document_id, tuple(sorted({before, after})))
    return page(
        request, "documents/outgoing/compare.html", draft=draft, before=first, after=second,
        lines=compared(first.content, second.content),
    )  # fmt: skip


def version_lines(document_id: int, found: tuple[public.ListedVersion, ...]) -> list[dict[str, object]]:
    """The versions as the component shows them."""
    return [
        {
            "number": one.number,
            "at": one.at,
            "by": one.by,
            "note": DECISIONS.get(one.decision or "", ""),
            "current": place == 0,
            "url": f"{reverse('outgoing_preview', args=[document_id])}?ban={one.number}",
            "compare_url": (
                reverse("outgoing_compare", args=[document_id, one.number - 1, one.number])
                if one.number > 1
                else ""
            ),
        }
        for place, one in enumerate(found)
    ]


def _editor(
    request: Request,
    draft: DraftPage,
    form: DraftForm,
    *,
    newest: bool = False,
    annex_form: AnnexForm | None = None,
    status: int | None = None,
) -> HttpResponse:
    return page(
        request, "documents/outgoing/edit.html", status=status or (422 if form.is_bound else 200),
        draft=draft, form=form, annex_form=annex_form or AnnexForm(), newest=draft if newest else None,
        newest_lines=as_lines(draft.content) if newest else (),
        alone=approves_alone(request.actor, draft.unit_id), **form_check(draft.content, today(request)),
    )  # fmt: skip


def _read_only(request: Request, draft: DraftPage) -> HttpResponse:
    return page(
        request, "documents/outgoing/locked.html", draft=draft,
        writer=draft.writer_other_than(request.actor.officer_id, request.now), lines=as_lines(draft.content),
    )  # fmt: skip


def _onward(request: Request, document_id: int, done: str) -> HttpResponse:
    """Where the pressed button leads."""
    if request.POST.get("sua"):
        return go_to(request, f"{reverse('outgoing_edit', args=[document_id])}#the-thuc", done=done)
    ways = {"noi-nhan": "outgoing_recipients", "trinh": "outgoing_submit", "xem": "outgoing_preview"}
    way = ways.get(request.POST.get("viec", ""), "outgoing_edit")
    return go_to(request, reverse(way, args=[document_id]), done="" if way == "outgoing_preview" else done)


def _asked_version(request: Request) -> int | None:
    return id_from(request.GET.get("ban", ""))
