"""What an act on a member leaves: a line of her history, an entry of the trail."""

from datetime import date, datetime

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.members.models import Member, MemberEvent


def note(
    by: Actor,
    member: Member,
    kind: str,
    *,
    at: datetime,
    on: date | None = None,
    paper: str = "",
    reason: str = "",
    to_branch_id: int | None = None,
) -> MemberEvent:
    """A line of her history and an entry of the trail, in one. `on`: the day it holds from."""
    event = MemberEvent.objects.create(
        member=member,
        kind=kind,
        on=on or office_date(at),
        branch_id=member.branch_id,
        to_branch_id=to_branch_id,
        paper=paper,
        reason=reason,
        by_id=by.officer_id,
        at=at,
    )
    record(by, member, kind, at=at)
    return event


def record(by: Actor, member: Member, kind: str, *, at: datetime, **details: object) -> None:
    """An entry of the trail alone (`member_<kind>`), at the member's branch."""
    audit.record(
        f"member_{kind}",
        "member",
        member.pk,
        at=at,
        actor_id=by.officer_id,
        unit_id=member.branch_id,
        **details,
    )
