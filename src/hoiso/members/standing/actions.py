"""She is named a core member or is one no more; a post in the Union is given to her or ends."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.phrases import vn_date
from hoiso.members import spans
from hoiso.members.models import CoreSpan, Member, MemberPost
from hoiso.members.register.public import locked, record

_AHEAD = "Ngày đến phải từ ngày bắt đầu trở đi. Sửa lại ngày đến."


def _overlapping(first: date, last: date | None) -> Q:
    """What holds on a day of the period."""
    begun = Q() if last is None else Q(valid_from__lte=last)
    return begun & (Q(valid_to=None) | Q(valid_to__gte=first))


@transaction.atomic
def name_core(
    *, by: Actor, member_id: int, valid_from: date, valid_to: date | None, paper: str, at: datetime
) -> CoreSpan:
    """A core member from a day to a day, or until further notice; her row of today follows."""
    member = locked(by, member_id)
    if valid_to is not None and valid_to < valid_from:
        raise DomainError(_AHEAD, field="valid_to")
    other = CoreSpan.objects.filter(_overlapping(valid_from, valid_to), member=member).first()
    if other is not None:
        raise DomainError(
            f"Chị đã là hội viên nòng cốt từ {vn_date(other.valid_from)}. Ghi ngày thôi trước, hoặc chọn ngày"
            " khác.",
            field="valid_from",
        )
    made = CoreSpan.objects.create(member=member, valid_from=valid_from, valid_to=valid_to, paper=paper)
    _follow(by, member, "core_named", at=at)
    return made


@transaction.atomic
def end_core(*, by: Actor, member_id: int, span_id: int, last: date, at: datetime) -> None:
    """Her last day as a core member."""
    member = locked(by, member_id)
    span = CoreSpan.objects.select_for_update().filter(pk=span_id, member=member).first()
    if span is None:
        raise NotThere("Không có lần ghi nòng cốt này.")
    _end(span, last)
    _follow(by, member, "core_ended", at=at)


@transaction.atomic
def give_post(
    *, by: Actor, member_id: int, unit_id: int, kind: str, title: str, term: str, valid_from: date,
    valid_to: date | None, paper: str, at: datetime,
) -> MemberPost:  # fmt: skip
    """A post at her branch, her group or the unit above, with its term."""
    member = locked(by, member_id)
    if unit_id not in (member.branch_id, member.group_id, member.commune_id):
        raise DomainError("Chọn nơi giữ chức vụ trong danh sách.", field="unit")
    if kind == MemberPost.Kind.OTHER and not title:
        raise DomainError("Ghi tên chức vụ khi chọn “Khác”.", field="title")
    if valid_to is not None and valid_to < valid_from:
        raise DomainError(_AHEAD, field="valid_to")
    same = MemberPost.objects.filter(member=member, unit_id=unit_id, kind=kind, title=title)
    other = same.filter(_overlapping(valid_from, valid_to)).first()
    if other is not None:
        raise DomainError(
            f"Chức vụ này đã ghi từ {vn_date(other.valid_from)}. Ghi ngày thôi trước, hoặc chọn ngày khác.",
            field="valid_from",
        )
    made = MemberPost.objects.create(
        member=member, unit_id=unit_id, kind=kind, title=title, term=term, valid_from=valid_from,
        valid_to=valid_to, paper=paper,
    )  # fmt: skip
    record(by, member, "post_given", at=at)
    return made


@transaction.atomic
def end_post(*, by: Actor, member_id: int, post_id: int, last: date, at: datetime) -> None:
    """The last day of a post."""
    member = locked(by, member_id)
    post = MemberPost.objects.select_for_update().filter(pk=post_id, member=member).first()
    if post is None:
        raise NotThere("Không có chức vụ này.")
    _end(post, last)
    record(by, member, "post_ended", at=at)


def _end(row: CoreSpan | MemberPost, last: date) -> None:
    if last < row.valid_from:
        raise DomainError(f"Ngày cuối phải từ {vn_date(row.valid_from)} trở đi. Sửa lại ngày.", field="last")
    if row.valid_to is not None and last > row.valid_to:
        raise DomainError(f"Đã ghi ngày cuối là {vn_date(row.valid_to)}. Chọn ngày sớm hơn.", field="last")
    row.valid_to = last
    row.save(update_fields=["valid_to"])


def _follow(by: Actor, member: Member, kind: str, *, at: datetime) -> None:
    spans.refresh([member.pk], today=office_date(at))
    record(by, member, kind, at=at)
