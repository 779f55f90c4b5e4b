"""Recipients and the deadline spoken of in the text come into the form, and stay with the document."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoiso.documents.intake.tests.samples import a_letter
from hoiso.documents.models import Document, IncomingDraft
from tests.factories.scans import READING, needs_tesseract, scanned, work_off
from tests.roles import owner

pytestmark = pytest.mark.django_db

LINE = {
    "symbol": "12/UBND-VX", "issued_on": "12/09/2026", "issuer": "UBND xã", "subject": "Rà soát hội viên",
    "urgency": "0", "arrived_on": "hôm nay", "viec": "luu",
}  # fmt: skip


def _bring(desk: Client, content: bytes) -> str:
    files = [SimpleUploadedFile("thu.pdf", content)]
    return str(desk.post(reverse("incoming_register"), {"uploads": files}).url)


def _draft() -> IncomingDraft:
    with owner():
        return IncomingDraft.objects.latest("pk")


def test_recipients_and_the_deadline_in_the_text_are_proposed_kept_and_corrected(desk: Client) -> None:
    url = _bring(desk, a_letter(12, "rà soát hội viên"))
    draft = _draft()
    assert draft.header["addressees"] == "Hội Liên hiệp Phụ nữ xã Mỹ Yên"
    assert draft.header["due_on"] == "2026-09-30"
    assert "trước ngày 30 tháng 9 năm 2026" in " ".join(draft.readings["due_on"]["quote"].split())
    assert len(draft.readings["addressees"]["box"]) == 4
    shown = desk.get(url).content.decode()
    assert 'value="Hội Liên hiệp Phụ nữ xã Mỹ Yên"' in shown
    assert 'value="30/09/2026"' in shown
    assert 'data-for="due_on"' in shown
    assert desk.post(url, LINE | {"addressees": "Hội LHPN xã Mỹ Yên; Các ấp"}).status_code == 302
    with owner():
        document = Document.objects.get()
        assert document.addressees == "Hội LHPN xã Mỹ Yên; Các ấp"
    page = desk.get(reverse("document", args=[document.pk])).content.decode()
    assert "Hội LHPN xã Mỹ Yên; Các ấp" in page
    correct = reverse("incoming_correct", args=[document.pk])
    form = desk.get(correct).content.decode()
    assert 'value="Hội LHPN xã Mỹ Yên; Các ấp"' in form
    changed = {**LINE, "addressees": "Các ấp", "reason": "gõ nhầm", "version": document.version, "due_on": ""}
    assert desk.post(correct, changed).status_code == 302
    with owner():
        assert Document.objects.get().addressees == "Các ấp"
    assert "Nơi nhận ghi trên văn bản" in desk.get(correct).content.decode()


@needs_tesseract
def test_a_scan_proposes_them_too(desk: Client) -> None:
    _bring(desk, scanned(a_letter(12, "rà soát hội viên"), dpi=200))
    work_off(*READING)
    draft = _draft()
    assert "Mỹ Yên" in draft.header["addressees"]
    assert draft.header["due_on"] == "2026-09-30"
