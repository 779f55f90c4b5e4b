"""Taking back, extending, passing on, and the walls around them."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from hoiso.core.errors import DomainError, NotAllowed
from hoiso.documents.errors import WrongState
from hoiso.documents.handling import public
from hoiso.documents.handling.errors import SomethingHangsOnIt
from hoiso.documents.handling.offers import offers
from hoiso.documents.handling.public import Receivers
from hoiso.documents.handling.settings import Steps, proposal_steps
from hoiso.documents.handling.tests.desk import Office, an_office, incoming, now, soon, today
from hoiso.documents.sheet.public import sheet
from hoiso.documents.tables.document import Document, Reader, State
from hoiso.documents.tables.handling import Assignment, Extension, Instruction
from hoiso.notices.models import Notice
from hoiso.units.models import OfficeSetting
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db
S = Assignment.State


@pytest.fixture
def office() -> Office:
    return an_office()


def _instructed(office: Office, document: Document, receivers: Receivers, **fields: object) -> Instruction:
    given: dict[str, object] = {"text": f"Làm {uuid.uuid4().hex[:6]}", "due_on": soon(), **fields}
    return public.instruct(
        by=acting(office.leader), document_id=document.pk, receivers=receivers, at=now(), **given
    )  # type: ignore[arg-type]


def test_a_distribution_taken_back_leaves_nothing_with_the_receivers(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    instruction = _instructed(office, document, Receivers.chosen(office.first.pk, [], [office.second.pk]))
    public.mark_opened(by=acting(office.first), document_id=document.pk, at=now())
    with pytest.raises(DomainError, match="lý do"):
        public.withdraw_distribution(
            by=acting(office.leader), instruction_id=instruction.pk, reason="", at=now()
        )
    public.withdraw_distribution(
        by=acting(office.leader), instruction_id=instruction.pk, reason="Giao nhầm", at=now()
    )
    document.refresh_from_db()
    assert (document.state, document.holder_id) == (State.REGISTERED, office.leader.pk)
    assert set(Reader.objects.values_list("ended_at", flat=True)) != {None}
    assert "Thu lại phân công: Giao nhầm" in document.events.values_list("text", flat=True)
    for receiver in (office.first, office.second):
        acting(receiver)
        assert not Document.objects.filter(pk=document.pk).exists()
        assert Notice.objects.latest("id").text.startswith("Đã thu lại phân công (Giao nhầm)")


def test_nothing_is_taken_back_once_somebody_works(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    instruction = _instructed(office, document, Receivers.chosen(office.first.pk))
    public.accept(by=acting(office.first), assignment_id=_mine(office.first), at=now())
    with pytest.raises(SomethingHangsOnIt, match="Nguyễn Thị Lệ"):
        public.withdraw_distribution(
            by=acting(office.leader), instruction_id=instruction.pk, reason="Nhầm", at=now()
        )
    with pytest.raises(NotAllowed):
        public.withdraw_distribution(
            by=acting(office.first), instruction_id=instruction.pk, reason="Nhầm", at=now()
        )


def test_one_of_two_instructions_taken_back_leaves_the_other(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    _instructed(office, document, Receivers.chosen(office.first.pk))
    second = _instructed(office, document, Receivers.chosen(None, [office.second.pk], [office.head.pk]))
    public.withdraw_distribution(
        by=acting(office.leader), instruction_id=second.pk, reason="Không cần", at=now()
    )
    document.refresh_from_db()
    assert (document.state, document.holder_id) == (State.IN_WORK, office.first.pk)
    acting(office.first)
    assert Document.objects.filter(pk=document.pk).exists()


def test_only_reading_taken_back_opens_the_document_again(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    instruction = _instructed(office, document, Receivers.chosen(None, [], [office.first.pk]))
    public.withdraw_distribution(
        by=acting(office.leader), instruction_id=instruction.pk, reason="Nhầm", at=now()
    )
    document.refresh_from_db()
    assert (document.state, document.finished_on) == (State.REGISTERED, None)


def test_a_finished_document_is_opened_again_by_an_instruction(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    public.finish_document(by=acting(office.clerk), document_id=document.pk, text="Chỉ lưu", at=now())
    _instructed(office, document, Receivers.chosen(office.first.pk))
    document.refresh_from_db()
    assert (document.state, document.finished_on, document.finish_note) == (State.IN_WORK, None, "")


def test_only_a_leader_ends_what_others_work_on(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    _instructed(office, document, Receivers.chosen(office.first.pk))
    with pytest.raises(NotAllowed):
        public.finish_document(by=acting(office.clerk), document_id=document.pk, text="Lưu", at=now())
    public.finish_document(by=acting(office.leader), document_id=document.pk, text="Lưu", at=now())
    acting(office.first)
    assert Assignment.objects.get().state == S.WITHDRAWN
    assert Notice.objects.latest("id").text.startswith("Không phải làm tiếp")


def test_an_extension_is_granted_or_refused_with_a_reason(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    _instructed(office, document, Receivers.chosen(office.first.pk, [office.second.pk]))
    me = acting(office.first)
    mine = _mine(office.first)
    for day, message in ((soon(), "sau hạn hiện nay"), (soon(1), "sau hạn hiện nay")):
        with pytest.raises(DomainError, match=message):
            public.ask_extension(by=me, assignment_id=mine, due_on=day, reason="Chờ", at=now())
    asked = public.ask_extension(by=me, assignment_id=mine, due_on=soon(9), reason="Chờ", at=now())
    with pytest.raises(WrongState, match="đang chờ trả lời"):
        public.ask_extension(by=me, assignment_id=mine, due_on=soon(12), reason="Chờ", at=now())
    with pytest.raises(NotAllowed):
        public.decide_extension(
            by=acting(office.second), extension_id=asked.pk, granted=True, answer="", at=now()
        )
    public.decide_extension(by=acting(office.head), extension_id=asked.pk, granted=True, answer="", at=now())
    document.refresh_from_db()
    assert document.due_on == soon(9)
    assert Assignment.objects.get(pk=mine).due_on == soon(9)
    with pytest.raises(WrongState, match="Đồng ý"):
        public.decide_extension(
            by=acting(office.leader), extension_id=asked.pk, granted=False, answer="Không", at=now()
        )


def test_who_would_ask_herself_extends_at_once(office: Office) -> None:
    document = incoming(office.unit, office.leader)
    leader = acting(office.leader)
    public.self_handle(by=leader, document_id=document.pk, text="", due_on=soon(), at=now())
    asked = public.ask_extension(
        by=leader, assignment_id=_mine(office.leader), due_on=soon(9), reason="Bận", at=now()
    )
    assert asked.state == Extension.State.GRANTED
    assert not Notice.objects.exists()


def test_self_handling_needs_both_rights(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    with pytest.raises(NotAllowed):
        public.self_handle(by=acting(office.clerk), document_id=document.pk, text="", due_on=None, at=now())


def test_a_specialist_passes_on_and_the_colleague_sees_the_document(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    _instructed(office, document, Receivers.chosen(office.first.pk))
    public.pass_on(
        by=acting(office.first), assignment_id=_mine(office.first), to_officer_id=office.second.pk,
        reason="Đi công tác", at=now(),
    )  # fmt: skip
    acting(office.second)
    document.refresh_from_db()
    assert document.holder_id == office.second.pk
    child = Assignment.objects.get(officer_id=office.second.pk)
    assert child.parent is not None
    assert (child.parent.officer_id, child.parent.state) == (office.first.pk, S.PASSED_ON)
    with pytest.raises(WrongState):
        public.accept(by=acting(office.first), assignment_id=child.parent.pk, at=now())


def test_a_stranger_cannot_name_herself_a_reader_even_by_sql(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    for officer, unit in ((office.first, office.unit), (an_officer("leader", a_unit()), office.unit)):
        acting(officer)
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            connection.cursor().execute(
                "INSERT INTO documents_reader (document_id, unit_id, officer_id, officer_name, why, since)"
                " VALUES (%s, %s, %s, 'x', 'named', now())",
                [document.pk, unit.pk, officer.pk],
            )
    stranger = an_officer("leader", a_unit())
    own_unit = stranger.posts.get().unit_id if acting(stranger) else 0
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        connection.cursor().execute(
            "INSERT INTO documents_reader (document_id, unit_id, officer_id, officer_name, why, since)"
            " VALUES (%s, %s, %s, 'x', 'named', now())",
            [document.pk, own_unit, stranger.pk],
        )


def test_a_leader_is_let_in_when_a_restricted_document_is_laid_before_her(office: Office) -> None:
    document = incoming(office.unit, office.clerk, restricted=True)
    acting(office.leader)
    assert not Document.objects.filter(pk=document.pk).exists()
    public.propose(
        by=acting(office.clerk), document_id=document.pk, to_officer_id=office.leader.pk,
        receivers=Receivers.chosen(office.first.pk), wording="", due_on=None, at=now(),
    )  # fmt: skip
    acting(office.leader)
    assert Document.objects.filter(pk=document.pk).exists()
    acting(office.head)
    assert not Document.objects.filter(pk=document.pk).exists()


def test_whom_work_was_given_last_stands_first(office: Office) -> None:
    def order() -> list[str]:
        acting(office.leader)
        return [one.full_name for one in public.colleagues(office.unit.pk, on=today())]

    assert order()[0] == "Lê Thị Chánh"  # by given name before anybody was used
    _instructed(office, incoming(office.unit, office.clerk), Receivers.chosen(office.second.pk))
    _instructed(office, incoming(office.unit, office.clerk), Receivers.chosen(office.first.pk))
    assert order()[:3] == ["Nguyễn Thị Lệ", "Nguyễn Thị Hoa", "Lê Thị Chánh"]


def test_a_deadline_in_the_past_is_refused(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    with pytest.raises(DomainError, match="hôm nay hoặc sau hôm nay"):
        _instructed(office, document, Receivers.chosen(office.first.pk), due_on=today() - timedelta(days=1))


def test_the_steps_of_a_proposal_are_a_dated_setting(office: Office) -> None:
    acting(office.clerk)
    assert proposal_steps(office.unit.pk, on=today()) is Steps.ONE
    with owner():
        OfficeSetting.objects.create(unit=None, key="proposal_steps", value="two", valid_from=today())
    assert proposal_steps(office.unit.pk, on=today()) is Steps.TWO
    assert proposal_steps(office.unit.pk, on=today() - timedelta(days=1)) is Steps.ONE


def test_offers_follow_the_document_and_the_person(office: Office) -> None:
    document = incoming(office.unit, office.clerk)

    def offered(officer: object) -> list[str]:
        by = acting(officer)  # type: ignore[arg-type]
        found = offers(sheet(document.pk, officer_id=by.officer_id), by, by.on)
        assert sum(one.main for one in found) <= 1
        return [one.label for one in found]

    assert offered(office.clerk) == ["Trình bút phê", "Chỉ lưu, kết thúc"]
    assert offered(office.leader) == ["Cho bút phê", "Tự xử lý", "Chỉ lưu, kết thúc"]
    public.propose(
        by=acting(office.clerk), document_id=document.pk, to_officer_id=office.leader.pk,
        receivers=Receivers.chosen(office.first.pk), wording="", due_on=None, at=now(),
    )  # fmt: skip
    assert offered(office.clerk) == ["Rút lại đề xuất"]
    assert offered(office.leader)[:2] == ["Bút phê theo đề xuất", "Trả lại người trình"]
    _instructed(office, document, Receivers.chosen(office.first.pk))
    assert offered(office.first) == [
        "Nhận việc", "Báo cáo kết quả", "Báo cáo tiến độ", "Chia việc", "Chuyển người khác",
        "Xin thêm thời gian",
    ]  # fmt: skip
    assert offered(office.leader) == ["Thêm bút phê", "Thu lại phân công", "Chỉ lưu, kết thúc"]
    assert offered(office.clerk) == []
    public.accept(by=acting(office.first), assignment_id=_mine(office.first), at=now())
    assert offered(office.first)[0] == "Báo cáo kết quả"
    assert offered(office.leader) == ["Thêm bút phê", "Chỉ lưu, kết thúc"]


def _mine(officer: object) -> int:
    return Assignment.objects.filter(officer_id=officer.pk).latest("id").pk  # type: ignore[attr-defined]
