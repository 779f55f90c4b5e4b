"""An incoming document is cancelled on its sender's order by one press, and put back."""

import pytest
from django.test import Client
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.core import clock
from hoiso.core.errors import DomainError, NotAllowed
from hoiso.core.phrases import vn_date
from hoiso.documents.errors import WrongState
from hoiso.documents.handling import public as handling
from hoiso.documents.handling.public import Receivers
from hoiso.documents.incoming import public
from hoiso.documents.models import Assignment, BookNumber, Delivery, Document, Message, Recall, State
from hoiso.notices.models import Notice
from hoiso.units.models import Unit
from hoiso.work.models import Task
from hoiso.work.tasks.public import Wanted
from tests.factories.documents import a_delivery, a_registered, a_stored, an_entry
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


def _ordered(document: Document) -> None:
    """The sender's edXML message, as `attach` keeps it."""
    with owner():
        Message.objects.create(
            unit_id=document.unit_id, document=document, stored=a_stored(b"<edXML/>", "thu-hoi.edxml").stored,
            kind="revoke", received_at=clock.now(),
            header={"header": {"code": {"number": "12", "notation": "TB-UBND"}},
                    "bussiness": {"reason": "Ban hành nhầm"}},
        )  # fmt: skip


def test_one_press_cancels_it_ends_its_tasks_and_tells_who_works_on_it(
    desk: Client, unit: Unit, clerk: Officer
) -> None:
    leader, lead, helper = (
        an_officer(role, unit) for role in (Role.LEADER, Role.SPECIALIST, Role.SPECIALIST)
    )
    document = a_registered(clerk, unit, symbol="5/KH-BTV")
    handling.instruct(
        by=acting(leader), document_id=document.pk, text="Làm sớm", at=clock.now(), due_on=None,
        receivers=Receivers.chosen(lead.pk, [], []),
    )  # fmt: skip
    with owner():
        given = Assignment.objects.get()
    asked = Wanted(title="Dự thảo", lead=helper.pk, due_on=clock.office_date(clock.now()))
    part = handling.split(by=acting(lead), assignment_id=given.pk, wanted=asked, at=clock.now())
    sheet, to = reverse("document", args=[document.pk]), reverse("incoming_recall", args=[document.pk])
    assert to not in desk.get(sheet).content.decode()
    _ordered(document)
    assert to in desk.get(sheet).content.decode()
    with owner():
        assert Document.objects.get().state == State.IN_WORK  # never by itself

    shown = desk.get(to).content.decode()
    assert 'value="12/TB-UBND"' in shown
    assert "Ban hành nhầm" in shown
    today = vn_date(clock.office_date(clock.now()))
    refused = desk.post(to, {"number": "13/TB", "ordered_on": "ngày mai", "reason": ""})
    assert refused.status_code == 422
    assert 'value="13/TB"' in refused.content.decode()
    line = {"number": "12/TB-UBND", "ordered_on": today, "reason": "Ban hành nhầm"}
    assert desk.post(to, line, follow=True).status_code == 200

    words = f"Huỷ theo thông báo thu hồi số 12/TB-UBND ngày {today} của nơi gửi: Ban hành nhầm"
    assert desk.get(sheet).content.decode().count(words) == 2  # at the top and on the timeline
    with owner():
        document.refresh_from_db()
        assert (document.state, document.holder_name) == (State.REVOKED, "")
        assert BookNumber.objects.get().state == "given"
        row = Recall.objects.get()
        assert (row.number, vn_date(row.ordered_on), row.reason, row.by_id) == (
            "12/TB-UBND", today, "Ban hành nhầm", clerk.pk,
        )  # fmt: skip
        assert Assignment.objects.get().state == "withdrawn"
        assert Task.objects.get(pk=part.pk).state == "cancelled"
        told = {one.officer_id for one in Notice.objects.all() if "theo thông báo thu hồi số 12" in one.text}
    assert told == {lead.pk, helper.pk}
    with pytest.raises(WrongState):
        handling.accept(by=acting(lead), assignment_id=given.pk, at=clock.now())

    undo = reverse("incoming_recall_undo", args=[document.pk])
    assert undo in desk.get(sheet).content.decode()
    assert desk.post(undo, {"reason": ""}).status_code == 422
    assert desk.post(undo, {"reason": "Thu hồi văn bản khác"}).status_code == 302
    with owner():
        document.refresh_from_db()
        assert (document.state, document.holder_id, document.finish_note) == (State.IN_WORK, lead.pk, "")
        assert Assignment.objects.get().state == "accepted"
        assert Task.objects.get(pk=part.pk).state == part.state
        assert Recall.objects.get().undone_reason == "Thu hồi văn bản khác"
        assert [one.kind for one in document.events.order_by("id")][-2:] == [
            "cancel_on_order", "undo_cancelling",
        ]  # fmt: skip
    assert desk.post(undo, {"reason": "Lần nữa"}).status_code == 422


def test_a_proposal_that_waits_ends_and_stands_again(unit: Unit, clerk: Officer) -> None:
    leader = an_officer(Role.LEADER, unit)
    document = a_registered(clerk, unit)
    handling.propose(
        by=acting(clerk), document_id=document.pk, to_officer_id=leader.pk, wording="Lưu", due_on=None,
        receivers=Receivers.chosen(None, [], [leader.pk]), at=clock.now(),
    )  # fmt: skip
    today = clock.office_date(clock.now())
    order = {"document_id": document.pk, "ordered_on": today, "at": clock.now()}
    with pytest.raises(DomainError, match="Nhập số thông báo thu hồi"):  # nothing came by message
        public.cancel_on_order(by=acting(clerk), number="", reason="Nhầm", **order)
    with pytest.raises(NotAllowed):
        public.cancel_on_order(by=acting(leader), number="1/TB", reason="Nhầm", **order)
    public.cancel_on_order(by=acting(clerk), number="1/TB", reason="Nhầm", **order)
    document.refresh_from_db()
    assert (document.state, document.proposals.get().state) == (State.REVOKED, "withdrawn")
    public.undo_cancelling(by=acting(clerk), document_id=document.pk, reason="Nhầm số", at=clock.now())
    document.refresh_from_db()
    assert (document.state, document.proposals.get().state) == (State.PROPOSED, "waiting")


def test_the_order_of_a_sender_here_is_read_from_the_delivery(unit: Unit, clerk: Officer) -> None:
    delivery = a_delivery(a_unit("Tỉnh", kind="province"), unit)
    by = acting(clerk)
    draft = public.begin_with_delivery(by=by, delivery_id=delivery.pk, at=clock.now())
    document = public.register_draft(by=by, draft_id=draft.pk, entry=an_entry(), at=clock.now()).document
    with owner():
        Delivery.objects.update(state="withdrawn", reason="Thu hồi ngày 24/11/2026: Nhầm số: 5")
    order = public.order_on(document)
    assert order is not None
    assert (order.number, vn_date(order.ordered_on), order.reason) == ("", "24/11/2026", "Nhầm số: 5")


def test_another_unit_finds_nothing_to_cancel(unit: Unit, clerk: Officer) -> None:
    document = a_registered(clerk, unit)
    stranger = signed_in(Client(raise_request_exception=False), an_officer(Role.CLERK))
    line = {"number": "1/TB", "ordered_on": "hôm nay", "reason": "x"}
    assert stranger.post(reverse("incoming_recall", args=[document.pk]), line).status_code == 404
