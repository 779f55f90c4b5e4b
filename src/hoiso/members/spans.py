"""The spans of memberships: what every change of branch, group or state goes through.

A change ends the span of the day before and begins another; the member's row of today follows
(`refresh`), and with it the counted facts.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import connection

from hoiso.members.models import Member, MemberSpan, Pseudonym
from hoiso.members.sensitive import Place, follow
from hoiso.members.states import State


def begin(
    member: Member, *, branch_id: int, state: State, on: date, group_id: int | None = None, known: bool = True
) -> MemberSpan:
    """The first primary span of a member; `known` False: she was there before, since when nobody knows."""
    return MemberSpan.objects.create(
        member=member, branch_id=branch_id, group_id=group_id, state=state, valid_from=on, start_known=known
    )


def change(
    member: Member,
    *,
    on: date,
    today: date,
    state: State | None = None,
    branch_id: int | None = None,
    group_id: int | None = -1,
) -> MemberSpan:
    """From `on` she is in another state, branch or group (`group_id` -1: as before; None: in no group).

    Spans that begin on `on` or later are replaced: the last word on a day holds. The member's row is
    refreshed for `today`. Five statements or so.
    """
    spans = MemberSpan.objects.select_for_update().filter(member=member, primary=True)
    running = spans.filter(valid_from__lte=on).order_by("-valid_from").first()
    before = running or spans.order_by("valid_from").first()
    if before is None:
        raise ValueError(f"member {member.pk} has no span")
    new = MemberSpan(
        member=member,
        branch_id=branch_id or before.branch_id,
        group_id=_group(before, branch_id, group_id),
        state=state or before.state,
        valid_from=on,
    )
    MemberSpan.objects.filter(member=member, primary=True, valid_from__gte=on).delete()
    if running is not None and running.valid_from < on:
        running.valid_to = on - timedelta(days=1)
        running.save(update_fields=["valid_to"])
    new.save()
    refresh([member.pk], today=today)
    return new


def _group(before: MemberSpan, branch_id: int | None, group_id: int | None) -> int | None:
    if group_id != -1:
        return group_id
    moved = branch_id is not None and branch_id != before.branch_id
    return None if moved else before.group_id


def refresh(member_ids: Sequence[int], *, today: date) -> int:
    """Copy into the members' rows what their spans say of today; how many rows changed.

    Two statements, and one for each member with counted facts. A member who moved may be out of the
    caller's reach afterwards, so the way to her counted facts is read before.
    """
    boxes = dict(Pseudonym.objects.filter(member_id__in=member_ids).values_list("member_id", "box"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT member_id, commune_id, branch_id, state FROM hoiso_members_refresh(%s, %s)",
            [list(member_ids), today],
        )
        changed = cursor.fetchall()
    follow([Place(boxes[row[0]], row[1], row[2], row[3]) for row in changed if row[0] in boxes], since=today)
    return len(changed)
