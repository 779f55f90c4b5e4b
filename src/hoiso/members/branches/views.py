"""Branches of the commune that pass on: asked for, and what became of it."""

from django.http import HttpResponse
from django.urls import reverse

from hoiso.access.public import Request, Right, needs
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to, page
from hoiso.members.branches import public
from hoiso.members.branches.forms import OrderForm
from hoiso.members.register import public as register


@needs(Right.KEEP_MEMBERS)
def branch_orders(request: Request) -> HttpResponse:
    """Merge or split a branch; the last orders stand below. A branch's head is told who does it."""
    place = register.place_of(request.actor, Right.KEEP_MEMBERS)
    if place.is_branch:
        raise NotAllowed("Hội cấp xã sáp nhập, chia tách chi hội. Chi hội đề nghị Hội cấp xã thực hiện.")
    branches = register.branches_at(place, on=request.actor.on)
    form = OrderForm(
        request.POST if request.method == "POST" else None, today=request.actor.on, branches=branches,
        initial={"on": request.actor.on, "kind": "merge"},
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            public.order(by=request.actor, asked=form.order(), at=request.now)
        except (NotAllowed, NotThere):
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            done = "Đã ghi. Danh sách đổi xong trong ít phút; xem kết quả ở dưới trang này."
            return go_to(request, reverse("member_branches"), done=done)
    return page(
        request, "members/branches/orders.html", title="Sáp nhập, chia tách chi hội", place=place, form=form,
        orders=public.orders(place.unit_id), status=422 if form.is_bound else 200,
    )  # fmt: skip
