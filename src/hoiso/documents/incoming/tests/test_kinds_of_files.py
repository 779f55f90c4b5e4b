"""A Word file is read into the form; a zip goes with the document as an annex."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoiso.core.files.tests.samples import a_word_file, a_zip
from hoiso.documents.incoming.tests.samples import a_plan_pdf
from hoiso.documents.models import Document, DocumentFile
from hoiso.reading.tests.cases import WORD_LETTER
from tests.roles import owner

pytestmark = pytest.mark.django_db


def bring(desk: Client, *files: SimpleUploadedFile):
    return desk.post(reverse("incoming_register"), {"uploads": list(files), "viec": "tep"})


def confirm(desk: Client, url: str, **line: str):
    return desk.post(url, {"urgency": "0", "arrived_on": "hôm nay", "viec": "luu", **line})


def test_a_word_file_is_registered_with_the_fields_read_from_it(desk: Client) -> None:
    url = bring(desk, SimpleUploadedFile("cong-van.docx", WORD_LETTER)).url
    form = desk.get(url).context["form"]
    read = {
        name: form[name].value() for name in ("symbol", "issued_on", "issuer", "kind", "subject", "signer")
    }
    assert read == {
        "symbol": "88/CV-BTV",
        "issued_on": "08/01/2026",
        "issuer": "HỘI LHPN TỈNH TÂY NINH",
        "kind": "CV",
        "subject": "tặng quà Tết cho hội viên có hoàn cảnh khó khăn",
        "signer": "Ngô Thị Bích Liên",
    }
    shown = desk.get(url).content.decode()
    assert "Đọc ở trang 1" in shown
    done = confirm(desk, url, **read)
    assert done.status_code == 302, done.content.decode()
    with owner():
        document = Document.objects.get()
        assert (document.number, document.symbol, document.code_number, document.code_notation) == (
            1, "88/CV-BTV", "88", "CV-BTV",
        )  # fmt: skip
        assert (document.subject, document.signer) == (read["subject"], "Ngô Thị Bích Liên")
        assert document.issued_on.isoformat() == "2026-01-08"
        assert list(document.files.values_list("role", "name", "stored__kind")) == [
            ("main", "cong-van.docx", "docx")
        ]


def test_a_word_file_with_a_mark_of_secrecy_is_refused_too(desk: Client) -> None:
    marked = a_word_file(
        "HỘI LHPN TỈNH TÂY NINH", "MẬT", "Nội dung của công văn này đủ dài để được đọc là chữ."
    )
    answer = bring(desk, SimpleUploadedFile("cong-van.docx", marked))
    assert answer.status_code == 422
    assert "bí mật nhà nước" in answer.content.decode()
    with owner():
        assert not DocumentFile.objects.exists()


def test_a_zip_goes_with_the_document_as_an_annex_and_comes_back_whole(desk: Client) -> None:
    content = a_zip({"danh-sach.txt": "1. Nguyễn Thị Hoa", "anh/1.txt": "x"})
    url = bring(
        desk, SimpleUploadedFile("phu-luc.zip", content), SimpleUploadedFile("ke-hoach.pdf", a_plan_pdf())
    ).url
    assert "Phụ lục:</b> phu-luc.zip" in desk.get(url).content.decode()
    line = {"symbol": "05/KH-HPN", "issued_on": "03/02/2026", "issuer": "Hội LHPN xã", "subject": "Kế hoạch"}
    assert confirm(desk, url, **line).status_code == 302
    with owner():
        files = {file.role: file for file in DocumentFile.objects.select_related("stored")}
    assert {role: file.name for role, file in files.items()} == {
        "main": "ke-hoach.pdf", "annex": "phu-luc.zip",
    }  # fmt: skip
    document = desk.get(reverse("document", args=[files["annex"].document_id])).content.decode()
    assert "phu-luc.zip" in document
    taken = desk.get(reverse("file_download", args=[files["annex"].pk]))
    whole = b"".join(taken.streaming_content) if taken.streaming else taken.content
    assert whole == content


def test_a_zip_alone_is_no_document(desk: Client) -> None:
    answer = bring(desk, SimpleUploadedFile("phu-luc.zip", a_zip({"a.txt": "abc"})))
    assert answer.status_code == 422
    assert "Chưa có văn bản chính" in answer.content.decode()
