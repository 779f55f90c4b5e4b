"""One member: her timeline, an act written down, the last one taken back; an act for many."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.forms import id_from, ids_from
from hoiso.core.pages import go_to, page
from hoiso.members.lives import public
from hoiso.members.lives.errors import NotTheLast
from hoiso.members.lives.forms import ActForm
from hoiso.members.lives.public import ACTS
from hoiso.members.models import Member
from hoiso.members.register import public as register

_MANY = {"cho": ("ket-nap", "khong-cong-nhan"), "dang": ("chuyen", "thoi", "xoa-ten")}
_NOT_YOURS = "Đồng chí không giữ danh sách của chi hội này nên không ghi được việc."


def kept_member(request: Request, member_id: int) -> Member:
    """The member, for who keeps her."""
    one = register.member_row(request.actor, member_id)
    if one.merged_into_id:
        raise NotThere("Hồ sơ này đã được gộp. Mở hồ sơ còn lại để ghi việc.")
    if not register.keeps(request.actor, one):
        raise NotAllowed(_NOT_YOURS)
    return one


@needs(Right.READ_MEMBERS)
@require_safe
def member_life(request: Request, member_id: int) -> HttpResponse:
    """Her whole history, with the last act to be taken back."""
    one = register.member_row(request.actor, member_id)
    register.note_reading(request.actor, one, at=request.now)
    keeps = register.keeps(request.actor, one)
    life = public.life_of(one)
    return page(
        request, "members/lives/life.html", title=f"Quá trình của {one.full_name}", member=one,
        events=life.events, undo_id=life.undo_id if keeps else None, keeps=keeps,
        printed_at=request.now,
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_act(request: Request, member_id: int) -> HttpResponse:
    """Which act, then its form."""
    one = kept_member(request, member_id)
    act = ACTS.get(request.POST.get("viec", "") or request.GET.get("viec", ""))
    if act is None or (request.method != "POST" and one.state not in act.after):
        return page(
            request, "members/lives/choose.html", title="Ghi việc", member=one,
            acts=public.acts_after(one.state),
            moves=one.state in ("active", "away", "suspended"),
        )  # fmt: skip
    branches = register.branches_at(register.place_of(request.actor), on=request.actor.on)
    form = ActForm(
        request.POST if request.method == "POST" else None, act=act, today=request.actor.on,
        groups=branches.groups_of(one.branch_id), initial={"on": request.actor.on, "group": one.group_id},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            public.do(by=request.actor, member_id=member_id, doing=form.doing(), at=request.now)
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            event = public.undoable(one)
            undo = f"{reverse('member_undo', args=[member_id])}?viec={event.pk}" if event else ""
            return go_to(
                request, reverse("member_life", args=[member_id]),
                done=f"Đã ghi “{act.label}” cho {one.full_name}.", undo=undo,
            )  # fmt: skip
    return page(
        request, "members/lives/act.html", title=act.label, member=one, act=act, form=form,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_undo(request: Request, member_id: int) -> HttpResponse:
    """Take the last act back: asked first, then done. `viec` in the address names the act."""
    one = kept_member(request, member_id)
    event_id = id_from(request.GET.get("viec", "")) or 0
    event = public.undoable(one)
    problem = ""
    if request.method == "POST":
        try:
            public.undo_last(by=request.actor, member_id=member_id, event_id=event_id, at=request.now)
        except NotTheLast as error:
            problem = error.sentence
        else:
            # After a transfer is taken back she may be no longer here.
            back = Member.objects.filter(pk=member_id).exists()
            where = reverse("member_life", args=[member_id]) if back else reverse("member_list")
            return go_to(request, where, done=f"Đã hoàn tác việc vừa ghi cho {one.full_name}.")
    elif event is None or event.pk != event_id:
        problem = "Việc này không hoàn tác được nữa: sau đó đã có việc khác."
    return page(
        request, "members/lives/undo.html", title="Hoàn tác việc đã ghi", member=one, event=event,
        problem=problem, status=422 if problem else 200,
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_many(request: Request) -> HttpResponse:
    """Members are ticked in a list, then one act is written down for all of them."""
    place = register.place_of(request.actor, Right.KEEP_MEMBERS)
    given = request.POST if request.method == "POST" else request.GET
    which = given.get("xem", "") if given.get("xem", "") in _MANY else "cho"
    branches = register.branches_at(place, on=request.actor.on)
    branch_id = id_from(given.get("chi_hoi", ""))
    act = ACTS.get(request.POST.get("viec", ""))
    chosen = ids_from(request.POST.getlist("chon"))
    problem = ""
    if request.method == "POST" and act is not None and act.code in _MANY[which]:
        if chosen:
            return _many(request, place, which, act.code, chosen)
        problem = "Đánh dấu ít nhất một hội viên."
    return page(
        request, "members/lives/many.html", title="Ghi cho nhiều hội viên", place=place, which=which,
        rows=public.to_tick(place, which, branch_id=branch_id),
        acts=[ACTS[code] for code in _MANY[which] if code in ACTS], branches=branches.branches,
        branch_id=branch_id, problem=problem, most=public.MOST_AT_ONCE,
        views=[
            {"url": f"?xem={name}", "label": label, "current": name == which}
            for name, label in (("cho", "Chờ công nhận"), ("dang", "Đang sinh hoạt"))
        ],
        status=422 if problem else 200,
    )  # fmt: skip


def _many(request: Request, place: register.Place, which: str, code: str, chosen: list[int]) -> HttpResponse:
    act = ACTS[code]
    rows = public.to_tick(place, which, branch_id=None, chosen=chosen)
    sent = "on" in request.POST
    form = ActForm(
        request.POST if sent else None, act=act, today=request.actor.on, initial={"on": request.actor.on}
    )
    if sent and form.is_valid():
        try:
            count = public.do_many(by=request.actor, member_ids=chosen, doing=form.doing(), at=request.now)
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            return go_to(
                request, f"{reverse('member_many')}?xem={which}",
                done=f"Đã ghi “{act.label}” cho {count} hội viên.",
            )  # fmt: skip
    return page(
        request, "members/lives/many_act.html", title=f"{act.label}: {len(rows)} hội viên", rows=rows,
        which=which, act=act, form=form, status=422 if sent else 200,
    )  # fmt: skip
