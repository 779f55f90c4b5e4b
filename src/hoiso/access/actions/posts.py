"""Giving, moving and ending posts; lending them by delegation."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from hoiso.access.actor import Actor
from hoiso.access.errors import AccountRefused
from hoiso.access.models import Delegation, Officer, Post, Role
from hoiso.access.queries import administered_units
from hoiso.access.rights import Right
from hoiso.access.rules import require_administration
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import NotAllowed, NotThere
from hoiso.units.models import Unit


@transaction.atomic
def give_post(
    *,
    by: Actor,
    officer_id: int,
    unit_id: int,
    role: str,
    title: str,
    since: date,
    until: date | None,
    at: datetime,
) -> Post:
    """A post at a unit that `by` administers, for an officer who is not herself.

    Nobody gives herself a post, or an administrator could read whatever she likes; the role of the
    province's administrator is given by one of them.
    """
    require_administration(by, over=unit_id, administered=administered_units())
    refuse_role(by, role)
    if officer_id == by.officer_id:
        raise NotAllowed("Không tự giao chức vụ cho mình được. Nhờ một quản trị khác.")
    if until is not None and until < since:
        raise AccountRefused("Ngày kết thúc phải từ ngày bắt đầu trở đi", field="until")
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None or (unit.valid_to is not None and unit.valid_to < since):
        raise AccountRefused("Đơn vị này không còn hoạt động vào ngày bắt đầu", field="unit")
    try:
        with transaction.atomic():
            post = Post.objects.create(
                officer_id=officer_id,
                unit_id=unit_id,
                role=role,
                title=title.strip(),
                valid_from=since,
                valid_to=until,
            )
    except IntegrityError as error:
        raise AccountRefused(
            "Cán bộ đã giữ chức vụ này ở đơn vị này trong thời gian đó", field="since"
        ) from error
    _record(by, "post_given", post, at)
    return post


@transaction.atomic
def move_post(
    *, by: Actor, post_id: int, unit_id: int, role: str, title: str, on: date, at: datetime
) -> Post:
    """From `on` another post in place of this one, at the same unit or another."""
    post = _post_kept_by(by, post_id)
    if on <= post.valid_from:
        raise AccountRefused("Ngày chuyển phải sau ngày bắt đầu chức vụ đang giữ", field="on")
    _end(post, on - timedelta(days=1))
    moved = give_post(
        by=by,
        officer_id=post.officer_id,
        unit_id=unit_id,
        role=role,
        title=title,
        since=on,
        until=None,
        at=at,
    )
    _record(by, "post_moved", post, at, to=moved.pk)
    return moved


@transaction.atomic
def end_post(*, by: Actor, post_id: int, last_day: date, at: datetime) -> Post:
    """The post's last day. Days that are over cannot be taken back: work was done in them."""
    post = _post_kept_by(by, post_id)
    if last_day < post.valid_from:
        raise AccountRefused("Ngày cuối phải từ ngày bắt đầu chức vụ trở đi", field="last_day")
    if last_day < office_date(at) - timedelta(days=1):
        raise AccountRefused("Ngày cuối sớm nhất là hôm qua", field="last_day")
    _end(post, last_day)
    _record(by, "post_ended", post, at, last_day=last_day.isoformat())
    return post


