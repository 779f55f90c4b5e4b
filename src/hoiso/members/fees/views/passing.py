"""Money handed up and confirmed; sums by unit."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError
from hoiso.core.forms import id_from, refused
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import number, vn_time
from hoiso.core.sheets import SheetColumn, write_sheet
from hoiso.members.fees import public
from hoiso.members.fees.forms import ReasonForm, SendForm
from hoiso.members.fees.months import dong, years
from hoiso.members.fees.public import FeeSum
from hoiso.members.fees.views.asking import (
    address,
    chosen_branch,
    commune_of,
    count_rows,
    sheet,
)
from hoiso.members.pages import posted
from hoiso.members.register.public import above_of, branches_at


@needs(Right.TAKE_FEES)
def fee_transfers(request: Request) -> HttpResponse:
    """What was handed up from here and to here; hand up what is due."""
    place, today = public.fee_place(request.actor), request.actor.on
    branches = branches_at(place, on=today)
    given = request.POST if request.method == "POST" else request.GET
    branch_id = chosen_branch(given, place, branches) if given.get("chi_hoi") or place.is_branch else None
    hand = public.branch_hand(branch_id) if branch_id else public.commune_hand(place.unit_id)
    form = SendForm(
        posted(request),
        today=today,
        initial={"ngay": today, "tien": number(hand.to_send) if hand.to_send else ""},
    )
    if form.is_bound and form.is_valid():
        money, on, note = (form.cleaned_data[name] for name in ("tien", "ngay", "note"))
        try:
            if branch_id:
                public.send_from_branch(
                    by=request.actor,
                    commune_id=commune_of(place, branch_id, today),
                    branch_id=branch_id,
                    money=money,
                    on=on,
                    note=note,
                    at=request.now,
                )
            else:
                public.send_from_commune(
                    by=request.actor,
                    commune_id=place.unit_id,
                    province_id=above_of(place.unit_id, on=today) or place.unit_id,
                    money=money,
                    on=on,
                    note=note,
                    at=request.now,
                )
        except DomainError as error:
            refused(form, error)
        else:
            return go_to(
                request, reverse("fee_transfers"), done=f"Đã ghi nộp {dong(money)}. Nơi nhận sẽ xác nhận."
            )
    waiting = request.GET.get("xem", "") != "tat-ca"
    found = public.transfer_page(place, waiting=waiting, cursor=request.GET.get("trang", ""))

    def at(**changes: str) -> str:
        return reverse("fee_transfers") + address(request.GET, ("xem",), **changes)

    return page(
        request,
        "members/fees/transfers.html",
        title="Nộp hội phí lên trên",
        form=form,
        found=found,
        rows=[(one, dong(one.amount)) for one in found.rows],
        hand=hand,
        to_send=dong(hand.to_send),
        lies=dong(hand.lies),
        way=dong(hand.way),
        branch_id=branch_id,
        branch=branches.name_of(branch_id),
        branches=() if place.is_branch else branches.branches,
        sends=bool(branch_id) or not place.is_province,
        place=place,
        views=[
            {"url": at(xem="", trang=""), "label": "Chờ xác nhận", "count": None, "current": waiting},
            {"url": at(xem="tat-ca", trang=""), "label": "Tất cả", "count": None, "current": not waiting},
        ],
        previous=at(trang=found.previous) if found.previous else "",
        following=at(trang=found.next) if found.next else "",
        printed_at=request.now,
        status=422 if form.is_bound else 200,
    )


@needs(Right.TAKE_FEES)
def fee_transfer(request: Request, movement_id: int) -> HttpResponse:
    """One handing up: the receiver confirms it, or it goes back with a reason."""
    sent = public.transfer(movement_id)
    assert sent.to_unit is not None
    answer = getattr(sent, "answer", None)
    form = ReasonForm(posted(request) if request.POST.get("viec") == "tra" else None)
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            if form.is_bound:
                public.send_back(
                    by=request.actor,
                    movement_id=movement_id,
                    reason=form.cleaned_data["reason"],
                    at=request.now,
                )
            else:
                public.confirm(by=request.actor, movement_id=movement_id, at=request.now)
        except DomainError as error:
            if not form.is_bound:
                form = ReasonForm({})
                form.errors.clear()
            refused(form, error)
        else:
            done = "Đã ghi trả lại. Nơi nộp ghi nộp lại khi có tiền." if form.is_bound else "Đã xác nhận."
            return go_to(request, reverse("fee_transfers"), done=done)
    return page(
        request,
        "members/fees/transfer.html",
        title=f"Nộp {dong(sent.amount)}",
        sent=sent,
        answer=answer,
        form=form,
        sender=sent.branch or sent.commune,
        money=dong(sent.amount),
        confirms=public.confirms(request.actor, sent.to_unit.pk) and sent.by_id != request.actor.officer_id,
        mine=sent.by_id == request.actor.officer_id,
        status=422 if request.method == "POST" else 200,
    )


_SORTS = {
    "ten": ("Đơn vị", None),
    "phai": ("Phải thu", "owed"),
    "thu": ("Đã thu", "collected"),
    "ty-le": ("Tỷ lệ", "share"),
}


@needs(Right.TAKE_FEES)
@require_safe
def fee_sums(request: Request) -> HttpResponse:
    """What is owed, taken, kept and handed up in a year: by branch, and for the province by commune."""
    place, given, today = public.fee_place(request.actor), request.GET, request.actor.on
    asked = id_from(given.get("nam", ""))
    year = asked if asked in years(today) else today.year
    commune = id_from(given.get("xa", "")) if place.is_province else None
    if not place.is_province and not place.is_branch:
        commune = place.unit_id
    rows, total = public.sums(year, commune)
    key = given.get("xep", "")
    if key in _SORTS and _SORTS[key][1]:
        rows.sort(key=lambda row: getattr(row, _SORTS[key][1] or "") or 0, reverse=True)
    if given.get("dang") == "xlsx":
        return _sums_sheet(request, year, rows, total)

    def at(**changes: str) -> str:
        return address(given, ("nam", "xa", "xep"), **changes)

    heads = [
        {
            "label": label,
            "url": at(xep=name),
            "num": name != "ten",
            **({"sorted": "ascending" if name == "ten" else "descending"} if (key or "ten") == name else {}),
        }
        for name, (label, _) in _SORTS.items()
    ]
    return page(
        request,
        "members/fees/sums.html",
        title="Tổng hợp hội phí",
        place=place,
        rows=rows,
        total=total,
        year=year,
        heads=[
            *heads,
            *(
                {"label": label, "num": True}
                for label in ("Chi hội để lại", "Phần xã", "Phần tỉnh", "Còn ở chi hội", "Chờ xác nhận")
            ),
        ],
        year_urls=[(one, at(nam=str(one)), one == year) for one in years(today)],
        inside=commune,
        opens=place.is_province and commune is None,
        export_url=at(dang="xlsx"),
        printed_at=request.now,
        filter_words=f"Năm {year}",
    )


def _sums_sheet(request: Request, year: int, rows: list[FeeSum], total: FeeSum) -> HttpResponse:
    place = public.fee_place(request.actor)
    names = (
        "Đơn vị",
        "Phải thu",
        "Đã thu",
        "Số phiếu",
        "Chi hội để lại",
        "Phần xã",
        "Phần tỉnh",
        "Còn ở chi hội",
        "Chờ xác nhận",
        "Đã đến xã",
        "Đã đến tỉnh",
    )
    content = write_sheet(
        f"Tổng hợp hội phí năm {year}",
        [SheetColumn(name, 16) for name in names],
        (
            (
                one.name,
                one.owed,
                one.collected,
                one.receipts,
                one.own_branch,
                one.own_commune,
                one.own_province,
                one.in_branch,
                one.way,
                one.in_commune,
                one.in_province,
            )
            for one in (*rows, total)
        ),
        lines=(
            place.title,
            "Số tiền tính bằng đồng",
            f"Người xuất: {request.actor.full_name}, {vn_time(request.now)}",
        ),
        name="Tổng hợp",
    )
    count_rows(request, place.unit_id, rows=len(rows))
    return sheet(content, "tong-hop-hoi-phi", request)
