"""Printed one-time slips: made by an administrator, used by the officer at the door."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from hoiso.access.actions.opening import NewSession, open_for
from hoiso.access.actor import Actor
from hoiso.access.devices import Device
from hoiso.access.errors import AccountRefused, SlipRefused
from hoiso.access.keyed import keyed_hash
from hoiso.access.models import Credential, Officer, Passkey, ResetSlip, SignIn
from hoiso.access.passwords import check_password_rules, hashed
from hoiso.access.rights import Right
from hoiso.access.rules import require_any
from hoiso.audit import public as audit
from hoiso.core import scope
from hoiso.core.clock import office_date

LIFE = timedelta(days=7)
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like another when printed
_GROUPS, _GROUP = 3, 4  # 59 bits; the stored form needs the installation's key to be guessed at


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip to be printed now: its code is told once and stored nowhere."""

    officer_id: int
    full_name: str
    username: str
    code: str
    expires_at: datetime
    also_second_step: bool


def make_slip(*, by: Actor, officer_id: int, at: datetime, also_second_step: bool = False) -> Slip:
    """A slip for an officer whose posts all lie at units that `by` administers; older slips of hers end."""
    return make_slips(by=by, officer_ids=[officer_id], at=at, also_second_step=also_second_step)[0]


@transaction.atomic
def make_slips(
    *, by: Actor, officer_ids: list[int], at: datetime, also_second_step: bool = False
) -> list[Slip]:
    """Slips for many officers at once, in the order of the ids; all or none."""
    require_any(by, Right.ADMINISTER_OFFICERS)
    _refuse_out_of_reach(officer_ids)
    officers = {one.pk: one for one in Officer.objects.filter(pk__in=officer_ids)}
    ResetSlip.objects.filter(officer_id__in=officer_ids, used_at=None, expires_at__gt=at).update(
        expires_at=at
    )
    slips = [
        Slip(one, officers[one].full_name, officers[one].username, _new_code(), at + LIFE, also_second_step)
        for one in officer_ids
    ]
    rows = ResetSlip.objects.bulk_create(
        ResetSlip(
            officer_id=slip.officer_id,
            code_hash=_stored(slip.code),
            made_by=by.officer_id,
            made_at=at,
            expires_at=slip.expires_at,
            also_second_step=also_second_step,
        )
        for slip in slips
    )
    for row in rows:
        audit.record(
            "make_slip",
            "officer",
            row.officer_id,
            at=at,
            actor_id=by.officer_id,
            unit_id=by.unit_id,
            slip=row.pk,
            also_second_step=also_second_step,
        )
    return slips


def founders_slip(officer: Officer, *, at: datetime) -> Slip:
    """The slip of an installation's first administrator, made by the owner: nobody is above her yet."""
    slip = Slip(
        officer.pk, officer.full_name, officer.username, _new_code(), at + LIFE, also_second_step=False
    )
    ResetSlip.objects.create(
        officer=officer, code_hash=_stored(slip.code), made_at=at, expires_at=slip.expires_at
    )
    return slip


def use_slip(*, code: str, password: str, device: Device, at: datetime) -> NewSession:
    """Set the password by a slip and sign in. All her other sessions end.

    Raises `SlipRefused` in the same words for an unknown, used or old code; `PasswordTooWeak` leaves
    the slip unused.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM hoiso_slip(%s, %s)", [_stored(code), at])
        found = cursor.fetchone()
    if found is None:
        raise _refused()
    slip_id, officer_id = found
    with scope.transaction_as(scope.officer_token(officer_id, office_date(at))):
        slip = ResetSlip.objects.select_for_update().filter(pk=slip_id, used_at=None).first()
        if slip is None:
            raise _refused()
        officer = Officer.objects.get(pk=officer_id)
        check_password_rules(password, username=officer.username, phone=officer.phone)
        slip.used_at = at
        slip.save(update_fields=["used_at"])
        credential = _renewed(officer_id, password, at, forget_second_step=slip.also_second_step)
        SignIn.objects.filter(officer_id=officer_id, ended_at=None).update(ended_at=at)
        audit.record(
            "use_slip", "officer", officer_id, at=at, actor_id=officer_id, unit_id=None, slip=slip_id
        )
        return open_for(
            officer_id,
            device=device,
            at=at,
            remember=False,
            has_totp=bool(credential.totp_secret),
            by_way_of="slip",
        )


def _renewed(officer_id: int, password: str, at: datetime, *, forget_second_step: bool) -> Credential:
    fresh = {"password": hashed(password), "changed_at": at, "pin": ""}
    if forget_second_step:
        fresh |= {"totp_secret": "", "totp_last_step": 0}
        Passkey.objects.filter(officer_id=officer_id).delete()
    return Credential.objects.update_or_create(officer_id=officer_id, defaults=fresh)[0]


def _refuse_out_of_reach(officer_ids: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unnest(%s::bigint[]) EXCEPT SELECT unnest(hoiso_resettable_officers())", [officer_ids]
        )
        if cursor.fetchone():
            raise AccountRefused(
                "Không in được phiếu này: cán bộ phải thuộc đơn vị đồng chí quản trị ở mọi chức vụ."
                " Người có chức vụ ở nơi khác thì nhờ quản trị tỉnh; mật khẩu của mình thì đổi ở trang riêng"
            )


def _new_code() -> str:
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def _stored(code: str) -> str:
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return keyed_hash("reset-slip", letters)


def _refused() -> SlipRefused:
    return SlipRefused(
        "Mã này không dùng được: nhập chưa đúng, đã dùng, hoặc quá 7 ngày."
        " Xem lại phiếu, hoặc nhờ in phiếu mới",
        field="code",
    )
