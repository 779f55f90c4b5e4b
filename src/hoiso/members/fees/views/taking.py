"""Who owes, money taken from one or from the whole branch, receipts."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError
from hoiso.core.forms import id_from, page_from, refused
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_date
from hoiso.members.fees import public
from hoiso.members.fees.forms import DueForm, PayForm, ReasonForm, TakeAllForm
from hoiso.members.fees.months import dong, months_words, period_of, years
from hoiso.members.fees.printing import receipt_pdf
from hoiso.members.fees.public import ORDERS, RECEIPT_ORDERS, VIEWS
from hoiso.members.fees.views.asking import (
    address,
    chosen_branch,
    commune_of,
    export_address,
)
from hoiso.members.pages import posted
from hoiso.members.register.public import branches_at, member_row, note_reading, require_reading

_KEPT = ("xem", "chi_hoi", "nam", "ky", "xep")


@needs(Right.TAKE_FEES)
@require_safe
def fee_list(request: Request) -> HttpResponse:
    """Who owes, who has paid, who is exempt: for a period, by branch."""
    place, given = public.fee_place(request.actor), request.GET
    branches = branches_at(place, on=request.actor.on)
    if place.is_province and not branches.branches:
        return redirect("fee_sums")
    form = DueForm(given, branches=branches.branches, today=request.actor.on)
    view = given.get("xem", "")
    view = view if view in VIEWS else "thieu"
    order = given.get("xep", "")
    order = order if order in ORDERS else "ten"
    found = public.due_page(
        place,
        months=form.period.months,
        view=view,
        branch_id=form.branch_id,
        order=order,
        number=page_from(given.get("trang", "")),
    )

    def at(**changes: str) -> str:
        return reverse("fee_list") + address(given, _KEPT, **changes)

    branch = chosen_branch(given, place, branches)
    query = urlencode({"chi_hoi": branch or "", "nam": form.year, "ky": form.period.key})
    return page(
        request,
        "members/fees/list.html",
        title="Hội phí",
        place=place,
        form=form,
        found=found.page,
        view=view,
        views=[
            {
                "url": at(xem=name, trang=""),
                "label": label,
                "count": found.counts[name],
                "current": name == view,
            }
            for name, label in VIEWS.items()
        ],
        rows=[(row, branches.name_of(row.branch_id), months_words(row.months)) for row in found.page.rows],
        unpaid=found.unpaid,
        several=len(branches.branches) > 1,
        period=form.period,
        heads=_heads(at, order, {"Hội viên": ("ten", "ten-nguoc"), "Còn thiếu": ("nhieu", "it")}),
        previous=at(trang=found.page.previous) if found.page.previous else "",
        following=at(trang=found.page.next) if found.page.next else "",
        take_url=f"{reverse('fee_take')}?{query}" if branch else "",
        export_url=export_address(
            "hoi-phi", xem=view, chi_hoi=form.branch_id, nam=form.year, ky=form.period.key
        ),
        printed_at=request.now,
        filter_words=f"{VIEWS[view]}, {form.period.name}",
    )


def _heads(at: Any, present: str, sorts: dict[str, tuple[str, str]]) -> list[dict[str, Any]]:
    heads: list[dict[str, Any]] = []
    for label, (first, second) in sorts.items():
        head: dict[str, Any] = {
            "label": label,
            "url": at(xep=second if present == first else first, trang=""),
        }
        if present in (first, second):
            down = present in ("nhieu", "ten-nguoc", "moi")
            head["sorted"] = "descending" if down else "ascending"
        heads.append(head)
    return heads


@needs(Right.TAKE_FEES)
def fee_take(request: Request) -> HttpResponse:
    """Mark everybody of the branch as having paid: all are ticked, who has not is unticked."""
    place, today = public.fee_place(request.actor), request.actor.on
    branches = branches_at(place, on=today)
    given = request.POST if request.method == "POST" else request.GET
    chosen = DueForm(given, branches=branches.branches, today=today)
    branch_id = chosen_branch(given, place, branches)
    if branch_id is None:
        return redirect("fee_list")
    form = TakeAllForm(posted(request), today=today, initial={"ngay": today})
    if form.is_bound and form.is_valid():
        try:
            taken = public.take_from_branch(
                by=request.actor,
                commune_id=commune_of(place, branch_id, today),
                branch_id=branch_id,
                shown=_shown(request.POST),
                period=chosen.period,
                on=form.cleaned_data["ngay"],
                at=request.now,
            )
        except DomainError as error:
            refused(form, error)
        else:
            people = len(taken.receipts)
            query = urlencode({"chi_hoi": branch_id, "nam": form.cleaned_data["ngay"].year})
            return go_to(
                request,
                f"{reverse('fee_receipts')}?{query}",
                done=f"Đã ghi {people} người nộp, tất cả {dong(taken.total)}. Phiếu thu ở dưới đây.",
            )
    rows = public.all_due(place, months=chosen.period.months, view="thieu", branch_id=branch_id)
    ticked = _shown(request.POST) if form.is_bound else {row.id: row.unpaid for row in rows}
    return page(
        request,
        "members/fees/take.html",
        title="Thu cả chi hội",
        form=form,
        chosen=chosen,
        branch_id=branch_id,
        branch=branches.name_of(branch_id),
        rows=[(row, row.id in ticked, months_words(row.months)) for row in rows],
        total=sum(row.unpaid for row in rows),
        status=422 if form.is_bound else 200,
    )


def _shown(given: QueryDict) -> dict[int, int]:
    shown: dict[int, int] = {}
    for text in given.getlist("nop"):
        member, _, money = text.partition("-")
        who, owes = id_from(member), id_from(money)
        if who is not None and owes is not None:
            shown[who] = owes
    return shown


@needs(Right.TAKE_FEES)
def fee_member(request: Request, member_id: int) -> HttpResponse:
    """One member's fees of a year; money taken from her. Opening it is written down like her page."""
    today = request.actor.on
    asked = id_from(request.GET.get("nam", ""))
    year = asked if asked in years(today) else today.year
    opened = member_row(request.actor, member_id)
    whole = period_of("nam", year)
    assert whole is not None
    due, exemptions = public.due_and_exemptions(member_id, months=whole.months)
    form = PayForm(posted(request), year=year, today=today, initial={"ngay": today})
    if form.is_bound and form.is_valid():
        try:
            made = public.take_from_member(
                by=request.actor,
                member_id=member_id,
                period=form.period(),
                year_months=whole.months,
                money=form.cleaned_data["tien"],
                on=form.cleaned_data["ngay"],
                at=request.now,
            )
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(
                request,
                f"{reverse('fee_member', args=[member_id])}?nam={year}",
                done=f"Đã thu {dong(made.amount)}, phiếu số {made.number}, {months_words(made.months)}.",
            )
    note_reading(request.actor, opened, at=request.now)
    return page(
        request,
        "members/fees/member.html",
        title=f"Hội phí của {opened.full_name}",
        member=opened,
        due=due,
        form=form,
        year=year,
        other_years=[one for one in years(today) if one != year],
        owed_words=months_words(due.months) if due else "",
        owed_money=dong(due.unpaid) if due else "",
        receipts=[(one, months_words(one.months)) for one in public.receipts_of(member_id)],
        exemptions=exemptions,
        status=422 if form.is_bound else 200,
    )


