"""Households: the list, one of them, entered, changed, who lives there."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs, seal, unseal
from hoiso.core.errors import DomainError
from hoiso.core.forms import clean_text, refused
from hoiso.core.pages import go_to, page
from hoiso.members.pages import posted
from hoiso.members.register import public
from hoiso.members.register.forms import HouseholdForm, PersonForm
from hoiso.members.register.public import HOUSEHOLD_VIEWS

_SEARCH = "members:household"
_NOBODY = "khong"


@needs(Right.READ_MEMBERS)
def household_list(request: Request) -> HttpResponse:
    """Households of the place. What is searched comes by POST and stands in addresses sealed."""
    place = public.place_of(request.actor)
    token = request.GET.get("tim", "")
    words = (unseal(_SEARCH, token) or "") if token else ""
    if request.method == "POST":
        words = clean_text(request.POST.get("q", ""))[:100]
        token = seal(_SEARCH, words) if words else ""
    view = request.GET.get("xem", "")
    view = view if view in HOUSEHOLD_VIEWS else "tat-ca"
    found, counts = public.household_page(
        place, view=view, words=words, cursor="" if request.method == "POST" else request.GET.get("trang", "")
    )

    def address(**parts: str) -> str:
        kept = {name: value for name, value in {"xem": view, "tim": token, **parts}.items() if value}
        return f"?{urlencode(kept)}"

    return page(
        request, "members/register/households.html", title="Hộ gia đình", found=found, words=words,
        views=[
            {"url": address(xem=name), "label": label, "count": counts[name], "current": name == view}
            for name, label in HOUSEHOLD_VIEWS.items()
        ],
        previous=address(trang=found.previous) if found.previous else "",
        following=address(trang=found.next) if found.next else "",
        keeps=public.keeps_at(request.actor, place), printed_at=request.now,
        filter_words=HOUSEHOLD_VIEWS[view],
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def household_new(request: Request) -> HttpResponse:
    """Enter a household."""
    place = public.place_of(request.actor, Right.KEEP_MEMBERS)
    branches = public.branches_at(place, on=request.actor.on)
    only = branches.branches[0].id if len(branches.branches) == 1 else None
    form = HouseholdForm(posted(request), branches=branches, initial={"branch": only})
    if form.is_bound and form.is_valid():
        try:
            made = public.add_household(
                by=request.actor, branch_id=form.cleaned_data["branch"], entry=form.entry(), at=request.now
            )
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, reverse("household", args=[made.pk]), done="Đã thêm hộ gia đình.")
    return page(
        request, "members/register/household_form.html", title="Thêm hộ gia đình", form=form, only=only,
        back_url=reverse("household_list"), back_label="Hộ gia đình", new=True,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@needs(Right.READ_MEMBERS)
def household(request: Request, household_id: int) -> HttpResponse:
    """One household; a person is put into it here: a member of that name is offered first."""
    opened = public.household_sheet(household_id)
    one = opened.household
    public.require_reading(request.actor, commune_id=one.commune_id, branch_id=one.branch_id)
    form = PersonForm(posted(request))
    like: tuple[public.Like, ...] = ()
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        chosen = request.POST.get("member", "")
        if not chosen:
            like = public.namesakes(one.branch_id, given["name"])
        if chosen or not like:
            try:
                public.put_into_household(
                    by=request.actor, household_id=household_id,
                    member_id=given["member"] if chosen != _NOBODY else None, name=given["name"],
                    birth_year=given["birth_year"], relation=given["relation"], at=request.now,
                )  # fmt: skip
            except DomainError as error:
                refused(form, error)
            else:
                return go_to(request, reverse("household", args=[household_id]), done="Đã ghi vào hộ.")
    return page(
        request, "members/register/household.html", title=f"Hộ {one.head_name}", household=one,
        people=opened.people, form=form, like=like, nobody=_NOBODY,
        keeps=public.keeps_unit(request.actor, commune_id=one.commune_id, branch_id=one.branch_id),
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
def household_change(request: Request, household_id: int) -> HttpResponse:
    """Change what is written of a household."""
    one = public.household_sheet(household_id).household
    public.require_keeping(request.actor, commune_id=one.commune_id, branch_id=one.branch_id)
    names = ("head_name", "hamlet", "address", "women", "note")
    form = HouseholdForm(posted(request), initial={name: getattr(one, name) for name in names})
    if form.is_bound and form.is_valid():
        public.change_household(
            by=request.actor, household_id=household_id, entry=form.entry(), at=request.now
        )
        return go_to(request, reverse("household", args=[household_id]), done="Đã lưu hộ gia đình.")
    return page(
        request, "members/register/household_form.html", title="Sửa hộ gia đình", form=form,
        back_url=reverse("household", args=[household_id]), back_label=f"Hộ {one.head_name}", new=False,
        status=422 if form.is_bound else 200,
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
@require_POST
def household_leave(request: Request, household_id: int, person_id: int) -> HttpResponse:
    """Somebody lives there no more."""
    public.take_from_household(
        by=request.actor, household_id=household_id, person_id=person_id, at=request.now
    )
    return go_to(request, reverse("household", args=[household_id]), done="Đã ghi người này không còn ở hộ.")