@transaction.atomic
def delegate(
    *, by: Actor, post_id: int, officer_id: int, content: str, since: date, until: date, at: datetime
) -> Delegation:
    """Lend a post for some days, in writing (ND30, Điều 13): by who holds it, or by the unit's administrator.

    A lent post is not lent on, and an administrator does not lend one to herself.
    """
    post = _lendable(by, post_id)
    if officer_id in (post.officer_id, by.officer_id):
        raise AccountRefused("Chọn người khác với người giữ chức vụ và với mình", field="officer")
    if until < since or since < office_date(at):
        raise AccountRefused(
            "Thời gian uỷ quyền phải từ hôm nay và ngày cuối không trước ngày đầu", field="until"
        )
    if post.valid_to is not None and until > post.valid_to:
        raise AccountRefused("Chức vụ kết thúc trước ngày cuối của uỷ quyền", field="until")
    if not Officer.objects.filter(pk=officer_id, retired_on=None).exists():
        raise AccountRefused("Chọn người nhận uỷ quyền trong danh sách", field="officer")
    if not content.strip():
        raise AccountRefused("Ghi nội dung uỷ quyền", field="content")
    lent = Delegation.objects.create(
        post=post,
        officer_id=officer_id,
        content=content.strip(),
        valid_from=since,
        valid_to=until,
        given_by=by.officer_id,
    )
    _record(by, "delegation_given", post, at, delegation=lent.pk, to=officer_id)
    return lent


@transaction.atomic
def end_delegation(*, by: Actor, delegation_id: int, at: datetime) -> Delegation:
    """Take a lent post back: from today it is the holder's alone. One that has not begun ends before it."""
    lent = (
        Delegation.objects.select_for_update(of=("self",))
        .select_related("post")
        .filter(pk=delegation_id)
        .first()
    )
    if lent is None:
        raise NotThere("Không có uỷ quyền này.")
    may = by.officer_id in (lent.given_by, lent.post.officer_id) or lent.post.unit_id in administered_units()
    if not may:
        raise NotAllowed("Chỉ người đã uỷ quyền hoặc quản trị đơn vị mới kết thúc được.")
    today = office_date(at)
    if lent.valid_to < today:
        raise AccountRefused("Uỷ quyền này đã kết thúc trước đó")
    lent.valid_to = today - timedelta(days=1)
    lent.valid_from = min(lent.valid_from, lent.valid_to)
    lent.save(update_fields=["valid_from", "valid_to"])
    _record(by, "delegation_ended", lent.post, at, delegation=lent.pk)
    return lent


def _lendable(by: Actor, post_id: int) -> Post:
    today = Q(valid_to=None) | Q(valid_to__gte=by.on)
    post = Post.objects.filter(today, pk=post_id).first()
    if post is None:
        raise NotThere("Không có chức vụ này.")
    if post.officer_id == by.officer_id:
        return post
    if not by.holds(Right.ADMINISTER_OFFICERS) or post.unit_id not in administered_units():
        raise NotAllowed("Chỉ người giữ chức vụ hoặc quản trị đơn vị mới uỷ quyền được.")
    refuse_role(by, post.role)
    return post


def _post_kept_by(by: Actor, post_id: int) -> Post:
    post = Post.objects.select_for_update().filter(pk=post_id).first()
    if post is None:
        raise NotThere("Không có chức vụ này trong phần quản trị của đồng chí.")
    require_administration(by, over=post.unit_id, administered=administered_units())
    refuse_role(by, post.role)
    if post.officer_id == by.officer_id and post.role in (Role.UNIT_ADMIN, Role.PROVINCE_ADMIN):
        raise NotAllowed("Không tự kết thúc chức vụ quản trị của mình được. Nhờ một quản trị khác.")
    return post


def refuse_role(by: Actor, role: str) -> None:
    """Only an administrator of the province makes or changes another one."""
    if role == Role.PROVINCE_ADMIN and not by.holds(Right.ADMINISTER_PROVINCE):
        raise NotAllowed("Chỉ quản trị tỉnh mới giao hoặc đổi được chức vụ quản trị tỉnh.")


def _end(post: Post, last_day: date) -> None:
    if post.valid_to is not None and post.valid_to < last_day:
        raise AccountRefused("Chức vụ này đã kết thúc trước ngày đó", field="last_day")
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])


def _record(by: Actor, action: str, post: Post, at: datetime, **details: str | int) -> None:
    audit.record(
        action,
        "officer",
        post.officer_id,
        at=at,
        actor_id=by.officer_id,
        unit_id=post.unit_id,
        post=post.pk,
        **details,
    )
