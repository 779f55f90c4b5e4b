"""The page of what one was told."""

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, signed_in
from hoiso.core.pages import go_to, page
from hoiso.notices import public


@signed_in
@require_safe
def notice_list(request: Request) -> HttpResponse:
    """Her notices, newest first."""
    found, unread = public.notices(request.actor, cursor=request.GET.get("trang", ""))
    return page(
        request, "notices/list.html", title="Thông báo", found=found, unread=unread,
        previous=_turn(found.previous), following=_turn(found.next),
    )  # fmt: skip


@signed_in
@require_POST
def notice_open(request: Request, notice_id: int) -> HttpResponse:
    """Note it as read and go where it leads."""
    address = public.mark_read(by=request.actor, notice_id=notice_id, at=request.now)
    return go_to(request, address or reverse("notice_list"))


@signed_in
@require_POST
def notices_read(request: Request) -> HttpResponse:
    """Note everything as read."""
    count = public.mark_all_read(by=request.actor, at=request.now)
    return go_to(request, reverse("notice_list"), done=f"Đã đánh dấu đọc {count} thông báo.")


def _turn(cursor: str) -> str:
    return f"?trang={cursor}" if cursor else ""
