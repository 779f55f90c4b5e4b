"""Huỷ hồ sơ: the list, the committee, the decision, the act, and what is left of it on paper."""

from typing import TypedDict

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import Right, needs, signed_in
from hoiso.audit import public as audit
from hoiso.core.errors import NotAllowed, NotThere
from hoiso.core.forms import ids_from
from hoiso.core.pages import go_to, page
from hoiso.documents import filing
from hoiso.documents.keeping import paper, phrases, public
from hoiso.documents.keeping.forms.archive import (
    CommitteeForm,
    DecisionForm,
    DisposalForm,
    OpinionForm,
    ReasonForm,
)
from hoiso.documents.keeping.views.answering import PDF, act, file_answer, unit_of
from hoiso.documents.tables.archive import Disposal


@needs(Right.KEEP_DOSSIERS)
def disposal_list(request: Request) -> HttpResponse:
    """Disposals that she keeps, or is asked about."""
    return page(
        request,
        "documents/keeping/disposals.html",
        title="Huỷ hồ sơ hết thời hạn",
        heads=phrases.DISPOSAL_HEADS,
        disposals=public.disposals([post.unit_id for post in request.actor.posts]),
        keeps=request.actor.holds(Right.KEEP_ARCHIVE),
    )


@needs(Right.KEEP_ARCHIVE)
def disposal_new(request: Request) -> HttpResponse:
    """Choose among the dossiers whose time of keeping is over."""
    unit_id = unit_of(request, Right.KEEP_ARCHIVE)
    year = request.actor.on.year
    form = DisposalForm(
        request.POST or None, initial={"title": f"Huỷ hồ sơ hết thời hạn bảo quản năm {year}"}
    )
    chosen = ids_from(request.POST.getlist("chon"))
    made: list[int] = []

    def do() -> str:
        found = public.propose_disposal(
            by=request.actor, unit_id=unit_id, dossier_ids=chosen, at=request.now, **form.cleaned_data
        )
        made.append(found.pk)
        return phrases.DISPOSAL_PROPOSED

    answer = act(
        request, form, do,
        on_to=reverse("disposal_list"), back_url=reverse("disposal_list"), back_label="Huỷ hồ sơ",
        title="Lập danh mục hồ sơ hết thời hạn", label="Lập danh mục",
        template="documents/keeping/disposal_new.html",
        heads=phrases.OVER_HEADS,
        rows=public.to_dispose(unit_id=unit_id, on=request.actor.on),
        chosen=set(chosen),
    )  # fmt: skip
    if made:
        answer["Location"] = reverse("disposal", args=[made[0]])
    return answer


@signed_in
def disposal(request: Request, disposal_id: int) -> HttpResponse:
    """One disposal: its dossiers, its committee, its next step."""
    found, members = public.disposal(disposal_id), public.committee(disposal_id)
    actor = request.actor
    mine = next((one for one in members if one.officer_id == actor.officer_id), None)
    day = found.decision_on
    return page(
        request,
        "documents/keeping/disposal.html",
        title=found.title,
        heads=phrases.DISPOSED_HEADS,
        member_heads=phrases.COMMITTEE_HEADS,
        disposal=found,
        state_words=Disposal.State(found.state).label,
        rows=public.disposal_lines(disposal_id),
        members=members,
        mine=mine,
        keeps=actor.holds(Right.KEEP_ARCHIVE, at=found.unit_id),
        decides=actor.holds(Right.APPROVE, at=found.unit_id),
        spoken=all(one.opinion for one in members),
        facts=[
            ("Người lập", found.made_by_name),
            ("Quyết định", f"{found.decision_number}, ngày {day:%d/%m/%Y}" if day else ""),
            ("Người quyết định", found.decided_by_name),
            ("Người thực hiện", found.done_by_name),
            ("Số văn bản đã xoá nội dung", "" if found.removed is None else str(found.removed)),
            ("Lý do dừng", found.reason),
        ],
    )


@needs(Right.KEEP_ARCHIVE)
def disposal_committee(request: Request, disposal_id: int) -> HttpResponse:
    """Name the committee and ask it."""
    found = _kept(request, disposal_id, Right.KEEP_ARCHIVE)
    people = public.people_at(found.unit_id, on=request.actor.on)
    form = CommitteeForm(request.POST or None, people=people)

    def do() -> str:
        public.ask_committee(
            by=request.actor, disposal_id=disposal_id, members=form.committee(), at=request.now
        )
        return phrases.COMMITTEE_ASKED

    return act(
        request, form, do, **_way(found), title="Chọn hội đồng", label="Gửi hội đồng xin ý kiến",
        template="documents/keeping/committee.html",
    )  # fmt: skip


