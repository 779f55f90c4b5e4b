"""Handing over a job, and standing in for somebody who is away."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access import public as access
from hoiso.core.errors import NotAllowed
from hoiso.documents.handling import public
from hoiso.documents.handling.public import Receivers
from hoiso.documents.handling.tests.desk import Office, an_office, incoming, now, outgoing, today
from hoiso.documents.keeping import public as keeping
from hoiso.documents.tables.case import DossierHelper
from hoiso.documents.tables.document import Document, Event
from hoiso.documents.tables.handling import Assignment, Instruction
from hoiso.documents.tables.keeping import Dossier
from hoiso.notices.models import Notice
from hoiso.work.models import Helper, Repeat, Task
from hoiso.work.tasks import public as work
from hoiso.work.tasks.public import Wanted
from tests.factories.people import acting, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def _instructed(office: Office, lead: int, *, coordinate=(), subject: str = "") -> Document:  # type: ignore[no-untyped-def]
    document = incoming(office.unit, office.clerk, subject=subject)
    public.instruct(
        by=acting(office.leader), document_id=document.pk, text="Thực hiện.",
        receivers=Receivers.chosen(lead, coordinate), due_on=None, at=now(),
    )  # fmt: skip
    return document


def _laid_out(office: Office) -> None:
    first, second = office.first.pk, office.second.pk
    _instructed(office, first, subject="Kế hoạch một")
    _instructed(office, office.head.pk, coordinate=[first], subject="Kế hoạch hai")
    twice = _instructed(office, office.head.pk, coordinate=[first, second], subject="Có cả hai người")
    assert twice.pk
    work.give(
        by=acting(office.leader), unit_id=office.unit.pk, at=now(), wanted=Wanted(title="Trực lễ", lead=first)
    )
    outgoing(office.unit, office.first, state="draft")


def _hand_over(office: Office):  # type: ignore[no-untyped-def]
    return public.hand_over(
        by=acting(office.leader), unit_id=office.unit.pk, whose=office.first.pk, to=office.second.pk,
        reason="Chuyển công tác", at=now(),
    )  # fmt: skip


def test_all_open_work_moves_and_what_cannot_is_named(office: Office) -> None:
    _laid_out(office)
    done = _hand_over(office)
    assert sorted(one.words.split(": ")[-1] for one in done.moving) == [
        "Kế hoạch hai",
        "Kế hoạch một",
        "Trực lễ",
    ]
    assert {one.kind: one.why_not for one in done.staying}.keys() == {"assignment", "draft"}
    assert all(one.why_not for one in done.staying)
    acting(office.leader)
    left = Assignment.objects.filter(officer_id=office.first.pk, state__in=("unopened", "opened", "accepted"))
    assert [one.document.subject for one in left] == ["Có cả hai người"]
    assert Document.objects.get(subject="Kế hoạch một").holder_id == office.second.pk
    assert Task.objects.get().lead_id == office.second.pk
    acting(office.second)
    assert Document.objects.filter(subject="Kế hoạch một").exists()  # she may read what she was handed
    assert Notice.objects.count() >= 3
    assert _hand_over(office).moving == ()


def test_a_specialist_hands_over_her_own_work_and_nobody_elses(office: Office) -> None:
    _laid_out(office)
    with pytest.raises(NotAllowed):
        public.hand_over(
            by=acting(office.second), unit_id=office.unit.pk, whose=office.first.pk, to=office.second.pk,
            reason="Nhận hộ", at=now(),
        )  # fmt: skip
    done = public.hand_over(
        by=acting(office.first), unit_id=office.unit.pk, whose=office.first.pk, to=office.second.pk,
        reason="Đi học", at=now(),
    )  # fmt: skip
    assert len(done.moving) == 3


def test_by_the_page_with_a_preview_and_one_confirmation(office: Office, client: Client) -> None:
    _laid_out(office)
    signed_in(client, office.leader)
    address = reverse("hand_over")
    asked = {"whose": office.first.pk, "to_officer": office.second.pk}
    with CaptureQueriesContext(connection) as told:
        shown = client.get(address, asked).content.decode()
    assert len([one for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 9
    assert "Bàn giao 3 việc" in shown
    assert "Nhập lý do" not in shown  # nothing was pressed yet
    assert "Nguyễn Thị Hoa đã có việc ở văn bản này." in shown
    acting(office.leader)
    assert Task.objects.get().lead_id == office.first.pk  # looking moves nothing
    assert client.post(address, {**asked, "reason": ""}).status_code == 422
    after = client.post(address, {**asked, "reason": "Chuyển công tác"}, follow=True).content.decode()
    assert "Đã bàn giao 3 việc cho Nguyễn Thị Hoa" in after
    own = signed_in(Client(), office.second)
    assert own.get(address, asked).status_code == 403


def _lent(office: Office, officer, *, days: int = 5) -> None:  # type: ignore[no-untyped-def]
    by = acting(officer)
    assert by.current is not None
    access.delegate(
        by=by, post_id=by.current.id, officer_id=office.second.pk, content="Xử lý công việc khi đi học",
        since=today(), until=today() + timedelta(days=days), at=now(),
    )  # fmt: skip


def test_new_work_of_somebody_away_goes_to_her_stand_in_with_both_names(office: Office) -> None:
    before = _instructed(office, office.first.pk)
    _lent(office, office.first)
    document = _instructed(office, office.first.pk, subject="Kế hoạch mới")
    acting(office.leader)
    task = Assignment.objects.get(document=document)
    assert (task.officer_id, task.officer_name) == (office.second.pk, "Nguyễn Thị Hoa (thay Nguyễn Thị Lệ)")
    assert Document.objects.get(pk=document.pk).holder_name == "Nguyễn Thị Hoa (thay Nguyễn Thị Lệ)"
    assert Assignment.objects.get(document=before).officer_id == office.first.pk  # what she had stays hers
    acting(office.second)
    assert Document.objects.filter(pk=document.pk).exists()
    made = work.give(
        by=acting(office.leader), unit_id=office.unit.pk, at=now(),
        wanted=Wanted(title="Trực lễ", lead=office.first.pk),
    )  # fmt: skip
    assert (made.lead_id, made.lead_name) == (office.second.pk, "Nguyễn Thị Hoa (thay Nguyễn Thị Lệ)")


def test_after_the_last_day_new_work_is_hers_again(office: Office) -> None:
    _lent(office, office.first)
    later = now() + timedelta(days=6)
    document = incoming(office.unit, office.clerk)
    public.instruct(
        by=acting(office.leader), document_id=document.pk, text="Thực hiện.",
        receivers=Receivers.chosen(office.first.pk), due_on=None, at=later,
    )  # fmt: skip
    acting(office.leader)
    assert Assignment.objects.get(document=document).officer_name == "Nguyễn Thị Lệ"


def test_acts_in_a_lent_post_say_for_whom(office: Office) -> None:
    _lent(office, office.leader)
    by = acting(office.second)
    lent = next(post for post in by.posts if post.delegated)
    document = incoming(office.unit, office.clerk)
    by = access.actor_of(office.second.pk, on=today(), post_id=lent.id)
    public.instruct(
        by=by, document_id=document.pk, text="Thực hiện.", receivers=Receivers.chosen(office.first.pk),
        due_on=None, at=now(),
    )  # fmt: skip
    assert Instruction.objects.get().by_title == "Chủ tịch (thay Phạm Thị Chủ Tịch)"
    assert (
        Event.objects.get(document=document, kind="instruct").actor_title
        == "Chủ tịch (thay Phạm Thị Chủ Tịch)"
    )


def _parts(office: Office) -> None:
    """A task that she helps with, one that comes again under her, and a dossier that she opened."""
    first = office.first.pk
    by, unit = acting(office.leader), office.unit.pk
    helping = Wanted(title="Tổng kết năm", lead=office.head.pk, helpers=((first, today()),))
    work.give(by=by, unit_id=unit, at=now(), wanted=helping)
    work.repeat(
        by=by, unit_id=unit, title="Báo cáo tháng", text="", lead=first, every="month", day=25, ahead=7,
        at=now(),
    )  # fmt: skip
    with owner():
        Dossier.objects.create(
            unit_id=unit, year=today().year, code="07", title="Đại hội", retention="vinh-vien",
            creator_id=first, creator_name="", lead_id=first, lead_name="Nguyễn Thị Lệ", opened_on=today(),
        )  # fmt: skip


def test_parts_of_tasks_and_tasks_that_come_again_and_dossiers_move(office: Office) -> None:
    _parts(office)
    done = _hand_over(office)
    assert {(one.kind, one.words) for one in done.moving} == {
        ("helping", "Tổng kết năm"), ("repeat", "Báo cáo tháng"), ("case_lead", "07: Đại hội"),
    }  # fmt: skip
    assert done.staying == ()
    assert (Dossier.objects.get().lead_id, Dossier.objects.get().creator_id) == (
        office.second.pk, office.first.pk,
    )  # fmt: skip
    acting(office.leader)
    helper = Task.objects.get().helpers.get()
    assert (helper.officer_id, helper.due_on) == (office.second.pk, today())
    assert Repeat.objects.get().lead_id == office.second.pk
    acting(office.second)
    assert Task.objects.filter(title="Tổng kết năm").exists()
    assert Notice.objects.filter(text__contains="Phối hợp việc: Tổng kết năm").exists()
    assert _hand_over(office).moving == ()


def test_parts_in_dossiers_move_and_a_question_put_to_her_is_named(office: Office) -> None:
    first, second, unit = office.first.pk, office.second.pk, office.unit.pk
    by, at = acting(office.leader), now()
    facts = keeping.DossierFacts(year=today().year, code="08", title="Chiến dịch", retention="10")
    case = keeping.open_dossier(by=by, unit_id=unit, facts=facts, at=at, lead_id=office.head.pk)
    keeping.support_case(by=by, dossier_id=case.pk, officer_id=first, task="Số liệu", due_on=today(), at=at)
    keeping.ask_opinions(
        by=by, dossier_id=case.pk, officers=[first], question="Bao nhiêu xã?", due_on=today(), at=at
    )
    hidden = keeping.open_dossier(
        by=by, unit_id=unit, facts=replace(facts, code="09", title="Đơn tố cáo"), at=at, lead_id=first
    )
    with owner():
        Dossier.objects.filter(pk=hidden.pk).update(restricted=True)
    done = _hand_over(office)
    assert [(one.kind, one.words) for one in done.moving] == [("case_part", "08: Chiến dịch")]
    staying = {one.kind: one.why_not for one in done.staying}
    assert staying["case_opinion"].startswith("Câu hỏi riêng cho người này")
    assert "chưa được xem" in staying["case_lead"]  # a hand-over opens no restricted dossier to anybody
    acting(office.second)
    helper = DossierHelper.objects.get()
    assert (helper.officer_id, helper.task, helper.due_on) == (second, "Số liệu", today())
    assert Notice.objects.filter(text__startswith="Phối hợp, hạn").count() == 1


def test_who_has_a_part_already_gets_no_second_and_a_repeat_waits_for_a_leader(office: Office) -> None:
    _parts(office)
    acting(office.leader)
    Helper.objects.create(
        task=Task.objects.get(), unit_id=office.unit.pk, officer_id=office.second.pk, officer_name="",
        part=Helper.Part.COORDINATE,
    )  # fmt: skip
    done = public.hand_over(
        by=acting(office.first), unit_id=office.unit.pk, whose=office.first.pk, to=office.second.pk,
        reason="Đi học", at=now(),
    )  # fmt: skip
    assert [one.kind for one in done.moving] == ["case_lead"]
    assert {one.kind: one.why_not for one in done.staying} == {
        "helping": "Nguyễn Thị Hoa đã có phần trong việc này.",
        "repeat": "Việc định kỳ: lãnh đạo đơn vị bàn giao.",
    }
