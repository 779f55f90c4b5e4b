"""One member: her page, entered, changed, like ones, her sensitive facts, who opened her page."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.core.forms import id_from, refused
from hoiso.core.pages import go_to, page
from hoiso.members.fields import FIELDS, fields_on
from hoiso.members.keys import citizen_digits, code_written, unseal_citizen
from hoiso.members.pages import posted
from hoiso.members.register import public
from hoiso.members.register.errors import LikeMembers
from hoiso.members.register.forms import (
    BirthField,
    FactsForm,
    MemberForm,
    NewMemberForm,
    ReasonForm,
)
from hoiso.members.register.public import Birth
from hoiso.members.states import State
from hoiso.units.public import setting


@needs(Right.READ_MEMBERS)
@require_safe
def member(request: Request, member_id: int) -> HttpResponse:
    """Her page. Opening it is written down, and shown to those who keep her."""
    opened = public.member_sheet(request.actor, member_id)
    one = opened.member
    if one.merged_into_id:
        return redirect("member", one.merged_into_id)
    public.note_reading(request.actor, one, at=request.now)
    citizen = unseal_citizen(one.citizen_box)
    return page(
        request, "members/register/member.html", title=one.full_name, member=one, opened=opened,
        code=code_written(one.code), keeps=public.keeps(request.actor, one),
        sensitive=public.sees_sensitive(request.actor, one),
        citizen=f"•••• •••• {citizen[-4:]}" if citizen else "", today=request.actor.on,
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def member_new(request: Request) -> HttpResponse:
    """Enter a member; "save and next" keeps branch and group for the next one."""
    place, today = public.place_of(request.actor, Right.KEEP_MEMBERS), request.actor.on
    branches = public.branches_at(place, on=today)
    fields = fields_on(today)
    only = branches.branches[0].id if len(branches.branches) == 1 else None
    initial = {
        "branch": id_from(request.GET.get("chi_hoi", "")) or only,
        "group": id_from(request.GET.get("to", "")), "state": State.ACTIVE,
    }  # fmt: skip
    form = NewMemberForm(
        posted(request), today=today, fields=fields, branches=branches, initial=initial,
        of_age=_of_age(place.unit_id, today),
    )  # fmt: skip
    like: tuple[public.Like, ...] = ()
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            made = public.add_member(
                by=request.actor, entry=form.entry(), branch_id=given["branch"], group_id=given["group"],
                state=State(given["state"] or State.ACTIVE), signed_form=given["signed_form"],
                another=given["another"], at=request.now,
            )  # fmt: skip
        except LikeMembers as error:
            like = _like_of(form)
            form.add_error("another", error.sentence)
        except DomainError as error:
            refused(form, error)
        else:
            return _after(request, made.pk, given, number=_in_turn(request))
    return page(
        request, "members/register/new.html", title="Thêm hội viên", form=form, like=like,
        branches=branches, only=only, turn=_in_turn(request) - 1, more=_shown(form),
        status=422 if form.is_bound else 200,
    )  # fmt: skip


def _of_age(unit_id: int, today: date) -> int:
    """From which age on one may be a member."""
    return int(str(setting(unit_id, "member_age", today)))


def _in_turn(request: Request) -> int:
    """Which one in a row this is, as the address carries it."""
    return min((id_from(request.GET.get("da", "")) or 0) + 1, 999)


def _after(request: Request, made: int, given: dict[str, object], *, number: int) -> HttpResponse:
    done = f"Đã thêm {given['full_name']} vào danh sách."
    if "tiep" not in request.POST:
        return go_to(request, reverse("member", args=[made]), done=done)
    address = f"{reverse('member_new')}?chi_hoi={given['branch']}&da={number}"
    return go_to(request, f"{address}&to={given['group']}" if given["group"] else address, done=done)


def _shown(form: MemberForm) -> list[str]:
    """The fields of "Ghi thêm", in their order."""
    return [name for name in form.asked if name != "phone"]


def _like_of(form: MemberForm) -> tuple[public.Like, ...]:
    given = form.cleaned_data
    return public.like_members(
        full_name=given["full_name"], birth_year=given["birth"].year, birth_date=given["birth"].day,
        phone=given.get("phone", ""), citizen=given.get("citizen_id", ""),
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
@require_POST
def member_like(request: Request) -> HttpResponse:
    """While one types: members who may be the same woman. Nothing is refused here."""
    birth = BirthField(required=False)
    birth.today = request.actor.on
    try:
        born = birth.clean(request.POST.get("birth", ""))
    except ValidationError:
        born = None  # still being typed
    like = public.like_members(
        full_name=request.POST.get("full_name", "")[:100],
        birth_year=born.year if isinstance(born, Birth) else None,
        birth_date=born.day if isinstance(born, Birth) else None,
        phone=request.POST.get("phone", "")[:20],
        citizen=citizen_digits(request.POST.get("citizen_id", "")[:20]),
        besides=id_from(request.POST.get("besides", "")),
    )
    return page(request, "members/register/_like.html", like=like)


@needs(Right.KEEP_MEMBERS)
def member_change(request: Request, member_id: int) -> HttpResponse:
    """Change what is written of her."""
    one = public.member_row(request.actor, member_id)
    if one.merged_into_id:
        return redirect("member_change", one.merged_into_id)
    if not public.keeps(request.actor, one):
        raise NotAllowed("Đồng chí không giữ danh sách của chi hội này nên không sửa được hồ sơ.")
    today = request.actor.on
    form = MemberForm(
        posted(request), today=today, fields=fields_on(today), initial=MemberForm.initial_of(one),
        of_age=_of_age(one.commune_id, today),
    )  # fmt: skip
    version = id_from(request.POST.get("version", "")) or one.version
    if form.is_bound and form.is_valid():
        try:
            public.change_member(
                by=request.actor, member_id=member_id, version=version, entry=form.entry(), at=request.now
            )
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, reverse("member", args=[member_id]), done="Đã lưu hồ sơ hội viên.")
    return page(
        request, "members/register/change.html", title="Sửa hồ sơ hội viên", form=form, member=one,
        version=version, more=_shown(form), status=422 if form.is_bound else 200,
    )  # fmt: skip


@needs(Right.READ_SENSITIVE_MEMBERS)
def member_facts(request: Request, member_id: int) -> HttpResponse:
    """Her sensitive facts: a reason first, then what the officer's post sees, to be changed there."""
    one = public.member_row(request.actor, member_id)
    keeps = public.keeps(request.actor, one)
    if request.POST.get("viec") == "luu" and keeps:
        return _keep_facts(request, member_id)
    form = ReasonForm(posted(request))
    if form.is_bound and form.is_valid():
        facts = public.read_facts(
            by=request.actor, member=one, reason=form.cleaned_data["reason"], at=request.now
        )
        return page(
            request, "members/register/facts.html", title=f"Thông tin nhạy cảm: {one.full_name}",
            member=one, keeps=keeps, purposes=facts.fields,
            form=FactsForm(initial=facts.values, asked=facts.fields), values=_words(facts),
        )  # fmt: skip
    fields = public.seen_by(request.actor, one, at=request.now)
    if not fields:
        raise NotAllowed("Chức vụ hiện tại của đồng chí không xem được thông tin nhạy cảm của hội viên này.")
    return page(
        request, "members/register/facts_reason.html", title="Xem thông tin nhạy cảm", member=one, form=form,
        fields=fields, status=422 if form.is_bound else 200,
    )  # fmt: skip


