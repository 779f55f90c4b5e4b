"""Repeats are shown before saving; state secrets are refused and leave nothing behind."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer
from hoiso.core import clock
from hoiso.core.models import StoredFile
from hoiso.core.phrases import vn_date
from hoiso.documents.errors import SecretRefused
from hoiso.documents.incoming.actions.correcting import undo_registration
from hoiso.documents.incoming.actions.drafts import begin_with_files
from hoiso.documents.incoming.duplicates import Why, duplicates
from hoiso.documents.incoming.errors import DuplicateFound
from hoiso.documents.incoming.tests.samples import a_marked_pdf, a_scan_pdf
from hoiso.documents.models import Document, IncomingDraft, State
from hoiso.units.models import OfficeSetting, Unit
from tests.factories.documents import a_registered, a_stored, an_entry, an_upload
from tests.factories.people import acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db


def _same(unit: Unit, entry=None, stored=()):
    return [
        (one.document_id, one.why)
        for one in duplicates(unit_id=unit.pk, entry=entry or an_entry(), stored_ids=stored)
    ]


def test_number_notation_and_issuer_within_the_year(unit: Unit, clerk: Officer) -> None:
    first = a_registered(clerk, unit, symbol="05/KH-BTV", issuer="Ủy ban nhân dân xã Mỹ Yên")
    entry = an_entry(symbol="5/kh-btv", issuer="UBND XÃ MỸ YÊN")
    assert _same(unit, entry) == [(first.pk, (Why.SYMBOL,))]
    assert _same(unit, an_entry(symbol="05/KH-BTV", issuer="UBND xã Bình Đức")) == []
    last_year = date(entry.arrived_on.year - 1, 12, 31)
    assert _same(unit, replace(entry, arrived_on=last_year)) == []


def test_the_same_exchange_id_and_the_same_file(unit: Unit, clerk: Officer) -> None:
    acting(clerk)
    file = a_stored(a_scan_pdf(2))
    first = a_registered(clerk, unit, files=(file,), exchange_id="000.00.00.G22,2015/09/30,7816/VPCP")
    entry = an_entry(exchange_id="000.00.00.G22,2015/09/30,7816/VPCP")
    assert _same(unit, entry, [file.stored.pk]) == [(first.pk, (Why.EXCHANGE_ID, Why.FILE))]


def test_a_void_registration_is_no_repeat(unit: Unit, clerk: Officer) -> None:
    first = a_registered(clerk, unit, symbol="9/CV")
    undo_registration(by=acting(clerk), document_id=first.pk, at=clock.now())
    assert _same(unit, an_entry(symbol="9/CV")) == []


def test_another_units_documents_are_no_repeats(unit: Unit, clerk: Officer) -> None:
    stranger = an_officer("clerk")
    other = stranger.posts.get().unit if acting(stranger) else None
    assert other is not None
    a_registered(stranger, other, symbol="9/CV", exchange_id="x")
    acting(clerk)
    assert _same(unit, an_entry(symbol="9/CV", exchange_id="x")) == []


def test_a_repeat_needs_a_reason(unit: Unit, clerk: Officer) -> None:
    a_registered(clerk, unit, symbol="12/TB")
    with pytest.raises(DuplicateFound) as refusal:
        a_registered(clerk, unit, symbol="12/TB")
    assert refusal.value.found[0].number_written == "1"
    assert Document.objects.count() == 1


def test_the_page_shows_the_repeat_and_takes_the_reason(desk: Client, unit: Unit, clerk: Officer) -> None:
    first = a_registered(clerk, unit, symbol="12/TB", subject="Thông báo họp giao ban")
    url = desk.post(reverse("incoming_register"), {"viec": "giay"}).url
    line = {
        "symbol": "12/TB", "issued_on": "20/09/2026", "issuer": "UBND xã Mỹ Yên", "subject": "Thông báo",
        "urgency": "0", "arrived_on": vn_date(clock.office_date(clock.now())), "viec": "luu",
    }  # fmt: skip
    refused = desk.post(url, line)
    assert refused.status_code == 422
    assert reverse("document", args=[first.pk]) in refused.content.decode()
    assert "Thông báo họp giao ban" in refused.content.decode()
    done = desk.post(url, line | {"duplicate_reason": "Bản ký lại"})
    assert done.status_code == 302
    with owner():
        document = Document.objects.latest("pk")
        assert document.number == 2
        assert "Bản ký lại" in document.events.get().text


def test_a_repeated_file_is_shown_at_once(desk: Client) -> None:
    content = a_scan_pdf(3)
    for name in ("a.pdf", "b.pdf"):
        url = desk.post(reverse("incoming_register"), {"uploads": [SimpleUploadedFile(name, content)]}).url
        shown = desk.get(url).content.decode()
        if name == "a.pdf":
            assert "Có văn bản giống" not in shown
            desk.post(
                url,
                {
                    "symbol": "1/X", "issued_on": "20/09/2026", "issuer": "Sở Y tế", "subject": "Khám",
                    "urgency": "0", "arrived_on": "hôm nay", "viec": "luu",
                },
            )  # fmt: skip
    assert "cùng nội dung tệp" in shown


def test_a_marked_page_is_refused_and_leaves_nothing(unit: Unit, clerk: Officer, file_store: Path) -> None:
    by = acting(clerk)
    with pytest.raises(SecretRefused, match="TỐI MẬT"):
        begin_with_files(
            by=by, unit_id=unit.pk, uploads=[an_upload(a_marked_pdf(), "mat.pdf")], at=clock.now()
        )
    assert [path for path in file_store.rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()
    assert not IncomingDraft.objects.exists()


def test_the_page_explains_why_it_is_refused(desk: Client) -> None:
    answer = desk.post(
        reverse("incoming_register"), {"uploads": [SimpleUploadedFile("mat.pdf", a_marked_pdf())]}
    )
    assert answer.status_code == 422
    assert "không được đưa lên hệ thống nối mạng" in answer.content.decode()


def test_a_mark_chosen_by_the_clerk_removes_the_file(desk: Client, file_store: Path) -> None:
    url = desk.post(
        reverse("incoming_register"), {"uploads": [SimpleUploadedFile("scan.pdf", a_scan_pdf())]}
    ).url
    line = {
        "symbol": "1/X", "issued_on": "20/09/2026", "issuer": "Công an tỉnh", "subject": "Nội dung mật",
        "urgency": "0", "arrived_on": "hôm nay", "viec": "luu", "secrecy": "mat",
    }  # fmt: skip
    answer = desk.post(url, line)
    assert answer.status_code == 422
    assert "MẬT" in answer.content.decode()
    with owner():
        assert not Document.objects.exists()
        assert not StoredFile.objects.exists()
        draft = IncomingDraft.objects.get()
        assert (draft.header, draft.typed) == ({}, {})
    assert [path for path in file_store.rglob("*") if path.is_file()] == []


def test_a_register_line_only_where_it_is_allowed(desk: Client, unit: Unit) -> None:
    url = desk.post(reverse("incoming_register"), {"viec": "mat"}).url
    line = {"symbol": "03/BC", "issued_on": "20/09/2026", "arrived_on": "hôm nay", "holder": "Lê Thị Giữ"}
    assert "chưa cho phép" in desk.post(url, line).content.decode()
    with owner():
        OfficeSetting.objects.create(
            unit=None, key="secret_register_line", value=True, valid_from=date(2026, 1, 1)
        )
    assert desk.post(url, line).status_code == 302
    with owner():
        document = Document.objects.get()
    assert (document.number, document.holder_name, document.state) == (1, "Lê Thị Giữ", State.DONE)
    assert document.issuer == ""
    assert "không giữ trích yếu" in document.subject
