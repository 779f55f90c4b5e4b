"""The second step of signing in: a code from a phone, or a passkey."""

from datetime import datetime

from hoiso.access import passkeys, totp
from hoiso.access.actor import Actor
from hoiso.access.errors import SecondStepRefused
from hoiso.access.models import Credential, Officer, Passkey, SignIn
from hoiso.access.passkeys import Site
from hoiso.access.queries import second_step_roles
from hoiso.audit import public as audit
from hoiso.core.errors import NotThere

FAILURES_ALLOWED = 5


def pass_by_code(*, by: Actor, code: str, at: datetime) -> None:
    """Finish signing in by the phone's code. A code is taken once; five wrong ones end the session."""
    session = _waiting(by)
    credential = Credential.objects.select_for_update().get(officer_id=by.officer_id)
    step = (
        totp.step_of_stored(code, box=credential.totp_secret, at=at, after=credential.totp_last_step)
        if credential.totp_secret
        else None
    )
    if step is None:
        raise _failed(session, at, field="code")
    credential.totp_last_step = step
    credential.save(update_fields=["totp_last_step"])
    _passed(by, session, at, "code")


def begin_code(*, by: Actor) -> totp.Setup:
    """A new secret for the officer's phone, to be shown as a QR code and confirmed."""
    return totp.begin(officer_id=by.officer_id, account=_account(by))


def same_code(*, by: Actor, box: str) -> totp.Setup:
    """The setup to be shown again after a wrong code, or a new one where it is too old."""
    again = totp.shown_again(box, officer_id=by.officer_id, account=_account(by))
    return again or begin_code(by=by)


def confirm_code(*, by: Actor, box: str, code: str, at: datetime) -> None:
    """Put the secret in force once the phone shows its first right code."""
    secret = totp.secret_in(box, officer_id=by.officer_id)
    session = _enrolling(by)
    step = totp.step_of(code, secret=secret, at=at, after=0) if secret else None
    if secret is None or step is None:
        raise SecondStepRefused("Mã chưa đúng. Nhập 6 chữ số đang hiện trên điện thoại", field="code")
    Credential.objects.filter(officer_id=by.officer_id).update(
        totp_secret=totp.stored(secret), totp_last_step=step, changed_at=at
    )
    _record(by, "second_step_set", at, way="code")
    if session.second_step_due:
        _passed(by, session, at, "code")


def drop_code(*, by: Actor, at: datetime) -> None:
    """Use the phone no more; refused where a role asks for a second step and no passkey is left."""
    _refuse_last(by, others=Passkey.objects.filter(officer_id=by.officer_id).exists())
    Credential.objects.filter(officer_id=by.officer_id).update(
        totp_secret="", totp_last_step=0, changed_at=at
    )
    _record(by, "second_step_dropped", at, way="code")


def ask_new_passkey(*, by: Actor, site: Site) -> str:
    """The question to the browser for a new passkey (JSON); its challenge waits in the session."""
    session = _enrolling(by)
    question = passkeys.ask_for_new(
        site=site, officer_id=by.officer_id, account=_account(by), name=by.full_name, known=_known(by)
    )
    _keep_challenge(session, question.challenge)
    return question.options


def add_passkey(*, by: Actor, site: Site, answer: str, name: str, at: datetime) -> Passkey:
    """Keep the passkey that the browser made, under the name the officer gave it."""
    session = _enrolling(by)
    key = passkeys.new_key(answer, challenge=_taken_challenge(session), site=site)
    if key is None or Passkey.objects.filter(credential_id=key.credential_id).exists():
        raise SecondStepRefused("Máy chưa tạo được khóa. Thử lại, hoặc dùng mã trên điện thoại")
    made = Passkey.objects.create(
        officer_id=by.officer_id,
        credential_id=key.credential_id,
        public_key=key.public_key,
        sign_count=key.sign_count,
        name=name[:60],
        created_at=at,
    )
    _record(by, "second_step_set", at, way="passkey", passkey=made.pk)
    if session.second_step_due:
        _passed(by, session, at, "passkey")
    return made


