"""Lists with chosen columns as Excel, Word and PDF, with the mark of who and when."""

import io

import docx
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.documents.layouts.tests.measuring import text_of
from hoiso.documents.search.public import index_documents
from hoiso.units.models import Unit
from tests.factories.documents import a_registered
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
ASKED = {"q": "tập huấn", "cot": ["ky-hieu", "trich-yeu", "co-quan"]}


@pytest.fixture
def unit() -> Unit:
    return a_unit("Xã Mỹ Yên")


@pytest.fixture
def clerk(unit: Unit) -> Officer:
    return an_officer(Role.CLERK, unit, name="Nguyễn Thị Mỹ Lệ")


@pytest.fixture
def desk(client: Client, clerk: Officer, unit: Unit) -> Client:
    for number, subject in ((8, "Kế hoạch tập huấn"), (9, "Giấy mời tập huấn\x0b & <hội nghị>")):
        document = a_registered(clerk, unit, subject=subject, symbol=f"{number}/KH-BTV", issuer="Sở Nội vụ")
        with owner():
            index_documents([document.pk])
    return signed_in(client, clerk)


def test_the_columns_are_chosen_on_a_page(desk: Client) -> None:
    shown = desk.get("/tim/cot/", {"q": "tập huấn"}).content.decode()
    assert 'value="trich-yeu" checked' in shown
    assert 'value="nguoi-ky">' in shown
    assert "/tim/cot/?q=" in desk.get("/tim/", {"q": "tập huấn", "o": "1"}).content.decode()
    nothing = desk.get("/tim/cot/", {"q": "tập huấn", "dang": "pdf"})
    assert (nothing.status_code, "Đánh dấu ít nhất một cột" in nothing.content.decode()) == (422, True)
    assert desk.get("/tim/cot/")["Location"] == "/tim/"


def test_excel_holds_the_chosen_columns_alone(desk: Client) -> None:
    content = desk.get("/tim/cot/", {**ASKED, "dang": "xlsx"}).content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    head = rows.index(["Số, ký hiệu", "Cơ quan ban hành", "Trích yếu"])
    assert ["8/KH-BTV", "Sở Nội vụ", "Kế hoạch tập huấn"] in rows[head:]
    assert any(str(row[0]).startswith("Người in: Nguyễn Thị Mỹ Lệ") for row in rows)


def test_word_holds_them_with_the_mark_at_the_foot(desk: Client) -> None:
    answer = desk.get("/tim/cot/", {**ASKED, "dang": "docx"})
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    document = docx.Document(io.BytesIO(answer.content))
    (table,) = document.tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Số, ký hiệu", "Cơ quan ban hành", "Trích yếu"]
    assert ["8/KH-BTV", "Sở Nội vụ", "Kế hoạch tập huấn"] in rows
    assert len(rows) == 3
    assert document.sections[0].footer.paragraphs[0].text.startswith("Người in: Nguyễn Thị Mỹ Lệ, ")


def test_pdf_holds_them_with_the_mark_on_the_page(desk: Client) -> None:
    answer = desk.get("/tim/cot/", {**ASKED, "dang": "pdf"})
    told = " ".join(text_of(answer.content).split())
    assert "Số, ký hiệu Cơ quan ban hành Trích yếu" in told
    assert "8/KH-BTV Sở Nội vụ Kế hoạch tập huấn" in told
    assert "người in: Nguyễn Thị Mỹ Lệ" in told


def test_it_is_counted_in_the_trail_and_tells_strangers_nothing(desk: Client) -> None:
    for kind in ("xlsx", "docx", "pdf"):
        desk.get("/tim/cot/", {**ASKED, "dang": kind})
    with owner():
        told = Entry.objects.filter(subject="search").order_by("id")
        acts = [(one.action, one.details["rows"]) for one in told]
    assert acts == [("export", 2), ("export", 2), ("print", 2)]
    signed_in(desk, an_officer(Role.CLERK, a_unit()))
    document = docx.Document(io.BytesIO(desk.get("/tim/cot/", {**ASKED, "dang": "docx"}).content))
    assert len(document.tables[0].rows) == 1
