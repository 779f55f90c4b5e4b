"""The .ics feed: its secret key, and the text of RFC 5545."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection, transaction

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.work.models import FeedKey

_BYTES = 32
_LINE = 75  # octets, RFC 5545, 3.1


@dataclass(frozen=True, slots=True)
class Entry:
    """A day or a time in a calendar. Without `starts_at` it lasts the whole day."""

    uid: str
    title: str
    on: date
    text: str = ""
    url: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""


@transaction.atomic
def renew_key(*, by: Actor, at: datetime) -> str:
    """A new key for her feed; the one before is void at once. Shown now and never again."""
    key = secrets.token_urlsafe(_BYTES)
    FeedKey.objects.bulk_create(
        [FeedKey(officer_id=by.officer_id, key_hash=_hash(key), made_at=at)],
        update_conflicts=True,
        unique_fields=["officer_id"],
        update_fields=["key_hash", "made_at"],
    )
    _record(by, "feed_renewed", at)
    return key


@transaction.atomic
def drop_key(*, by: Actor, at: datetime) -> None:
    """No feed any more. Twice changes nothing."""
    gone, _ = FeedKey.objects.filter(officer_id=by.officer_id).delete()
    if gone:
        _record(by, "feed_dropped", at)


def key_made_at(by: Actor) -> datetime | None:
    """When her address was made; None where she has none. One statement."""
    return FeedKey.objects.filter(officer_id=by.officer_id).values_list("made_at", flat=True).first()


def officer_of(key: str, *, at: datetime) -> int | None:
    """Whose feed a key opens; None for a wrong or void one, and when she has left. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_feed_key(%s, %s)", [_hash(key), office_date(at)])
        found: int | None = cursor.fetchone()[0]
    return found


def as_ics(entries: Iterable[Entry], *, name: str, host: str, at: datetime) -> str:
    """The entries as an iCalendar object (RFC 5545)."""
    stamp = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hoiso//VI", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}", "X-WR-TIMEZONE:Asia/Ho_Chi_Minh",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]  # fmt: skip
    for one in entries:
        lines += ["BEGIN:VEVENT", f"UID:{one.uid}@{host}", f"DTSTAMP:{stamp}"]
        if one.starts_at is None:
            lines += [
                f"DTSTART;VALUE=DATE:{one.on:%Y%m%d}",
                f"DTEND;VALUE=DATE:{one.on + timedelta(days=1):%Y%m%d}",
            ]
            lines.append("TRANSP:TRANSPARENT")
        else:
            ends = one.ends_at or one.starts_at + timedelta(hours=1)
            lines.append(f"DTSTART:{one.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
            lines.append(f"DTEND:{ends.astimezone(UTC):%Y%m%dT%H%M%SZ}")
        lines.append(f"SUMMARY:{_text(one.title)}")
        lines += [f"DESCRIPTION:{_text(one.text)}"] if one.text else []
        lines += [f"LOCATION:{_text(one.place)}"] if one.place else []
        lines += [f"URL:{one.url}"] if one.url else []
        lines.append("END:VEVENT")
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _text(words: str) -> str:
    """Escaped as a TEXT value, RFC 5545, 3.3.11."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    """Long lines broken between letters, never inside one, RFC 5545, 3.1."""
    parts, part, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LINE:
            parts.append(part)
            part, size = " ", 1
        part, size = part + letter, size + width
    return "\r\n".join([*parts, part])


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _record(by: Actor, action: str, at: datetime) -> None:
    unit_id = by.current.unit_id if by.current else None
    audit.record(action, "officer", by.officer_id, at=at, actor_id=by.officer_id, unit_id=unit_id)
