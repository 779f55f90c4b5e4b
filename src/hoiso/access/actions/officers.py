"""Keeping officers' accounts: add, correct, retire, lift a lock. By the administrators of their units."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, connection, transaction

from hoiso.access.actions.profile import accepted_phone, phone_taken
from hoiso.access.actor import Actor
from hoiso.access.errors import AccountRefused
from hoiso.access.models import FailedSignIn, Officer, Post, SignIn
from hoiso.access.rights import Right
from hoiso.access.rules import require_any
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import NotThere
from hoiso.core.folding import fold, given_name_key, nfc


@transaction.atomic
def change_officer(
    *, by: Actor, officer_id: int, full_name: str, phone: str, email: str, form_of_address: str, at: datetime
) -> None:
    """Correct what the account says of the person."""
    officer = _kept_by(by, officer_id)
    officer.full_name = nfc(full_name)
    officer.folded, officer.name_key = fold(officer.full_name), given_name_key(officer.full_name)
    officer.phone, officer.email, officer.form_of_address = accepted_phone(phone), email, form_of_address
    try:
        with transaction.atomic():
            officer.save(
                update_fields=["full_name", "folded", "name_key", "phone", "email", "form_of_address"]
            )
    except IntegrityError as error:
        raise phone_taken() from error
    _record(by, "officer_changed", officer_id, _unit_of(officer_id), at)


@transaction.atomic
def retire_officer(*, by: Actor, officer_id: int, on: date, at: datetime) -> None:
    """From `on` she can no longer sign in; her posts end the day before, her sessions now if it is today.

    What she did stays under her name. Only for an officer all of whose posts `by` administers.
    """
    officer = _kept_by(by, officer_id)
    _refuse_unless_all_hers(officer_id)
    today = office_date(at)
    if on < today:
        raise AccountRefused("Ngày thôi làm việc phải từ hôm nay trở đi", field="on")
    running = Post.objects.filter(officer_id=officer_id).exclude(valid_to__lt=on)
    if running.filter(valid_from__gte=on).exists():
        raise AccountRefused(
            "Có chức vụ bắt đầu từ ngày này hoặc sau ngày này. Chọn ngày muộn hơn", field="on"
        )
    unit_id = _unit_of(officer_id)
    running.update(valid_to=on - timedelta(days=1))
    officer.retired_on = on
    officer.save(update_fields=["retired_on"])
    if on == today:
        SignIn.objects.filter(officer_id=officer_id, ended_at=None).update(ended_at=at)
    _record(by, "officer_retired", officer_id, unit_id, at, on=on.isoformat())


@transaction.atomic
def bring_back_officer(*, by: Actor, officer_id: int, at: datetime) -> None:
    """Let a retired officer sign in again; posts are given anew."""
    officer = _kept_by(by, officer_id)
    officer.retired_on = None
    officer.save(update_fields=["retired_on"])
    _record(by, "officer_returned", officer_id, _unit_of(officer_id), at)


def lift_lock(*, by: Actor, officer_id: int, at: datetime) -> None:
    """Open a name that was locked by wrong passwords before its time is over."""
    _kept_by(by, officer_id)
    FailedSignIn.objects.filter(officer_id=officer_id).update(locked_until=None, count=0)
    _record(by, "lock_lifted", officer_id, _unit_of(officer_id), at)


def _kept_by(by: Actor, officer_id: int) -> Officer:
    """The officer, locked, where `by` administers a unit of hers."""
    require_any(by, Right.ADMINISTER_OFFICERS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s = ANY (hoiso_administered_officers())", [officer_id])
        kept = cursor.fetchone()[0]
    officer = Officer.objects.select_for_update().filter(pk=officer_id).first() if kept else None
    if officer is None:
        raise NotThere("Không có cán bộ này trong phần quản trị của đồng chí.")
    return officer


def _refuse_unless_all_hers(officer_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s = ANY (hoiso_resettable_officers())", [officer_id])
        if not cursor.fetchone()[0]:
            raise AccountRefused(
                "Cán bộ này còn chức vụ ở đơn vị khác, hoặc là chính đồng chí."
                " Kết thúc chức vụ ở đơn vị mình, hoặc nhờ quản trị tỉnh"
            )


def _unit_of(officer_id: int) -> int | None:
    """The unit of her latest post: in whose trail the change stands."""
    posts = Post.objects.filter(officer_id=officer_id).order_by("-valid_from", "-id")
    return posts.values_list("unit_id", flat=True).first()


def _record(
    by: Actor, action: str, officer_id: int, unit_id: int | None, at: datetime, **details: str | int
) -> None:
    audit.record(action, "officer", officer_id, at=at, actor_id=by.officer_id, unit_id=unit_id, **details)
