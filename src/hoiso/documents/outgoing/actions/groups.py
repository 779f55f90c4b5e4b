"""Recipient groups: lists of units under one name, kept by the unit that sends to them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents.tables.outgoing import RecipientGroup, RecipientGroupMember

_LONGEST_NAME = 100


@transaction.atomic
def keep_group(
    *,
    by: Actor,
    unit_id: int,
    name: str,
    unit_ids: Sequence[int],
    at: datetime,
    group_id: int | None = None,
) -> RecipientGroup:
    """Make a group, or change the name and the units of one. No two of a unit bear the same name."""
    require(by, Right.DRAFT, at=unit_id, anew=True)
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise DomainError("Nhập tên nhóm, không quá 100 ký tự", field="name")
    if not unit_ids:
        raise DomainError("Chọn ít nhất một đơn vị cho nhóm", field="units")
    same = RecipientGroup.objects.filter(unit_id=unit_id, name=name).exclude(pk=group_id or 0)
    if same.exists():
        raise DomainError("Đã có nhóm mang tên này. Đặt tên khác.", field="name")
    if group_id is None:
        group = RecipientGroup.objects.create(unit_id=unit_id, name=name)
    else:
        group = _locked(group_id, unit_id)
        group.name = name
        group.save(update_fields=["name"])
        group.members.all().delete()
    RecipientGroupMember.objects.bulk_create(
        RecipientGroupMember(group=group, unit_id=unit, position=place)
        for place, unit in enumerate(dict.fromkeys(unit_ids))
    )
    audit.record(
        "group_kept", "recipient_group", group.pk,
        at=at, actor_id=by.officer_id, unit_id=unit_id, units=len(set(unit_ids)),
    )  # fmt: skip
    return group


@transaction.atomic
def drop_group(*, by: Actor, group_id: int, at: datetime) -> None:
    """Delete a group; documents sent to it keep their recipients."""
    group = RecipientGroup.objects.select_for_update().filter(pk=group_id).first()
    if group is None:
        raise NotThere("Không có nhóm nơi nhận này.")
    require(by, Right.DRAFT, at=group.unit_id)
    audit.record(
        "group_dropped", "recipient_group", group.pk,
        at=at, actor_id=by.officer_id, unit_id=group.unit_id,
    )  # fmt: skip
    group.members.all().delete()
    group.delete()


def _locked(group_id: int, unit_id: int) -> RecipientGroup:
    group = RecipientGroup.objects.select_for_update().filter(pk=group_id, unit_id=unit_id).first()
    if group is None:
        raise NotThere("Không có nhóm nơi nhận này.")
    return group
