"""Bad files through the upload page: each is refused or taken with a sentence, nothing breaks."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse  # noqa: TID251 - the type of an answer
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hoiso.access.models import Role
from hoiso.core.files.errors import size_text
from hoiso.core.files.tests.samples import (
    a_pdf,
    a_picture,
    a_word_file,
    an_encrypted_zip,
    with_embedded_file,
    with_javascript,
)
from hoiso.documents.models import IncomingDraft, IncomingDraftFile
from tests.factories.people import a_unit, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
Bring = Callable[..., HttpResponse]


@pytest.fixture
def bring(client: Client) -> Bring:
    """Gives files to the upload page of a clerk."""
    signed_in(client, an_officer(Role.CLERK, a_unit("Xã Mỹ Yên")))

    def bring(*files: tuple[str, bytes]) -> HttpResponse:
        uploads = [SimpleUploadedFile("x", content) for _, content in files]
        for upload, (name, _) in zip(uploads, files, strict=True):
            upload.__dict__["_name"] = name  # the browser's own words, not yet made safe by Django
        return client.post(reverse("incoming_register"), {"uploads": uploads, "viec": "tep"})  # type: ignore[return-value]

    return bring


def _drafts() -> int:
    with owner():
        return IncomingDraft.objects.count()


def _taken() -> IncomingDraftFile:
    with owner():
        return IncomingDraftFile.objects.select_related("draft", "stored").get()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rong.pdf", b"", "Tệp không có nội dung (0 byte)"),
        ("hong.pdf", b"%PDF-1.7\nhong", "hỏng"),
        ("khoa.pdf", a_pdf(encryption=pikepdf.Encryption(owner="a", user="b", R=6)), "mật khẩu"),
        ("khoa.zip", an_encrypted_zip(), "mật khẩu"),
        ("chuong-trinh.pdf", b"MZ\x90\x00" + b"\0" * 200, "chương trình"),
        ("khong-ro.pdf", bytes(range(256)) * 8, ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_taken_is_told_beside_the_field(
    bring: Bring, name: str, content: bytes, said: str
) -> None:
    answer = bring((name, content))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'id="id_uploads_error"' in page
    assert _drafts() == 0


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("quet.pdf", a_picture("PNG"), "quet.png"),
        ("Kế hoạch.docx", a_pdf(), "Kế hoạch.pdf"),
        ("a.pdf", a_word_file("Kính gửi"), "a.docx"),
    ],
)
def test_a_mislabelled_file_is_taken_under_its_right_name(
    bring: Bring, name: str, content: bytes, kept: str
) -> None:
    assert bring((name, content)).status_code == 302
    file = _taken()
    assert file.name == kept
    assert any("đã sửa tên" in remark for remark in file.draft.remarks)


@pytest.mark.parametrize("change", [with_javascript, with_embedded_file], ids=["javascript", "embedded file"])
def test_a_pdf_that_acts_is_taken_with_a_warning_for_the_clerk(
    client: Client, bring: Bring, change: Callable[[pikepdf.Pdf], None]
) -> None:
    answer = bring(("phieu.pdf", a_pdf(change=change)))
    assert answer.status_code == 302
    assert _taken().stored.active_content
    page = client.get(answer.headers["Location"]).content.decode()
    assert _taken().stored.warnings[0] in page


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.pdf",
        "C:\\Windows\\system32\\a.pdf",
        "/a/b/c.pdf",
        "a\u202efdp.exe.pdf",
        "to\u0300 tri\u0300nh \u0001\u0007.pdf",
        "👩🏽‍🌾 hội viên.pdf",
        "." * 40 + ".pdf",
        "dài " * 50 + ".pdf",
    ],
)
def test_a_name_never_leads_anywhere(bring: Bring, file_store: Path, name: str) -> None:
    assert bring((name, a_pdf())).status_code == 302
    kept = _taken().name
    assert unicodedata.is_normalized("NFC", kept)
    assert not set(kept) & set("/\\\u202e\u0001\u0007")
    assert kept.endswith(".pdf")
    assert len(kept) <= 255
    stored = [path for path in file_store.rglob("*") if path.is_file()]
    assert [path.name for path in stored] == [_taken().stored.sha256]


def test_one_bad_file_among_good_ones_is_named_and_the_rest_kept(client: Client, bring: Bring) -> None:
    answer = bring(("to-trinh.pdf", a_pdf()), ("rong.xlsx", b""))
    assert answer.status_code == 302
    assert "rong.xlsx" in client.get(answer.headers["Location"]).content.decode()
    assert _taken().name == "to-trinh.pdf"


class Endless:
    """Zeros as long as asked for, counting what was read: a huge file that lies nowhere."""

    def __init__(self) -> None:
        self.read_so_far = 0

    def read(self, amount: int = -1) -> bytes:
        """As many zeros as asked for."""
        self.read_so_far += amount
        return b"\0" * amount

    def readline(self, amount: int = -1) -> bytes:
        """A line without end."""
        return self.read(amount)


def test_two_gigabytes_are_refused_before_they_are_read(
    client: Client, bring: Bring, settings: Settings
) -> None:
    body = Endless()
    answer = client.generic(
        "POST",
        reverse("incoming_register"),
        **{  # type: ignore[arg-type]
            "wsgi.input": body,
            "CONTENT_LENGTH": str(2 << 30),
            "CONTENT_TYPE": "multipart/form-data; boundary=x",
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 413
    assert f"Mỗi tệp chỉ nhận đến {size_text(settings.MAX_FILE)}" in page
    assert "Chưa có gì được lưu" in page
    assert body.read_so_far == 0


def test_a_file_over_the_limit_is_refused_and_never_lies_on_the_disk(
    client: Client, bring: Bring, settings: Settings, tmp_path: Path
) -> None:
    settings.MAX_FILE = 1 << 20
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "spool"
    (tmp_path / "spool").mkdir()
    answer = bring(("to-lon.pdf", b"%PDF-1.7" + b"\0" * (3 << 20)))
    assert answer.status_code == 422
    assert "1\u00a0MB" in answer.content.decode()
    assert max((path.stat().st_size for path in (tmp_path / "spool").iterdir()), default=0) == 0
    assert _drafts() == 0


@pytest.mark.parametrize("told", ["-1", "²", "9" * 30, "nhiều"])
def test_a_length_that_is_none_is_refused(client: Client, told: str) -> None:
    answer = client.generic("POST", reverse("sign_in"), CONTENT_LENGTH=told)
    assert answer.status_code == 400
    assert "Máy chủ không hiểu yêu cầu này" in answer.content.decode()


@pytest.mark.parametrize("amount", [6_000, 101])
def test_too_many_fields_or_files(bring: Bring, client: Client, amount: int) -> None:
    if amount > 5_000:
        answer = client.post(reverse("incoming_register"), {f"a{place}": "1" for place in range(amount)})
    else:
        answer = bring(*[("a.pdf", b"x")] * amount)  # type: ignore[assignment]
    assert answer.status_code == 400
    assert "Máy chủ không hiểu yêu cầu này" in answer.content.decode()
