"""A push message sealed for one browser (RFC 8291, aes128gcm of RFC 8188), and who sends it (RFC 8292)."""

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LONGEST = 3000  # bytes of a message; every push service takes 4,096 sealed
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_RECORD = 4096
_LIFE = timedelta(hours=12)  # RFC 8292, 2: at most 24 hours


class UnusableKeys(ValueError):
    """What a browser gave as its keys is none."""


@dataclass(frozen=True, slots=True)
class BrowserKeys:
    """What a browser gives with a subscription: a point of P-256 (65 bytes) and a secret of 16 bytes."""

    point: bytes
    auth: bytes

    @classmethod
    def read(cls, p256dh: str, auth: str) -> "BrowserKeys":
        """From the browser's base64url text. Raises UnusableKeys."""
        try:
            keys = cls(from_text(p256dh), from_text(auth))
            _public(keys.point)
        except ValueError as error:
            raise UnusableKeys("not a point") from error
        if len(keys.auth) != 16:
            raise UnusableKeys("not a secret of 16 bytes")
        return keys


def to_text(content: bytes) -> str:
    """base64url without padding (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def from_text(text: str) -> bytes:
    """The bytes of base64url, padded or not. Raises ValueError."""
    bare = text.rstrip("=")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), altchars=b"-_", validate=True)


def installation_key(secret: str) -> ec.EllipticCurvePrivateKey:
    """The installation's key for push services, always the same from the same secret."""
    digest = hmac.HMAC(secret.encode(), hashes.SHA512())
    digest.update(b"hoiso web push P-256")
    return ec.derive_private_key(int.from_bytes(digest.finalize()) % (_ORDER - 1) + 1, _CURVE)


def public_text(key: ec.EllipticCurvePrivateKey) -> str:
    """The public half as browsers want it (`applicationServerKey`)."""
    return to_text(_point(key))


def sealed(
    message: bytes,
    browser: BrowserKeys,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The message as the body of a request: header and one record that this browser alone opens.

    `own` and `salt` are fresh for each message; a test gives those of RFC 8291's example.
    """
    assert len(message) <= LONGEST
    own = own or ec.generate_private_key(_CURVE)
    salt = salt or secrets.token_bytes(16)
    point = _point(own)
    shared = own.exchange(ec.ECDH(), _public(browser.point))
    both = b"WebPush: info\x00" + browser.point + point
    secret = _derived(shared, browser.auth, both, 32)
    key = _derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
    record = AESGCM(key).encrypt(nonce, message + b"\x02", None)
    return salt + _RECORD.to_bytes(4) + bytes([len(point)]) + point + record


def signed_for(origin: str, key: ec.EllipticCurvePrivateKey, *, contact: str, at: datetime) -> str:
    """The `Authorization` that tells a push service who sends: origin, until when, whom to write to."""
    head = to_text(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    claims = {"aud": origin, "exp": int((at + _LIFE).timestamp()), "sub": contact}
    told = f"{head}.{to_text(json.dumps(claims).encode())}"
    r, s = decode_dss_signature(key.sign(told.encode(), ec.ECDSA(hashes.SHA256())))
    return f"vapid t={told}.{to_text(r.to_bytes(32) + s.to_bytes(32))}, k={public_text(key)}"


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def _public(point: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
    except InvalidKey as error:
        raise ValueError("not a point") from error


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
