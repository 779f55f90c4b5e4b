"""The page of what one was told."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hoiso.access.public import Request, device_name, signed_in
from hoiso.core.errors import DomainError
from hoiso.core.pages import go_to, page
from hoiso.core.phrases import vn_date
from hoiso.notices import public
from hoiso.notices.forms import ReminderForm, ways_from
from hoiso.notices.phrases import NO_SCRIPT, SHARED

_YEAR = 365 * 24 * 3600
_WAYS = (
    ("in_system", "Trong hệ thống"),
    ("by_push", "Báo trên máy"),
    ("by_mail", "Thư điện tử"),
    ("in_digest", "Bản tin sáng"),
)


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


@signed_in
def notice_choices(request: Request) -> HttpResponse:
    """How she wants to be told of each event, and on which devices."""
    wrong = ""
    if request.method == "POST":
        try:
            public.choose(by=request.actor, ways=ways_from(request.POST), at=request.now)
        except DomainError as error:
            wrong = error.sentence
        else:
            return go_to(request, reverse("notice_choices"), done="Đã lưu cách nhận thông báo.")
    return _choices(request, wrong=wrong, rows=_rows(request))


@signed_in
@require_POST
def push_device_add(request: Request) -> HttpResponse:
    """Tell her on this device: what its browser gave as the subscription."""
    given = public.Subscription(*(request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")))
    if public.is_shared(request):
        return _choices(request, wrong=SHARED)
    if not given.endpoint:
        return _choices(request, wrong=NO_SCRIPT)
    name = device_name(request.headers.get("User-Agent", ""))
    try:
        device = public.add_device(by=request.actor, given=given, name=name, at=request.now)
    except DomainError as error:
        return _choices(request, wrong=error.sentence)
    done = "Máy này sẽ báo khi có việc mới. Chọn loại thông báo ở cột “Báo trên máy”."
    answer = go_to(request, reverse("notice_choices"), done=done)
    answer.set_cookie(
        public.COOKIE, public.cookie_of(request.actor.officer_id, device.pk), max_age=_YEAR,
        httponly=True, samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip
    return answer


@signed_in
@require_POST
def push_device_drop(request: Request, device_id: int) -> HttpResponse:
    """Tell her there no more; the browser itself gives the subscription up with its cookie."""
    public.drop_device(by=request.actor, device_id=device_id, at=request.now)
    answer = go_to(request, reverse("notice_choices"), done="Đã bỏ máy khỏi danh sách.")
    if public.device_here(request, request.actor.officer_id) == device_id:
        answer.delete_cookie(public.COOKIE)
    return answer


@signed_in
def reminder_list(request: Request) -> HttpResponse:
    """Her own reminders, and one more."""
    asked = {name: request.GET.get(name, "")[:300] for name in ("text", "address")}
    form = ReminderForm(request.POST or None, today=request.actor.on, initial=asked)
    if form.is_valid():
        given = form.cleaned_data
        try:
            public.remind_me(
                by=request.actor, on=given["on"], text=given["text"], address=given["address"], at=request.now
            )
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
        else:
            done = f"Sẽ nhắc vào sáng {vn_date(given['on'])}."
            return go_to(request, reverse("reminder_list"), done=done)
    return page(
        request, "notices/reminders.html", title="Nhắc việc của tôi", form=form,
        reminders=public.own_reminders(request.actor), status=422 if form.errors else 200,
    )  # fmt: skip


@signed_in
@require_POST
def reminder_drop(request: Request, reminder_id: int) -> HttpResponse:
    """She wants one of them no more."""
    public.drop_reminder(by=request.actor, reminder_id=reminder_id)
    return go_to(request, reverse("reminder_list"), done="Đã bỏ lời nhắc.")


def _choices(
    request: Request, *, wrong: str = "", rows: list[dict[str, object]] | None = None
) -> HttpResponse:
    return page(
        request, "notices/choices.html", title="Cách nhận thông báo", wrong=wrong,
        rows=_kept_rows(request) if rows is None else rows,
        address=public.own_address(request.actor), mails=public.mail_is_set_up(),
        devices=public.own_devices(request.actor), sender_key=public.sender_key(),
        here=public.device_here(request, request.actor.officer_id), shared=public.is_shared(request),
        status=422 if wrong else 200,
    )  # fmt: skip


def _rows(request: Request) -> list[dict[str, object]]:
    """The table: what is kept, or after a refused press what was ticked."""
    return _kept_rows(request, ways_from(request.POST) if request.method == "POST" else {})


def _kept_rows(request: Request, ticked: Mapping[str, public.Ways] | None = None) -> list[dict[str, object]]:
    given = ticked or {}
    return [
        {
            "code": one.event.code,
            "label": one.event.label,
            "ways": [(name, label, getattr(given.get(one.event.code, one), name)) for name, label in _WAYS],
        }
        for one in public.chosen_ways(request.actor)
    ]


def _turn(cursor: str) -> str:
    return f"?trang={cursor}" if cursor else ""
