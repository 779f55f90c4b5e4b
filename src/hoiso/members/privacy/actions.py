"""The province decides which fields are asked of members, why and on what basis."""

from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require_any
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.phrases import vn_date
from hoiso.members.fields import FIELDS, fields_on
from hoiso.members.models import MemberField


@transaction.atomic
def decide_field(
    *, by: Actor, name: str, asked: bool, purpose: str, basis: str, valid_from: date, at: datetime
) -> MemberField:
    """From a day on the field is asked or not, with its purpose and basis; who sees it stays as it is.

    What was decided for earlier days stays; for the same day the last word holds. What members have told
    already is kept either way.
    """
    require_any(by, Right.ADMINISTER_PROVINCE)
    if name not in FIELDS:
        raise NotThere("Không có thông tin này trong hồ sơ hội viên.")
    today = office_date(at)
    if valid_from < today:
        raise DomainError(
            f"Ngày bắt đầu phải từ hôm nay ({vn_date(today)}) trở đi. Sửa lại ngày.", field="valid_from"
        )
    before = fields_on(valid_from)[name]
    made, _ = MemberField.objects.update_or_create(
        field=name,
        valid_from=valid_from,
        defaults={
            "asked": asked,
            "purpose": purpose,
            "basis": basis,
            "seen_by": sorted(before.seen_by),
            "set_by": by.officer_id,
        },
    )
    audit.record(
        "member_field_set", "member_field", made.pk, at=at, actor_id=by.officer_id, unit_id=by.unit_id,
        field=name, asked=asked, valid_from=valid_from.isoformat(),
    )  # fmt: skip
    return made