@signed_in
def disposal_opinion(request: Request, disposal_id: int) -> HttpResponse:
    """A member of the committee says what she thinks, once."""
    found = public.disposal(disposal_id)
    if request.actor.officer_id not in {one.officer_id for one in public.committee(disposal_id)}:
        raise NotThere("Đồng chí không ở trong hội đồng của đợt huỷ này.")
    form = OpinionForm(request.POST or None)

    def do() -> str:
        public.give_opinion(by=request.actor, disposal_id=disposal_id, at=request.now, **form.cleaned_data)
        return phrases.OPINION_GIVEN

    return act(
        request, form, do, **_way(found), title="Cho ý kiến", label="Gửi ý kiến",
        intro="Ý kiến đã gửi không sửa được và được ghi vào biên bản.",
        template="documents/keeping/opinion.html",
    )  # fmt: skip


@needs(Right.KEEP_ARCHIVE)
@require_POST
def disposal_keep(request: Request, disposal_id: int, entry_id: int) -> HttpResponse:
    """Take a dossier off the list."""
    public.keep_after_all(by=request.actor, disposal_id=disposal_id, entry_id=entry_id, at=request.now)
    return go_to(request, reverse("disposal", args=[disposal_id]), done=phrases.KEPT_AFTER_ALL)


@needs(Right.APPROVE)
def disposal_decide(request: Request, disposal_id: int) -> HttpResponse:
    """Write down the decision."""
    found = _kept(request, disposal_id, Right.APPROVE)
    form = DecisionForm(
        request.POST or None, today=request.actor.on, initial={"decision_on": request.actor.on}
    )

    def do() -> str:
        public.decide_disposal(by=request.actor, disposal_id=disposal_id, at=request.now, **form.cleaned_data)
        return phrases.DISPOSAL_DECIDED

    return act(
        request, form, do, **_way(found), title="Ghi quyết định huỷ", label="Ghi quyết định",
        intro="Chỉ ghi được khi mọi người trong hội đồng đã cho ý kiến và quá nửa đồng ý.",
    )  # fmt: skip


@needs(Right.KEEP_ARCHIVE)
def disposal_stop(request: Request, disposal_id: int) -> HttpResponse:
    """Nothing is disposed of."""
    found = _kept(request, disposal_id, Right.KEEP_ARCHIVE)
    form = ReasonForm(request.POST or None)

    def do() -> str:
        public.stop_disposal(by=request.actor, disposal_id=disposal_id, at=request.now, **form.cleaned_data)
        return phrases.DISPOSAL_STOPPED

    return act(request, form, do, **_way(found), title="Dừng đợt huỷ", label="Dừng đợt huỷ này")


@needs(Right.KEEP_ARCHIVE)
def disposal_carry_out(request: Request, disposal_id: int) -> HttpResponse:
    """Ask once more, then remove the contents."""
    found = _kept(request, disposal_id, Right.KEEP_ARCHIVE)
    address = reverse("disposal", args=[disposal_id])
    if request.method == "POST":
        done = public.carry_out_disposal(by=request.actor, disposal_id=disposal_id, at=request.now)
        return go_to(request, address, done=phrases.DISPOSAL_DONE.format(count=done.removed))
    if found.state != Disposal.State.DECIDED:
        return go_to(request, address)
    return page(
        request,
        "documents/keeping/disposal_carry_out.html",
        title="Thực hiện huỷ",
        disposal=found,
        count=len(public.documents_to_dispose(disposal_id)),
    )


@signed_in
def disposal_print(request: Request, disposal_id: int) -> HttpResponse:
    """The list, as PDF."""
    found, rows = public.disposal(disposal_id), public.disposal_lines(disposal_id)
    content = paper.disposal_list(found, rows, printed_by=request.actor.full_name, at=request.now)
    _note(request, found, rows=len(rows))
    return file_answer(request, content, PDF, "danh-muc-huy")


@signed_in
def disposal_minutes(request: Request, disposal_id: int) -> HttpResponse:
    """The minutes that were made when the contents went, as they were kept."""
    found = public.disposal(disposal_id)
    if found.record is None:
        raise NotThere("Đợt huỷ này chưa thực hiện nên chưa có biên bản.")
    with filing.store().open(found.record.sha256) as kept:
        content = kept.read()
    _note(request, found)
    return file_answer(request, content, PDF, "bien-ban-huy")


def _kept(request: Request, disposal_id: int, right: Right) -> Disposal:
    found = public.disposal(disposal_id)
    if not request.actor.holds(right, at=found.unit_id):
        raise NotAllowed("Chức vụ hiện tại của đồng chí không làm được việc này ở đơn vị này.")
    return found


class _Way(TypedDict):
    on_to: str
    back_url: str
    back_label: str


def _way(found: Disposal) -> _Way:
    address = reverse("disposal", args=[found.pk])
    return {"on_to": address, "back_url": address, "back_label": "Đợt huỷ hồ sơ"}


def _note(request: Request, found: Disposal, **counts: int) -> None:
    audit.record(
        "print", "disposal", found.pk, at=request.now, actor_id=request.actor.officer_id,
        unit_id=found.unit_id, **counts,
    )  # fmt: skip