def _keep_facts(request: Request, member_id: int) -> HttpResponse:
    one = public.member_row(request.actor, member_id)
    fields = public.seen_by(request.actor, one, at=request.now)
    form = FactsForm(request.POST, asked=fields)
    if form.is_valid():
        public.keep_facts(by=request.actor, member_id=member_id, values=form.values(), at=request.now)
        return go_to(request, reverse("member", args=[member_id]), done="Đã lưu thông tin nhạy cảm.")
    return page(
        request, "members/register/facts.html", title=f"Thông tin nhạy cảm: {one.full_name}", member=one,
        keeps=True, purposes=fields, form=form, values=(), status=422,
    )  # fmt: skip


def _words(facts: public.Facts) -> tuple[tuple[str, str], ...]:
    shown = {"yes": "Là đảng viên", "no": "Không", "poor": "Hộ nghèo", "near_poor": "Hộ cận nghèo"}
    return tuple(
        (FIELDS[name].label, shown.get(value, value) or "Chưa ghi") for name, value in facts.values.items()
    )


@needs(Right.READ_MEMBERS)
@require_safe
def member_readings(request: Request, member_id: int) -> HttpResponse:
    """Who opened her page, told to those who keep her."""
    one = public.member_row(request.actor, member_id)
    return page(
        request, "members/register/readings.html", title=f"Ai đã mở hồ sơ {one.full_name}", member=one,
        readings=public.readings(member_id), printed_at=request.now,
    )  # fmt: skip
