"""The pages of taking over, as the clerk goes through them, without any script."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer
from hoiso.core import scope
from hoiso.core.files.tests.samples import a_pdf
from hoiso.documents.models import Book, Document, DocumentFile, TakeOverScan
from hoiso.documents.takeover import public
from hoiso.documents.takeover.actions import planning
from hoiso.documents.takeover.actions.running import look_through
from hoiso.documents.takeover.actions.scans import read_name
from hoiso.documents.takeover.jobs import check_take_over
from hoiso.documents.takeover.tests.conftest import INCOMING, a_sheet, incoming_row
from hoiso.notices.models import Notice
from hoiso.units.models import Unit
from tests.factories.people import acting, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db


def _upload(content: bytes, name: str = "so-den-2023.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _sent(client: Client, rows: list[list[object]]) -> str:
    answer = client.post(
        reverse("take_over_new"), {"file": _upload(a_sheet(INCOMING, rows).read()), "series": "", "year": ""}
    )
    assert answer.status_code == 302
    return answer["Location"]


def _worked(take_over_id: int) -> None:
    scope.adopt("")
    with worker():
        public.carry_on(take_over_id)
        public.match_waiting(take_over_id)


def test_from_the_file_to_the_books(client: Client, unit: Unit, clerk: Officer) -> None:
    signed_in(client, clerk)
    address = _sent(client, [incoming_row(1), incoming_row(2), incoming_row(3, day="")])
    shown = client.get(address).content.decode()
    for words in (
        "Đưa 2 dòng vào sổ", "Văn bản đến năm 2023", "tổ chức hội thi số 1", "Dòng 4",
        "Cột A (Ngày đến): ghi ngày", "Tác giả, nơi gửi",
    ):  # fmt: skip
        assert words in shown
    one_id = int(address.rstrip("/").rsplit("/", 1)[1])
    asked = client.get(reverse("take_over_start", args=[one_id])).content.decode()
    assert "Văn bản mới của sổ này lấy số sau số 2" in asked
    started = client.post(reverse("take_over_start", args=[one_id]), follow=True).content.decode()
    assert "Đang đưa 2 dòng vào sổ" in started
    assert "hx-trigger" in started
    _worked(one_id)
    done = client.get(address).content.decode()
    assert "Đã xong" in done
    assert "hx-trigger" not in done
    with owner():
        assert Document.objects.count() == 2
        assert (
            Notice.objects.get().text
            == "Đã tiếp quản sổ so-den-2023.xlsx: 2 dòng vào sổ. Còn 1 dòng cần sửa."
        )
        book = Book.objects.get()
    assert "tổ chức hội thi số 2" in client.get(reverse("register_book", args=[book.pk])).content.decode()
    assert "so-den-2023.xlsx" in client.get(reverse("take_over_list")).content.decode()
    again = client.post(reverse("take_over_start", args=[one_id]), follow=True).content.decode()
    assert "hoặc đã xong" in again


def test_the_faulty_lines_are_listed_and_downloaded(client: Client, unit: Unit, clerk: Officer) -> None:
    signed_in(client, clerk)
    rows = [incoming_row(n, day="") for n in range(1, 31)]
    address = _sent(client, rows)
    one_id = int(address.rstrip("/").rsplit("/", 1)[1])
    page = client.get(reverse("take_over_faults", args=[one_id])).content.decode()
    assert "Dòng 1–25 trong 30" in page
    answer = client.get(reverse("take_over_faults_file", args=[one_id]))
    cells = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    head = next(place for place, row in enumerate(cells) if row[0] == "Ngày đến")
    assert cells[head][-2:] == ["Dòng trong tệp cũ", "Cần sửa"]
    assert len(cells) - head - 1 == 30


def test_columns_are_shown_and_changed(client: Client, unit: Unit, clerk: Officer) -> None:
    signed_in(client, clerk)
    headings = ["Ngày vào", "STT", "Đơn vị", "Số KH", "Ngày", "Nội dung"]
    sheet = a_sheet(headings, [["15/3", 7, "UBND tỉnh", "7/KH", "1/3", "Về việc bầu cử"]])
    answer = client.post(
        reverse("take_over_new"), {"file": _upload(sheet.read()), "series": "incoming", "year": ""}
    )
    address = answer["Location"]
    assert "Chưa rõ cột nào là “Số đến”, “Ngày đến”" in client.get(address).content.decode()
    columns = reverse("take_over_columns", args=[int(address.split("/")[-2])])
    form = client.get(columns).content.decode()
    assert "B: STT (ví dụ: 7)" in form
    given = {
        "series": "incoming", "numbering": "common", "year": "2023", "cot_number": "1", "cot_day": "0",
        "cot_issuer": "2", "cot_symbol": "3", "cot_issued": "4", "cot_subject": "5",
    }  # fmt: skip
    twice = client.post(columns, {**given, "cot_day": "1"})
    assert twice.status_code == 422
    assert "được chọn hai lần" in twice.content.decode()
    assert 'value="5" selected' in twice.content.decode()
    wrong = client.post(columns, {**given, "year": "hai nghìn"})
    assert wrong.status_code == 422
    assert "hai nghìn" in wrong.content.decode()
    assert "Đưa 1 dòng vào sổ" in client.post(columns, given, follow=True).content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Chọn tệp Excel của sổ cũ"),
        ({"file": ("so.xlsx", b"")}, "Tệp không có nội dung"),
        ({"file": ("so.csv", b"a,b\n1,2")}, "Lưu sổ thành tệp Excel"),
        ({"year": "23"}, "Năm của sổ"),
    ],
)
def test_a_bad_file_is_refused_in_words(
    client: Client, clerk: Officer, data: dict[str, object], sentence: str
) -> None:
    signed_in(client, clerk)
    given = {
        key: _upload(value[1], value[0]) if isinstance(value, tuple) else value for key, value in data.items()
    }
    answer = client.post(reverse("take_over_new"), given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_it_is_stopped_and_dropped_by_buttons(client: Client, unit: Unit, clerk: Officer) -> None:
    signed_in(client, clerk)
    first, second = (int(_sent(client, [incoming_row(1)]).split("/")[-2]) for _ in range(2))
    client.post(reverse("take_over_start", args=[first]))
    stopped = client.post(reverse("take_over_stop", args=[first]), follow=True).content.decode()
    assert "Các dòng đã vào sổ vẫn giữ nguyên" in stopped
    assert "Làm tiếp" in stopped
    dropped = client.post(reverse("take_over_drop", args=[second]), follow=True).content.decode()
    assert "không có dòng nào vào sổ" in dropped
    listed = client.get(reverse("take_over_list") + "?tinh-trang=stopped").content.decode()
    assert listed.count("so-den-2023.xlsx") == 1
    acting(clerk)
    assert not Document.objects.exists()


def test_a_long_sheet_is_looked_through_by_a_job(
    client: Client, unit: Unit, clerk: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "AT_ONCE", 10)
    signed_in(client, clerk)
    address = _sent(client, [incoming_row(n) for n in range(1, 21)])
    one_id = int(address.split("/")[-2])
    waiting = client.get(address).content.decode()
    assert "Đang kiểm tra 20 dòng" in waiting
    assert check_take_over.name == "documents.check_take_over"
    scope.adopt("")
    with worker():
        look_through(one_id)
    assert "Đưa 20 dòng vào sổ" in client.get(address).content.decode()
    told = client.get(reverse("take_over_progress", args=[one_id]))
    assert told["HX-Refresh"] == "true"


def test_scans_are_put_to_their_lines_by_number(client: Client, unit: Unit, clerk: Officer) -> None:
    signed_in(client, clerk)
    one_id = int(_sent(client, [incoming_row(1), incoming_row("2a"), incoming_row(3)]).split("/")[-2])
    client.post(reverse("take_over_start", args=[one_id]))
    scans = reverse("take_over_scans", args=[one_id])
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("2023/2a.pdf", a_pdf())
        packed.writestr("2023/2a phụ lục.pdf", a_pdf(pages=2))
        packed.writestr("2023/999.pdf", a_pdf(pages=3))
        packed.writestr("ghi chu.txt", "không phải bản quét")
    told = client.post(
        scans,
        {"uploads": [_upload(a_pdf(pages=4), "so-03.pdf"), _upload(archive.getvalue(), "quet.zip")]},
        follow=True,
    ).content.decode()
    assert "Đã nhận 2 tệp" in told
    _worked(one_id)
    with owner():
        files = DocumentFile.objects.order_by("document__number", "position")
        assert [(one.document.number, one.document.suffix, one.role, one.name) for one in files] == [
            (2, "a", "main", "2a.pdf"), (2, "a", "annex", "2a phụ lục.pdf"), (3, "", "main", "so-03.pdf"),
        ]  # fmt: skip
    page = client.get(scans).content.decode()
    assert "Không có văn bản số 999 năm 2023 trong sổ vừa tiếp quản" in page
    assert "quet.zip/2023/2a.pdf" in page
    client.post(scans, {"uploads": [_upload(archive.getvalue(), "quet.zip")]})
    _worked(one_id)
    with owner():
        assert DocumentFile.objects.count() == 3
        assert TakeOverScan.objects.filter(state="matched").count() == 3
    more = int(_sent(client, [incoming_row(999)]).split("/")[-2])
    client.post(reverse("take_over_start", args=[more]))
    _worked(more)
    client.post(reverse("take_over_match_again", args=[one_id]))
    _worked(one_id)
    with owner():
        assert DocumentFile.objects.filter(document__number=999).count() == 1


@pytest.mark.parametrize(
    ("name", "number", "year"),
    [
        ("118.pdf", "118", None),
        ("Số 0118.PDF", "118", None),
        ("2023-118a.jpg", "118a", 2023),
        ("2023/12_KH-BTV.pdf", "12", 2023),
        ("12-QD-BTV_2021.pdf", "12", 2021),
        ("cv den 45 nam 2019.pdf", "45", 2019),
        ("2012.pdf", "2012", None),
    ],
)
def test_a_files_name_tells_number_and_year(name: str, number: str, year: int | None) -> None:
    named = read_name(name)
    assert named is not None
    assert (named.written, named.year) == (number, year)


@pytest.mark.parametrize("name", ["bia.pdf", "0.pdf", "a1b2c3.pdf"])
def test_a_name_without_a_number_tells_none(name: str) -> None:
    assert read_name(name) is None
