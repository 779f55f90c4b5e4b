"""What a merger of units does to accounts: posts end on the eve and go on at the heir."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from hoiso.access.models import Delegation, Post
from hoiso.audit import public as audit
from hoiso.core.phrases import vn_date
from hoiso.units.passing import PartPlan, Passing, PlanLine


def plan_merger(passings: Sequence[Passing], *, on: date) -> tuple[PartPlan, ...]:
    """How many posts of each ended unit go on elsewhere. One statement."""
    heirs = {one.before_id: one for one in passings if one.moves}
    titles = {one.before_id: one.before_title for one in passings}
    count = Counter(_running(titles, on).values_list("unit_id", flat=True))
    lines = tuple(
        PlanLine(unit_id, number, _sentence(titles[unit_id], number, heirs.get(unit_id), on))
        for unit_id, number in sorted(count.items())
    )
    return (PartPlan("Tài khoản và chức vụ", lines),)


@transaction.atomic
def apply_merger(passings: Sequence[Passing], *, on: date, at: datetime, actor_id: int | None = None) -> None:
    """End the posts at ended units on the eve; open the same posts at the main heirs from the day.

    A delegation ends with the post it was written for: the new body issues its own. A post that
    the officer holds at the heir already is not opened twice. A second call changes nothing.
    """
    eve = on - timedelta(days=1)
    heirs = {one.before_id: one.after_id for one in passings if one.moves}
    ended = {one.before_id for one in passings}
    posts = list(_running(ended, on).select_for_update().order_by("id"))
    held = {
        (post.officer_id, post.unit_id, post.role)
        for post in Post.objects.filter(unit_id__in=set(heirs.values())).exclude(valid_to__lt=on)
    }
    opened: list[Post] = []
    for post in posts:
        heir = heirs.get(post.unit_id)
        if heir is None or (post.officer_id, heir, post.role) in held:
            continue
        held.add((post.officer_id, heir, post.role))
        if post.valid_from > eve:
            Post.objects.filter(pk=post.pk).update(unit_id=heir)
            continue
        opened.append(
            Post(
                officer_id=post.officer_id,
                unit_id=heir,
                role=post.role,
                title=post.title,
                valid_from=on,
                valid_to=post.valid_to,
            )
        )
    ids = [post.pk for post in posts]
    Delegation.objects.filter(post_id__in=ids, valid_to__gt=eve, valid_from__lte=eve).update(valid_to=eve)
    Post.objects.filter(pk__in=ids, valid_from__lte=eve).update(valid_to=eve)
    Post.objects.bulk_create(opened)
    if posts:
        audit.record(
            "posts_passed_on", "unit", None, at=at, actor_id=actor_id, unit_id=None,
            ended=len(posts), opened=len(opened), on=on.isoformat(),
        )  # fmt: skip


def _running(unit_ids: Iterable[int], on: date) -> QuerySet[Post]:
    return Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), unit_id__in=list(unit_ids))


def _sentence(title: str, number: int, heir: Passing | None, on: date) -> str:
    eve = vn_date(on - timedelta(days=1))
    if heir is None:
        return f"{title}: {number} chức vụ kết thúc ngày {eve}."
    return f"{title}: {number} chức vụ kết thúc ngày {eve}, tiếp tục ở {heir.after_title} từ {vn_date(on)}."
