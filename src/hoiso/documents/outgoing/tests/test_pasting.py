"""Paste from Word comes out as clean lines, with and without script."""

import pytest
from django.test import Client

from hoiso.documents.layouts.body import Clause, ListLine, Paragraph, Point, Table, parse
from hoiso.documents.outgoing.pasting import lines_from_html, plain_lines
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, a_draft, content_of
from tests.factories.people import a_unit, acting, signed_in

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal{color:red}</style>
<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><title>Trộm</title></head><body lang=VI>
<!--StartFragment--><p class=MsoNormal style='margin-left:36pt'><b><span style='font-family:"Arial"'>I. MỤC
ĐÍCH<o:p></o:p></span></b></p>
<p class=MsoListParagraph><!--[if !supportLists]--><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;&nbsp;
</span></span><!--[endif]-->Nâng cao nhận&shy; thức</p>
<p class=MsoListParagraph><span style='font-family:Symbol'>·<span>&nbsp;&nbsp;</span></span>Giao lưu</p>
<ol><li>Một</li><li>Hai<ol><li>Nhỏ</li></ol></li></ol><ul><li>Gạch</li></ul>
<table><tr><th>STT</th><th><p>Việc</p><p>làm</p></th></tr><tr><td>1</td><td>Sân | khấu</td></tr></table>
<script>alert(1)</script><img src=x onerror=alert(2)><p>Kết &lt;b&gt; thúc.<br>Dòng mới</p></body></html>"""

CLEAN = (
    "I. MỤC ĐÍCH\n1. Nâng cao nhận thức\n- Giao lưu\n1. Một\n2. Hai\na) Nhỏ\n- Gạch\n"
    "| STT | Việc làm |\n| 1 | Sân / khấu |\nKết <b> thúc.\nDòng mới"
)


def test_what_word_puts_on_the_clipboard_becomes_lines() -> None:
    assert lines_from_html(WORD) == CLEAN


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "<",
        "<p",
        "</table></td></tr>",
        "<table><tr>" * 500,
        "<ul>" * 2_000 + "x",
        "&#0;&#xffffffff;",
        "<!--",
        "<svg>x",
    ],
)
def test_broken_html_never_fails(hostile: str) -> None:
    assert len(lines_from_html(hostile).splitlines()) <= 1
    assert len(lines_from_html(hostile)) <= 10


def test_drawings_and_scripts_leave_no_letter() -> None:
    assert lines_from_html("<svg><text>x</text></svg><script>y</script>z") == "z"


def test_plain_text_keeps_numbers_bullets_and_columns() -> None:
    pasted = (
        "1.\tMục đích\n·\tGiao lưu\no\tNhỏ\na)\tĐiểm\nSTT\tViệc\n1\tSân khấu\nMột\u00adtừ\u200b\nTên:\tLan"
    )
    clean = plain_lines(pasted)
    assert clean.splitlines() == [
        "1. Mục đích", "- Giao lưu", "+ Nhỏ", "a) Điểm", "| STT | Việc |", "| 1 | Sân khấu |", "Mộttừ",
        "Tên: Lan",
    ]  # fmt: skip
    kinds = [type(block) for block in parse(clean)]
    assert kinds == [Clause, ListLine, ListLine, Point, Table, Paragraph, Paragraph]


def test_clean_lines_stay_as_they_are() -> None:
    assert plain_lines(CLEAN) == CLEAN
    assert plain_lines("") == ""


@pytest.mark.django_db
def test_pasting_on_the_pages() -> None:
    office = Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))
    draft = a_draft(office.specialist, office.unit)
    browser = signed_in(Client(), office.specialist)
    answer = browser.post("/van-ban-di/dan/", {"html": WORD})
    assert answer["Content-Type"].startswith("text/plain")
    assert answer.content.decode() == CLEAN
    assert browser.get("/van-ban-di/dan/").status_code == 405
    page = browser.get(f"/van-ban-di/{draft.pk}/soan/")
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    typed = {name: "" if value is None else value for name, value in values.items()}
    browser.post(
        f"/van-ban-di/{draft.pk}/soan/",
        {**typed, "version": page.context["draft"].version, "body": "·\tMột\nSTT\tViệc\n1\tHai"},
    )
    acting(office.specialist)
    assert content_of(draft).body == "- Một\n| STT | Việc |\n| 1 | Hai |"
