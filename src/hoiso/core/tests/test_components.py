"""The gallery renders every component; what all pages rely on is checked on it."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from hoiso.core.templatetags import hoiso as tags
from hoiso.core.tests.gallery_content import TODAY, gallery_context

TEMPLATES = Path(tags.__file__).parent.parent / "templates"
PAGES = ["gallery", "gallery_document", "gallery_confirm", "gallery_gate", "gallery_paper"]
ERRORS = ["400", "403", "403_csrf", "404", "413", "500", "503"]


def render(template: str, *, bound: bool = False) -> str:
    return render_to_string(template, gallery_context(bound=bound), RequestFactory().get("/"))


@pytest.mark.parametrize(
    "name", [f"core/{page}.html" for page in PAGES] + [f"{page}.html" for page in ERRORS]
)
def test_a_page_has_one_heading_that_is_its_title(name: str) -> None:
    html = render(name)
    headings = re.findall(r"<h1[^>]*>(.*?)</h1>", html)
    assert re.findall(r"<title>(.*?)</title>", html) == [f"{headings[0]} – Hội Số"]
    assert len(headings) == 1


@pytest.mark.parametrize(
    "name", [f"core/{page}.html" for page in PAGES] + [f"{page}.html" for page in ERRORS]
)
def test_nothing_that_the_content_policy_refuses(name: str) -> None:
    html = render(name)
    assert re.findall(r'\s(?:style|on\w+)="', html) == []
    assert re.findall(r"<style|<script(?![^>]*\ssrc=)|hx-on|javascript:", html) == []


def test_no_component_is_left_unmade_and_no_id_stands_twice() -> None:
    html = render("core/gallery.html", bound=True)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert re.findall(r"</?c-[a-z]+", html) == []
    assert sorted(ids) == sorted(set(ids))


def test_every_component_stands_in_the_gallery_and_in_the_docs() -> None:
    shown = "".join((TEMPLATES / f"core/{page}.html").read_text("utf-8") for page in PAGES)
    docs = (TEMPLATES.parents[3] / "docs/components.md").read_text("utf-8")
    for component in sorted(file.stem for file in (TEMPLATES / "cotton").glob("*.html")):
        assert f"<c-{component}" in shown, component
        assert f"<c-{component}" in docs, component


def test_every_variable_of_a_component_has_a_value_of_its_own() -> None:
    """Without one, the page's variable of the same name would leak in: `form` into a button."""
    objects = {":field", ":form", ":tiles", ":views", ":nodes", ":areas", ":posts", ":steps"}
    for file in sorted((TEMPLATES / "cotton").glob("*.html")):
        found = re.match(r"<c-vars (.*?) ?/>", file.read_text("utf-8"))
        words = re.sub(r'="[^"]*"', "=", found.group(1)).split() if found else []
        assert [word for word in words if not word.endswith("=") and word not in objects] == [], file.name


def test_error_summary_and_fields_say_the_same_words() -> None:
    html = render("core/gallery.html", bound=True)
    words = "Ngày văn bản phải có đủ ngày, tháng, năm, ví dụ 20/09/2026"
    assert f'<a href="#id_issued_on">{words}</a>' in html
    assert f'<span class="hs-hide">Lỗi: </span>{words}</span>' in html
    assert 'aria-describedby="id_issued_on_helptext id_issued_on_error"' in html
    assert '<a href="#id_urgency_0">Chọn độ khẩn</a>' in html
    assert "<title>Lỗi: Bộ mẫu giao diện – Hội Số</title>" in html


def test_error_pages_need_no_context() -> None:
    for name in ERRORS:
        html = render_to_string(f"{name}.html")
        assert "0272 3 000 000" in html, name


def test_every_named_icon_has_a_drawing() -> None:
    named = {
        icon
        for file in TEMPLATES.rglob("*.html")
        for icon in re.findall(r'{% icon "(\w+)"', file.read_text("utf-8"))
    }
    assert named - {file.stem for file in (TEMPLATES / "icons").glob("*.svg")} == set()


def test_an_icon_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        tags.icon("no-such-drawing")


@pytest.mark.parametrize(
    ("deadline", "css", "words"),
    [
        (date(2026, 11, 21), 'class="hs-tag hs-tag--late"', "Quá hạn"),
        (TODAY, 'class="hs-tag hs-tag--soon"', "Hạn hôm nay"),
        (date(2026, 11, 26), 'class="hs-tag hs-tag--soon"', "Còn"),
        (date(2026, 11, 27), 'class="hs-tag"', "Còn"),
    ],
)
def test_tag_of_a_deadline(deadline: date, css: str, words: str) -> None:
    html = tags.due_tag(deadline, TODAY)
    assert css in html
    assert f"</svg>{words}" in html


def test_words_in_a_tag_are_escaped() -> None:
    assert "<b>" not in tags.tag("new", "<b>Chờ</b>")


@pytest.mark.parametrize(
    ("extra", "address"),
    [("/van-ban/7/hoan-tac success", "/van-ban/7/hoan-tac"), ("success", ""), (None, "")],
)
def test_way_back_of_a_message(extra: str | None, address: str) -> None:
    assert tags.undo_url(extra) == address


@pytest.mark.parametrize(
    ("value", "whole", "width"),
    [(1, 3, "33.3%"), (5, 4, "100.0%"), (-1, 4, "0.0%"), (1, 0, "0%"), (None, 4, "0%")],
)
def test_share_stays_between_nothing_and_the_whole(value: int | None, whole: int, width: str) -> None:
    assert tags.share(value, whole) == width
