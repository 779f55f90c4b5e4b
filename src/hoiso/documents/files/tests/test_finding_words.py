"""From a hit of the search to the page where the words stand, with each of them marked on its picture."""

import io
import re
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.core.clock import now
from hoiso.core.folding import fold
from hoiso.documents import filing
from hoiso.documents.files.tests.walk import a_document_with
from hoiso.documents.intake.tests.samples import a_letter
from hoiso.documents.models import Document, Recognition
from hoiso.documents.search.public import read_text
from hoiso.units.models import Unit
from tests.factories.people import a_unit, an_officer, signed_in
from tests.factories.scans import READING, a_note_pdf, needs_tesseract, scanned, work_off
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db

_RECT = re.compile(r'<rect(?: id="cho-\d+")? x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)">')
_Box = tuple[int, int, int, int]


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit)


def _read(document: Document) -> None:
    with worker(), owner():
        read_text(document.pk, at=now())


def _file(document: Document) -> int:
    with owner():
        return document.files.get().pk


def _marks(html: str) -> list[_Box]:
    return [(int(x), int(y), int(w), int(h)) for x, y, w, h in _RECT.findall(html)]


def _beneath(pdf: bytes, page: int, mark: _Box) -> str:
    """What the page says where the mark lies, one thousandth around it."""
    drawn = pypdfium2.PdfDocument(io.BytesIO(pdf))[page - 1]
    width, height = drawn.get_size()
    left, top, wide, high = mark
    return drawn.get_textpage().get_text_bounded(
        left=(left - 1) * width / 1000, right=(left + wide + 1) * width / 1000,
        top=height - top * height / 1000, bottom=height - (top + high) * height / 1000,
    )  # fmt: skip


def test_a_hit_leads_to_its_page_and_each_word_is_marked_where_it_stands(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    content = a_letter(12, "góp ý dự thảo quy chế", annex=True)
    document = a_document_with(clerk, unit, content, "thu.pdf")
    _read(document)
    desk = signed_in(client, clerk)
    hits = desk.get(reverse("search"), {"q": "ho ten nguoi dang ky", "o": "1"}).content.decode()
    way = re.search(rf'href="({reverse("file_with_words", args=[document.pk])}\?q=[^"]+)"', hits)
    assert way
    with CaptureQueriesContext(connection) as statements:
        answer = desk.get(way[1])
    assert _asked(statements) <= 8
    place = urlsplit(answer["Location"])
    assert (parse_qs(place.query)["tu"], place.fragment) == (["2"], "cho-2")
    with CaptureQueriesContext(connection) as statements:
        html = desk.get(answer["Location"]).content.decode()
    assert _asked(statements) <= 8
    marks = _marks(html)
    assert 'id="cho-2"' in html
    assert {fold(_beneath(content, 2, mark)) for mark in marks} == {"ho", "ten", "nguoi", "dang", "ky"}
    assert len(marks) == 7  # the annex names the registering person in its title as well
    assert "Trang 2: 7 chỗ</a>" in html
    assert "<mark>Họ</mark>" in html
    first = desk.get(reverse("file_reader", args=[_file(document)]), {"q": "quy chế"}).content.decode()
    assert {fold(_beneath(content, 1, mark)) for mark in _marks(first)} >= {"quy", "che"}


@needs_tesseract
def test_on_a_scan_that_lay_askew_the_marks_lie_on_its_upright_picture(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    document = a_document_with(clerk, unit, scanned(a_note_pdf(), angle=2.0), "quet.pdf")
    work_off(*READING)
    with owner():
        row = Recognition.objects.select_related("copy").get()
        assert row.copy is not None, (row.state, row.problem, row.unread)
        copy = filing.store().path(row.copy.sha256).read_bytes()
    desk = signed_in(client, clerk)
    answer = desk.get(reverse("file_with_words", args=[document.pk]), {"q": "khoá sổ cuối quý"})
    html = desk.get(answer["Location"]).content.decode()
    marks = _marks(html)
    assert [fold(_beneath(copy, 1, mark)).strip(".") for mark in marks] == ["khoa", "so", "cuoi", "quy"]
    picture = reverse("file_page", args=[_file(document), 1])
    assert f'src="{picture}?co=lon&thang=1"' in html.replace("&amp;", "&")
    upright, askew = (desk.get(picture, given).content for given in ({"thang": "1"}, {}))
    assert upright != askew


def test_words_that_are_nowhere_lead_to_the_document_and_a_stranger_to_nothing(
    client: Client, clerk: Officer, unit: Unit
) -> None:
    document = a_document_with(clerk, unit, a_letter(12, "họp"), "thu.pdf")
    address = reverse("file_with_words", args=[document.pk])
    stranger = signed_in(Client(), an_officer(Role.CLERK, a_unit("Xã Khác")))
    assert stranger.get(address, {"q": "họp"}).status_code == 404
    desk = signed_in(client, clerk)
    assert desk.get(address, {"q": "bưởi da xanh"})["Location"] == f"/van-ban/{document.pk}/"
    reader = reverse("file_reader", args=[_file(document)])
    shown = desk.get(reader, {"q": "bưởi <i>"}).content.decode()
    assert "Tệp này không có các chữ ấy" in shown
    assert "bưởi &lt;i&gt;" in shown


def _asked(statements: CaptureQueriesContext) -> int:
    return len([one for one in statements if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])
