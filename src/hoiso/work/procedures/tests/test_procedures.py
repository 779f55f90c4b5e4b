"""Standard procedures: a tree of tasks around an event, started by one touch, moved together."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoiso.access.models import Role
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.handling.tests.desk import Office, an_office, now, soon, today
from hoiso.notices.models import Notice
from hoiso.units.working_days import Calendar, DayOff
from hoiso.work.models import Procedure, ProcedureRun, Task
from hoiso.work.procedures import public
from hoiso.work.procedures.public import SHIPPED, Step, Writing
from hoiso.work.procedures.steps import check, due_on, plan
from hoiso.work.tasks import public as tasks
from tests.factories.people import acting, an_officer, signed_in

pytestmark = pytest.mark.django_db
STEPS = (
    Step("Chuẩn bị hội trường", "Văn phòng", -5),
    Step("Gửi giấy mời", "Văn phòng", -12, part=True),
    Step("Khai mạc", "Lãnh đạo", 0),
    Step("Báo cáo kết quả", "Văn phòng", 7),
)
CALENDAR = Calendar.of(
    [DayOff(date(2026, 9, 2), "Quốc khánh"), DayOff(date(2026, 9, 5), "Làm bù", working=True)]
)


@pytest.fixture
def office() -> Office:
    return an_office()


def _written(office: Office, **changes: object) -> Procedure:
    writing = Writing(**{"title": "Đại hội", "event": "Ngày khai mạc", "steps": STEPS, **changes})  # type: ignore[arg-type]
    return public.write(by=acting(office.leader), unit_id=office.unit.pk, writing=writing, at=now())


def _started(office: Office, event_on: date) -> ProcedureRun:
    made = _written(office)
    return public.start(
        by=acting(office.leader), procedure_id=made.pk, title="Đại hội 2026", event_on=event_on, at=now(),
        people={"Văn phòng": office.first.pk, "Lãnh đạo": office.leader.pk},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("event", "days", "wanted"),
    [
        (date(2026, 9, 25), -5, date(2026, 9, 18)),  # Sunday the 20th: back to Friday
        (date(2026, 9, 25), 1, date(2026, 9, 28)),  # a Saturday: on to Monday
        (date(2026, 9, 10), -8, date(2026, 9, 1)),  # the 2nd is off
        (date(2026, 9, 10), -5, date(2026, 9, 5)),  # a Saturday that is worked
        (date(2026, 9, 26), 0, date(2026, 9, 26)),  # the event stands on its own day
    ],
)
def test_days_are_counted_around_the_event_and_land_on_working_days(
    event: date, days: int, wanted: date
) -> None:
    assert due_on(event, days, CALENDAR) == wanted


def test_a_preview_says_what_moved_and_what_is_over() -> None:
    found = plan(STEPS, date(2026, 9, 25), CALENDAR, today=date(2026, 9, 15))
    assert [(one.due_on.day, one.moved, one.past) for one in found] == [
        (18, True, False), (15, True, True), (25, False, False), (2, False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ((), "ít nhất một việc"),
        ((Step("A", "", 0),), "Nhập vai trò"),
        ((Step("A", "B", 0, part=True),), "Việc đầu tiên"),
        ((Step("A", "B", -5), Step("C", "B", -4, part=True)), "phải xong trước hoặc cùng ngày"),
        ((Step("A", "B", 500),), "nhiều nhất là 400"),
    ],
)
def test_a_tree_that_cannot_be_given_is_refused(steps: tuple[Step, ...], sentence: str) -> None:
    with pytest.raises(DomainError, match=sentence):
        check(steps)


def test_the_three_that_come_with_the_product_can_be_copied_and_are_sound(office: Office) -> None:
    assert [one.key for one in SHIPPED] == ["dai-hoi", "chien-dich", "ke-hoach-nam"]
    for one in SHIPPED:
        check(one.steps)
        made = public.copy_shipped(by=acting(office.leader), unit_id=office.unit.pk, key=one.key, at=now())
        assert (made.title, len(made.steps)) == (one.title, len(one.steps))
    with pytest.raises(NotAllowed):
        public.copy_shipped(by=acting(office.first), unit_id=office.unit.pk, key="dai-hoi", at=now())


def test_one_touch_gives_the_whole_tree_with_its_deadlines(office: Office) -> None:
    run = _started(office, soon(30))
    lines = public.tasks_of(run)
    assert [(one.task.title, one.task.lead_id) for one in lines] == [
        ("Chuẩn bị hội trường", office.first.pk), ("Gửi giấy mời", office.first.pk),
        ("Khai mạc", office.leader.pk), ("Báo cáo kết quả", office.first.pk),
    ]  # fmt: skip
    assert lines[1].task.parent_id == lines[0].task_id
    assert lines[0].task.parent_id is None
    assert lines[2].task.due_on == soon(30)
    assert lines[0].task.due_on is not None
    assert lines[0].task.due_on <= soon(25)
    assert lines[0].task.origin == "Quy trình: Đại hội 2026"
    assert lines[0].task.origin_url == f"/quy-trinh/lan/{run.pk}/"
    assert _started(office, soon(40)).pk != run.pk
    again = public.start(
        by=acting(office.leader), procedure_id=run.procedure_id, title="Đại hội 2026", event_on=soon(30),
        people={"Văn phòng": office.first.pk, "Lãnh đạo": office.leader.pk}, at=now(),
    )  # fmt: skip
    assert again.pk == run.pk  # a second press
    acting(office.first)
    assert Notice.objects.filter(event="task_given").count() == 6


def test_a_start_that_cannot_be_is_refused_and_gives_nothing(office: Office) -> None:
    made = _written(office)

    def start(who: object, event_on: date, people: dict[str, int]) -> None:
        public.start(
            by=acting(who), procedure_id=made.pk, title="Lần một", event_on=event_on, people=people, at=now()  # type: ignore[arg-type]
        )  # fmt: skip

    whole = {"Văn phòng": office.first.pk, "Lãnh đạo": office.leader.pk}
    with pytest.raises(DomainError, match="Chọn người cho vai trò “Lãnh đạo”"):
        start(office.leader, soon(30), {"Văn phòng": office.first.pk})
    with pytest.raises(DomainError, match="hôm nay hoặc sau hôm nay"):
        start(office.leader, today() - timedelta(days=1), whole)
    stranger = an_officer(Role.SPECIALIST)
    with pytest.raises(DomainError, match="trong danh sách"):
        start(office.leader, soon(30), {**whole, "Lãnh đạo": stranger.pk})
    with pytest.raises(NotThere):  # she reads it, but it is not hers to start
        start(office.first, soon(30), whole)
    with pytest.raises(NotAllowed):
        start(office.clerk, soon(30), whole)
    with pytest.raises(NotThere):
        start(an_officer(Role.LEADER), soon(30), whole)
    acting(office.leader)
    assert not Task.objects.exists()
    assert not ProcedureRun.objects.exists()


def test_the_event_moves_and_what_is_open_moves_with_it(office: Office) -> None:
    run = _started(office, soon(30))
    invitations, hall, opening, report = (
        {one.task.title: one for one in public.tasks_of(run)}[name]
        for name in ("Gửi giấy mời", "Chuẩn bị hội trường", "Khai mạc", "Báo cáo kết quả")
    )
    tasks.finish(by=acting(office.first), task_id=invitations.task_id, result="Đã gửi", at=now())
    by_hand = soon(50)
    tasks.reschedule(
        by=acting(office.leader), task_id=report.task_id, due_on=by_hand, reason="Chờ số liệu", at=now()
    )
    by = acting(office.leader)
    preview = {one.task.title: one for one in public.moves(run, soon(44), today=today())}
    assert preview["Gửi giấy mời"].after is None  # done: it stays
    moved = public.move_event(by=by, run_id=run.pk, event_on=soon(44), reason="Trùng lịch tỉnh", at=now())
    assert {one.task.title for one in moved} == {"Chuẩn bị hội trường", "Khai mạc", "Báo cáo kết quả"}
    after = {one.task.title: one.task for one in public.tasks_of(run)}
    assert after["Khai mạc"].due_on == soon(44)
    assert after["Gửi giấy mời"].due_on == invitations.task.due_on
    assert after["Chuẩn bị hội trường"].due_on == preview["Chuẩn bị hội trường"].after
    late = after["Báo cáo kết quả"].due_on
    assert late is not None
    assert timedelta(days=10) <= late - by_hand <= timedelta(days=14)  # by as many days, off a day off
    assert hall.task.due_on is not None
    assert opening.task.due_on == soon(30)
    assert "Trùng lịch tỉnh" in tasks.task_page(by, after["Khai mạc"].pk).steps[0].text
    run.refresh_from_db()
    assert (run.event_on, run.moved) == (soon(44), 1)
    assert public.move_event(by=by, run_id=run.pk, event_on=soon(44), reason="Lại", at=now()) == ()
    with pytest.raises(NotAllowed):
        public.move_event(by=acting(office.clerk), run_id=run.pk, event_on=soon(60), reason="Tôi", at=now())


def test_by_the_pages_with_previews(client: Client, office: Office) -> None:
    signed_in(client, office.leader)
    assert "Mẫu có sẵn" in client.get("/quy-trinh/").content.decode()
    form = {
        "title": "Chiến dịch", "event": "Ngày phát động", "title_1": "Kế hoạch", "role_1": "Văn phòng",
        "days_1": "10", "side_1": "truoc", "title_2": "Tổng kết", "role_2": "Văn phòng", "days_2": "20",
        "side_2": "sau",
    }  # fmt: skip
    bad = client.post("/quy-trinh/moi/", {**form, "days_1": "mười"})
    assert bad.status_code == 422
    assert 'value="mười"' in bad.content.decode()
    made = client.post("/quy-trinh/moi/", form)
    address = made["Location"]
    page = client.get(address).content.decode()
    assert "10 ngày trước" in page
    assert "20 ngày sau" in page
    day = soon(30).strftime("%d/%m/%Y")
    start = {"title": "Chiến dịch hè", "event_on": day, "who_0": str(office.first.pk)}
    assert client.post(f"{address}bat-dau/", {**start, "who_0": ""}).status_code == 422
    preview = client.post(f"{address}bat-dau/", {**start, "viec": "xem"}).content.decode()
    assert "Sẽ giao 2 việc" in preview
    assert office.first.full_name in preview
    acting(office.leader)
    assert not Task.objects.exists()
    run = client.post(f"{address}bat-dau/", {**start, "viec": "bat-dau"})["Location"]
    assert "Tổng kết" in client.get(run).content.decode()
    moved = {"event_on": soon(37).strftime("%d/%m/%Y"), "reason": "Mưa"}
    preview = client.post(f"{run}doi-ngay/", {**moved, "viec": "xem"}).content.decode()
    assert "Đổi hạn 2 việc" in preview
    assert client.post(f"{run}doi-ngay/", {**moved, "viec": "doi"}).status_code == 302
    assert client.post(f"{run}doi-ngay/", {**moved, "reason": "", "viec": "doi"}).status_code == 422
    for where in ("/quy-trinh/", address, f"{address}sua/", f"{address}bat-dau/", run, f"{run}doi-ngay/"):
        with CaptureQueriesContext(connection) as told:
            assert client.get(where).status_code == 200
        assert len([one for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 8, where
    client.post(f"{address}thoi-dung/")
    assert client.get(address).status_code == 404
