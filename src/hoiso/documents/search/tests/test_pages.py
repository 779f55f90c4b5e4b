"""The page: straight to a symbol, lists, keeping, exporting, printing, statements."""

from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer
from hoiso.audit.models import Entry
from hoiso.core.clock import now
from hoiso.documents.incoming.tests.samples import a_plan_pdf
from hoiso.documents.models import Document, DocumentFile, SavedSearch
from hoiso.documents.search.public import Asked, find, index_documents, read_text
from hoiso.units.models import Unit
from tests.factories.documents import a_registered, a_stored, many_registered
from tests.factories.people import acting, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, clerk: Officer) -> Client:
    return signed_in(client, clerk)


def test_a_whole_symbol_leads_straight_to_its_document(desk: Client, clerk: Officer, unit: Unit) -> None:
    document = a_registered(clerk, unit, symbol="118/KH-BTV")
    for typed in ("118/KH-BTV", "118/kh-btv", "Số: 118/KH - BTV"):
        answer = desk.get("/tim/", {"q": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"/van-ban/{document.pk}/")
    listed = desk.get("/tim/", {"q": "118/kh-btv", "o": "1"})
    assert (listed.status_code, "Đúng số, ký hiệu" in listed.content.decode()) == (200, True)
    by_number = desk.get("/tim/", {"q": "118"})
    assert [row[0] for row in by_number.context["beside"].symbols] == [document.pk]


def test_the_list_marks_words_and_keeps_the_filter(desk: Client, clerk: Officer, unit: Unit) -> None:
    a_registered(clerk, unit, subject="Kế hoạch & báo cáo <b>")
    shown = desk.get("/tim/", {"q": "ke hoach", "huong": "in", "o": "1"}).content.decode()
    assert "<mark>Kế</mark> <mark>hoạch</mark> &amp; báo cáo &lt;b&gt;" in shown
    assert 'value="in" selected' in shown
    assert desk.get("/tim/", {"tu": "31/02/2026", "khan": "9", "so": "x", "trang": "!"}).status_code == 200


def test_suggestions_come_from_what_may_be_read(desk: Client, clerk: Officer, unit: Unit) -> None:
    document = a_registered(clerk, unit, subject="Tập huấn nghiệp vụ", symbol="5/KH-BTV")
    shown = desk.get("/tim/goi-y/", {"q": "tap hu"}).content.decode()
    assert f'data-value="{document.pk}"' in shown
    assert "5/KH-BTV" in shown
    assert desk.get("/tim/goi-y/", {"q": "t"}).content.decode().strip() == ""


def test_the_list_is_exported_and_printed_and_counted(desk: Client, clerk: Officer, unit: Unit) -> None:
    a_registered(clerk, unit, subject="Kế hoạch tập huấn", symbol="9/KH-BTV")
    sheet = desk.get("/tim/xuat/", {"q": "tập huấn"})
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert [row[3] for row in rows if row[7] == "Kế hoạch tập huấn"] == ["9/KH-BTV"]
    assert desk.get("/tim/in/", {"q": "tập huấn"}).content[:5] == b"%PDF-"
    assert desk.get("/tim/in/", {"q": "tập huấn", "huong": "out"}).content[:5] == b"%PDF-"
    with owner():
        told = list(Entry.objects.filter(subject="search").order_by("id").values_list("action", flat=True))
    assert told == ["export", "print", "print"]
    assert [desk.get(f"/tim/{of_nothing}/").headers["Location"] for of_nothing in ("xuat", "in")] == [
        "/tim/"
    ] * 2


def test_a_search_is_kept_and_run_again(desk: Client, clerk: Officer, unit: Unit) -> None:
    a_registered(clerk, unit, subject="Kế hoạch tập huấn")
    answer = desk.post("/tim/luu/", {"q": "tập huấn", "huong": "in", "ten": "Tập huấn đến"})
    assert answer.status_code == 302
    acting(clerk)
    assert SavedSearch.objects.get().query == {"q": "tập huấn", "huong": "in"}
    shown = desk.get("/tim/").content.decode()
    assert "Tập huấn đến" in shown
    assert urlencode({"q": "tập huấn"}) in shown
    assert desk.post("/tim/luu/", {"q": "tập huấn", "ten": " "}).status_code == 422


def test_a_search_costs_the_same_statements_whatever_it_finds(
    desk: Client, clerk: Officer, unit: Unit
) -> None:
    counts = []
    for rows in (10, 2_000):
        many_registered(clerk, unit, rows)
        with owner():
            index_documents(list(unit_documents(unit)))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            answer = desk.get("/tim/", {"q": "công tác", "o": "1"})
        assert answer.status_code == 200
        assert len(answer.context["found"].rows) == min(rows, 25)
        counts.append([one["sql"] for one in caught if "SAVEPOINT" not in one["sql"]])
        with owner():
            connection.cursor().execute("DELETE FROM documents_searchentry; DELETE FROM documents_document")
    assert len(counts[0]) == len(counts[1]) <= 8


def unit_documents(unit: Unit) -> list[int]:
    return list(Document.objects.filter(unit=unit).values_list("pk", flat=True))


def test_registering_indexes_at_once_and_queues_the_reading_of_files(clerk: Officer, unit: Unit) -> None:
    acting(clerk)
    stored = a_stored(a_plan_pdf(), "ke-hoach.pdf", role=DocumentFile.Role.MAIN)
    document = a_registered(clerk, unit, subject="Công văn", files=(stored,))
    assert [hit.id for hit in find(Asked(words="công văn")).rows] == [document.pk]
    assert find(Asked(words="tổ hợp tác do phụ nữ quản lý")).rows == ()
    with owner():
        queued = ProcrastinateJob.objects.filter(
            task_name="documents.read_text", args={"document_id": document.pk}
        )
        assert queued.count() == 1
        read_text(document.pk, at=now())
        read_text(document.pk, at=now())
    acting(clerk)
    assert [hit.id for hit in find(Asked(words="tổ hợp tác do phụ nữ quản lý")).rows] == [document.pk]
