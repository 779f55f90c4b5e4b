"""Rounds of opinions: the list, one round for whoever asks and whoever is asked, the collected sheet."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote, urlencode

from django import forms as django_forms
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.files.kinds import FORMS, Kind
from hoiso.core.files.taking_in import store
from hoiso.core.forms import id_from
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_date, vn_time
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.documents.opinions import phrases, public
from hoiso.documents.opinions.forms import AnswerForm, ExtendForm, OutcomeForm, RoundForm
from hoiso.documents.opinions.public import OpinionLine, RoundPage
from hoiso.documents.opinions.rules import ASKABLE, require_asker_id
from hoiso.documents.outgoing import public as outgoing

Made = TypeVar("Made")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SANDBOX = "default-src 'none'; sandbox"
_COLUMNS = (
    SheetColumn("Dự thảo", 50), SheetColumn("Nội dung xin ý kiến", 50), SheetColumn("Đơn vị hỏi", 30),
    SheetColumn("Người hỏi", 24), SheetColumn("Hạn trả lời", 13), SheetColumn("Tình trạng", 16),
    SheetColumn("Đã trả lời", 12),
)  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def opinion_list(request: Request) -> HttpResponse:
    """What she is asked, what she has answered, what she and her unit asked."""
    view, words, order = _asked(request)
    found, counts = public.rounds(
        request.actor, view=view, words=words, order=order, cursor=request.GET.get("trang", "")
    )
    address = _addresses(view, words, order)
    shown = [one for one in public.VIEWS if one != "don-vi" or request.actor.holds(Right.READ_TRAY)]
    return page(
        request, "documents/opinions/list.html", found=found, view=view, q=words, today=request.actor.on,
        views=[
            {
                "url": _addresses(name, "", "")(), "label": phrases.VIEWS[name], "count": counts[name],
                "current": name == view,
            }
            for name in shown
        ],
        by_due=order == "han", other_order=_addresses(view, words, "moi" if order == "han" else "han")(),
        previous=address(found.previous) if found.previous else "",
        following=address(found.next) if found.next else "",
        export_url=f"{reverse('opinion_list_export')}{address()}", empty=phrases.EMPTY[view],
        filter_words=_words(view, words), printed_at=request.now,
    )  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def opinion_list_export(request: Request) -> HttpResponse:
    """The whole view as an Excel file."""
    view, words, order = _asked(request)
    actor = request.actor
    rows = list(public.all_rounds(actor, view=view, words=words, order=order))
    content = write_sheet(
        "Lấy ý kiến dự thảo",
        _COLUMNS,
        (
            (
                row.subject, row.question, row.unit_name, row.by_name, row.due_on,
                "Đã kết thúc" if row.closed else "Đang hỏi", f"{row.given}/{row.asked}",
            )
            for row in rows
        ),
        lines=(
            actor.current.unit_title if actor.current else "", _words(view, words),
            f"{actor.full_name} xuất lúc {vn_time(request.now)}",
        ),
    )  # fmt: skip
    audit.record(
        "export", "opinion_list", None,
        at=request.now, actor_id=actor.officer_id, unit_id=actor.unit_id, rows=len(rows),
    )  # fmt: skip
    return _file(content, "lay-y-kien.xlsx", _XLSX)


@needs(Right.DRAFT)
def opinion_new(request: Request, document_id: int) -> HttpResponse:
    """Ask for opinions on a draft."""
    draft = public.asked_draft(document_id)
    if draft.state not in ASKABLE:
        return go_to(request, reverse("document", args=[document_id]))
    if not request.actor.holds(Right.DRAFT, at=draft.unit_id):
        raise NotAllowed("Đồng chí không soạn văn bản của đơn vị này nên không mở vòng lấy ý kiến được.")
    people = public.askable_people(draft.unit_id, on=request.actor.on)
    form = RoundForm(
        request.POST or None, people=[one for one in people if one.id != request.actor.officer_id],
        places=draft.places, today=request.actor.on,
    )  # fmt: skip
    if form.is_valid():
        given = form.cleaned_data
        made = _try(
            form,
            lambda: public.open_round(
                by=request.actor, document_id=document_id, question=given["question"],
                due_on=given["due_on"], officers=given["officers"], units=given["units"],
                shared=given["manner"] == "mo", at=request.now,
            ),
        )  # fmt: skip
        if made is not None:
            asked = len(given["officers"]) + len(given["units"])
            return go_to(
                request, reverse("opinion_round", args=[made.pk]), done=f"Đã hỏi ý kiến {asked} nơi."
            )
    return page(
        request, "documents/opinions/new.html", form=form, draft=draft,
        units_open=bool(form["units"].value()) or "units" in form.errors,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@needs(Right.DRAFT)
def opinion_round(request: Request, round_id: int) -> HttpResponse:
    """One round: to answer for whoever is asked, the collected sheet for whoever may see it."""
    found = public.round_page(round_id)
    mine = found.mine(request.actor)
    wanted = id_from(request.POST.get("y_kien", ""))
    line = next((one for one in mine if one.id == wanted), None) or next(
        (one for one in mine if not one.answer), mine[0] if mine else None
    )
    form = AnswerForm(
        request.POST or None, initial={"answer": line.answer, "text": line.text} if line else None
    )
    if request.method == "POST":
        if line is None:
            raise NotAllowed("Vòng này hỏi người khác hoặc đơn vị khác.")
        if form.is_valid() and _answered(request, line, form) is not None:
            return go_to(request, reverse("opinion_round", args=[round_id]), done="Đã gửi ý kiến.")
    else:
        audit.record(
            "opinion_read", "opinion_round", round_id,
            at=request.now, actor_id=request.actor.officer_id, unit_id=found.unit_id,
        )  # fmt: skip
    asks = found.by_id == request.actor.officer_id
    return page(
        request, "documents/opinions/round.html", found=found, form=form, line=line, mine=mine, asks=asks,
        taken=found.taken(request.actor.on), today=request.actor.on, status=422 if form.is_bound else 200,
        lines=outgoing.as_lines(outgoing.from_json(found.content)),
        hidden=not found.shared and found.closed_at is None and not asks,
    )  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def opinion_draft(request: Request, round_id: int) -> HttpResponse:
    """The version that is asked about, as it is printed."""
    found = public.round_page(round_id)
    content = outgoing.printed(found.content)
    audit.record(
        "opinion_read", "opinion_round", round_id,
        at=request.now, actor_id=request.actor.officer_id, unit_id=found.unit_id, printed=True,
    )  # fmt: skip
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = "inline; filename=du-thao.pdf"
    answer["Cache-Control"] = "private, no-store"
    return answer


@needs(Right.DRAFT)
def opinion_extend(request: Request, round_id: int) -> HttpResponse:
    """Give more time."""
    found = public.round_page(round_id)
    require_asker_id(request.actor, found.by_id)
    form = ExtendForm(request.POST or None, today=request.actor.on)
    if form.is_valid():
        due_on = form.cleaned_data["due_on"]
        made = _try(
            form,
            lambda: public.extend(by=request.actor, round_id=round_id, due_on=due_on, at=request.now),
        )
        if made is not None:
            return go_to(
                request, reverse("opinion_round", args=[round_id]), done=f"Đã gia hạn đến {vn_date(due_on)}."
            )
    return page(
        request, "documents/opinions/extend.html", form=form, found=found, status=422 if form.errors else 200
    )


@needs(Right.DRAFT)
@require_POST
def opinion_urge(request: Request, round_id: int) -> HttpResponse:
    """Remind the silent."""
    told = public.urge(by=request.actor, round_id=round_id, at=request.now)
    done = f"Đã nhắc {told} nơi chưa trả lời." if told else "Hôm nay đã nhắc rồi, hoặc mọi nơi đã trả lời."
    return go_to(request, reverse("opinion_round", args=[round_id]), done=done)


@needs(Right.DRAFT)
@require_POST
def opinion_close(request: Request, round_id: int) -> HttpResponse:
    """End the round by hand."""
    public.close(by=request.actor, round_id=round_id, at=request.now)
    return go_to(request, reverse("opinion_round", args=[round_id]), done="Đã kết thúc lấy ý kiến.")


@needs(Right.DRAFT)
def opinion_settle(request: Request, opinion_id: int) -> HttpResponse:
    """What the drafter makes of one answer."""
    round_id, line = public.opinion_line(opinion_id)
    found = public.round_page(round_id)
    require_asker_id(request.actor, found.by_id)
    form = OutcomeForm(
        request.POST or None, initial={"outcome": line.outcome or "accepted", "text": line.outcome_text}
    )
    if form.is_valid():
        given = form.cleaned_data
        made = _try(
            form,
            lambda: public.settle(
                by=request.actor, opinion_id=opinion_id, outcome=given["outcome"], text=given["text"],
                at=request.now,
            ),
        )  # fmt: skip
        if made is not None:
            return go_to(
                request, f"{reverse('opinion_round', args=[round_id])}#tong-hop",
                done=f"Đã ghi kết quả với ý kiến của {line.name}.",
            )  # fmt: skip
    return page(
        request, "documents/opinions/settle.html", form=form, found=found, line=line,
        status=422 if form.errors else 200,
    )  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def opinion_print(request: Request, round_id: int) -> HttpResponse:
    """The collected sheet for paper."""
    found = _whole(request, round_id)
    _record(request, found, "print")
    return page(
        request, "documents/opinions/print.html", found=found, printed_at=request.now,
        back_url=reverse("opinion_round", args=[round_id]), back_label="Vòng lấy ý kiến",
    )  # fmt: skip


@needs(Right.DRAFT)
@require_safe
def opinion_export(request: Request, round_id: int) -> HttpResponse:
    """The collected sheet as Excel, or as Word (`dang=docx`)."""
    found = _whole(request, round_id)
    _record(request, found, "export")
    if request.GET.get("dang") == "docx":
        content = public.as_word(found, by=request.actor.full_name, at=request.now)
        return _file(content, "tong-hop-y-kien.docx", _DOCX)
    content = public.as_sheet(found, by=request.actor.full_name, at=request.now)
    return _file(content, "tong-hop-y-kien.xlsx", _XLSX)


@needs(Right.DRAFT)
@require_safe
def opinion_file(request: Request, opinion_id: int) -> HttpResponseBase:
    """The file of an answer, as a download: never shown by the browser under our own address."""
    found = public.opinion_file(opinion_id)
    if found.stored is None:
        raise NotThere("Không có tệp này.")
    audit.record(
        "opinion_download", "opinion_round", found.round_id,
        at=request.now, actor_id=request.actor.officer_id, unit_id=found.unit_id, file=found.stored_id,
    )  # fmt: skip
    kind = FORMS.get(Kind(found.stored.kind))
    answer = FileResponse(
        store().open(found.stored.sha256), as_attachment=True, filename=found.file_name,
        content_type=kind.media_type if kind else "application/octet-stream",
    )  # fmt: skip
    answer["Content-Encoding"] = "identity"
    answer["Content-Security-Policy"] = _SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _answered(request: Request, line: OpinionLine, form: AnswerForm) -> object | None:
    given = form.cleaned_data
    sent = request.FILES.get("file")
    upload = public.Upload(sent.file, sent.name or "") if sent else None  # type: ignore[arg-type]
    return _try(
        form,
        lambda: public.answer(
            by=request.actor, opinion_id=line.id, answer=given["answer"], text=given["text"], at=request.now,
            upload=upload, without_file=given["without_file"],
        ),
    )  # fmt: skip


def _whole(request: Request, round_id: int) -> RoundPage:
    """The round for whoever may see all answers of it; others have no sheet to take away."""
    found = public.round_page(round_id)
    if found.by_id == request.actor.officer_id or found.shared:
        return found
    if found.closed_at is not None and found.sees_document:
        return found
    raise NotAllowed("Vòng lấy ý kiến kín: bảng tổng hợp chỉ dành cho người hỏi đến khi kết thúc.")


def _record(request: Request, found: RoundPage, action: str) -> None:
    audit.record(
        action, "opinion_round", found.id,
        at=request.now, actor_id=request.actor.officer_id, unit_id=found.unit_id, rows=found.asked,
    )  # fmt: skip


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer


def _asked(request: Request) -> tuple[str, str, str]:
    view, order = request.GET.get("xem", ""), request.GET.get("thu-tu", "")
    view = view if view in public.VIEWS else public.VIEWS[0]
    usual = "han" if view == "can-tra-loi" else "moi"
    return view, request.GET.get("q", "").strip()[:100], order if order in public.ORDERS else usual


def _addresses(view: str, words: str, order: str) -> Callable[..., str]:
    def address(cursor: str = "") -> str:
        values = {"xem": view, "q": words, "thu-tu": order, "trang": cursor}
        return "?" + urlencode({key: value for key, value in values.items() if value})

    return address


def _words(view: str, words: str) -> str:
    return phrases.VIEWS[view] + (f", tìm “{words}”" if words else "")


def _try(form: django_forms.Form, act: Callable[[], Made]) -> Made | None:
    """What the act gives; None when it was refused, with the refusal on the form."""
    try:
        return act()
    except (NotAllowed, NotThere):
        raise
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
        return None
