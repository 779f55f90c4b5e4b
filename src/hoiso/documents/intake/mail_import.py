"""Unread mails become drafts at a desk, each once; what fails is told on the health page.

A mail is taken in one transaction with the row that remembers it, and only then marked as read: when
the line is cut between the two, the next run finds the row and marks the mail alone.
"""

import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.folding import nfc
from hoiso.core.phrases import vn_time
from hoiso.documents.incoming import public as incoming
from hoiso.documents.intake import phrases
from hoiso.documents.intake.mailbox import Mailbox, MailboxFailed, account_from, opened
from hoiso.documents.tables.incoming import IncomingDraft
from hoiso.documents.tables.intake import MailArrival
from hoiso.units.models import Unit

AT_ONCE = 20
_MOST_PARTS = 40
_LONGEST_BODY = 2_000
STATE = "mail-import-state.json"


@dataclass(frozen=True, slots=True)
class Letter:
    """What is taken from a mail: header fields as text, files by name, and its words."""

    message_id: str
    sender: str
    subject: str
    sent_at: datetime | None
    files: tuple[tuple[str, bytes], ...]
    words: str


def fetch_mails(*, at: datetime) -> int:
    """Take what is unread; how many became drafts. A mailbox that fails is noted and costs a try."""
    if not settings.IMAP:
        return 0
    account = account_from(settings.IMAP)
    taken = 0
    try:
        with _system(at):
            unit = incoming.unit_of_code(account.unit_code, at=at)
        with opened(account) as mailbox:
            for uid in mailbox.unread()[:AT_ONCE]:
                taken += _take(mailbox, uid, unit, at)
    except (MailboxFailed, DomainError) as failure:
        note_state(at=at, problem=failure.sentence)
        return taken
    note_state(at=at, problem="")
    return taken


def _take(mailbox: Mailbox, uid: int, unit: Unit, at: datetime) -> bool:
    place = {"unit": unit, "validity": mailbox.validity, "uid": uid}
    with _system(at):
        known = MailArrival.objects.filter(**place).exists()
    if known:
        mailbox.mark_read(uid)
        return False
    if mailbox.size(uid) > settings.MAX_FILE:
        with _system(at):
            MailArrival.objects.create(**place, problem=phrases.MAIL_TOO_LARGE, arrived_at=at)
            _tell_desk(unit, phrases.MAIL_TOO_LARGE, at)
        mailbox.mark_read(uid)
        return False
    letter = read_letter(mailbox.content(uid))
    with _system(at):
        made = _keep(letter, place, unit, at)
    mailbox.mark_read(uid)
    return made


def _keep(letter: Letter, place: dict[str, object], unit: Unit, at: datetime) -> bool:
    """A draft of the mail; False where the same mail was taken from another place of the mailbox."""
    same = Q(message_id=letter.message_id) & ~Q(message_id="")
    if MailArrival.objects.filter(same, unit=unit).exists():
        columns = {**_columns(letter), "message_id": ""}
        MailArrival.objects.create(**place, **columns, problem=phrases.MAIL_AGAIN, arrived_at=at)
        return False
    desk = incoming.desk_actor(unit, officer_id=0, name=phrases.MAIL_ACTOR, at=at)
    draft_id: int | None = None
    try:
        if letter.files:
            uploads = [incoming.Upload(BytesIO(content), name) for name, content in letter.files]
            draft_id = incoming.begin_with_uploads(by=desk, unit_id=unit.pk, uploads=uploads, at=at).draft_id
        else:
            draft_id = incoming.begin_with_paper(by=desk, unit_id=unit.pk, at=at).pk
    except DomainError as refusal:
        problem = phrases.MAIL_REFUSED.format(sender=letter.sender, why=refusal.sentence)[:500]
        MailArrival.objects.create(**place, **_columns(letter), problem=problem, arrived_at=at)
        _tell_desk(unit, problem, at)
        return False
    if draft_id is not None:
        _tell_on_draft(IncomingDraft.objects.get(pk=draft_id), letter)
    MailArrival.objects.create(**place, **_columns(letter), draft_id=draft_id, arrived_at=at)
    _tell_desk(unit, phrases.MAIL_CAME.format(sender=letter.sender, subject=letter.subject), at)
    return True


def _tell_on_draft(draft: IncomingDraft, letter: Letter) -> None:
    sent = vn_time(letter.sent_at) if letter.sent_at else phrases.NO_DATE
    told = phrases.MAIL_REMARK.format(sender=letter.sender, subject=letter.subject, sent=sent)
    words = [phrases.MAIL_WORDS.format(words=letter.words)] if letter.words else []
    draft.header = {"subject": letter.subject, **draft.header, "arrived_by": "email", "paper_follows": False}
    draft.remarks = [told, *words, *draft.remarks]
    draft.save(update_fields=["header", "remarks"])


def read_letter(content: bytes) -> Letter:
    """What a mail says. Whatever is broken in it is left out: the mail itself is never refused here."""
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return Letter(
        message_id=_header(message, "Message-ID")[:300],
        sender=_header(message, "From")[:300],
        subject=_header(message, "Subject")[:500],
        sent_at=_date(message),
        files=tuple(_files(message)),
        words=_words(message),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = message.get(name, "")
    except (ValueError, LookupError, AttributeError):  # a field that the library cannot read
        return ""
    return " ".join(nfc(str(value)).replace("\x00", "").split())


def _date(message: EmailMessage) -> datetime | None:
    try:
        found = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _files(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """The attachments; a mail carried in a mail is none."""
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            return
        name = part.get_filename()
        if part.is_multipart() or not name or part.get_content_disposition() == "inline":
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            yield nfc(name), content


def _words(message: EmailMessage) -> str:
    try:
        body = message.get_body(preferencelist=("plain",))
        text = body.get_content() if body is not None else ""
    except (LookupError, ValueError, AttributeError, KeyError):
        return ""
    return " ".join(nfc(str(text)).replace("\x00", "").split())[:_LONGEST_BODY]


def _columns(letter: Letter) -> dict[str, object]:
    return {
        "message_id": letter.message_id,
        "sender": letter.sender,
        "subject": letter.subject,
        "sent_at": letter.sent_at,
    }


def _tell_desk(unit: Unit, said: str, at: datetime) -> None:
    incoming.tell_desk(unit.pk, said, at=at)


def note_state(*, at: datetime, problem: str) -> None:
    """Leave for the health page how the last run went, and since when it has failed."""
    place = Path(settings.DATA) / STATE
    before = read_state()
    since = before.get("since") if problem and before.get("problem") else at.isoformat()
    part = place.with_suffix(f".{os.getpid()}.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_text(
        json.dumps({"at": at.isoformat(), "problem": problem, "since": since}, ensure_ascii=False), "utf-8"
    )
    part.replace(place)


def read_state() -> dict[str, str]:
    """How the last run went: `at`, `problem` (empty when well), `since`; nothing before the first run."""
    try:
        found = json.loads((Path(settings.DATA) / STATE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _system(at: datetime) -> AbstractContextManager[None]:
    return scope.transaction_as(scope.system_token(office_date(at)))
