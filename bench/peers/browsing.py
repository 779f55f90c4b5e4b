"""A browser without a screen: cookies, forms as they stand on the page, files."""

import http.client
import json
import uuid
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from time import monotonic
from urllib.parse import urlencode

_IDLE = 1.0  # below the two seconds after which the peer's server hangs up


class Browser:
    """One kept connection to a server on this machine, made anew after `_IDLE` seconds without a question."""

    def __init__(self, port: int, *, headers: Mapping[str, str], cookies: Mapping[str, str]) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        self._headers = dict(headers)
        self._cookies = dict(cookies)
        self._used = 0.0

    def get(self, path: str) -> str:
        """The page; RuntimeError when it is no 200."""
        status, body, _ = self._ask("GET", path, b"", {})
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        return body.decode()

    def get_json(self, path: str) -> dict[str, object]:
        value = json.loads(self.get(path))
        assert isinstance(value, dict)
        return value

    def post(
        self, path: str, fields: Mapping[str, str], *, files: Mapping[str, Path] | None = None
    ) -> tuple[int, str, str]:
        """Status, body and where the answer sends to."""
        content, kind = _multipart(fields, files) if files else (urlencode(fields).encode(), _FORM)
        status, body, location = self._ask("POST", path, content, {"Content-Type": kind})
        return status, body.decode(), location

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        given = {**self._headers, **headers, **({"Cookie": cookies} if cookies else {})}
        if monotonic() - self._used > _IDLE:
            self._connection.close()
        self._connection.request(method, path, body=body or None, headers=given)
        answer = self._connection.getresponse()
        content = answer.read()
        self._used = monotonic()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, content, answer.headers.get("Location", "")


_FORM = "application/x-www-form-urlencoded"


def _multipart(fields: Mapping[str, str], files: Mapping[str, Path]) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, path in files.items():
        head = (
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{path.name}"\r\n'
            "Content-Type: application/pdf\r\n\r\n"
        )
        parts.append(head.encode() + path.read_bytes() + b"\r\n")
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def form_with(page: str, field: str) -> dict[str, str]:
    """What a browser would send of the form that has that field, buttons and files left out."""
    reader = _Forms()
    reader.feed(page)
    return next(form for form in reader.forms if field in form)


class _Forms(HTMLParser):
    """The forms of a page with their values."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.forms.append({})
        if not self.forms:
            return
        form = self.forms[-1]
        if tag == "input" and name:
            kind = given.get("type", "text")
            if kind in ("checkbox", "radio"):
                if "checked" in given:
                    form[name] = given.get("value", "on")
            elif kind not in ("file", "submit", "button"):
                form[name] = given.get("value", "")
        elif tag == "textarea":
            self._area = name
            form[name] = ""
        elif tag == "select":
            self._select = name
            form[name] = ""
        elif tag == "option" and self._select and "selected" in given:
            form[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "select":
            self._select = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.forms[-1][self._area] += data.removeprefix("\n")
