"""Tasks without a document: given, offered, split, reported, repeated, urged, warned of."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Role
from hoiso.audit.models import Entry
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.files.tests.samples import a_pdf
from hoiso.documents.handling.tests.desk import Office, an_office, now, soon, today
from hoiso.notices.models import Notice
from hoiso.units.public import office_calendar
from hoiso.work.models import Evidence, Helper, Milestone, Repeat, Step, Task
from hoiso.work.tasks import public
from hoiso.work.tasks.errors import AlreadyTaken, PartsOpen
from hoiso.work.tasks.public import Upload, Wanted
from hoiso.work.tasks.turns import first_due, next_due
from tests.factories.people import acting, an_officer, signed_in
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:  # type: ignore[no-untyped-def]
    with override_settings(FILE_ROOT=tmp_path / "files"):
        yield an_office()


def _given(office: Office, **changes: object) -> Task:
    wanted = Wanted(**{"title": "Chuẩn bị hội trường", "lead": office.first.pk, "due_on": soon(9), **changes})  # type: ignore[arg-type]
    return public.give(by=acting(office.leader), unit_id=office.unit.pk, wanted=wanted, at=now())


def _told(officer) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    acting(officer)
    return list(Notice.objects.order_by("id").values_list("event", "text"))


def test_a_leader_gives_and_the_lead_accepts_reports_and_ends_it(office: Office) -> None:
    task = _given(office)
    assert _told(office.first)[-1][0] == "task_given"
    by = acting(office.first)
    assert public.accept(by=by, task_id=task.pk, at=now()).state == "accepted"
    files = [Upload(BytesIO(a_pdf()), "anh-hoi-truong.pdf")]
    public.report(by=by, task_id=task.pk, text="Đã thuê ghế", percent=40, files=files, at=now())
    public.report(
        by=by, task_id=task.pk, text="Đã thuê ghế", percent=40, files=(), at=now()
    )  # a second press
    assert Task.objects.get().percent == 40
    assert Step.objects.filter(kind="report").count() == 1
    assert Evidence.objects.get().name == "anh-hoi-truong.pdf"
    with pytest.raises(DomainError, match="kết quả"):
        public.finish(by=by, task_id=task.pk, result=" ", at=now())
    done = public.finish(by=by, task_id=task.pk, result="Xong, 200 ghế", at=now())
    assert (done.state, done.percent) == ("done", 100)
    assert [event for event, _ in _told(office.leader)] == ["progress", "progress", "progress"]
    with owner():
        kinds = set(Entry.objects.filter(subject="work", subject_id=task.pk).values_list("action", flat=True))
    assert kinds == {"work_give", "work_accept", "work_report", "work_finish"}


def test_of_a_team_the_first_to_accept_holds_it(office: Office) -> None:
    task = _given(office, lead=None, team=[office.first.pk, office.second.pk])
    assert (task.state, task.lead_id) == ("offered", None)
    assert "ai nhận trước" in _told(office.second)[-1][1]
    public.accept(by=acting(office.second), task_id=task.pk, at=now())
    with pytest.raises(AlreadyTaken, match="Nguyễn Thị Hoa đã nhận việc này lúc"):
        public.accept(by=acting(office.first), task_id=task.pk, at=now())
    held = Task.objects.get()
    assert (held.lead_id, held.state) == (office.second.pk, "accepted")
    assert public.accept(by=acting(office.second), task_id=task.pk, at=now()).lead_id == office.second.pk
    with pytest.raises(NotAllowed):
        public.report(by=acting(office.first), task_id=task.pk, text="Tôi làm", percent=5, files=(), at=now())


def test_who_is_not_named_does_not_see_it_and_cannot_take_it(office: Office) -> None:
    task = _given(office, lead=None, team=[office.first.pk, office.head.pk])
    by = acting(office.second)
    assert not Task.objects.exists()
    assert not Helper.objects.exists()
    with pytest.raises(NotThere):
        public.accept(by=by, task_id=task.pk, at=now())
    stranger = acting(an_officer(Role.LEADER))
    assert not Task.objects.exists()
    with pytest.raises(NotThere):
        public.cancel(by=stranger, task_id=task.pk, reason="Không cần", at=now())


def test_the_lead_splits_it_with_lead_and_coordination_and_it_ends_after_its_parts(office: Office) -> None:
    task = _given(office)
    by = acting(office.first)
    public.accept(by=by, task_id=task.pk, at=now())
    part = public.give(
        by=by, unit_id=office.unit.pk, parent_id=task.pk, at=now(),
        wanted=Wanted(
            title="Đặt hoa", lead=office.second.pk, helpers=[(office.clerk.pk, soon(3))], due_on=soon(5)
        ),
    )  # fmt: skip
    assert Helper.objects.get(officer_id=office.clerk.pk).due_on == soon(3)
    with pytest.raises(PartsOpen, match="Đặt hoa"):
        public.finish(by=by, task_id=task.pk, result="Xong", at=now())
    public.finish_part(by=acting(office.clerk), task_id=part.pk, at=now())
    public.report(by=acting(office.second), task_id=part.pk, text="Gần xong", percent=80, files=(), at=now())
    assert public.task_page(acting(office.first), task.pk).parts_percent == 80
    public.finish(by=acting(office.second), task_id=part.pk, result="Đã đặt", at=now())
    assert public.finish(by=acting(office.first), task_id=task.pk, result="Xong", at=now()).state == "done"
    with pytest.raises(DomainError, match="không sau hạn"):
        public.give(
            by=acting(office.leader), unit_id=office.unit.pk, parent_id=_given(office).pk, at=now(),
            wanted=Wanted(title="Trễ", lead=office.second.pk, due_on=soon(20)),
        )  # fmt: skip


def test_a_specialist_gives_to_herself_and_to_nobody_else(office: Office) -> None:
    by = acting(office.first)
    mine = public.give(
        by=by, unit_id=office.unit.pk, at=now(), wanted=Wanted(title="Đọc tài liệu", lead=office.first.pk)
    )
    assert mine.state == "accepted"
    with pytest.raises(NotAllowed, match="Chỉ lãnh đạo"):
        public.give(
            by=by, unit_id=office.unit.pk, at=now(), wanted=Wanted(title="Làm hộ", lead=office.second.pk)
        )


def test_several_deadlines_are_met_one_by_one(office: Office) -> None:
    marks = [("Họp khối", soon(2)), ("Duyệt kịch bản", soon(4))]
    task = _given(office, milestones=marks)
    acting(office.first)
    first = Milestone.objects.get(title="Họp khối")
    with pytest.raises(NotAllowed):
        public.reach(by=acting(office.leader), milestone_id=first.pk, at=now())
    public.reach(by=acting(office.first), milestone_id=first.pk, at=now())
    shown = public.task_page(acting(office.leader), task.pk).milestones
    assert [(one.title, one.done) for one in shown] == [("Họp khối", True), ("Duyệt kịch bản", False)]
    with pytest.raises(DomainError, match="sau hạn của cả việc"):
        _given(office, milestones=[("Muộn", soon(30))])


def test_urging_is_counted_once_a_day_and_watchers_are_told(office: Office) -> None:
    task = _given(office)
    public.watch(by=acting(office.clerk), task_id=task.pk, on=True, at=now())
    assert public.urge(by=acting(office.leader), task_id=task.pk, at=now()) is True
    assert public.urge(by=acting(office.head), task_id=task.pk, at=now()) is False
    public.urge(by=acting(office.head), task_id=task.pk, at=now() + timedelta(days=1))
    assert Task.objects.get().urged == 2
    assert [event for event, _ in _told(office.first)].count("urged") == 2
    public.report(by=acting(office.first), task_id=task.pk, text="Đang làm", percent=10, files=(), at=now())
    assert _told(office.clerk)[-1] == ("progress", "Nguyễn Thị Lệ báo cáo tiến độ 10%: Chuẩn bị hội trường")
    public.watch(by=acting(office.clerk), task_id=task.pk, on=False, at=now())
    before = len(_told(office.clerk))
    public.report(by=acting(office.first), task_id=task.pk, text="Thêm nữa", percent=20, files=(), at=now())
    assert len(_told(office.clerk)) == before


def test_the_giver_reschedules_hands_on_reopens_and_cancels_with_reasons(office: Office) -> None:
    task = _given(office)
    by = acting(office.leader)
    with pytest.raises(DomainError, match="lý do"):
        public.reschedule(by=by, task_id=task.pk, due_on=soon(12), reason="", at=now())
    assert public.reschedule(
        by=by, task_id=task.pk, due_on=soon(12), reason="Lùi lễ", at=now()
    ).due_on == soon(12)
    public.hand_on(by=by, task_id=task.pk, to_officer_id=office.second.pk, reason="Đi học", at=now())
    acting(office.second)
    held = Task.objects.get()
    assert (held.lead_name, held.state) == ("Nguyễn Thị Hoa", "given")
    with pytest.raises(NotAllowed):
        public.cancel(by=acting(office.second), task_id=task.pk, reason="Không làm", at=now())
    public.finish(by=acting(office.second), task_id=task.pk, result="Xong", at=now())
    assert (
        public.reopen(by=acting(office.leader), task_id=task.pk, reason="Thiếu loa", at=now()).percent == 90
    )
    assert (
        public.cancel(by=acting(office.leader), task_id=task.pk, reason="Hoãn lễ", at=now()).state
        == "cancelled"
    )
    assert _told(office.second)[-1][1] == "Huỷ việc: Chuẩn bị hội trường"


@pytest.mark.parametrize(
    ("every", "day", "after", "dues"),
    [
        ("month", 25, date(2026, 11, 25), [date(2026, 12, 25), date(2027, 1, 25)]),
        ("month", 31, date(2027, 1, 31), [date(2027, 2, 28), date(2027, 3, 31)]),
        ("week", 5, date(2026, 11, 25), [date(2026, 11, 27), date(2026, 12, 4)]),
        ("quarter", 5, date(2026, 11, 25), [date(2027, 1, 5), date(2027, 4, 5)]),
        ("year", 15, date(2026, 11, 25), [date(2027, 1, 15), date(2028, 1, 15)]),
    ],
)
def test_turns(every: str, day: int, after: date, dues: list[date]) -> None:
    found = [first_due(every, day, after=after)]
    found.append(next_due(every, day, last=found[0]))
    assert found == dues


def test_a_monthly_report_is_given_by_the_job_once_a_turn(office: Office) -> None:
    by = acting(office.leader)
    at = now()
    made = public.repeat(
        by=by, unit_id=office.unit.pk, title="Báo cáo tháng", text="", lead=office.first.pk, every="month",
        day=20, ahead=5, at=at,
    )  # fmt: skip
    due = made.next_due
    early = at + (due - office_date(at)) - timedelta(days=5)
    with worker():
        assert public.give_turns(at=early - timedelta(days=1)) == 0 or due - office_date(at) <= timedelta(
            days=6
        )
        public.give_turns(at=early)
        assert public.give_turns(at=early) == 0
    acting(office.first)
    (task,) = Task.objects.filter(due_on=due)
    assert (task.title, task.lead_id, task.repeat_id) == ("Báo cáo tháng", office.first.pk, made.pk)
    assert _told(office.first)[-1][1].startswith("Giao việc, hạn 20/")
    acting(office.leader)
    assert Repeat.objects.get().next_due == next_due("month", 20, last=due)
    public.stop_repeating(by=acting(office.leader), repeat_id=made.pk, at=at)
    with worker():
        assert public.give_turns(at=early + timedelta(days=60)) == 0


def test_the_morning_warns_the_workers_and_after_three_working_days_the_leaders(office: Office) -> None:
    calendar = office_calendar()
    morning: datetime = now()
    while not calendar.is_working(office_date(morning)):
        morning += timedelta(days=1)
    on = office_date(morning)
    task = _given(office, due_on=max(today(), on))
    with owner():
        Task.objects.filter(pk=task.pk).update(due_on=calendar.add_working_days(on, 1))
    with worker():
        assert public.warn(at=morning) == 1
        assert public.warn(at=morning) == 0
    assert _told(office.first)[-1][0] == "task_due"
    with owner():
        Task.objects.filter(pk=task.pk).update(due_on=on - timedelta(days=20))
    with worker():
        assert public.warn(at=morning) == 2
        assert public.warn(at=morning) == 0
    assert _told(office.first)[-1][0] == "task_late"
    event, words = _told(office.leader)[-1]
    assert event == "escalated"
    assert "Chuẩn bị hội trường" in words


def _statements(asked: CaptureQueriesContext) -> int:
    return len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_by_the_pages_from_giving_to_the_result(office: Office, client: Client) -> None:
    signed_in(client, office.leader)
    paper = a_pdf()
    answer = client.post(
        reverse("work_new"),
        {
            "title": "Tổ chức 8/3", "lead": office.first.pk, "helpers": [office.second.pk],
            "due_on": f"{soon(9):%d/%m/%Y}", "mark_1": "Duyệt kịch bản", "mark_on_1": f"{soon(4):%d/%m/%Y}",
        },
    )  # fmt: skip
    acting(office.leader)
    task = Task.objects.get()
    address = reverse("work_item", args=[task.pk])
    assert answer.headers["Location"] == address
    lead = signed_in(Client(), office.first)
    assert "Nhận việc" in lead.get(address).content.decode()
    lead.post(reverse("work_act", args=[task.pk, "nhan"]))
    lead.post(
        reverse("work_report", args=[task.pk]),
        {"text": "Đã mời", "percent": "30", "files": [SimpleUploadedFile("moi.pdf", paper)]},
    )
    shown = lead.get(address).content.decode()
    assert "moi.pdf" in shown
    assert "30%" in shown
    acting(office.first)
    file = reverse("work_file", args=[Evidence.objects.get().pk])
    got = lead.get(file)
    assert b"".join(got.streaming_content) == paper  # type: ignore[attr-defined]
    assert "attachment" in got.headers["Content-Disposition"]
    outsider = signed_in(Client(), an_officer(Role.LEADER))
    assert outsider.get(file).status_code == 404
    assert (
        lead.post(reverse("work_report", args=[task.pk]), {"text": "", "percent": "101"}).status_code == 422
    )
    lead.post(reverse("work_finish", args=[task.pk]), {"result": "Đã tổ chức"})
    assert "Yêu cầu làm tiếp" in client.get(address).content.decode()


def test_pages_cost_the_same_with_many_rows(office: Office, client: Client) -> None:
    signed_in(client, office.leader)
    task = _given(office, milestones=[("Một", soon(1))], helpers=[(office.second.pk, None)])
    costs = []
    for count in (1, 30):
        for number in range(count):
            _given(office, title=f"Việc {number}")
            public.report(
                by=acting(office.first),
                task_id=task.pk,
                text=f"Lần {count}.{number}",
                percent=1,
                files=(),
                at=now(),
            )
        for name, ids in (("work_list", []), ("work_item", [task.pk]), ("work_new", []), ("repeat_list", [])):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(name, args=ids), {"xem": "don-vi"}).status_code == 200
            costs.append(_statements(asked))
    assert costs[:4] == costs[4:]
    assert max(costs) <= 9  # with the test's own taking off of the scope
