"""What an officer changes about herself."""

from datetime import datetime

from django.db import IntegrityError, transaction

from hoiso.access.actor import Actor
from hoiso.access.errors import AccountRefused, SignInRefused
from hoiso.access.logins import phone_number
from hoiso.access.models import Credential, Officer, SignIn
from hoiso.access.passwords import check_password_rules, hashed, matches
from hoiso.audit import public as audit
from hoiso.core.errors import NotAllowed

FAILURES_ALLOWED = 5


def change_profile(
    *, by: Actor, form_of_address: str, phone: str, email: str, text_size: str, at: datetime
) -> None:
    """How she is addressed and reached, and the size of her text. The phone number also signs in."""
    number = accepted_phone(phone)
    changed = {
        "form_of_address": form_of_address,
        "phone": number,
        "email": email,
        "text_size": text_size,
    }
    try:
        with transaction.atomic():
            Officer.objects.filter(pk=by.officer_id).update(**changed)
    except IntegrityError as error:
        raise phone_taken() from error
    _record(by, "profile_changed", at)


def change_password(*, by: Actor, current: str, password: str, at: datetime) -> int:
    """A new password; her other sessions end, and how many did is returned.

    The present password is asked again: five wrong ones end the session, for an unattended
    computer must not become an account.
    """
    session = SignIn.objects.select_for_update().get(pk=by.session_id)
    credential = Credential.objects.get(officer_id=by.officer_id)
    if not matches(current, credential.password)[0]:
        session.failures += 1
        session.ended_at = at if session.failures >= FAILURES_ALLOWED else None
        session.save(update_fields=["failures", "ended_at"])
        raise SignInRefused("Mật khẩu đang dùng chưa đúng", field="current")
    officer = Officer.objects.get(pk=by.officer_id)
    check_password_rules(password, username=officer.username, phone=officer.phone)
    credential.password, credential.changed_at = hashed(password), at
    credential.save(update_fields=["password", "changed_at"])
    session.failures = 0
    session.save(update_fields=["failures"])
    others = SignIn.objects.filter(officer_id=by.officer_id, ended_at=None).exclude(pk=by.session_id)
    count = others.update(ended_at=at)
    _record(by, "password_changed", at)
    return count


def change_post(*, by: Actor, post_id: int, at: datetime) -> str:
    """Work in another of her posts from now on, in this session; returns the post's title."""
    chosen = next((post for post in by.posts if post.id == post_id), None)
    if chosen is None:
        raise NotAllowed("Chức vụ này không còn hiệu lực hôm nay. Chọn chức vụ khác.")
    SignIn.objects.filter(pk=by.session_id, officer_id=by.officer_id).update(post_id=post_id)
    audit.record("post_chosen", "post", post_id, at=at, actor_id=by.officer_id, unit_id=chosen.unit_id)
    return chosen.title


def accepted_phone(typed: str) -> str:
    """The number as it is stored, empty for none; refuses what is no Vietnamese number."""
    if not typed.strip():
        return ""
    number = phone_number(typed)
    if number is None:
        raise AccountRefused("Số điện thoại phải có 10 chữ số, ví dụ 0912 345 678", field="phone")
    return number


def phone_taken() -> AccountRefused:
    """The number signs somebody else in."""
    return AccountRefused("Số điện thoại này không dùng được, hãy hỏi quản trị đơn vị", field="phone")


def _record(by: Actor, action: str, at: datetime) -> None:
    unit_id = by.current.unit_id if by.current else None
    audit.record(action, "officer", by.officer_id, at=at, actor_id=by.officer_id, unit_id=unit_id)