def drop_passkey(*, by: Actor, passkey_id: int, at: datetime) -> None:
    """Forget a passkey; refused for the last one where a role asks for a second step."""
    mine = Passkey.objects.filter(officer_id=by.officer_id)
    key = mine.filter(pk=passkey_id).first()
    if key is None:
        raise NotThere("Khóa này đã bỏ trước đó.")
    has_code = Credential.objects.filter(officer_id=by.officer_id).exclude(totp_secret="").exists()
    _refuse_last(by, others=has_code or mine.exclude(pk=passkey_id).exists())
    key.delete()
    _record(by, "second_step_dropped", at, way="passkey", passkey=passkey_id)


def ask_passkey(*, by: Actor, site: Site) -> str:
    """The question to the browser to prove a passkey (JSON)."""
    session = _waiting(by)
    question = passkeys.ask_for_known(site=site, known=_known(by))
    _keep_challenge(session, question.challenge)
    return question.options


def pass_by_passkey(*, by: Actor, site: Site, answer: str, at: datetime) -> None:
    """Finish signing in by a passkey."""
    session = _waiting(by)
    challenge = _taken_challenge(session)
    named = passkeys.named_key(answer)
    key = Passkey.objects.select_for_update().filter(officer_id=by.officer_id, credential_id=named).first()
    count = (
        passkeys.proven_count(
            answer,
            challenge=challenge,
            site=site,
            public_key=bytes(key.public_key),
            sign_count=key.sign_count,
        )
        if key and challenge
        else None
    )
    if key is None or count is None:
        raise _failed(session, at, field=None)
    key.sign_count = count
    key.save(update_fields=["sign_count"])
    _passed(by, session, at, "passkey")


def _account(by: Actor) -> str:
    return Officer.objects.values_list("username", flat=True).get(pk=by.officer_id)


def _known(by: Actor) -> list[str]:
    return list(Passkey.objects.filter(officer_id=by.officer_id).values_list("credential_id", flat=True))


def _waiting(by: Actor) -> SignIn:
    """Her session, locked, while it waits for the second step."""
    session = SignIn.objects.select_for_update().get(pk=by.session_id)
    if not session.second_step_due:
        raise SecondStepRefused("Bước hai đã xong.")
    return session


def _enrolling(by: Actor) -> SignIn:
    """Her session, locked. While a second step is due it may be set up only where there is none yet.

    Otherwise a stolen password could give itself a second step of its own.
    """
    session = SignIn.objects.select_for_update().get(pk=by.session_id)
    if session.second_step_due and _has_any(by):
        raise SecondStepRefused("Hãy qua bước hai trước khi đặt thêm cách khác.")
    return session


def _has_any(by: Actor) -> bool:
    has_code = Credential.objects.filter(officer_id=by.officer_id).exclude(totp_secret="").exists()
    return has_code or Passkey.objects.filter(officer_id=by.officer_id).exists()


def _refuse_last(by: Actor, *, others: bool) -> None:
    if not others and {post.role for post in by.posts} & second_step_roles(on=by.on):
        raise SecondStepRefused("Chức vụ của đồng chí phải có bước hai. Đặt cách khác trước rồi bỏ cách này")


def _keep_challenge(session: SignIn, challenge: str) -> None:
    session.challenge = challenge
    session.save(update_fields=["challenge"])


def _taken_challenge(session: SignIn) -> str:
    challenge, session.challenge = session.challenge, ""
    session.save(update_fields=["challenge"])
    return challenge


def _failed(session: SignIn, at: datetime, *, field: str | None) -> SecondStepRefused:
    session.failures += 1
    if session.failures >= FAILURES_ALLOWED:
        session.ended_at = at
    session.save(update_fields=["failures", "ended_at"])
    if session.ended_at:
        return SecondStepRefused("Đã sai quá 5 lần. Đăng nhập lại từ đầu")
    words = "Mã chưa đúng hoặc đã dùng. Chờ mã mới trên điện thoại rồi nhập lại"
    return SecondStepRefused(words if field else "Khóa này chưa đúng. Thử lại, hoặc dùng mã", field=field)


def _passed(by: Actor, session: SignIn, at: datetime, way: str) -> None:
    session.second_step_due = False
    session.failures = 0
    session.save(update_fields=["second_step_due", "failures"])
    _record(by, "second_step", at, way=way)


def _record(by: Actor, action: str, at: datetime, **details: str | int) -> None:
    unit_id = by.current.unit_id if by.current else None
    audit.record(action, "officer", by.officer_id, at=at, actor_id=by.officer_id, unit_id=unit_id, **details)
