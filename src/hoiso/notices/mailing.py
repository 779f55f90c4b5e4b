"""Notices as e-mail: claimed, sent, noted. A server that fails or hangs costs a try and never a notice.

Claiming and noting are transactions of their own, so that no row stays locked while a server is
spoken to. A mail may come twice when the worker dies between sending and noting; none is lost.
"""

import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q

from hoiso.access.public import Officer
from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.core.phrases import vn_day
from hoiso.notices import phrases
from hoiso.notices.models import Notice

AT_ONCE = 200
TRIES = 5
_OLDEST = timedelta(days=2)  # what waited longer stands in the system and is no news
_STUCK = timedelta(minutes=15)
_AGAIN = timedelta(minutes=4)
_M = Notice.Mail


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the notices of one run: sent, to be tried again, given up."""

    sent: int = 0
    again: int = 0
    failed: int = 0


def is_set_up() -> bool:
    """Whether this installation knows a mail server."""
    return bool(settings.EMAIL_HOST)


def send_due(*, at: datetime) -> Sent:
    """One e-mail for every notice that its reader wants at once."""
    claimed = _claim(Q(mail=_M.DUE), at=at)
    return _send([(one.officer_id, [one.pk], one.text, phrases.mail_of(one)) for one in claimed], at=at)


def send_digests(*, at: datetime) -> Sent:
    """One e-mail a person with everything that waited for the morning."""
    claimed = _claim(Q(mail=_M.DIGEST), at=at)
    by_officer: dict[int, list[Notice]] = {}
    for one in claimed:
        by_officer.setdefault(one.officer_id, []).append(one)
    subject = f"Bản tin sáng {vn_day(office_date(at))}"
    mails = [
        (
            officer,
            [one.pk for one in notices],
            f"{subject}: {len(notices)} thông báo",
            phrases.digest_of(notices),
        )
        for officer, notices in by_officer.items()
    ]
    return _send(mails, at=at, retried_as=_M.DIGEST)


def _claim(wanted: Q, *, at: datetime) -> list[Notice]:
    """Take what is to be sent, so that no second worker does; what a dead worker left is taken again."""
    if not is_set_up():
        return []
    ready = wanted & (Q(mail_at=None) | Q(mail_at__lt=at - _AGAIN))
    if wanted == Q(mail=_M.DUE):
        ready |= Q(mail=_M.SENDING, mail_at__lt=at - _STUCK)
    with scope.transaction_as(scope.system_token(office_date(at))):
        Notice.objects.filter(mail__in=(_M.DUE, _M.DIGEST), at__lt=at - _OLDEST).update(mail=_M.FAILED)
        found = list(
            Notice.objects.select_for_update(skip_locked=True)
            .filter(ready)
            .order_by("officer_id", "id")[:AT_ONCE]
        )
        Notice.objects.filter(pk__in=[one.pk for one in found]).update(mail=_M.SENDING, mail_at=at)
    return found


def _send(
    mails: Iterable[tuple[int, list[int], str, str]], *, at: datetime, retried_as: str = _M.DUE
) -> Sent:
    asked = list(mails)
    if not asked:
        return Sent()
    with scope.transaction_as(scope.system_token(office_date(at))):
        addresses = dict(
            Officer.objects.filter(pk__in={officer for officer, *_ in asked}, retired_on=None)
            .exclude(email="")
            .values_list("pk", "email")
        )
    sent, again, failed = [], [], []
    connection: BaseEmailBackend | None = None
    unreachable = False
    for officer, ids, subject, body in asked:
        address = addresses.get(officer)
        if address is None:
            failed += ids
            continue
        if unreachable:
            again += ids
            continue
        try:
            if connection is None:
                connection = get_connection()
                connection.open()
            mail = EmailMessage(_one_line(subject), body, settings.DEFAULT_FROM_EMAIL, [address])
            mail.connection = connection
            mail.send()
            sent += ids
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
            _close(connection)
            connection = None
            (failed if _for_good(error) else again).extend(ids)
        except (smtplib.SMTPException, OSError):
            _close(connection)  # no answer, or no sense in it: the others need not wait for it too
            connection, unreachable = None, True
            again += ids
    _close(connection)
    return _note(sent, again, failed, at=at, retried_as=retried_as)


def _note(sent: list[int], again: list[int], failed: list[int], *, at: datetime, retried_as: str) -> Sent:
    with scope.transaction_as(scope.system_token(office_date(at))):
        Notice.objects.filter(pk__in=sent).update(mail=_M.SENT, mail_at=at)
        given_up = Notice.objects.filter(pk__in=again, mail_tries__gte=TRIES - 1).update(
            mail=_M.FAILED, mail_tries=TRIES
        )
        for one in Notice.objects.filter(pk__in=again, mail=_M.SENDING):
            one.mail, one.mail_tries = retried_as, one.mail_tries + 1
            one.save(update_fields=["mail", "mail_tries"])
        Notice.objects.filter(pk__in=failed).update(mail=_M.FAILED)
    return Sent(len(sent), len(again) - given_up, len(failed) + given_up)


def _for_good(
    error: smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError | smtplib.SMTPSenderRefused,
) -> bool:
    """Whether the server has refused this mail and will always (5xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return error.smtp_code >= 500


def _close(connection: BaseEmailBackend | None) -> None:
    if connection is not None:
        try:
            connection.close()
        except (smtplib.SMTPException, OSError):
            return  # it was gone already


def _one_line(subject: str) -> str:
    return " ".join(subject.split())[:180]
