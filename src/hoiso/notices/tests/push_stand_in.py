"""A push service on this machine that opens what browsers would be sent, and misbehaves when asked to.

It opens messages by RFC 8188 and 8291 read from the browser's side, and checks the sender's token.
"""

import hashlib
import hmac
import json
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hoiso.notices.push.sealing import from_text, to_text


def _extract(salt: bytes, content: bytes) -> bytes:
    return hmac.new(salt, content, hashlib.sha256).digest()


def _expand(secret: bytes, info: bytes, length: int) -> bytes:
    return hmac.new(secret, info + b"\x01", hashlib.sha256).digest()[:length]


@dataclass(slots=True)
class Browser:
    """One browser's keys, and what it can open."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = b"sixteen-bytes-ok"

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def given(self, endpoint: str) -> dict[str, str]:
        """What its subscription gives to a page."""
        return {"endpoint": endpoint, "p256dh": to_text(self.point), "auth": to_text(self.secret)}

    def opened(self, body: bytes) -> bytes:
        """The message in a sealed body."""
        salt, length = body[:16], body[20]
        point, record = body[21 : 21 + length], body[21 + length :]
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        shared = _extract(self.secret, self.key.exchange(ec.ECDH(), sender))
        drawn = _extract(salt, _expand(shared, b"WebPush: info\0" + self.point + point, 32))
        key = _expand(drawn, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _expand(drawn, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, record, None)
        assert plain[-1:] == b"\x02"
        return plain[:-1]


def claims_of(authorization: str) -> dict[str, object]:
    """What a sender's token says, after its signature is checked with the key it names."""
    scheme, _, rest = authorization.partition(" ")
    assert scheme == "vapid"
    told = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, claims, signature = told["t"].split(".")
    raw = from_text(signature)
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_text(told["k"]))
    both = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.verify(both, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(from_text(head)) == {"typ": "JWT", "alg": "ES256"}
    found: dict[str, object] = json.loads(from_text(claims))
    return {**found, "key": told["k"]}


@dataclass(slots=True)
class PushService:
    """`answers`: by path what it says instead of 201.

    "" hangs up, "…" says nothing, "drip" a byte at a time, "flood" a head without end.
    """

    answers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    port: int = 0
    _socket: socket.socket | None = None
    _threads: list[threading.Thread] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._threads.append(threading.Thread(target=self._serve))
        self._threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._socket is not None
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(5)

    def _serve(self) -> None:
        assert self._socket is not None
        while True:
            try:
                client, _ = self._socket.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._talk, args=(client,))
            self._threads.append(thread)
            thread.start()

    def _talk(self, client: socket.socket) -> None:
        with client, client.makefile("rb") as stream:
            client.settimeout(5)
            path = stream.readline().decode().split(" ")[1]
            headers = {}
            while line := stream.readline().decode().strip():
                name, _, value = line.partition(": ")
                headers[name] = value
            body = stream.read(int(headers["Content-Length"]))
            self.asked.append((path, headers, body))
            said = self.answers.get(path, "201 Created")
            try:
                if said == "…":
                    client.recv(1)
                elif said == "drip":
                    for _ in range(50):
                        client.sendall(b"H")
                        time.sleep(0.1)
                elif said == "flood":
                    client.sendall(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 10_000)
                elif said:
                    client.sendall(f"HTTP/1.1 {said}\r\nContent-Length: 0\r\n\r\n".encode())
            except OSError:
                return
