"""What a hostile or broken browser sends: bodies for every form, and the names that the code reads."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

import hoiso

Body = dict[str, object]
_READ = re.compile(r"(?:POST|GET|FILES)(?:\.get|\.getlist)?[\(\[]\"([^\"]+)\"")
SOURCE = Path(hoiso.__path__[0])

VALUES: dict[str, str] = {
    "empty": "",
    "huge": "9" * 25,
    "longer than python reads": "9" * 5_000,
    "a digit that is no number": "²",
    "a fraction": "1.5e308",
    "nul": "a\x00b",
    "no such day": "31/02/2026",
    "far day": "31/12/9999",
    "words": "Nguyễn 👩🏽‍🌾 Thị\u202e\u0301 <script>alert(1)</script>'; DROP TABLE x; --",
    "long": "Phụ nữ " * 3_000,
}
"""Values by what is wrong with them."""


@cache  # reads every source file of the site
def field_names() -> tuple[str, ...]:
    """Every name that a form or a view of the site reads."""
    names = {name for form in _subclasses(forms.BaseForm) for name in getattr(form, "base_fields", {})}
    for path in SOURCE.rglob("*.py"):
        if "tests" not in path.parts:
            names.update(_READ.findall(path.read_text("utf-8")))
    return tuple(sorted(names))


@cache
def file_names() -> tuple[str, ...]:
    """Every file field of the site."""
    names = {
        name
        for form in _subclasses(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.FileField)
    }
    return tuple(sorted(names))


def _subclasses(base: type) -> Iterator[type]:
    for one in base.__subclasses__():
        if one.__module__.startswith(("hoiso.", "django.forms")):
            yield one
            yield from _subclasses(one)


def same_everywhere(value: object) -> Body:
    """One value in every field there is."""
    return dict.fromkeys(field_names(), value)


def with_files(content: bytes, name: str) -> Body:
    """A file in every file field, beside nothing else."""
    return {field: SimpleUploadedFile(name, content) for field in file_names()}


class FormReader(HTMLParser):
    """The forms of a page as a browser would send them: by the address they go to, name and values."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, Body]] = []
        self._body: dict[str, list[str]] | None = None
        self._select = ""
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._body = {}
            method = given.get("method", "get").lower()
            self.forms.append((given.get("action", "") if method == "post" else "get", self._body))  # type: ignore[arg-type]
        elif self._body is not None:
            self._field(self._body, tag, given)

    def _field(self, body: dict[str, list[str]], tag: str, given: dict[str, str]) -> None:
        if tag == "input" and (name := given.get("name")):
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                body.setdefault(name, [given.get("value", "on")])
            elif given.get("type") != "file":
                body.setdefault(name, []).append(given.get("value", ""))
        elif tag == "button" and (name := given.get("name")):
            body.setdefault(name, [given.get("value", "")])
        elif tag == "select":
            self._select = given.get("name", "")
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in body:
                body[self._select] = [given.get("value", "")]
        elif tag == "textarea":
            self._area = given.get("name", "")
            body.setdefault(self._area, [""])

    def handle_data(self, data: str) -> None:
        if self._area and self._body is not None:
            self._body[self._area] = [data.strip()]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._body = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._area = ""


def forms_of(page: str) -> list[tuple[str, Body]]:
    """Forms of the page that are posted, with the address each goes to ("" is the page's own)."""
    reader = FormReader()
    reader.feed(page)
    return [(action, body) for action, body in reader.forms if action != "get"]
