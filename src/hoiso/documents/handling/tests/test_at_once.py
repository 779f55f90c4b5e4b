"""Two people, or one finger twice, on the same document: real threads, real transactions."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from hoiso.access.models import Officer
from hoiso.access.public import Actor
from hoiso.access.sessions import actor_of
from hoiso.core import clock, scope
from hoiso.core.errors import DomainError
from hoiso.documents.handling import public
from hoiso.documents.handling.public import Chosen, Receivers
from hoiso.documents.handling.tests.desk import Office, an_office, incoming, now, soon
from hoiso.documents.tables.document import Document, Event, State
from hoiso.documents.tables.handling import (
    Assignment,
    Extension,
    HandlingProposal,
    Instruction,
    ProgressReport,
)
from hoiso.notices.models import Notice
from hoiso.units.models import Placement
from tests.factories.people import LONG_AGO
from tests.roles import owner

pytestmark = pytest.mark.django_db(transaction=True)


def _as(officer: Officer, act: Callable[[Actor], object]) -> object:
    """In a thread of its own: scope, actor and transaction as a request has them."""
    try:
        with transaction.atomic():
            on = clock.office_date(clock.now())
            scope.adopt(scope.officer_token(officer.pk, on))
            return act(actor_of(officer.pk, on=on))
    finally:
        connections.close_all()


def _together(*acts: tuple[Officer, Callable[[Actor], object]]) -> list[str]:
    """All at the same moment; "done" or the name of the refusal of each."""
    ready = threading.Barrier(len(acts))

    def run(one: tuple[Officer, Callable[[Actor], object]]) -> str:
        ready.wait()
        try:
            _as(*one)
        except DomainError as error:
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


@pytest.fixture
def office() -> Office:
    return an_office()


def _proposal(office: Office) -> HandlingProposal:
    document = incoming(office.unit, office.clerk)
    made = _as(
        office.clerk,
        lambda by: public.propose(
            by=by, document_id=document.pk, to_officer_id=office.leader.pk,
            receivers=Receivers.chosen(office.first.pk), wording="Làm", due_on=None, at=now(),
        ),
    )  # fmt: skip
    assert isinstance(made, HandlingProposal)
    return made


def _given(office: Office) -> Assignment:
    document = incoming(office.unit, office.clerk)
    _as(
        office.leader,
        lambda by: public.instruct(
            by=by, document_id=document.pk, text="Làm", receivers=Receivers.chosen(office.first.pk),
            due_on=soon(), at=now(),
        ),
    )  # fmt: skip
    with owner():
        return Assignment.objects.get()


def test_two_leaders_decide_and_one_of_them_is_told(office: Office) -> None:
    proposal = _proposal(office)
    results = _together(
        (office.leader, lambda by: public.confirm_proposal(by=by, proposal_id=proposal.pk, at=now())),
        (
            office.head,
            lambda by: public.send_back(by=by, proposal_id=proposal.pk, reason="Xem lại", at=now()),
        ),
    )
    assert results == ["WrongState", "done"]
    with owner():
        decided = HandlingProposal.objects.get()
        confirmed = decided.state == HandlingProposal.State.CONFIRMED
        assert Instruction.objects.count() == int(confirmed)
        assert Document.objects.get().state == (State.IN_WORK if confirmed else State.REGISTERED)


def test_one_finger_twice_gives_one_instruction_one_event_one_notice(office: Office) -> None:
    document = incoming(office.unit, office.clerk)

    def instruct(by: Actor) -> object:
        return public.instruct(
            by=by, document_id=document.pk, text="Làm", receivers=Receivers.chosen(office.first.pk),
            due_on=soon(), at=now(), version=1,
        )  # fmt: skip

    assert _together((office.leader, instruct), (office.leader, instruct)) == ["done", "done"]
    with owner():
        assert Instruction.objects.count() == 1
        assert Event.objects.count() == 1
        assert Notice.objects.count() == 1


def test_one_finger_twice_proposes_once(office: Office) -> None:
    document = incoming(office.unit, office.clerk)

    def propose(by: Actor) -> object:
        return public.propose(
            by=by, document_id=document.pk, to_officer_id=office.leader.pk,
            receivers=Receivers.chosen(office.first.pk), wording="Làm", due_on=None, at=now(),
        )  # fmt: skip

    assert _together((office.clerk, propose), (office.clerk, propose)) == ["done", "done"]
    with owner():
        assert HandlingProposal.objects.count() == 1
        assert Event.objects.count() == 1


def test_two_leaders_instruct_from_the_same_page_and_the_second_sees_it(office: Office) -> None:
    document = incoming(office.unit, office.clerk)

    def instruct(text: str) -> Callable[[Actor], object]:
        return lambda by: public.instruct(
            by=by, document_id=document.pk, text=text, receivers=Receivers.chosen(office.first.pk),
            due_on=None, at=now(), version=1,
        )  # fmt: skip

    results = _together((office.leader, instruct("Làm")), (office.head, instruct("Làm ngay")))
    assert results == ["ChangedMeanwhile", "done"]


def test_taken_back_and_accepted_at_once_end_in_one_of_the_two(office: Office) -> None:
    task = _given(office)
    results = _together(
        (
            office.leader,
            lambda by: public.withdraw_distribution(
                by=by, instruction_id=task.instruction_id, reason="Nhầm", at=now()
            ),
        ),
        (office.first, lambda by: public.accept(by=by, assignment_id=task.pk, at=now())),
    )
    with owner():
        task.refresh_from_db()
        document = Document.objects.get()
    if task.state == Assignment.State.ACCEPTED:
        assert results == ["SomethingHangsOnIt", "done"]
        assert document.state == State.IN_WORK
    else:
        assert results in (["NotThere", "done"], ["WrongState", "done"])
        assert (task.state, document.state) == (Assignment.State.WITHDRAWN, State.REGISTERED)


def test_taken_back_from_a_unit_and_accepted_there_at_once_end_in_one_of_the_two(office: Office) -> None:
    below = an_office()
    with owner():
        Placement.objects.create(unit=below.unit, parent=office.unit, valid_from=LONG_AGO)
    document = incoming(office.unit, office.clerk)
    _as(
        office.leader,
        lambda by: public.instruct(
            by=by, document_id=document.pk, text="Làm", due_on=None, at=now(),
            receivers=Receivers(units=Chosen(lead=below.unit.pk)),
        ),
    )  # fmt: skip
    with owner():
        task = Assignment.objects.get()
    results = _together(
        (
            office.leader,
            lambda by: public.withdraw_distribution(
                by=by, instruction_id=task.instruction_id, reason="Nhầm", at=now()
            ),
        ),
        (below.clerk, lambda by: public.accept(by=by, assignment_id=task.pk, at=now())),
        (below.leader, lambda by: public.accept(by=by, assignment_id=task.pk, at=now())),
    )
    with owner():
        task.refresh_from_db()
        events = list(Event.objects.order_by("id").values_list("kind", flat=True))
    if task.state == Assignment.State.ACCEPTED:
        assert results == ["SomethingHangsOnIt", "done", "done"]
        assert events == ["instruct", "accept"]
    else:
        assert results == ["NotThere", "NotThere", "done"]
        assert (task.state, events) == (Assignment.State.WITHDRAWN, ["instruct", "withdraw_instruction"])


def test_one_finger_twice_on_every_act_of_a_task(office: Office) -> None:
    task = _given(office)
    acts: list[Callable[[Actor], object]] = [
        lambda by: public.accept(by=by, assignment_id=task.pk, at=now()),
        lambda by: public.report(by=by, assignment_id=task.pk, text="Đang làm", at=now()),
        lambda by: public.ask_extension(
            by=by, assignment_id=task.pk, due_on=soon(9), reason="Chờ số liệu", at=now()
        ),
        lambda by: public.finish(by=by, assignment_id=task.pk, result="Xong", at=now()),
    ]
    for act in acts:
        assert _together((office.first, act), (office.first, act)) == ["done", "done"]
    with owner():
        kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
        assert kinds == ["instruct", "accept", "report", "extend", "finish"]
        assert ProgressReport.objects.count() == Extension.objects.count() == 1


def test_one_finger_twice_passes_on_once(office: Office) -> None:
    task = _given(office)

    def pass_on(by: Actor) -> object:
        return public.pass_on(
            by=by, assignment_id=task.pk, to_officer_id=office.second.pk, reason="Đi họp", at=now()
        )

    assert _together((office.first, pass_on), (office.first, pass_on)) == ["done", "done"]
    with owner():
        assert Assignment.objects.filter(officer_id=office.second.pk).count() == 1


def test_two_press_urge_and_she_is_reminded_once(office: Office) -> None:
    task = _given(office)

    def urge(by: Actor) -> object:
        return public.urge(by=by, assignment_id=task.pk, at=now())

    assert _together((office.clerk, urge), (office.leader, urge)) == ["done", "done"]
    with owner():
        task.refresh_from_db()
        assert task.urged == 1
        assert Event.objects.filter(kind="urge").count() == 1


def test_one_finger_twice_handles_herself_once(office: Office) -> None:
    document = incoming(office.unit, office.leader)

    def handle(by: Actor) -> object:
        return public.self_handle(
            by=by, document_id=document.pk, text="Xong", due_on=None, done=True, at=now()
        )

    assert _together((office.leader, handle), (office.leader, handle)) == ["done", "done"]
    with owner():
        assert Instruction.objects.count() == Event.objects.count() == 1


def test_lead_and_helper_finish_at_once_and_the_document_ends(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    _as(
        office.leader,
        lambda by: public.instruct(
            by=by, document_id=document.pk, text="Làm", due_on=None, at=now(),
            receivers=Receivers.chosen(office.first.pk, [office.second.pk]),
        ),
    )  # fmt: skip
    with owner():
        tasks = {task.officer_id: task.pk for task in Assignment.objects.all()}

    def finish(officer: Officer) -> tuple[Officer, Callable[[Actor], object]]:
        return officer, lambda by: public.finish(
            by=by, assignment_id=tasks[officer.pk], result="Xong", others=public.Others.WAIT, at=now()
        )

    assert _together(finish(office.first), finish(office.second)) == ["done", "done"]
    with owner():
        assert Document.objects.get().state == State.DONE
