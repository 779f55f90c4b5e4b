"""Copies: sao y, sao lục, trích sao; their number, their file, and what the law knows no copy of."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.core.clock import now
from hoiso.core.errors import DomainError
from hoiso.documents.filing import store
from hoiso.documents.layouts.copies import CopyForm
from hoiso.documents.layouts.tests.measuring import text_of
from hoiso.documents.outgoing import public
from hoiso.documents.outgoing.public import CopyWish
from hoiso.documents.tables.book import BookNumber, Series
from hoiso.documents.tables.document import Document, DocumentFile, Event
from hoiso.units.models import Unit
from tests.factories.outgoing import Office, a_draft, an_issued, content_of
from tests.factories.people import a_unit, acting, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office(a_unit("Tỉnh Tây Ninh", kind=Unit.Kind.PROVINCE))


def wish(office: Office, form: CopyForm = CopyForm.CERTIFIED, **changes: Any) -> CopyWish:
    made = CopyWish(form=form, signer_id=office.leader.pk, recipients=("Các chi hội",))
    return replace(made, **changes)


def copied(office: Office, document: Document, asked: CopyWish) -> DocumentFile:
    return public.make_copy(by=acting(office.clerk), document_id=document.pk, wish=asked, at=now())


def words_of(file: DocumentFile) -> str:
    return " ".join(text_of(store().path(file.stored.sha256).read_bytes()).split())


def test_a_sao_y_has_the_whole_document_its_form_and_its_number(office: Office) -> None:
    document = an_issued(office)
    before = DocumentFile.objects.get(document=document, role=DocumentFile.Role.MADE)
    original = store().path(before.stored.sha256).read_bytes()
    copy = copied(office, document, wish(office))
    text = words_of(copy)
    assert copy.name == "01_SY-BTV.pdf"
    for part in (
        "01/CV-BTV",
        "đề nghị các đơn vị báo cáo",
        "SAO Y",
        "Số: 01/SY-BTV",
        "- Các chi hội;",
        "Trần Thị Hoa",
    ):
        assert part in text
    assert store().path(before.stored.sha256).read_bytes() == original
    number = BookNumber.objects.get(book__series=Series.COPIES)
    assert (number.number, number.reason) == (1, "Sao y Công văn 01/CV-BTV")
    assert Event.objects.get(document=document, kind="copy_made").text == "Sao y số 01/SY-BTV"


def test_the_three_forms_share_one_series_of_their_own(office: Office) -> None:
    document = an_issued(office)
    names = [
        copied(office, document, wish(office)).name,
        copied(office, document, wish(office, CopyForm.EXTRACT, text=content_of(document).body)).name,
        copied(office, document, wish(office, CopyForm.RECOPY, source_is_copy=True)).name,
    ]
    assert names == ["01_SY-BTV.pdf", "02_TrS-BTV.pdf", "03_SL-BTV.pdf"]
    assert Document.objects.get(pk=document.pk).symbol == "01/CV-BTV"


def test_an_extract_holds_only_lines_of_the_original(office: Office) -> None:
    draft = a_draft(office.specialist, office.unit)
    assert draft.pk
    document = an_issued(office)
    body = content_of(document).body
    text = words_of(copied(office, document, wish(office, CopyForm.EXTRACT, text=body)))
    assert "TRÍCH SAO" in text
    assert "Số: 01/CV-BTV" in text
    with pytest.raises(DomainError, match="Phần trích phải đúng như bản chính"):
        copied(office, document, wish(office, CopyForm.EXTRACT, text=body.replace("báo cáo", "nộp tiền")))
    with pytest.raises(DomainError, match="Nhập phần được trích"):
        copied(office, document, wish(office, CopyForm.EXTRACT))


def test_what_is_no_original_and_no_copy_is_refused_without_a_number(office: Office) -> None:
    document, draft = an_issued(office), a_draft(office.specialist, office.unit)
    with pytest.raises(DomainError, match="Sao lục chỉ sao từ bản sao y"):
        copied(office, document, wish(office, CopyForm.RECOPY))
    with pytest.raises(DomainError, match="chưa phát hành"):
        copied(office, draft, wish(office))
    with pytest.raises(DomainError, match="Chọn người ký"):
        copied(office, document, wish(office, signer_id=office.specialist.pk))
    with pytest.raises(DomainError):
        public.make_copy(by=acting(office.specialist), document_id=document.pk, wish=wish(office), at=now())
    acting(office.clerk)
    assert not BookNumber.objects.filter(book__series=Series.COPIES).exists()


def test_on_the_pages(office: Office) -> None:
    document = an_issued(office)
    browser = signed_in(Client(), office.clerk)
    assert f"/van-ban-di/{document.pk}/sao/" in browser.get(f"/van-ban/{document.pk}/").content.decode()
    with CaptureQueriesContext(connection) as asked:
        page = browser.get(f"/van-ban-di/{document.pk}/sao/")
    assert sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in asked) <= 8
    assert "Sao y: toàn bộ bản chính" in page.content.decode()
    form = {"form": "certified-copy", "signer": office.leader.pk, "recipients": "Đảng uỷ\nCác chi hội"}
    answer = browser.post(f"/van-ban-di/{document.pk}/sao/", form)
    assert answer["Location"] == f"/van-ban/{document.pk}/"
    page = browser.get(answer["Location"]).content.decode()
    assert "Đã sao số 01/SY-BTV" in page
    assert "Bản sao" in page
    answer = browser.post(f"/van-ban-di/{document.pk}/sao/", {**form, "form": "re-copy"})
    assert answer.status_code == 422
    assert "Sao lục chỉ sao từ bản sao y" in answer.content.decode()
