"""From the proposal through the instruction to the finished document."""

import pytest

from hoiso.audit.models import Entry
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.errors import ChangedMeanwhile, WrongState
from hoiso.documents.handling import public
from hoiso.documents.handling.errors import NobodyLeads, OthersStillWork
from hoiso.documents.handling.public import Others, Receivers
from hoiso.documents.handling.tests.desk import an_office, incoming, now, outgoing, soon, today
from hoiso.documents.tables.document import Document, Event, Link, State
from hoiso.documents.tables.handling import Assignment, HandlingProposal
from hoiso.documents.tables.outgoing import Delivery
from hoiso.notices.models import Notice
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db
S = Assignment.State


def test_proposed_confirmed_accepted_and_finished_document_is_done() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    receivers = Receivers.chosen(office.first.pk, [office.second.pk], [office.head.pk])
    proposal = public.propose(
        by=acting(office.clerk), document_id=document.pk, to_officer_id=office.leader.pk,
        receivers=receivers, wording="Tham mưu thực hiện.", due_on=soon(), at=now(),
    )  # fmt: skip
    document.refresh_from_db()
    assert (document.state, document.holder_id) == (State.PROPOSED, office.leader.pk)

    outcome = public.confirm_proposals(by=acting(office.leader), proposal_ids=[proposal.pk], at=now())
    assert (outcome.done, outcome.missed) == (1, 0)
    document.refresh_from_db()
    assert (document.state, document.holder_name) == (State.IN_WORK, "Nguyễn Thị Lệ")
    assert document.due_on == soon()
    assert list(Assignment.objects.order_by("id").values_list("officer_id", "part", "due_on", "state")) == [
        (office.first.pk, "lead", soon(), S.UNOPENED),
        (office.second.pk, "coordinate", soon(), S.UNOPENED),
        (office.head.pk, "informed", None, S.UNOPENED),
    ]

    me = acting(office.first)
    assert public.mark_opened(by=me, document_id=document.pk, at=now()) == 1
    assert public.mark_opened(by=me, document_id=document.pk, at=now()) == 0
    task = Assignment.objects.get(officer_id=office.first.pk)
    assert public.accept(by=me, assignment_id=task.pk, at=now()).state == S.ACCEPTED
    assert public.accept(by=me, assignment_id=task.pk, at=now()).state == S.ACCEPTED
    with pytest.raises(OthersStillWork, match="Nguyễn Thị Hoa"):
        public.finish(by=me, assignment_id=task.pk, result="Đã làm xong.", at=now())
    done = public.finish(by=me, assignment_id=task.pk, result="Đã làm xong.", others=Others.CLOSE, at=now())
    assert done.document_done
    document.refresh_from_db()
    assert (document.state, document.finished_on, document.finish_note) == (
        State.DONE, today(), "Đã làm xong.",
    )  # fmt: skip
    kinds = list(Event.objects.filter(document=document).values_list("kind", flat=True))
    assert kinds == ["propose", "instruct", "accept", "finish"]
    with owner():
        trail = list(Entry.objects.filter(subject="document").order_by("id").values_list("action", flat=True))
        told = list(
            Notice.objects.filter(officer_id=office.second.pk).order_by("id").values_list("text", flat=True)
        )
    assert trail == ["propose", "instruct", "accept", "finish"]
    assert [text.split(":")[0] for text in told] == [
        f"Giao phối hợp, hạn {soon():%d/%m/%Y}", "Không phải làm tiếp, văn bản đã kết thúc",
    ]  # fmt: skip


def test_the_document_ends_with_the_last_helper_when_the_lead_waits() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    _instructed(office, document, Receivers.chosen(office.first.pk, [office.second.pk]))
    tasks = {task.officer_id: task for task in Assignment.objects.all()}
    left = public.finish(
        by=acting(office.first), assignment_id=tasks[office.first.pk].pk, result="Xong phần tôi",
        others=Others.WAIT, at=now(),
    )  # fmt: skip
    assert left.waiting_for == ("Nguyễn Thị Hoa",)
    document.refresh_from_db()
    assert document.state == State.IN_WORK
    public.finish(by=acting(office.second), assignment_id=tasks[office.second.pk].pk, result="", at=now())
    document.refresh_from_db()
    assert document.state == State.DONE


def test_receivers_see_the_document_and_others_do_not() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    acting(office.first)
    assert not Document.objects.filter(pk=document.pk).exists()
    _instructed(office, document, Receivers.chosen(office.first.pk))
    acting(office.first)
    assert Document.objects.filter(pk=document.pk).exists()
    acting(office.second)
    assert not Document.objects.filter(pk=document.pk).exists()
    assert not Assignment.objects.exists()


