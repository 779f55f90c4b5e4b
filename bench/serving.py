"""The web server under load, and what goes over the line."""

import gzip
import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

from bench.contract import Row
from bench.place import Place

CLIENTS, SECONDS = 8, 4.0
LIST = "/van-ban-den/?xem=tat-ca"
_ROOT = Path(__file__).resolve().parent.parent
_LINKED = re.compile(r'(?:href|src)="(/static/[^"#?]+\.(?:css|js|woff2|svg|png))"')
_IN_CSS = re.compile(r'url\(["\']?([^"\')]+\.woff2)["\']?\)')


def rows(place: Place) -> list[Row]:
    """Requests a second of the list beside a bare page, and the weight of the first and the next page."""
    cookie = {"Cookie": f"hs_phien={place.session}", "Host": "localhost"}
    with (
        _server("hoiso.runtime.web:application", {}) as ours,
        _server("bench.floors.page_server:application", {"FLOOR_DATABASE_URL": place.owner}) as bare,
    ):
        rates: tuple[list[float], list[float]] = ([], [])
        for _ in range(2):
            rates[0].append(_rate(ours, LIST, cookie))
            rates[1].append(_rate(bare, "/", {}))
        page, first = _weight(ours, cookie)
    return [
        Row(
            what="yêu cầu/giây của danh sách, 8 máy", value=max(rates[0]), floor=max(rates[1]), unit="/giây",
            target=0.25, at_least=True, peer="12,6/giây, hơn hẳn ≥ 163", known=936,
        ),
        Row(what="trang đầu tiên qua đường truyền", value=first / 1000, unit="KB", target=120),
        Row(what="trang sau qua đường truyền", value=page / 1000, unit="KB", target=25),
    ]  # fmt: skip


@contextmanager
def _server(application: str, environment: dict[str, str]) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "granian", "--interface", "wsgi", application, "--host", "127.0.0.1",
         "--port", str(port), "--no-ws", "--workers", "2", "--blocking-threads", "2",
         "--log-level", "warning"],
        env={**os.environ, "PYTHONPATH": f"{_ROOT / 'src'}:{_ROOT}", **environment},
    )  # fmt: skip
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"no server on port {port}")


def _rate(port: int, path: str, headers: dict[str, str]) -> float:
    """Answers a second to eight clients, each on one kept connection, after a second to warm up."""
    counts = [0] * CLIENTS
    begin = time.monotonic() + 1
    failed: list[int] = []

    def one(place: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < begin + SECONDS and not failed:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                failed.append(answer.status)
            if time.monotonic() > begin:
                counts[place] += 1
        connection.close()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise RuntimeError(f"{path}: {failed[0]}")
    return sum(counts) / SECONDS


def _weight(port: int, headers: dict[str, str]) -> tuple[int, int]:
    """Bytes of the list over the line, and of it with everything that a first visit loads."""
    page = _fetch(port, LIST, headers)
    html = gzip.decompress(page).decode() if page[:2] == b"\x1f\x8b" else page.decode()
    total = len(page)
    for path in sorted(set(_LINKED.findall(html))):
        body = _fetch(port, path, headers)
        total += len(body)
        if path.endswith(".css"):
            css = gzip.decompress(body).decode() if body[:2] == b"\x1f\x8b" else body.decode()
            preloaded = set(_LINKED.findall(html))
            for font in sorted(set(_IN_CSS.findall(css))):
                address = urljoin(path, font)
                if address not in preloaded:
                    total += len(_fetch(port, address, headers))
    return len(page), total


def _fetch(port: int, path: str, headers: dict[str, str]) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={**headers, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return body
