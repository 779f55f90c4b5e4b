"""The branch's own small book."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.forms import refused
from hoiso.core.pages import go_to, page
from hoiso.members.fees import public
from hoiso.members.fees.forms import EntryForm
from hoiso.members.fees.months import dong
from hoiso.members.fees.public import BOOK_ORDERS
from hoiso.members.fees.views.asking import (
    address,
    chosen_branch,
    commune_of,
    export_address,
)
from hoiso.members.models import BranchEntry
from hoiso.members.pages import posted
from hoiso.members.register.public import branches_at

FUNDS = BranchEntry.Fund


@needs(Right.TAKE_FEES)
def branch_book(request: Request) -> HttpResponse:
    """What each fund holds, its lines, and a new line."""
    place, today = public.fee_place(request.actor), request.actor.on
    branches = branches_at(place, on=today)
    if place.is_province and not branches.branches:
        return redirect("fee_sums")
    given = request.GET
    branch_id = chosen_branch(given, place, branches)
    if branch_id is None:
        return page(
            request, "members/fees/book_choose.html", title="Sổ quỹ chi hội", branches=branches.branches
        )
    fund = given.get("quy", "")
    fund = fund if fund in FUNDS.values else ""
    form = EntryForm(
        posted(request), today=today, initial={"ngay": today, "quy": fund or FUNDS.VISITS, "chieu": "chi"}
    )

    def at(**changes: str) -> str:
        kept = {"chi_hoi": "" if place.is_branch else str(branch_id)} | changes
        return reverse("branch_book") + address(given, ("quy", "xep"), **kept)

    if form.is_bound and form.is_valid():
        try:
            public.write_entry(
                by=request.actor,
                commune_id=commune_of(place, branch_id, today),
                branch_id=branch_id,
                fund=form.cleaned_data["quy"],
                amount=form.amount(),
                on=form.cleaned_data["ngay"],
                reason=form.cleaned_data["reason"],
                below_zero=form.cleaned_data["am"],
                at=request.now,
            )
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(request, at(trang=""), done="Đã ghi vào sổ quỹ chi hội.")
    order = BOOK_ORDERS.get(given.get("xep", ""), BOOK_ORDERS["moi"])
    found = public.book_page(branch_id, fund=fund, order=order, cursor=given.get("trang", ""))
    holds = public.balances(branch_id)
    return page(
        request,
        "members/fees/book.html",
        title="Sổ quỹ chi hội",
        branch=branches.name_of(branch_id),
        form=form,
        found=found,
        rows=[(one, dong(abs(one.amount))) for one in found.rows],
        holds=[(FUNDS(name).label, dong(holds[name]), holds[name] < 0) for name in FUNDS.values],
        views=[
            {"url": at(quy=name, trang=""), "label": label, "count": None, "current": fund == name}
            for name, label in (("", "Tất cả"), *FUNDS.choices)
        ],
        heads=[
            {
                "label": "Ngày",
                "url": at(xep="cu" if order.name == "moi" else "moi", trang=""),
                "sorted": "descending" if order.descending else "ascending",
            },
            {"label": "Nội dung"},
            {"label": "Thu", "num": True},
            {"label": "Chi", "num": True},
            {"label": ""},
        ],
        previous=at(trang=found.previous) if found.previous else "",
        following=at(trang=found.next) if found.next else "",
        export_url=export_address("so-quy", chi_hoi=branch_id, quy=fund),
        several=len(branches.branches) > 1,
        printed_at=request.now,
        filter_words=FUNDS(fund).label if fund else "Các quỹ",
        status=422 if form.is_bound else 200,
    )


@needs(Right.TAKE_FEES)
@require_POST
def branch_book_undo(request: Request, entry_id: int) -> HttpResponse:
    """A wrong line gets its opposite."""
    made = public.undo_entry(by=request.actor, entry_id=entry_id, at=request.now)
    return go_to(
        request,
        f"{reverse('branch_book')}?{urlencode({'chi_hoi': made.branch_id})}",
        done="Đã ghi một dòng ngược lại. Ghi dòng đúng nếu cần.",
    )