def test_an_instruction_pressed_twice_is_one_and_an_old_page_is_refused() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    first = _instructed(office, document, Receivers.chosen(office.first.pk), version=1)
    again = _instructed(office, document, Receivers.chosen(office.first.pk), version=1)
    assert first.pk == again.pk
    assert Assignment.objects.count() == 1
    with pytest.raises(ChangedMeanwhile):
        _instructed(office, document, Receivers.chosen(office.second.pk), version=1)


def test_instructing_decides_the_waiting_proposal_as_changed() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    proposal = _proposed(office, document)
    _instructed(office, document, Receivers.chosen(office.second.pk))
    proposal.refresh_from_db()
    assert proposal.state == HandlingProposal.State.CHANGED
    with pytest.raises(WrongState, match="có sửa"):
        public.confirm_proposal(by=acting(office.leader), proposal_id=proposal.pk, at=now())


def test_sent_back_goes_to_the_proposer_with_the_reason() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    proposal = _proposed(office, document)
    leader = acting(office.leader)
    with pytest.raises(DomainError, match="lý do"):
        public.send_back(by=leader, proposal_id=proposal.pk, reason=" ", at=now())
    public.send_back(by=leader, proposal_id=proposal.pk, reason="Giao người khác", at=now())
    public.send_back(by=leader, proposal_id=proposal.pk, reason="Giao người khác", at=now())
    document.refresh_from_db()
    assert (document.state, document.holder_id) == (State.REGISTERED, office.clerk.pk)
    acting(office.clerk)
    assert Notice.objects.get().text.startswith("Trả lại đề xuất (Giao người khác)")


def test_office_head_passes_a_proposal_up_to_the_leader() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    proposal = _proposed(office, document, to=office.head)
    second = public.pass_up(
        by=acting(office.head), proposal_id=proposal.pk, to_officer_id=office.leader.pk,
        receivers=Receivers.chosen(office.second.pk), wording="Đề nghị giao", due_on=None, at=now(),
    )  # fmt: skip
    proposal.refresh_from_db()
    document.refresh_from_db()
    assert proposal.state == HandlingProposal.State.CHANGED
    assert (second.to_officer_id, document.holder_id) == (office.leader.pk, office.leader.pk)


def test_own_proposal_is_withdrawn_only_by_the_proposer() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    proposal = _proposed(office, document)
    with pytest.raises(NotAllowed):
        public.withdraw_proposal(by=acting(office.head), proposal_id=proposal.pk, at=now())
    public.withdraw_proposal(by=acting(office.clerk), proposal_id=proposal.pk, at=now())
    document.refresh_from_db()
    assert document.state == State.REGISTERED


def test_many_are_confirmed_at_once_and_the_decided_are_left_alone() -> None:
    office = an_office()
    proposals = [_proposed(office, incoming(office.unit, office.clerk)) for _ in range(3)]
    public.send_back(by=acting(office.leader), proposal_id=proposals[1].pk, reason="Xem lại", at=now())
    outcome = public.confirm_proposals(
        by=acting(office.leader), proposal_ids=[one.pk for one in proposals], at=now()
    )
    assert (outcome.done, outcome.missed) == (2, 1)
    assert Assignment.objects.count() == 2


def test_a_document_sent_round_to_be_read_is_done_at_once() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    _instructed(office, document, Receivers.chosen(None, [], [office.first.pk, office.second.pk]), due=True)
    document.refresh_from_db()
    assert document.state == State.DONE
    assert set(Assignment.objects.values_list("due_on", flat=True)) == {None}
    me = acting(office.first)
    mine = Assignment.objects.get(officer_id=office.first.pk)
    assert public.read_away(by=me, assignment_ids=[mine.pk, mine.pk + 1], at=now()) == 1
    assert public.read_away(by=me, assignment_ids=[mine.pk], at=now()) == 0
    with pytest.raises(DomainError, match="để biết"):
        public.accept(by=me, assignment_id=mine.pk, at=now())


def test_helpers_need_a_lead_and_strangers_are_refused() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    with pytest.raises(NobodyLeads):
        _instructed(office, document, Receivers.chosen(None, [office.first.pk]))
    stranger = an_officer(unit=a_unit())
    with pytest.raises(DomainError, match="Chọn lại"):
        _instructed(office, document, Receivers.chosen(stranger.pk))
    with pytest.raises(DomainError, match="Chọn người chủ trì"):
        _instructed(office, document, Receivers())


