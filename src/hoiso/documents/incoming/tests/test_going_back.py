"""Corrections with history, undoing, returning, deliveries."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.core.errors import DomainError
from hoiso.documents.errors import ChangedMeanwhile, WrongState
from hoiso.documents.incoming.actions.correcting import (
    correct,
    refuse_delivery,
    return_document,
    undo_registration,
)
from hoiso.documents.incoming.actions.drafts import begin_with_delivery
from hoiso.documents.incoming.actions.registering import register_draft
from hoiso.documents.incoming.errors import AlreadyEntered
from hoiso.documents.models import BookNumber, Correction, Delivery, Document, State
from hoiso.units.models import Unit
from tests.factories.documents import a_delivery, a_registered, an_entry
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


def test_a_correction_keeps_what_stood_before(unit: Unit, clerk: Officer) -> None:
    document = a_registered(clerk, unit, symbol="5/KH-BTV")
    correct(
        by=acting(clerk), document_id=document.pk, version=document.version, at=clock.now(),
        values={"symbol": "6/KH-BTV", "code_number": "6", "urgency": 1, "signer": document.signer},
        reason="Gõ nhầm số",
    )  # fmt: skip
    rows = list(Correction.objects.order_by("field").values_list("field", "before", "after", "reason"))
    assert rows == [
        ("symbol", "5/KH-BTV", "6/KH-BTV", "Gõ nhầm số"),
        ("urgency", "Thường", "Khẩn", "Gõ nhầm số"),
    ]
    document.refresh_from_db()
    assert (document.symbol_key, document.version) == ("6/kh-btv", 2)


def test_a_correction_over_somebody_elses_is_refused(unit: Unit, clerk: Officer) -> None:
    document = a_registered(clerk, unit)
    by = acting(clerk)
    correct(
        by=by, document_id=document.pk, version=1, values={"signer": "Lê Thị A"}, reason="x", at=clock.now()
    )
    with pytest.raises(ChangedMeanwhile):
        correct(by=by, document_id=document.pk, version=1, values={"signer": "B"}, reason="x", at=clock.now())


def test_the_correcting_page(desk: Client, unit: Unit, clerk: Officer) -> None:
    document = a_registered(clerk, unit, symbol="5/KH-BTV", kind="KH", kind_name="Kế hoạch")
    url = reverse("incoming_correct", args=[document.pk])
    assert 'value="5/KH-BTV"' in desk.get(url).content.decode()
    line = {
        "symbol": "5/KH-BTV", "issued_on": "20/09/2026", "issuer": "UBND xã Mỹ Yên", "kind": "TB",
        "subject": "Trích yếu mới", "urgency": "0", "version": "1",
    }  # fmt: skip
    refused = desk.post(url, line)
    assert refused.status_code == 422
    assert "Nhập lý do sửa" in refused.content.decode()
    assert desk.post(url, line | {"reason": "Nhầm loại"}).status_code == 302
    acting(clerk)
    document.refresh_from_db()
    assert (document.subject, document.kind_name, document.code_number) == ("Trích yếu mới", "Thông báo", "5")


def test_undoing_right_away_voids_the_number(unit: Unit, clerk: Officer) -> None:
    document = a_registered(clerk, unit)
    undo_registration(by=acting(clerk), document_id=document.pk, at=clock.now())
    document.refresh_from_db()
    assert document.state == State.VOID
    number = BookNumber.objects.get()
    assert (number.state, number.reason) == ("void", "Hoàn tác ngay sau khi đăng ký")
    assert a_registered(clerk, unit).number == 2


def test_undoing_later_or_by_another_needs_a_reason(unit: Unit, clerk: Officer) -> None:
    document = a_registered(clerk, unit)
    late = clock.now() + timedelta(hours=1)
    with pytest.raises(DomainError, match="Nhập lý do huỷ đăng ký"):
        undo_registration(by=acting(clerk), document_id=document.pk, at=late)
    other = an_officer(Role.CLERK, unit)
    with pytest.raises(DomainError, match="Nhập lý do huỷ đăng ký"):
        undo_registration(by=acting(other), document_id=document.pk, at=clock.now())
    undo_registration(by=acting(other), document_id=document.pk, at=late, reason="Vào sổ hai lần")
    with pytest.raises(WrongState):
        undo_registration(by=acting(other), document_id=document.pk, at=late, reason="Lần nữa")


def test_the_undo_bar_stands_after_registering(desk: Client) -> None:
    url = desk.post(reverse("incoming_register"), {"viec": "giay"}).url
    line = {
        "symbol": "1/X", "issued_on": "20/09/2026", "issuer": "Sở Y tế", "subject": "Khám", "urgency": "0",
        "arrived_on": "hôm nay", "viec": "luu",
    }  # fmt: skip
    tray = desk.post(url, line, follow=True).content.decode()
    with owner():
        document = Document.objects.get()
    undo = reverse("incoming_undo", args=[document.pk])
    assert f'action="{undo}"' in tray
    assert "Đã hoàn tác" in desk.post(undo, follow=True).content.decode()


def test_a_delivery_is_taken_into_the_book_and_its_sender_sees_it(unit: Unit, clerk: Officer) -> None:
    province = a_unit("Tỉnh Tây Ninh", kind="province")
    delivery = a_delivery(province, unit)
    by = acting(clerk)
    draft = begin_with_delivery(by=by, delivery_id=delivery.pk, at=clock.now())
    assert draft.header["subject"].startswith("Hướng dẫn tổ chức")
    assert begin_with_delivery(by=by, delivery_id=delivery.pk, at=clock.now()) == draft
    done = register_draft(by=by, draft_id=draft.pk, entry=an_entry(), at=clock.now())
    sender = an_officer(Role.CLERK, province)
    acting(sender)
    seen = Delivery.objects.get()
    assert (seen.state, seen.received_as_id) == ("received", done.document.pk)
    acting(clerk)
    with pytest.raises(AlreadyEntered):
        begin_with_delivery(by=by, delivery_id=delivery.pk, at=clock.now())


def test_a_delivery_sent_back_with_a_reason(unit: Unit, clerk: Officer) -> None:
    delivery = a_delivery(a_unit("Tỉnh", kind="province"), unit)
    by = acting(clerk)
    with pytest.raises(DomainError, match="Nhập lý do trả lại"):
        refuse_delivery(by=by, delivery_id=delivery.pk, reason=" ", at=clock.now())
    refuse_delivery(by=by, delivery_id=delivery.pk, reason="Gửi nhầm xã", at=clock.now())
    with owner():
        delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("refused", "Gửi nhầm xã")


def test_undoing_gives_the_delivery_back(unit: Unit, clerk: Officer) -> None:
    delivery = a_delivery(a_unit("Tỉnh", kind="province"), unit)
    by = acting(clerk)
    draft = begin_with_delivery(by=by, delivery_id=delivery.pk, at=clock.now())
    done = register_draft(by=by, draft_id=draft.pk, entry=an_entry(), at=clock.now())
    undo_registration(by=by, document_id=done.document.pk, at=clock.now())
    again = begin_with_delivery(by=by, delivery_id=delivery.pk, at=clock.now())
    assert again.pk != draft.pk
    second = register_draft(by=by, draft_id=again.pk, entry=an_entry(), at=clock.now())
    assert second.document.number == 2


def test_a_registered_document_is_returned_and_keeps_its_number(unit: Unit, clerk: Officer) -> None:
    delivery = a_delivery(a_unit("Tỉnh", kind="province"), unit)
    by = acting(clerk)
    draft = begin_with_delivery(by=by, delivery_id=delivery.pk, at=clock.now())
    document = register_draft(by=by, draft_id=draft.pk, entry=an_entry(), at=clock.now()).document
    return_document(by=by, document_id=document.pk, version=1, reason="Thiếu phụ lục", at=clock.now())
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("refused", "Thiếu phụ lục")
    assert BookNumber.objects.get().state == "given"


def test_the_delivery_page_opens_it_for_the_sender_to_see(desk: Client, unit: Unit) -> None:
    delivery = a_delivery(a_unit("Tỉnh", kind="province"), unit)
    tray = desk.get(reverse("incoming_tray")).content.decode()
    assert "Mới đến, chưa vào sổ (1)" in tray
    shown = desk.get(reverse("incoming_delivery", args=[delivery.pk])).content.decode()
    assert "Vào sổ văn bản đến" in shown
    with owner():
        delivery.refresh_from_db()
    assert delivery.state == "opened"
    url = desk.post(reverse("incoming_delivery", args=[delivery.pk])).url
    assert "Hướng dẫn tổ chức Đại hội" in desk.get(url).content.decode()


@pytest.mark.parametrize("name", ["incoming_delivery", "incoming_delivery_return"])
def test_another_unit_finds_no_delivery(unit: Unit, name: str) -> None:
    delivery = a_delivery(a_unit("Tỉnh", kind="province"), unit)
    stranger = signed_in(Client(raise_request_exception=False), an_officer(Role.CLERK))
    assert stranger.post(reverse(name, args=[delivery.pk]), {"reason": "x"}).status_code == 404
    with owner():
        delivery.refresh_from_db()
    assert delivery.state == "arrived"
