"""edXML messages of real senders: every field and file, kept on the document that they speak of."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer
from hoiso.core import clock, scope
from hoiso.core.errors import DomainError
from hoiso.documents.incoming import public
from hoiso.documents.incoming.actions.importing import Result, import_message, take_message
from hoiso.documents.models import Document, IncomingDraft, Message
from hoiso.edxml.tests.messages import SAMPLES
from hoiso.units.models import IdentityCode, Unit
from tests.factories.documents import an_upload
from tests.factories.people import acting
from tests.roles import owner, worker

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples lie beside the checkout, not in it"),
]

ALL = sorted(SAMPLES.glob("*.edxml"))


def _import(clerk: Officer, unit: Unit, name: str):
    return import_message(
        by=acting(clerk), unit_id=unit.pk, at=clock.now(),
        upload=an_upload((SAMPLES / name).read_bytes(), name),
    )  # fmt: skip


def test_a_new_document_enters_the_book_with_every_field_and_file(unit: Unit, clerk: Officer) -> None:
    taken = _import(clerk, unit, "edoc_new.edxml")
    assert (taken.result, taken.number) == (Result.NEW, "1")
    document = Document.objects.get()
    assert document.symbol == "74fass22/VPCP-TTĐT"
    assert (document.code_number, document.code_notation) == ("74fass22", "VPCP-TTĐT")
    assert document.subject == "V/v kết nối, liên thông phần mềm quản lý văn bản"
    assert document.issuer == "UBND xã Hòa Tiến - UBND huyện Hòa Vang - Thành phố Đà Nẵng"
    assert document.issued_on is not None
    assert document.issued_on.isoformat() == "2019-01-16"
    assert (document.place, document.kind, document.kind_name) == ("Hà Nội", "CV", "Công văn")
    assert document.signing_capacity == "TL. BO TRUONG"
    assert document.page_amount == 22
    assert document.exchange_id == "000.00.00.G22,2015/09/30,7816/VPCP-TTĐT"
    assert [(file.role, file.name) for file in document.files.all()] == [
        ("main", "1896_QD-TTg_m_294779.edxml"),
        ("message", "edoc_new.edxml"),
    ]
    message = Message.objects.get()
    assert (message.document, message.kind) == (document, "new")
    assert message.header["header"]["signer"]["full_name"]
    assert any("không như tên gọi" in remark or "đã sửa tên" in remark for remark in taken.remarks)


def test_all_four_documents_share_one_id_and_stand_on_one_document(unit: Unit, clerk: Officer) -> None:
    results = {
        name: _import(clerk, unit, f"edoc_{name}.edxml").result
        for name in ("new", "revocation", "update", "replacement")
    }
    assert results == {
        "new": Result.NEW,
        "revocation": Result.MESSAGE,
        "update": Result.MESSAGE,
        "replacement": Result.MESSAGE,
    }
    document = Document.objects.get()
    kinds = sorted(Message.objects.filter(document=document).values_list("kind", flat=True))
    assert kinds == ["new", "replace", "revoke", "update"]
    assert [event.kind for event in document.events.all()].count("message") == 3


def test_a_message_for_an_unknown_document_waits_and_finds_it(unit: Unit, clerk: Officer) -> None:
    early = _import(clerk, unit, "edoc_revocation.edxml")
    assert (early.result, early.document_id) == (Result.MESSAGE, None)
    assert "để chờ" in early.said
    taken = _import(clerk, unit, "edoc_new.edxml")
    assert Message.objects.filter(document_id=taken.document_id).count() == 2


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_sample_is_taken_and_a_second_time_is_a_repeat(unit: Unit, clerk: Officer, path: Path) -> None:
    first = _import(clerk, unit, path.name)
    assert first.result in (Result.NEW, Result.MESSAGE)
    assert _import(clerk, unit, path.name).result == Result.DUPLICATE
    assert Message.objects.count() == 1


def test_the_same_words_by_another_road_are_a_repeat(unit: Unit, clerk: Officer) -> None:
    _import(clerk, unit, "status_finish_06.edxml")
    other = (SAMPLES / "status_finish_06.edxml").read_bytes().replace(b"\n", b"\n\n")
    again = import_message(
        by=acting(clerk), unit_id=unit.pk, at=clock.now(), upload=an_upload(other, "khac.edxml")
    )
    assert again.result == Result.DUPLICATE


def test_what_is_no_message_is_refused_and_leaves_no_row(unit: Unit, clerk: Officer) -> None:
    by = acting(clerk)
    with pytest.raises(DomainError):
        import_message(
            by=by, unit_id=unit.pk, at=clock.now(), upload=an_upload(b"<edXML>broken", "hong.edxml")
        )
    assert not Message.objects.exists()


def test_the_page_fills_the_form_from_the_header(desk: Client, clerk: Officer) -> None:
    content = (SAMPLES / "edoc_new.edxml").read_bytes()
    answer = desk.post(reverse("incoming_register"), {"uploads": [SimpleUploadedFile("den.edxml", content)]})
    shown = desk.get(answer.url).content.decode()
    assert 'value="74fass22/VPCP-TTĐT"' in shown
    assert "liên thông phần mềm quản lý văn bản" in shown
    line = {
        "symbol": "74fass22/VPCP-TTĐT", "issued_on": "16/01/2019", "issuer": "UBND xã Hòa Tiến", "kind": "CV",
        "subject": "V/v kết nối", "urgency": "0", "arrived_on": "hôm nay", "viec": "luu",
    }  # fmt: skip
    assert desk.post(answer.url, line).status_code == 302
    acting(clerk)
    document = Document.objects.get()
    assert document.exchange_id == "000.00.00.G22,2015/09/30,7816/VPCP-TTĐT"
    assert document.code_number == "74fass22"
    assert Message.objects.get().document == document
    again = desk.post(reverse("incoming_register"), {"uploads": [SimpleUploadedFile("den.edxml", content)]})
    assert again.url == reverse("document", args=[document.pk])


def test_a_dropped_message_may_be_brought_again(unit: Unit, clerk: Officer) -> None:
    content = (SAMPLES / "edoc_new.edxml").read_bytes()
    by = acting(clerk)
    first = take_message(by=by, unit_id=unit.pk, at=clock.now(), upload=an_upload(content, "a.edxml"))
    again = take_message(by=by, unit_id=unit.pk, at=clock.now(), upload=an_upload(content, "a.edxml"))
    assert (again.result, again.draft_id) == (Result.DUPLICATE, first.draft_id)
    assert first.draft_id is not None
    public.drop_draft(by=by, draft_id=first.draft_id, at=clock.now())
    third = take_message(by=by, unit_id=unit.pk, at=clock.now(), upload=an_upload(content, "a.edxml"))
    assert third.result == Result.DRAFT
    assert IncomingDraft.objects.filter(dropped_at=None).count() == 1


def test_files_from_the_command_line(unit: Unit, tmp_path: Path) -> None:
    broken = tmp_path / "hong.edxml"
    broken.write_bytes(b"khong phai")
    now = clock.now()
    with owner():
        IdentityCode.objects.create(
            code="H99.1.2", path="H99.1.2", style="new", unit=unit, valid_from=clock.office_date(now)
        )
    with worker():
        with scope.transaction_as(scope.system_token(clock.office_date(now))):
            found = public.unit_of_code("H99.1.2", at=now)
            with pytest.raises(DomainError, match="Không có đơn vị mang mã"):
                public.unit_of_code("X", at=now)
        files = [SAMPLES / "edoc_new.edxml", broken, tmp_path / "khong-co.edxml", SAMPLES / "status.edxml"]
        done = list(public.import_files(files, unit=found, at=now))
    assert [str(one.taken.result) for one in done] == ["new", "refused", "refused", "message"]
    assert done[0].taken.number == "1"
    with owner():
        assert Document.objects.get().unit == unit


def test_another_units_messages_are_not_seen(unit: Unit, clerk: Officer) -> None:
    from tests.factories.people import an_officer

    _import(clerk, unit, "edoc_new.edxml")
    acting(an_officer("clerk"))
    assert not Message.objects.exists()
    assert not Document.objects.exists()
