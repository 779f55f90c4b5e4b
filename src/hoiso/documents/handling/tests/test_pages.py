"""The pages of handling: what they show, what they refuse, what they cost."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.documents.handling import public
from hoiso.documents.handling.public import Receivers
from hoiso.documents.handling.tests.desk import Office, an_office, incoming, now, outgoing, soon, today
from hoiso.documents.tables.document import Document, State
from hoiso.documents.tables.handling import Assignment, Extension, HandlingProposal, Instruction
from tests.factories.people import acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
MOST = 8


@pytest.fixture
def office() -> Iterator[Office]:
    return an_office()


def _client(officer: object) -> Client:
    return signed_in(Client(), officer)  # type: ignore[arg-type]


def _proposed(office: Office, *, due_on=None) -> HandlingProposal:  # type: ignore[no-untyped-def]
    return public.propose(
        by=acting(office.clerk), document_id=incoming(office.unit, office.clerk).pk,
        to_officer_id=office.leader.pk, receivers=Receivers.chosen(office.first.pk, [office.second.pk]),
        wording="Tham mưu thực hiện.", due_on=due_on, at=now(),
    )  # fmt: skip


def _task(office: Office, *, due_on=None, coordinate=(), state=None) -> Assignment:  # type: ignore[no-untyped-def]
    public.instruct(
        by=acting(office.leader), document_id=incoming(office.unit, office.clerk).pk,
        text="Nghiên cứu, thực hiện.", receivers=Receivers.chosen(office.first.pk, coordinate),
        due_on=due_on, at=now(),
    )  # fmt: skip
    return Assignment.objects.filter(officer_id=office.first.pk).latest("id")


def test_clerk_proposes_by_the_form_in_working_days(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    clerk = _client(office.clerk)
    address = reverse("handling_propose", args=[document.pk])
    shown = clerk.get(address).content.decode()
    assert "Nguyễn Thị Lệ" in shown
    assert "Phạm Thị Chủ Tịch, Chủ tịch" in shown
    answer = clerk.post(
        address,
        {
            "lead": office.first.pk, "coordinate": [office.second.pk], "due_on": "5 ngày làm việc",
            "typical": ["Soạn văn bản trả lời, trình ký."], "text": "Gửi trước cho tôi xem.",
            "to_officer": office.leader.pk,
        },
    )  # fmt: skip
    assert answer.status_code == 302
    acting(office.leader)
    proposal = HandlingProposal.objects.get()
    assert proposal.wording == "Soạn văn bản trả lời, trình ký. Gửi trước cho tôi xem."
    assert proposal.due_on is not None
    assert (proposal.due_on - today()).days >= 5


def test_a_refused_form_keeps_what_was_typed(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    answer = _client(office.leader).post(
        reverse("handling_instruct", args=[document.pk]),
        {"lead": "", "coordinate": [office.second.pk], "due_on": "31/02/2027", "text": "Làm ngay"},
    )
    assert answer.status_code == 422
    content = answer.content.decode()
    assert "tháng 2/2027 chỉ có 28 ngày" in content
    assert "Làm ngay" in content
    assert f'name="coordinate" value="{office.second.pk}" checked' in content


def test_the_table_of_people_can_be_searched_without_losing_ticks(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    for place in range(12):
        an_officer(Role.SPECIALIST, office.unit, name=f"Đỗ Thị Bước {place}")
    address = reverse("handling_instruct", args=[document.pk])
    answer = _client(office.leader).post(
        address, {"viec": "tim", "tim": "do thi buoc 7", "lead": office.first.pk, "text": "Làm"}
    )
    content = answer.content.decode()
    assert answer.status_code == 200
    assert "Đỗ Thị Bước 7" in content
    assert "Đỗ Thị Bước 3" not in content
    assert "Nguyễn Thị Lệ" in content
    assert ">\nLàm</textarea>" in content


def test_leader_agrees_to_many_with_one_press(office: Office) -> None:
    proposals = [_proposed(office) for _ in range(3)]
    leader = _client(office.leader)
    content = leader.get(reverse("handling_waiting")).content.decode()
    assert content.count("Nguyễn Thị Lệ chủ trì; phối hợp: Nguyễn Thị Hoa") == 3
    leader.post(reverse("handling_waiting"), {"chon": [one.pk for one in proposals]})
    acting(office.leader)
    assert Document.objects.filter(state=State.IN_WORK).count() == 3


def test_leader_changes_a_proposal_by_the_form(office: Office) -> None:
    proposal = _proposed(office)
    leader = _client(office.leader)
    address = reverse("handling_decide", args=[proposal.pk])
    shown = leader.get(address).content.decode()
    assert re.search(rf'name="lead" value="{office.first.pk}"[^>]* checked', shown)
    assert "Tham mưu thực hiện.</textarea>" in shown
    leader.post(address, {"lead": office.second.pk, "text": "Đồng chí Hoa làm", "due_on": "", "version": "2"})
    acting(office.leader)
    proposal.refresh_from_db()
    assert proposal.state == HandlingProposal.State.CHANGED
    assert Instruction.objects.get().text == "Đồng chí Hoa làm"


def test_send_back_needs_a_reason_and_returns_to_the_list(office: Office) -> None:
    proposal = _proposed(office)
    leader = _client(office.leader)
    address = reverse("proposal_send_back", args=[proposal.pk])
    refused = leader.post(address, {"reason": ""})
    assert refused.status_code == 422
    assert "Nhập lý do trả lại" in refused.content.decode()
    assert leader.post(address, {"reason": "Chưa rõ"}).status_code == 302


def test_the_whole_course_of_a_task_by_its_pages(office: Office) -> None:
    task = _task(office, due_on=soon())
    me, leader = _client(office.first), _client(office.leader)
    assert "Nghiên cứu, thực hiện." in me.get(reverse("task", args=[task.pk])).content.decode()
    me.post(reverse("task_accept", args=[task.pk]))
    me.post(reverse("task_report", args=[task.pk]), {"text": "Đã họp với các xã"})
    new_day = soon(9)
    me.post(
        reverse("task_extend", args=[task.pk]), {"due_on": f"{new_day:%d/%m/%Y}", "reason": "Chờ số liệu"}
    )
    acting(office.leader)
    extension = Extension.objects.get()
    content = leader.get(reverse("task", args=[task.pk])).content.decode()
    assert "Trả lời xin gia hạn" in content
    assert "Đã họp với các xã" in content
    decide = reverse("extension_decide", args=[task.pk, extension.pk])
    asked = leader.get(reverse("handling_waiting") + "?xem=gia-han").content.decode()
    assert decide in asked
    assert "Chờ số liệu" in asked
    assert leader.post(decide, {"viec": "khong", "answer": ""}).status_code == 422
    assert leader.post(decide, {"viec": "dong-y", "answer": ""}).status_code == 302
    finish = reverse("task_finish", args=[task.pk])
    assert me.post(finish, {"result": "", "answer": "", "others": ""}).status_code == 422
    answer = outgoing(office.unit, office.first)
    assert answer.symbol in me.get(finish).content.decode()
    assert me.post(finish, {"result": "Đã trả lời", "answer": answer.pk}).status_code == 302
    acting(office.leader)
    task.refresh_from_db()
    assert (task.state, task.due_on, task.answer_id) == ("done", new_day, answer.pk)


def test_a_lead_is_asked_about_helpers_by_name(office: Office) -> None:
    task = _task(office, coordinate=[office.second.pk])
    me = _client(office.first)
    finish = reverse("task_finish", args=[task.pk])
    assert "Chưa xong: Nguyễn Thị Hoa" in me.get(finish).content.decode()
    refused = me.post(finish, {"result": "Xong", "answer": "", "others": ""})
    assert refused.status_code == 422
    assert "Còn người phối hợp chưa xong: Nguyễn Thị Hoa" in refused.content.decode()
    assert me.post(finish, {"result": "Xong", "answer": "", "others": "close"}).status_code == 302


def test_passing_on_keeps_the_first_lead_in_sight(office: Office) -> None:
    task = _task(office)
    me = _client(office.first)
    refused = me.post(reverse("task_pass_on", args=[task.pk]), {"to_officer": "", "reason": ""})
    assert refused.status_code == 422
    me.post(
        reverse("task_pass_on", args=[task.pk]), {"to_officer": office.second.pk, "reason": "Đi công tác"}
    )
    acting(office.second)
    mine = Assignment.objects.get(officer_id=office.second.pk)
    content = _client(office.second).get(reverse("task", args=[mine.pk])).content.decode()
    assert "Nguyễn Thị Lệ, đã chuyển" in content


def test_own_page_of_another_officer_is_not_opened(office: Office) -> None:
    task = _task(office)
    assert _client(office.second).get(reverse("task", args=[task.pk])).status_code == 404
    assert _client(office.leader).get(reverse("task_report", args=[task.pk])).status_code == 403
    assert _client(office.first).get(reverse("person_tasks", args=[office.second.pk])).status_code == 404
    assert _client(office.first).get(reverse("unit_tasks")).status_code == 403
    assert _client(office.first).get(reverse("person_tasks", args=[office.first.pk])).status_code == 200


def test_to_be_read_is_apart_and_read_away_at_once(office: Office) -> None:
    for _ in range(3):
        public.instruct(
            by=acting(office.leader), document_id=incoming(office.unit, office.clerk).pk, text="Để biết",
            receivers=Receivers.chosen(None, [], [office.first.pk]), due_on=None, at=now(),
        )  # fmt: skip
    me = _client(office.first)
    assert "Không có việc nào trong mục này" in me.get(reverse("task_list")).content.decode()
    content = me.get(reverse("task_list") + "?xem=de-biet").content.decode()
    assert content.count("Chưa xem") == 3
    acting(office.first)
    ids = list(Assignment.objects.values_list("pk", flat=True))
    me.post(reverse("read_away"), {"chon": ids[:2]})
    content = me.get(reverse("task_list") + "?xem=de-biet").content.decode()
    assert content.count("Chưa xem") == 1


def test_the_unit_sees_who_holds_what_and_urges_once_a_day(office: Office) -> None:
    task = _task(office, due_on=today())
    with owner():
        Assignment.objects.filter(pk=task.pk).update(due_on=today() - timedelta(days=3))
        Document.objects.filter(pk=task.document_id).update(due_on=today() - timedelta(days=3))
    clerk = _client(office.clerk)
    content = clerk.get(reverse("unit_tasks")).content.decode()
    assert "Nguyễn Thị Lệ" in content
    assert "Quá hạn" in content
    assert "“Nghiên cứu, thực hiện.”" in content
    urge = reverse("task_urge", args=[task.pk])
    clerk.post(urge, {"ve": "don-vi"})
    assert "Hôm nay đã đôn đốc" in clerk.post(urge, {"ve": "don-vi"}, follow=True).content.decode()
    acting(office.first)
    task.refresh_from_db()
    assert task.urged == 1
    assert "Đôn đốc" in _client(office.first).get(reverse("notice_list")).content.decode()


def test_the_list_is_exported_and_counted(office: Office) -> None:
    _task(office)
    answer = _client(office.clerk).get(reverse("unit_tasks_export"))
    assert answer.content[:2] == b"PK"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_self_handling_is_one_page_and_one_line(office: Office) -> None:
    document = incoming(office.unit, office.leader)
    leader = _client(office.leader)
    address = reverse("self_handle", args=[document.pk])
    assert "Nhận tự xử lý" in leader.get(address).content.decode()
    leader.post(address, {"text": "Đã gọi điện trả lời", "due_on": "", "viec": "xong"})
    leader.post(address, {"text": "Đã gọi điện trả lời", "due_on": "", "viec": "xong"})
    acting(office.leader)
    document.refresh_from_db()
    assert (document.state, document.finish_note) == (State.DONE, "Đã gọi điện trả lời")
    assert list(document.events.values_list("kind", flat=True)) == ["self_handle"]


def test_clerk_ends_a_document_with_a_note(office: Office) -> None:
    document = incoming(office.unit, office.clerk)
    clerk = _client(office.clerk)
    address = reverse("document_finish", args=[document.pk])
    assert "Chỉ lưu, không phải trả lời." in clerk.get(address).content.decode()
    clerk.post(address, {"reason": "Chỉ lưu", "version": "1"})
    acting(office.clerk)
    document.refresh_from_db()
    assert (document.state, document.finish_note) == (State.DONE, "Chỉ lưu")


def test_typical_sentences_are_kept_by_the_unit(office: Office) -> None:
    clerk = _client(office.clerk)
    address = reverse("typical_instructions")
    clerk.post(address, {"text": "Báo cáo trong tuần."})
    content = clerk.get(address).content.decode()
    assert "Báo cáo trong tuần." in content
    assert "Soạn văn bản trả lời, trình ký." in content
    assert _client(office.first).get(address).status_code == 403


def test_distribution_is_taken_back_with_a_reason(office: Office) -> None:
    task = _task(office)
    leader = _client(office.leader)
    address = reverse("distribution_withdraw", args=[task.instruction_id])
    assert "Nguyễn Thị Lệ" in leader.get(address).content.decode()
    assert leader.post(address, {"reason": "Nhầm người"}).status_code == 302
    assert _client(office.first).get(reverse("task", args=[task.pk])).status_code == 404
    assert "Nhầm người" in _client(office.first).get(reverse("notice_list")).content.decode()


def _pages(office: Office) -> dict[str, tuple[object, str]]:
    proposal, task = _proposed(office), _task(office, due_on=soon(), coordinate=[office.second.pk])
    document = incoming(office.unit, office.clerk)
    extension = public.ask_extension(
        by=acting(office.first), assignment_id=task.pk, due_on=soon(9), reason="Chờ", at=now()
    )
    return {
        "task_list": (office.first, reverse("task_list")),
        "informed": (office.first, reverse("task_list") + "?xem=de-biet"),
        "task": (office.first, reverse("task", args=[task.pk])),
        "report": (office.first, reverse("task_report", args=[task.pk])),
        "pass_on": (office.first, reverse("task_pass_on", args=[task.pk])),
        "extend": (office.first, reverse("task_extend", args=[task.pk])),
        "finish": (office.first, reverse("task_finish", args=[task.pk])),
        "extension": (office.leader, reverse("extension_decide", args=[task.pk, extension.pk])),
        "waiting": (office.leader, reverse("handling_waiting")),
        "extensions": (office.leader, reverse("handling_waiting") + "?xem=gia-han"),
        "unproposed": (office.leader, reverse("handling_waiting") + "?xem=chua-trinh"),
        "propose": (office.clerk, reverse("handling_propose", args=[document.pk])),
        "instruct": (office.leader, reverse("handling_instruct", args=[document.pk])),
        "decide": (office.leader, reverse("handling_decide", args=[proposal.pk])),
        "pass_up": (office.leader, reverse("handling_pass_up", args=[proposal.pk])),
        "send_back": (office.leader, reverse("proposal_send_back", args=[proposal.pk])),
        "withdraw": (office.leader, reverse("distribution_withdraw", args=[task.instruction_id])),
        "self_handle": (office.leader, reverse("self_handle", args=[document.pk])),
        "end": (office.clerk, reverse("document_finish", args=[document.pk])),
        "typical": (office.clerk, reverse("typical_instructions")),
        "unit": (office.clerk, reverse("unit_tasks")),
        "unit_whole": (office.clerk, reverse("unit_tasks") + "?ca=1"),
        "person": (office.clerk, reverse("person_tasks", args=[office.first.pk])),
        "export": (office.clerk, reverse("unit_tasks_export")),
        "notices": (office.first, reverse("notice_list")),
    }


def _statements(officer: object, address: str) -> int:
    client = _client(officer)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_every_page_costs_at_most_eight_statements_and_the_same_with_many_rows(office: Office) -> None:
    pages = _pages(office)
    few = {name: _statements(officer, address) for name, (officer, address) in pages.items()}
    assert {name: count for name, count in few.items() if count > MOST} == {}
    for _ in range(30):
        _proposed(office)
        _task(office, due_on=soon(), coordinate=[office.second.pk])
    many = {name: _statements(officer, address) for name, (officer, address) in pages.items()}
    assert many == few
