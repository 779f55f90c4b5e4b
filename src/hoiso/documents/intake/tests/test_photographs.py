"""Photographs of several pages become one PDF whose pages are turned, read and searchable."""

import io
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from hoiso.core.files.kinds import Kind
from hoiso.documents import filing
from hoiso.documents.incoming.tests.samples import a_plan_pdf
from hoiso.documents.intake.tests.samples import a_letter
from hoiso.documents.models import IncomingDraft, Recognition
from hoiso.reading.joining import join
from hoiso.reading.text import text_of
from tests.factories.scans import READING, needs_tesseract, photographed, work_off
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cache(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]


def photograph(desk: Client, *pictures: bytes) -> str:
    files = [SimpleUploadedFile(f"IMG_{n}.jpg", one) for n, one in enumerate(pictures)]
    answer = desk.post(reverse("photographs"), {"uploads": files})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)


def test_the_form_asks_for_the_camera_and_takes_several(desk: Client) -> None:
    page = desk.get(reverse("photographs")).content.decode()
    assert 'capture="environment"' in page
    assert "multiple" in page
    assert reverse("photographs") in desk.get(reverse("incoming_register")).content.decode()


@needs_tesseract
def test_photographs_in_order_become_one_document_and_one_lying_on_its_side_is_turned(desk: Client) -> None:
    first = photographed(a_letter(12, "rà soát hội viên"), turn=90)
    second = photographed(a_plan_pdf())
    url = photograph(desk, first, second)
    with owner():
        file = IncomingDraft.objects.get().files.select_related("stored").get()
    assert (file.stored.kind, file.stored.pages) == ("pdf", 2)
    with pikepdf.open(filing.store().path(file.stored.sha256)) as pdf:
        pictures = [next(iter(page.get_images().values())) for page in pdf.pages]
        assert [one.read_raw_bytes() for one in pictures] == [first, second]  # as the camera wrote them
    work_off(*READING)
    assert 'value="12/UBND-VX"' in desk.get(url).content.decode()
    with owner():
        copy = Recognition.objects.select_related("copy").get().copy
    assert copy is not None
    pages = text_of(filing.store().path(copy.sha256), Kind.PDF).pages
    assert "rà soát hội viên" in " ".join(pages[0].text.split())
    assert pages[0].height > pages[0].width
    assert "khởi nghiệp" in pages[1].text


def test_the_cameras_own_turn_is_obeyed(tmp_path: Path) -> None:
    lying = Image.new("RGB", (400, 300), "white")
    turned = Image.Exif()
    turned[0x0112] = 6
    lying.save(tmp_path / "a.jpg", exif=turned)
    with pikepdf.open(io.BytesIO(join(f'["{tmp_path / "a.jpg"}"]'))) as pdf:
        assert [float(side) for side in pdf.pages[0].mediabox[2:]] == [631.5, 842]


def test_what_is_no_picture_is_refused_and_says_what_to_do(desk: Client, file_store: Path) -> None:
    answer = desk.post(reverse("photographs"), {"uploads": [SimpleUploadedFile("a.pdf", a_plan_pdf())]})
    assert answer.status_code == 422
    assert "“a.pdf” không phải là ảnh" in answer.content.decode()
    broken = desk.post(
        reverse("photographs"), {"uploads": [SimpleUploadedFile("a.jpg", b"\xff\xd8\xff hong")]}
    )
    assert broken.status_code == 422
    assert "Chụp hoặc chọn ít nhất một ảnh" in desk.post(reverse("photographs"), {}).content.decode()
    with owner():
        assert not IncomingDraft.objects.exists()
    assert [path for path in file_store.rglob("*") if path.is_file()] == []
