"""The branch's own small book."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_time
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.members.fees import public
from hoiso.members.fees.forms import EntryForm
from hoiso.members.fees.months import dong
from hoiso.members.fees.public import BOOK_ORDERS
from hoiso.members.fees.views.asking import (
    address,
    chosen_branch,
    commune_of,
    count_rows,
    posted,
    refused,
    sheet,
)
from hoiso.members.models import BranchEntry
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
    if given.get("dang") == "xlsx":
        return _file(request, branch_id, branches.name_of(branch_id), fund)
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
        export_url=at(dang="xlsx"),
        several=len(branches.branches) > 1,
        printed_at=request.now,
        filter_words=FUNDS(fund).label if fund else "Các quỹ",
        status=422 if form.is_bound else 200,
    )


def _file(request: Request, branch_id: int, branch: str, fund: str) -> HttpResponse:
    rows = list(public.book_lines(branch_id, fund=fund))
    content = write_sheet(
        "Sổ quỹ chi hội",
        [
            SheetColumn("Ngày", 12),
            SheetColumn("Quỹ", 18),
            SheetColumn("Nội dung", 44),
            SheetColumn("Thu", 14),
            SheetColumn("Chi", 14),
            SheetColumn("Người ghi", 24),
        ],
        (
            (
                one.on,
                FUNDS(one.fund).label,
                one.reason,
                one.amount if one.amount > 0 else None,
                -one.amount if one.amount < 0 else None,
                one.by_name,
            )
            for one in rows
        ),
        lines=(branch, f"Người xuất: {request.actor.full_name}, {vn_time(request.now)}"),
        name="Sổ quỹ",
    )
    count_rows(request, branch_id, rows=len(rows))
    return sheet(content, "so-quy-chi-hoi", request)


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
