"""A mail server of another maker (pymap) on loopback, its certificates, and TLS before its plain port."""

import imaplib
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PROGRAM = Path(sys.executable).with_name("pymap")
USER, PASSWORD = "vanthu@tinh.vn", "Mat-khau/kho:9"
HOST = "localhost"
_PATIENCE = 60


@dataclass(frozen=True)
class Papers:
    """A certificate with its key, and the authority that must be trusted to believe it."""

    certificate: Path
    key: Path
    authority: Path


def papers(folder: Path, name: str, *, host: str = HOST, days: int = 30) -> Papers:
    """Issued by an authority of its own; `days` below 0 has expired."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate(f"Nơi cấp {name}", root_key, None, root_key, days=365)
    leaf = _certificate(host, key, root.subject, root_key, days=days)
    made = Papers(*(folder / f"{name}.{part}" for part in ("crt", "key", "ca")))
    made.certificate.write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
    made.authority.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    made.key.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return made


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Name | None,
    signed_by: ec.EllipticCurvePrivateKey,
    *,
    days: int,
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    until = datetime.now(UTC) + timedelta(days=days)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer or subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=400))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=issuer is None, path_length=None), critical=True)
    )
    if issuer is not None:
        names = [x509.DNSName(name)]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(signed_by, hashes.SHA256())


@contextmanager
def served(shown: Papers | None) -> Iterator[int]:
    """The server's port; it offers STARTTLS with those papers, or nothing encrypted without."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    safety = ["--no-tls"] if shown is None else ["--cert", str(shown.certificate), "--key", str(shown.key)]
    asked = [str(PROGRAM), "--host", "127.0.0.1", "--port", str(port), *safety]
    asked += ["dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD]
    server = subprocess.Popen(asked, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(_PATIENCE)


def _wait(port: int) -> None:
    end = monotonic() + _PATIENCE
    while monotonic() < end:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        sleep(0.1)
    raise AssertionError("the mail server did not start")


def put(port: int, mails: list[bytes], *, trusting: Path | None) -> None:
    """Empty the inbox and lay these mails into it, as any mail program does."""
    line = imaplib.IMAP4("127.0.0.1", port, timeout=_PATIENCE)
    if trusting is not None:
        context = ssl.create_default_context(cafile=str(trusting))
        context.check_hostname = False
        line.starttls(context)
    line.login(USER, PASSWORD)
    line.select("INBOX")
    line.store("1:*", "+FLAGS", r"(\Deleted)")
    line.expunge()
    for mail in mails:
        assert line.append("INBOX", None, None, mail)[0] == "OK"
    line.logout()


def unread(port: int, *, trusting: Path) -> int:
    """How many mails the server itself calls unread."""
    line = imaplib.IMAP4("127.0.0.1", port, timeout=_PATIENCE)
    context = ssl.create_default_context(cafile=str(trusting))
    context.check_hostname = False
    line.starttls(context)
    line.login(USER, PASSWORD)
    line.select("INBOX", readonly=True)
    found = line.search(None, "UNSEEN")[1][0]
    line.logout()
    return len(found.split())


@contextmanager
def behind_tls(port: int, shown: Papers) -> Iterator[int]:
    """A port that speaks TLS from the first byte and hands on what it hears, as imaps is often served."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(shown.certificate, shown.key)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    raw, _ = listening.accept()
                except OSError:
                    return
                with (
                    suppress(OSError),
                    context.wrap_socket(raw, server_side=True) as near,
                    socket.create_connection(("127.0.0.1", port)) as far,
                ):
                    back = threading.Thread(target=_hand_on, args=(far, near), daemon=True)
                    back.start()
                    _hand_on(near, far)
                    back.join(_PATIENCE)

        threading.Thread(target=serve, daemon=True).start()
        yield int(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)


def _hand_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while heard := source.recv(65_536):
            target.sendall(heard)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