@needs(Right.TAKE_FEES)
@require_safe
def fee_receipts(request: Request) -> HttpResponse:
    """Receipts of a year by branch."""
    place, given, today = public.fee_place(request.actor), request.GET, request.actor.on
    branches = branches_at(place, on=today)
    form = DueForm(given, branches=branches.branches, today=today)
    order = RECEIPT_ORDERS.get(given.get("xep", ""), RECEIPT_ORDERS["moi"])
    found = public.receipt_page(
        place, year=form.year, branch_id=form.branch_id, order=order, cursor=given.get("trang", "")
    )

    def at(**changes: str) -> str:
        return address(given, ("chi_hoi", "nam", "xep"), **changes)

    return page(
        request,
        "members/fees/receipts.html",
        title="Phiếu thu hội phí",
        form=form,
        found=found,
        rows=[(one, months_words(one.months)) for one in found.rows],
        several=len(branches.branches) > 1,
        heads=[
            {"label": "Phiếu số"},
            {"label": "Hội viên"},
            {"label": "Cho tháng"},
            *_heads(at, order.name, {"Ngày": ("moi", "cu"), "Số tiền": ("nhieu", "it")}),
            {"label": ""},
        ],
        previous=at(trang=found.previous) if found.previous else "",
        following=at(trang=found.next) if found.next else "",
        export_url=export_address("phieu-thu", chi_hoi=form.branch_id, nam=form.year),
        printed_at=request.now,
        filter_words=f"Năm {form.year}",
    )


@needs(Right.TAKE_FEES)
@require_safe
def fee_receipt(request: Request, movement_id: int) -> HttpResponse:
    """The receipt on A5, as PDF."""
    one = public.receipt(movement_id)
    assert one.branch is not None
    require_reading(request.actor, commune_id=one.commune_id, branch_id=one.branch.pk)
    audit.record(
        "print",
        "fee_receipt",
        one.pk,
        at=request.now,
        actor_id=request.actor.officer_id,
        unit_id=one.branch.pk,
    )
    answer = HttpResponse(receipt_pdf(one), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="phieu-thu-{one.year}-{one.number}.pdf"'
    return answer


@needs(Right.TAKE_FEES)
def fee_undo(request: Request, movement_id: int) -> HttpResponse:
    """The receipt does not hold: why, and its opposite is written."""
    one = public.receipt(movement_id)
    assert one.branch is not None
    public.require_taking(request.actor, commune_id=one.commune_id, branch_id=one.branch.pk)
    form = ReasonForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            public.undo_receipt(
                by=request.actor, movement_id=movement_id, reason=form.cleaned_data["reason"], at=request.now
            )
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(
                request,
                reverse("fee_receipts"),
                done=f"Đã huỷ phiếu số {one.number}. Các tháng của phiếu lại là chưa nộp.",
            )
    return page(
        request,
        "members/fees/undo.html",
        title=f"Huỷ phiếu thu số {one.number}",
        form=form,
        receipt=one,
        money=dong(one.amount),
        months=months_words(one.months),
        day=vn_date(one.on),
        status=422 if form.is_bound else 200,
    )
