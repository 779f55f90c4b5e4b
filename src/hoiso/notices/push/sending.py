"""Notices as pushes: however many wait for a person, each of her devices shows one.

A push says that there is something and where to open it, never what. Claiming and noting are
transactions of their own, so that no row stays locked while a service is spoken to. A push may come
twice when the worker dies between sending and noting (the second takes the first one's place on the
screen); none is lost while the device lives.
"""

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby

import structlog
from django.conf import settings
from django.db.models import Case, F, Value, When
from django.urls import reverse

from hoiso.access.public import Officer
from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.notices.models import Notice, PushDevice
from hoiso.notices.phrases import PUSH_TITLE
from hoiso.notices.push.reaching import Answer, ForbiddenPlace, NoAnswer, origin_of, post
from hoiso.notices.push.sealing import BrowserKeys, UnusableKeys, installation_key, sealed, signed_for

AT_ONCE = 200
TRIES = 6
HELD_SECONDS = 24 * 3600  # how long a service keeps a push for a device that is off
_OLDEST = timedelta(days=1)
_STUCK = timedelta(minutes=15)
_FIRST_WAIT = timedelta(minutes=1)
_LONGEST_WAIT = timedelta(hours=2)
_GONE = (404, 410)
_TOGETHER = 8

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of the pushes of one run: shown on, to be tried again, given up, devices that are gone."""

    sent: int = 0
    again: int = 0
    failed: int = 0
    gone: int = 0


def send_pushes(*, at: datetime) -> Pushed:
    """Hand waiting notices to their readers' devices and send what is due there."""
    with scope.transaction_as(scope.system_token(office_date(at))):
        _hand_over(at=at)
        claimed = _claim(at=at)
    answers = list(_sent(claimed, at=at))
    with scope.transaction_as(scope.system_token(office_date(at))):
        return _note(answers, at=at)


def _hand_over(*, at: datetime) -> None:
    """Each device of each reader has something to show; what waited too long is no news any more."""
    waiting = list(
        Notice.objects.select_for_update(skip_locked=True)
        .filter(push=Notice.Push.DUE)
        .order_by("officer_id", "id")[:2000]
    )
    for officer_id, notices in groupby(waiting, key=lambda one: one.officer_id):
        news = [one for one in notices if one.at >= at - _OLDEST]
        if news:
            opens = news[0].address if len(news) == 1 else ""
            hers = PushDevice.objects.filter(officer_id=officer_id)
            # What still waits there is told together with this.
            hers.filter(due_at__isnull=False).update(opens="", waiting=F("waiting") + len(news))
            hers.filter(due_at=None).update(due_at=at, opens=opens, waiting=len(news), tries=0)
    Notice.objects.filter(pk__in=[one.pk for one in waiting]).update(push=Notice.Push.HANDED)


def _claim(*, at: datetime) -> list[PushDevice]:
    """Take what is due, so that no second worker does; what a dead worker left is due again later."""
    serving = Officer.objects.filter(retired_on=None).values("pk")
    found = list(
        PushDevice.objects.select_for_update(skip_locked=True)
        .filter(due_at__lte=at, officer_id__in=serving)
        .order_by("due_at", "id")[:AT_ONCE]
    )
    PushDevice.objects.filter(pk__in=[one.pk for one in found]).update(
        due_at=at + _STUCK, tries=F("tries") + 1
    )
    return found


def _sent(devices: Iterable[PushDevice], *, at: datetime) -> Iterable[tuple[PushDevice, Answer | None]]:
    """Each device with its service's answer, None for none. A silent service is asked once a run."""
    ordered = sorted(devices, key=lambda one: origin_of(one.endpoint))
    services = [list(group) for _, group in groupby(ordered, key=lambda one: origin_of(one.endpoint))]
    if not services:
        return
    key = installation_key(settings.PUSH_SECRET)
    signed = cache(lambda origin: signed_for(origin, key, contact=_contact(), at=at))

    def of_service(group: list[PushDevice]) -> list[tuple[PushDevice, Answer | None]]:
        found: list[tuple[PushDevice, Answer | None]] = []
        for number, device in enumerate(group):
            try:
                found.append((device, _push(device, signed(origin_of(device.endpoint)))))
            except NoAnswer:
                return [*found, *((left, None) for left in group[number:])]
        return found

    with ThreadPoolExecutor(_TOGETHER) as together:
        for group in together.map(of_service, services):
            yield from group


def _push(device: PushDevice, authorization: str) -> Answer:
    message = json.dumps({"text": PUSH_TITLE, "open": device.opens or reverse("notice_list")})
    try:
        body = sealed(message.encode(), BrowserKeys.read(device.p256dh, device.auth))
        return post(
            device.endpoint,
            body,
            {
                "Authorization": authorization,
                "Content-Encoding": "aes128gcm",
                "Content-Type": "application/octet-stream",
                "TTL": str(HELD_SECONDS),
                "Topic": "hoiso",
                "Urgency": "normal",
            },
        )
    except (ForbiddenPlace, UnusableKeys):
        return Answer(_GONE[1], 0)  # nothing can ever be sent there


def _contact() -> str:
    if settings.SITE_ADDRESS.startswith("https://"):
        return str(settings.SITE_ADDRESS)
    return f"mailto:{settings.DEFAULT_FROM_EMAIL}"


def _note(answers: list[tuple[PushDevice, Answer | None]], *, at: datetime) -> Pushed:
    sent, again, failed = 0, 0, 0
    gone: list[int] = []
    for device, answer in answers:
        status = answer.status if answer else 0
        if 200 <= status < 300:
            sent += 1
            _settle(device, at=at, sent_at=at)
        elif status in _GONE:
            gone.append(device.pk)
        elif (status in (0, 408, 429) or status >= 500) and device.tries + 1 < TRIES:
            again += 1
            PushDevice.objects.filter(pk=device.pk).update(due_at=at + _wait(device.tries, answer))
        else:
            failed += 1
            _settle(device, at=at)
            _log.warning("push refused", service=origin_of(device.endpoint), status=status)
    PushDevice.objects.filter(pk__in=gone).delete()
    return Pushed(sent, again, failed, len(gone))


def _settle(device: PushDevice, *, at: datetime, **noted: datetime) -> None:
    """Nothing waits there any more, but for what came while the push was on its way."""
    PushDevice.objects.filter(pk=device.pk).update(
        due_at=Case(When(waiting__gt=device.waiting, then=Value(at)), default=None),
        waiting=F("waiting") - device.waiting,
        opens="",
        tries=0,
        **noted,
    )


def _wait(tries: int, answer: Answer | None) -> timedelta:
    """Twice as long each time, or as long as the service asks, within bounds."""
    asked = timedelta(seconds=answer.retry_after if answer else 0)
    return min(max(_FIRST_WAIT * (1 << tries), asked), _LONGEST_WAIT)
