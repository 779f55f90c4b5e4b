"""Sensitive facts of a member, read for a reason that is written down, and kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.errors import NotAllowed
from hoiso.members import sensitive
from hoiso.members.fields import Field, Kept, fields_on
from hoiso.members.models import Member
from hoiso.members.register.actions.keeping import locked
from hoiso.members.register.actions.noting import record
from hoiso.members.register.rules import seen_fields, sees_sensitive

# Why a sensitive fact is looked at: the code goes into the trail.
REASONS = {
    "update": "Cập nhật hồ sơ hội viên",
    "care": "Xét hỗ trợ, chăm lo",
    "report": "Lập báo cáo của Hội",
    "asked": "Hội viên yêu cầu",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """The sensitive facts that the officer sees, by field. `party` is "yes", "no" or empty."""

    fields: tuple[Field, ...]
    values: dict[str, str]


def seen_by(by: Actor, member: Member, *, at: datetime) -> tuple[Field, ...]:
    """Which sensitive fields of the member she sees today; none without the right. One statement."""
    if not sees_sensitive(by, member):
        return ()
    return seen_fields(by, member, fields_on(office_date(at)).values())


@transaction.atomic
def read_facts(*, by: Actor, member: Member, reason: str, at: datetime) -> Facts:
    """The facts she may see, the reading written into the trail with its reason and the fields."""
    fields = seen_by(by, member, at=at)
    if not fields or reason not in REASONS:
        raise NotAllowed("Chức vụ hiện tại của đồng chí không xem được thông tin nhạy cảm của hội viên này.")
    counted = sensitive.counted_of(member.pk)
    known = {
        "ethnic_group": counted.ethnic_group,
        "religion": counted.religion,
        "party": {True: "yes", False: "no", None: ""}[counted.party],
        "poverty": counted.poverty,
        **sensitive.sealed_of(member.pk),
    }
    record(by, member, "sensitive_read", at=at, reason=reason, fields=[field.name for field in fields])
    return Facts(fields, {field.name: known.get(field.name, "") for field in fields})


@transaction.atomic
def keep_facts(*, by: Actor, member_id: int, values: Mapping[str, str], at: datetime) -> None:
    """Keep the given facts, of the fields that she sees; those not given stay as they are."""
    member = locked(by, member_id)
    fields = {field.name: field for field in seen_by(by, member, at=at)}
    if not set(values) <= set(fields):
        raise NotAllowed("Chức vụ hiện tại của đồng chí không sửa được thông tin này.")
    sealed = {name: value for name, value in values.items() if fields[name].kept is Kept.SEALED}
    counted = {name: value for name, value in values.items() if fields[name].kept is Kept.COUNTED}
    if counted:
        now = sensitive.counted_of(member.pk)
        party = counted.get("party")
        facts = sensitive.Counted(
            ethnic_group=counted.get("ethnic_group", now.ethnic_group),
            religion=counted.get("religion", now.religion),
            party=now.party if party is None else {"yes": True, "no": False}.get(party),
            poverty=counted.get("poverty", now.poverty),
        )
        sensitive.keep_counted(member, facts, since=office_date(at))
    if sealed:
        sensitive.keep_sealed(member, sealed, by_id=by.officer_id, at=at)
    record(by, member, "sensitive_changed", at=at, fields=sorted(values))