def test_nobody_without_the_right_proposes_or_instructs() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    receivers = Receivers.chosen(office.first.pk)
    with pytest.raises(NotAllowed):
        public.instruct(
            by=acting(office.clerk), document_id=document.pk, text="Làm", receivers=receivers,
            due_on=None, at=now(),
        )  # fmt: skip
    with pytest.raises(NotThere):
        public.instruct(
            by=acting(an_officer("leader", a_unit())), document_id=document.pk, text="Làm",
            receivers=receivers, due_on=None, at=now(),
        )  # fmt: skip
    _instructed(office, document, receivers)
    task = Assignment.objects.get()
    with pytest.raises(NotAllowed, match="Nguyễn Thị Lệ"):
        public.accept(by=acting(office.leader), assignment_id=task.pk, at=now())
    with pytest.raises(NotThere):
        public.accept(by=acting(office.second), assignment_id=task.pk, at=now())


def test_an_answer_is_linked_and_ends_the_document() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    _instructed(office, document, Receivers.chosen(office.first.pk))
    answer = outgoing(office.unit, office.first)
    me = acting(office.first)
    task = Assignment.objects.get()
    with pytest.raises(DomainError, match="kết quả"):
        public.finish(by=me, assignment_id=task.pk, result="", at=now())
    public.finish(by=me, assignment_id=task.pk, result="", answer_id=answer.pk, at=now())
    document.refresh_from_db()
    assert document.finish_note == f"Trả lời bằng văn bản {answer.symbol}"
    assert Link.objects.get().kind == Link.Kind.ANSWERS


def test_a_draft_is_no_answer_yet() -> None:
    office = an_office()
    _instructed(office, incoming(office.unit, office.clerk), Receivers.chosen(office.first.pk))
    draft = outgoing(office.unit, office.first, state=State.DRAFT)
    with pytest.raises(DomainError, match="chưa phát hành"):
        public.finish(
            by=acting(office.first), assignment_id=Assignment.objects.get().pk, result="Xong",
            answer_id=draft.pk, at=now(),
        )  # fmt: skip


def test_issuing_an_answer_ends_what_it_answers() -> None:
    office = an_office()
    document = incoming(office.unit, office.clerk)
    _instructed(office, document, Receivers.chosen(office.first.pk, [office.second.pk]))
    answer = outgoing(office.unit, office.clerk)
    clerk = acting(office.clerk)
    assert public.finish_from_answer(by=clerk, answer_id=answer.pk, document_ids=[document.pk], at=now()) == 0
    Link.objects.create(
        document=answer, other=document, kind=Link.Kind.ANSWERS, made_by=office.clerk.pk, made_at=now()
    )
    assert public.finish_from_answer(by=clerk, answer_id=answer.pk, document_ids=[document.pk], at=now()) == 1
    assert public.finish_from_answer(by=clerk, answer_id=answer.pk, document_ids=[document.pk], at=now()) == 0
    document.refresh_from_db()
    assert document.state == State.DONE
    assert list(Assignment.objects.order_by("id").values_list("state", flat=True)) == [S.DONE, S.WITHDRAWN]


def test_the_sender_sees_how_far_the_receiver_is() -> None:
    sender, office = an_office(), an_office()
    document = incoming(office.unit, office.clerk)
    sent = outgoing(sender.unit, sender.clerk)
    with owner():
        delivery = Delivery.objects.create(
            document=sent, unit=sender.unit, to_unit=office.unit, to_name="Xã", line="here",
            state=Delivery.State.RECEIVED, header={}, sent_at=now(), received_as=document,
        )  # fmt: skip
    seen = []
    _instructed(office, document, Receivers.chosen(office.first.pk))
    task = Assignment.objects.get()
    for act in ("", "accept", "finish"):
        me = acting(office.first)
        if act == "accept":
            public.accept(by=me, assignment_id=task.pk, at=now())
        if act == "finish":
            public.finish(by=me, assignment_id=task.pk, result="Xong", at=now())
        acting(sender.clerk)
        delivery.refresh_from_db()
        seen.append(delivery.state)
    assert seen == ["assigned", "in_work", "done"]
    assert delivery.done_at is not None


def _proposed(office, document, *, to=None):  # type: ignore[no-untyped-def]
    return public.propose(
        by=acting(office.clerk), document_id=document.pk, to_officer_id=(to or office.leader).pk,
        receivers=Receivers.chosen(office.first.pk), wording="Tham mưu thực hiện.", due_on=None, at=now(),
    )  # fmt: skip


def _instructed(office, document, receivers, *, version=None, due=False):  # type: ignore[no-untyped-def]
    return public.instruct(
        by=acting(office.leader), document_id=document.pk, text="Nghiên cứu, thực hiện.",
        receivers=receivers, due_on=soon() if due else None, version=version, at=now(),
    )  # fmt: skip
