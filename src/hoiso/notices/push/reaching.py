"""Speaking to a push service: public hosts over https alone, one request, one answer, within a time.

A browser tells where its pushes go, so the address is a stranger's word: it is checked when it is
kept, and each time the name is looked up the connection goes to the very address that was checked.
"""

import ipaddress
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 10.0  # for one push, from the connection to the answer's head
_LONGEST_HEAD = 16_384
_HIDING = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


class ForbiddenPlace(Exception):
    """An address that no push service has: not https, not public."""


class NoAnswer(Exception):
    """Nothing came back that makes sense; it may another time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a push service said: its status, and after how many seconds to come again (0: unsaid)."""

    status: int
    retry_after: int


def is_stand_in(endpoint: str) -> bool:
    """Whether it is the tests' own push service on this machine (`PUSH_STAND_IN`, empty in service)."""
    allowed = settings.PUSH_STAND_IN
    return bool(allowed) and endpoint.startswith(f"{allowed}/")


def check_endpoint(endpoint: str) -> None:
    """Raise ForbiddenPlace unless it is https, by name, at the usual port, on what may be a public host."""
    if is_stand_in(endpoint):
        return
    if not endpoint.isascii() or not endpoint.isprintable() or " " in endpoint:
        raise ForbiddenPlace(endpoint)
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as error:
        raise ForbiddenPlace(endpoint) from error
    host = parts.hostname or ""
    named = "." in host.strip(".") and not host.endswith(".") and not host.split(".")[-1].isdigit()
    local = host.endswith((".local", ".localhost", ".internal", ".lan", ".home.arpa"))
    bare = parts.username is None and parts.password is None and not parts.fragment
    if parts.scheme != "https" or port not in (None, 443) or not named or ":" in host or local or not bare:
        raise ForbiddenPlace(endpoint)


def origin_of(endpoint: str) -> str:
    """Scheme, host and port, as the sender's token names its audience."""
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def is_public(address: str) -> bool:
    """Whether an IP address lies on the open internet, and does not carry a private one inside."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in hiding for hiding in _HIDING):
            return False
    return found.is_global and not found.is_multicast


def post(endpoint: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send one request and read the head of its answer; nothing is followed, nothing kept open.

    Raises ForbiddenPlace, and NoAnswer where the host is not found, refuses, is slow or talks nonsense.
    """
    check_endpoint(endpoint)
    parts = urlsplit(endpoint)
    host = parts.hostname or ""
    until = time.monotonic() + SECONDS
    try:
        with socket.create_connection((_looked_up(endpoint), _port(endpoint)), timeout=_left(until)) as plain:
            if parts.scheme == "http":
                return _spoken(plain, _request(endpoint, body, headers), until)
            plain.settimeout(_left(until))
            with ssl.create_default_context().wrap_socket(plain, server_hostname=host) as line:
                return _spoken(line, _request(endpoint, body, headers), until)
    except OSError as error:
        raise NoAnswer(host) from error


def _looked_up(endpoint: str) -> str:
    """One address of the host; all must be public, else a name could lead inside one time in two."""
    host = urlsplit(endpoint).hostname or ""
    if is_stand_in(endpoint):
        return host
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)]
    if not found or not all(map(is_public, found)):
        raise ForbiddenPlace(host)
    return found[0]


def _port(endpoint: str) -> int:
    return urlsplit(endpoint).port or 443


def _request(endpoint: str, body: bytes, headers: dict[str, str]) -> bytes:
    parts = urlsplit(endpoint)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    told = {"Host": parts.netloc, **headers, "Content-Length": str(len(body)), "Connection": "close"}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"POST {path} HTTP/1.1\r\n{lines}\r\n".encode("ascii") + body


def _spoken(line: socket.socket, request: bytes, until: float) -> Answer:
    line.settimeout(_left(until))
    line.sendall(request)
    head = b""
    while b"\r\n\r\n" not in head:
        line.settimeout(_left(until))
        more = line.recv(4096)
        head += more
        if not more or len(head) > _LONGEST_HEAD:
            raise NoAnswer("no head")
    first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    words = first.split(" ")
    if (
        len(words) < 2
        or not words[0].startswith("HTTP/1.")
        or not (words[1].isdigit() and len(words[1]) == 3)
    ):
        raise NoAnswer("no status")
    told = {name.strip().lower(): value.strip() for name, _, value in (one.partition(":") for one in lines)}
    wait = told.get("retry-after", "")
    return Answer(int(words[1]), int(wait) if wait.isascii() and wait.isdigit() and len(wait) < 7 else 0)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise NoAnswer("too slow")
    return left
