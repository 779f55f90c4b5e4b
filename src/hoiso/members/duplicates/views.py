"""Members entered twice: the work list, two side by side, what was merged."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to, page
from hoiso.members.duplicates import public
from hoiso.members.duplicates.forms import MergeForm
from hoiso.members.duplicates.public import ORDERS, UNDO_DAYS, VIEWS
from hoiso.members.keys import code_written
from hoiso.members.models import Member
from hoiso.members.register.public import keeps_at, note_reading, place_of


@needs(Right.KEEP_MEMBERS)
@require_safe
def pair_list(request: Request) -> HttpResponse:
    """Pairs of the place that wait, or were told apart."""
    place = place_of(request.actor, Right.KEEP_MEMBERS)
    view = request.GET.get("xem", "")
    view = view if view in VIEWS else "mo"
    order = ORDERS.get(request.GET.get("xep", ""), ORDERS["chac"])
    found, counts = public.pair_page(place, view=view, order=order, cursor=request.GET.get("trang", ""))

    def address(**parts: str) -> str:
        return f"?{urlencode({'xem': view, 'xep': order.name, **parts})}"

    other = "moi" if order.name == "chac" else "chac"
    return page(
        request, "members/duplicates/list.html", title="Hồ sơ có thể trùng", place=place, found=found,
        views=[
            {"url": address(xem=name), "label": label, "count": counts[name], "current": name == view}
            for name, label in VIEWS.items()
        ],
        view=view, other={"url": address(xep=other), "label": _ORDER_NAMES[other]},
        previous=address(trang=found.previous) if found.previous else "",
        following=address(trang=found.next) if found.next else "",
        keeps=keeps_at(request.actor, place), printed_at=request.now, filter_words=VIEWS[view],
    )  # fmt: skip


_ORDER_NAMES = {"moi": "Xếp cặp mới tìm thấy trước", "chac": "Xếp cặp chắc chắn trước"}


@needs(Right.KEEP_MEMBERS)
@require_POST
def pairs_find(request: Request) -> HttpResponse:
    """Look through the place's members now."""
    place = place_of(request.actor, Right.KEEP_MEMBERS)
    waiting = public.find_pairs(by=request.actor, place=place, at=request.now)
    done = f"Đã tìm lại: {waiting} cặp chờ xem." if waiting else "Đã tìm lại: không có hồ sơ nào trùng."
    return go_to(request, reverse("member_pairs"), done=done)


@needs(Right.KEEP_MEMBERS)
def pair(request: Request, pair_id: int) -> HttpResponse:
    """Two members side by side: the same woman, or not. Both pages count as opened."""
    row = public.pair_sides(pair_id)
    if request.POST.get("viec") == "khac":
        public.tell_apart(by=request.actor, pair_id=pair_id, at=request.now)
        return go_to(request, reverse("member_pairs"), done="Đã ghi là hai người khác nhau.")
    both = public.members_of(row)
    if both is None:
        if request.method == "POST":
            raise NotAllowed(
                "Một trong hai hồ sơ thuộc xã khác. Liên hệ nơi đó để chuyển sinh hoạt về trước."
            )
        return page(request, "members/duplicates/away.html", title="Hai hồ sơ ở hai nơi", pair=row)
    lines = public.compared(*both)
    form = MergeForm(request.POST if request.method == "POST" else None, lines=lines)
    if form.is_bound and form.is_valid():
        answer = _merged(request, form, both)
        if answer is not None:
            return answer
    if not form.is_bound:
        for one in both:
            note_reading(request.actor, one, at=request.now)
    first, second = both
    return page(
        request, "members/duplicates/pair.html", title="Có phải một người?", pair=row, form=form,
        first=first, second=second, codes=[code_written(one.code) for one in both],
        same=[line for line in lines if not line.differs], marked=form.marked(),
        kept=form.data.get("kept", "first"), apart=first.branch_id != second.branch_id,
        days=UNDO_DAYS, status=422 if form.is_bound else 200,
    )  # fmt: skip


def _merged(request: Request, form: MergeForm, both: tuple[Member, Member]) -> HttpResponse | None:
    kept, gone = both if form.cleaned_data["kept"] == "first" else both[::-1]
    try:
        done = public.merge(
            by=request.actor, kept_id=kept.pk, gone_id=gone.pk, from_gone=form.from_gone(),
            both_branches=form.cleaned_data["both_branches"], at=request.now,
        )  # fmt: skip
    except (NotThere, NotAllowed):
        raise
    except DomainError as error:
        form.add_error(None, error.sentence)
        return None
    return go_to(
        request, reverse("member", args=[kept.pk]),
        done=f"Đã gộp hai hồ sơ. Tách lại được trong {UNDO_DAYS} ngày.",
        undo=reverse("member_part", args=[done.pk]),
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
@require_safe
def merge_list(request: Request) -> HttpResponse:
    """What was merged at the place, to be parted again."""
    place = place_of(request.actor, Right.KEEP_MEMBERS)
    rows = [(row, code_written(row.old_code)) for row in public.merges(place, today=request.actor.on)]
    return page(
        request, "members/duplicates/merges.html", title="Hồ sơ đã gộp", rows=rows, days=UNDO_DAYS,
        printed_at=request.now,
    )  # fmt: skip


@needs(Right.KEEP_MEMBERS)
@require_POST
def merge_undo(request: Request, merge_id: int) -> HttpResponse:
    """Part two rows again."""
    done = public.undo(by=request.actor, merge_id=merge_id, at=request.now)
    return go_to(request, reverse("member", args=[done.kept_id]), done="Đã tách lại thành hai hồ sơ.")
