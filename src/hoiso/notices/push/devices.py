"""The devices on which an officer is told: put on her list, shown to her, taken off."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.errors import DomainError, NotThere
from hoiso.notices.models import PushDevice
from hoiso.notices.push.reaching import ForbiddenPlace, check_endpoint
from hoiso.notices.push.sealing import BrowserKeys, UnusableKeys, installation_key, public_text

MOST = 10
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser gives: where its pushes go, and its two keys in base64url."""

    endpoint: str
    p256dh: str
    auth: str


def own_devices(by: Actor) -> list[PushDevice]:
    """Her devices, the newest first. One statement."""
    return list(PushDevice.objects.filter(officer_id=by.officer_id).order_by("-id"))


def sender_key() -> str:
    """The installation's public key, which a browser binds its subscription to."""
    return public_text(installation_key(settings.PUSH_SECRET))


@transaction.atomic
def add_device(*, by: Actor, given: Subscription, name: str, at: datetime) -> PushDevice:
    """Tell her on this device from now on; the same subscription given twice is one device.

    Raises `DomainError` for what no browser gives, for an address inside the house, and for one
    device too many.
    """
    try:
        if len(given.endpoint) > _LONGEST:
            raise ForbiddenPlace("too long")
        check_endpoint(given.endpoint)
        BrowserKeys.read(given.p256dh, given.auth)
    except (ForbiddenPlace, UnusableKeys) as error:
        raise DomainError(
            "Trình duyệt chưa đăng ký được. Tải lại trang rồi bấm “Nhận trên máy này” lần nữa"
        ) from error
    hers = PushDevice.objects.filter(officer_id=by.officer_id)
    if not hers.filter(endpoint=given.endpoint).exists() and hers.count() >= MOST:
        raise DomainError(f"Đã có {MOST} máy. Bỏ bớt máy không dùng trong danh sách rồi thêm lại")
    made, _ = PushDevice.objects.update_or_create(
        officer_id=by.officer_id,
        endpoint=given.endpoint,
        defaults={"p256dh": given.p256dh, "auth": given.auth, "name": name[:100]},
        create_defaults={"p256dh": given.p256dh, "auth": given.auth, "name": name[:100], "made_at": at},
    )
    _record("push_device_added", by, at)
    return made


@transaction.atomic
def drop_device(*, by: Actor, device_id: int, at: datetime) -> None:
    """Tell her there no more."""
    gone, _ = PushDevice.objects.filter(pk=device_id, officer_id=by.officer_id).delete()
    if not gone:
        raise NotThere("Không có máy này trong danh sách.")
    _record("push_device_dropped", by, at)


def _record(action: str, by: Actor, at: datetime) -> None:
    unit_id = by.current.unit_id if by.current else None
    audit.record(action, "officer", by.officer_id, at=at, actor_id=by.officer_id, unit_id=unit_id)
