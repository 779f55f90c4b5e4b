"""Codes of six digits from a phone (TOTP, RFC 6238: a new one every 30 s)."""

import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno

from hoiso.access.keyed import seal, unseal

_STEP = 30  # seconds
_BOX = "totp"
_ISSUER = "Hội Số"
_SETUP_LIFE = 900  # seconds in which a shown secret can be confirmed


@dataclass(frozen=True, slots=True)
class Setup:
    """A secret that is not in force yet: `picture` the QR as an SVG data address, `box` it comes back in."""

    typed_secret: str
    picture: str
    box: str


def begin(*, officer_id: int, account: str) -> Setup:
    """A new secret, to be confirmed by its first code."""
    secret = pyotp.random_base32()
    address = pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=_ISSUER)
    groups = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    return Setup(groups, qr_picture(address), seal("totp-setup", f"{officer_id}:{secret}"))


def shown_again(box: str, *, officer_id: int, account: str) -> Setup | None:
    """The same setup for a page shown again after a wrong code; None if the box is not hers or old."""
    secret = secret_in(box, officer_id=officer_id)
    if secret is None:
        return None
    address = pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=_ISSUER)
    groups = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    return Setup(groups, qr_picture(address), box)


def secret_in(box: str, *, officer_id: int) -> str | None:
    """The secret of a setup box that was made for this officer within 15 minutes."""
    owner, _, secret = (unseal("totp-setup", box, life=_SETUP_LIFE) or "").partition(":")
    return secret if secret and owner == str(officer_id) else None


def stored(secret: str) -> str:
    """How a secret is kept: encrypted under the installation's key."""
    return seal(_BOX, secret)


def step_of(code: str, *, secret: str, at: datetime, after: int) -> int | None:
    """The time step whose code this is: now, or 30 s before or after; only later than `after`, so once."""
    digits = code.replace(" ", "")
    now = int(at.timestamp()) // _STEP
    totp = pyotp.TOTP(secret)
    for step in (now, now - 1, now + 1):
        fits = hmac.compare_digest(totp.at(step * _STEP).encode(), digits.encode())
        if fits and step > after:
            return step
    return None


def step_of_stored(code: str, *, box: str, at: datetime, after: int) -> int | None:
    """As `step_of`, for a secret as it is kept."""
    secret = unseal(_BOX, box)
    return None if secret is None else step_of(code, secret=secret, at=at, after=after)


def qr_picture(text: str) -> str:
    """A QR code as an SVG data address for an img element; it needs no script and no inline style."""
    return str(segno.make(text, error="m").svg_data_uri(scale=5, border=4, dark="#000", light="#fff"))
