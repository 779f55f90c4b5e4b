"""Paper originals: awaited, received, lent, back; labels whose code opens the document; the stamp."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import segno
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.core.errors import NotAllowed
from hoiso.core.phrases import vn_date
from hoiso.documents import filing
from hoiso.documents.errors import WrongState
from hoiso.documents.incoming.public import lend_paper, paper, papers_awaited, papers_out, receive_paper
from hoiso.documents.incoming.tests.samples import a_plan_pdf
from hoiso.documents.models import Document, Event, PaperLoan, Recognition
from hoiso.units.models import Unit
from tests.factories.codes import code_at
from tests.factories.documents import a_registered, a_stored
from tests.factories.people import acting, an_officer, signed_in
from tests.factories.scans import READING, a_note_pdf, needs_tesseract, photographed, scanned, work_off
from tests.roles import owner

pytestmark = pytest.mark.django_db
NOW = clock.now()
TODAY = clock.office_date(NOW)


@pytest.fixture
def awaited(unit: Unit, clerk: Officer) -> Document:
    return a_registered(clerk, unit, paper_follows=True, subject="Kế hoạch có bản giấy")


@pytest.fixture
def reader(unit: Unit) -> Officer:
    return an_officer(Role.SPECIALIST, unit, name="Nguyễn Thị Lệ")


def test_a_paper_is_awaited_received_lent_and_back(
    desk: Client, unit: Unit, clerk: Officer, awaited: Document, reader: Officer
) -> None:
    url = reverse("paper", args=[awaited.pk])
    waiting = desk.get(reverse("papers"), {"xem": "cho-nhan"}).content.decode()
    assert "Kế hoạch có bản giấy" in waiting
    assert "Chờ bản giấy" in desk.get(url).content.decode()

    desk.post(url, {"viec": "nhan", "place": "Tủ 2, ngăn 3", "received_on": vn_date(TODAY)})
    assert "Để ở: Tủ 2, ngăn 3" in desk.get(url).content.decode()
    assert "Kế hoạch" not in desk.get(reverse("papers"), {"xem": "cho-nhan"}).content.decode()

    until = TODAY + timedelta(days=7)
    desk.post(url, {"viec": "cho-muon", "borrower": str(reader.pk), "until": vn_date(until)})
    assert f"Nguyễn Thị Lệ mượn, hẹn trả {vn_date(until)}" in desk.get(url).content.decode()
    out = desk.get(reverse("papers")).content.decode()
    assert "Kế hoạch có bản giấy" in out
    assert "Nguyễn Thị Lệ" in out
    with pytest.raises(WrongState, match="đang mượn"):
        lend_paper(by=acting(clerk), document_id=awaited.pk, borrower_id=clerk.pk, until=until, at=NOW)

    desk.post(url, {"viec": "tra"})
    desk.post(url, {"viec": "tra"})
    acting(clerk)
    assert papers_out(unit.pk) == ()
    assert paper(awaited.pk).state == "here"
    with owner():
        loan = PaperLoan.objects.get()
        assert (loan.returned_on, loan.returned_to, loan.lent_by) == (TODAY, clerk.pk, clerk.pk)
        kinds = list(Event.objects.filter(kind__startswith="paper").values_list("kind", flat=True))
    assert kinds == ["paper_received", "paper_lent", "paper_returned"]


def test_what_is_overdue_stands_first_and_says_so(
    desk: Client, unit: Unit, clerk: Officer, reader: Officer
) -> None:
    for days in (5, 1):
        document = a_registered(clerk, unit, subject=f"Hẹn {days} ngày")
        by = acting(clerk)
        receive_paper(by=by, document_id=document.pk, place="Tủ 1", received_on=TODAY, at=NOW)
        until = TODAY + timedelta(days=days)
        lend_paper(by=by, document_id=document.pk, borrower_id=reader.pk, until=until, at=NOW)
    with owner():
        PaperLoan.objects.filter(document=document).update(until=TODAY - timedelta(days=1))
    acting(clerk)
    assert [row.subject for row in papers_out(unit.pk)] == ["Hẹn 1 ngày", "Hẹn 5 ngày"]
    assert desk.get(reverse("papers")).content.decode().count("Quá hẹn trả") == 1


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"viec": "nhan", "place": "", "received_on": "01/01/2026"}, "Nhập nơi để"),
        ({"viec": "nhan", "place": "Tủ", "received_on": "01/01/2090"}, "Ngày nhận phải là hôm nay"),
        ({"viec": "cho-muon", "borrower": "1", "until": "01/01/2090"}, "Chọn người mượn trong danh sách"),
    ],
)
def test_what_is_wrong_is_said(
    desk: Client, clerk: Officer, awaited: Document, line: dict[str, str], sentence: str
) -> None:
    if line["viec"] == "cho-muon":
        receive_paper(by=acting(clerk), document_id=awaited.pk, place="Tủ", received_on=TODAY, at=NOW)
        with owner():
            line = {**line, "borrower": str(10**9)}
    answer = desk.post(reverse("paper", args=[awaited.pk]), line)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_paper_that_has_not_come_is_not_lent_and_only_the_desk_writes(
    clerk: Officer, awaited: Document, reader: Officer, unit: Unit
) -> None:
    with pytest.raises(WrongState, match="Chưa nhận bản giấy"):
        lend_paper(by=acting(clerk), document_id=awaited.pk, borrower_id=reader.pk, until=TODAY, at=NOW)
    leader = an_officer(Role.LEADER, unit)
    with pytest.raises(NotAllowed):
        receive_paper(by=acting(leader), document_id=awaited.pk, place="Tủ", received_on=TODAY, at=NOW)
    acting(clerk)
    assert [row.id for row in papers_awaited(unit.pk)] == [awaited.pk]


def _modules(content: bytes, *, size: int, left: float, top: float) -> list[str]:
    """The code as a camera would see it: dark or light at the middle of each module, in millimetres."""
    page = pypdfium2.PdfDocument(content)[0]
    scale = 40 / 2.834645  # 40 pixels a millimetre
    picture = page.render(scale=scale / 2.0).to_pil().convert("L")
    per_mm = picture.width / (page.get_width() / 2.834645)
    side = 27 / size
    return [
        "".join(
            "1" if picture.getpixel((
                int((left + (column + 0.5) * side) * per_mm), int((top + (row + 0.5) * side) * per_mm)
            )) < 128 else "0"
            for column in range(size)
        )
        for row in range(size)
    ]  # fmt: skip


def test_the_label_shows_number_and_a_code_that_leads_to_the_document(
    desk: Client, awaited: Document, clerk: Officer
) -> None:
    content = desk.get(reverse("paper_label", args=[awaited.pk])).content
    address = f"http://testserver{reverse('document', args=[awaited.pk])}"
    expected = [
        "".join("1" if dark else "0" for dark in row)
        for row in segno.make_qr(address, error="m").matrix_iter(border=2)
    ]
    assert _modules(content, size=len(expected), left=70 - 4 - 27, top=4) == expected
    page = pypdfium2.PdfDocument(content)[0]
    assert (round(page.get_width() / 2.834645), round(page.get_height() / 2.834645)) == (70, 37)
    text = page.get_textpage().get_text_bounded()
    assert "Xã Mỹ Yên" in text
    assert str(awaited.number) in text.split()
    assert awaited.subject not in text
    assert awaited.issuer not in text

    read = code_at(content, left=70 - 4 - 27, top=4, side=27)
    assert read == address

    stranger = Client()
    door = stranger.get(address.removeprefix("http://testserver"))
    assert door.status_code == 302
    assert f"tiep={reverse('document', args=[awaited.pk])}" in door.url.replace("%2F", "/")
    assert signed_in(stranger, clerk).get(address.removeprefix("http://testserver")).status_code == 200


def test_labels_fill_a_sheet_from_the_first_free_place(desk: Client, unit: Unit, clerk: Officer) -> None:
    documents = [a_registered(clerk, unit) for _ in range(3)]
    chosen = [str(one.pk) for one in documents]
    answer = desk.get(reverse("paper_labels"), {"chon": chosen, "bat-dau": "23"})
    sheets = pypdfium2.PdfDocument(answer.content)
    assert len(sheets) == 2  # two places were left on the first sheet
    assert round(sheets[0].get_width() / 2.834645) == 210
    assert sheets[0].get_textpage().get_text_bounded().count("Số đến") == 2
    assert sheets[1].get_textpage().get_text_bounded().count("Số đến") == 1
    other = an_officer(Role.CLERK)
    away = signed_in(Client(), other).get(reverse("paper_labels"), {"chon": chosen})
    assert away.url == reverse("papers")


def _stamp_box(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """The red frame on the drawn page, in points from the lower left."""
    picture = page.render(scale=2).to_pil().convert("RGB")
    red = [
        (x, y)
        for y in range(picture.height)
        for x in range(picture.width)
        if (shade := picture.getpixel((x, y)))[0] > 140 and shade[1] < 90 and shade[2] < 90
    ]
    columns, rows = [x for x, _ in red], [y for _, y in red]
    high = picture.height
    return min(columns) / 2, (high - max(rows)) / 2, max(columns) / 2, (high - min(rows)) / 2


def test_the_stamp_lies_on_a_blank_place_of_a_copy_and_the_original_stays(
    desk: Client, unit: Unit, clerk: Officer
) -> None:
    acting(clerk)
    file = a_stored(a_plan_pdf())
    document = a_registered(clerk, unit, files=(file,))
    path = filing.store().path(file.stored.sha256)
    before = path.read_bytes()
    answer = desk.get(reverse("paper_stamped", args=[document.pk]))
    assert answer["Content-Type"] == "application/pdf"
    page = pypdfium2.PdfDocument(answer.content)[0]
    left, bottom, right, top = _stamp_box(page)
    assert (round((right - left) / 2.8346), round((top - bottom) / 2.8346)) == (50, 35)
    under = pypdfium2.PdfDocument(before)[0].get_textpage()
    assert under.get_text_bounded(left=left, bottom=bottom, right=right, top=top).strip() == ""
    stamp = page.get_textpage().get_text_bounded(left=left, bottom=bottom, right=right, top=top)
    assert "ĐẾN" in stamp
    assert f"Số: {document.number}" in stamp
    assert f"Ngày: {vn_date(TODAY)}" in stamp
    assert "Số và ký hiệu HS:" in stamp
    assert path.read_bytes() == before
    with pikepdf.open(BytesIO(answer.content)) as copy, pikepdf.open(path) as original:
        assert len(copy.pages) == len(original.pages)


@needs_tesseract
@pytest.mark.parametrize("kind", ["scan", "photograph"])
def test_of_a_scan_the_stamp_lies_on_the_searchable_copy(
    desk: Client, unit: Unit, clerk: Officer, settings: Settings, tmp_path: Path, kind: str
) -> None:
    settings.DATA = tmp_path
    acting(clerk)
    note = a_note_pdf()
    file = a_stored(scanned(note), "quet.pdf") if kind == "scan" else a_stored(photographed(note), "chup.jpg")
    document = a_registered(clerk, unit, files=(file,))
    url = reverse("paper_stamped", args=[document.pk])
    if kind == "photograph":
        assert desk.get(url).status_code == 404  # not read yet: a picture has no page to print
    work_off(*READING)
    with owner():
        copy = Recognition.objects.select_related("copy").get(stored=file.stored).copy
    assert copy is not None
    paths = [filing.store().path(one.sha256) for one in (file.stored, copy)]
    before = [path.read_bytes() for path in paths]

    page = pypdfium2.PdfDocument(desk.get(url).content)[0]
    words = " ".join(page.get_textpage().get_text_bounded().split())
    assert "trước khi khoá sổ cuối quý" in words
    left, bottom, right, top = _stamp_box(page)
    stamp = page.get_textpage().get_text_bounded(left=left, bottom=bottom, right=right, top=top)
    assert "ĐẾN" in stamp
    assert f"Số: {document.number}" in stamp
    under = pypdfium2.PdfDocument(before[1])[0].get_textpage()
    assert under.get_text_bounded(left=left, bottom=bottom, right=right, top=top).strip() == ""
    assert [path.read_bytes() for path in paths] == before


def test_without_a_pdf_there_is_nothing_to_stamp(desk: Client, awaited: Document) -> None:
    assert desk.get(reverse("paper_stamped", args=[awaited.pk])).status_code == 404


def test_no_page_asks_more_than_eight_statements(
    desk: Client, unit: Unit, clerk: Officer, reader: Officer
) -> None:
    asked = []
    for many in (1, 20):
        for _ in range(many):
            document = a_registered(clerk, unit, paper_follows=True)
            by = acting(clerk)
            receive_paper(by=by, document_id=document.pk, place="Tủ", received_on=TODAY, at=NOW)
            lend_paper(by=by, document_id=document.pk, borrower_id=reader.pk, until=TODAY, at=NOW)
        counts = []
        for url in (
            reverse("papers"),
            reverse("papers") + "?xem=cho-nhan",
            reverse("paper", args=[document.pk]),
        ):
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(url).status_code == 200
            statements = [one["sql"] for one in captured.captured_queries]
            off = ("SAVEPOINT", "RELEASE", "SELECT set_config")
            counts.append(sum(not one.startswith(off) for one in statements))
        asked.append(counts)
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 8
