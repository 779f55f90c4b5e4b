"""A table of figures: drawn, put to units, filled, urged, returned, taken, summed, frozen."""

import pytest
from django.db import ProgrammingError, connection, transaction

from hoiso.audit.models import Entry
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.notices.models import Notice
from hoiso.work.figures import public
from hoiso.work.figures.errors import CellsWrong, ChangedMeanwhile, Frozen
from hoiso.work.figures.public import Column, Kind
from hoiso.work.figures.tests.office import (
    Province,
    a_province,
    a_request,
    drawing,
    hand_in,
    now,
    rows,
    sheet_at,
    soon,
)
from hoiso.work.models import FigureRequest, FigureSheet, FigureVersion, Helper, Task
from hoiso.work.tasks import public as tasks
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> Province:
    return a_province()


# What somebody would try who writes SQL herself.
_BEHIND = (
    "UPDATE work_figuresheet SET state = 'waiting' WHERE id = %s",
    """UPDATE work_figurerequest r SET state = 'asked' FROM work_figuresheet s
    WHERE s.request_id = r.id AND s.id = %s""",
    """INSERT INTO work_figureversion (sheet_id, asker_id, unit_id, number, values, by_id, by_name, at)
    SELECT id, asker_id, unit_id, 9, '[]', hoiso_officer(), '', now() FROM work_figuresheet WHERE id = %s""",
)


def _told(officer) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    acting(officer)
    return list(Notice.objects.order_by("id").values_list("event", "text"))


def test_a_table_is_drawn_by_the_office_and_sent_by_its_leaders(province: Province) -> None:
    by = acting(province.specialist)
    made = public.draw(by=by, unit_id=province.unit.pk, drawing=drawing(province), at=now())
    assert made.state == "draft"
    with pytest.raises(NotAllowed):
        public.send(by=by, request_id=made.pk, at=now())
    public.lay_before_leaders(by=by, request_id=made.pk, at=now())
    assert _told(province.leader)[-1] == (
        "figures", "Nguyễn Thị Lệ trình gửi yêu cầu số liệu: Số hội viên quý III",
    )  # fmt: skip
    by = acting(province.leader)
    public.redraw(by=by, request_id=made.pk, drawing=drawing(province, title="Số hội viên quý IV"), at=now())
    sent = public.send(by=by, request_id=made.pk, at=now())
    assert (sent.state, sent.title, sent.sheets.count()) == ("asked", "Số hội viên quý IV", 3)
    public.send(by=by, request_id=made.pk, at=now())
    assert sent.sheets.count() == 3
    with pytest.raises(DomainError, match="Đang thu thập"):
        public.redraw(by=by, request_id=made.pk, drawing=drawing(province), at=now())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"columns": ()}, "ít nhất một cột"),
        ({"columns": (Column("A", Kind.TEXT, summed=True),)}, "không cộng được"),
        ({"columns": (Column("A", Kind.TEXT), Column("a", Kind.DATE))}, "Có hai cột cùng tên"),
        ({"rows": ("B", "b")}, "Có hai dòng cùng tên"),
        ({"rows": tuple(map(str, range(61)))}, "nhiều nhất 60 dòng"),
        ({"title": " "}, "tên bảng"),
        ({"due_on": soon(-1)}, "Hạn nộp"),
        ({"asked": [1]}, "Chọn đơn vị"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    province: Province, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        public.draw(
            by=acting(province.leader), unit_id=province.unit.pk, drawing=drawing(province, **changes),
            at=now(),
        )  # fmt: skip


def test_each_commune_gets_it_as_a_task_with_the_deadline(province: Province) -> None:
    request = a_request(province)
    acting(province.alone)
    task = Task.objects.get()
    assert (task.lead_id, task.state, task.due_on) == (province.alone.pk, "given", request.due_on)
    assert (task.title, task.origin) == (request.title, "Yêu cầu số liệu của Hội LHPN Tỉnh Thử")
    assert task.origin_url == f"/so-lieu/bang/{sheet_at(province.commune).pk}/"
    assert FigureSheet.objects.count() == 1
    assert FigureRequest.objects.get().title == request.title
    assert _told(province.alone)[-1][0] == "figures"
    first, second = province.two
    by = acting(first)
    offered = Task.objects.get()
    assert (offered.state, Helper.objects.filter(part="team").count()) == ("offered", 2)
    tasks.accept(by=by, task_id=offered.pk, at=now())
    assert _told(second)[-1][1].startswith("Lê Thị Hai đã nhận việc")
    acting(province.leader)
    assert list(FigureSheet.objects.filter(task_id=None).values_list("unit_id", flat=True)) == [
        province.empty.pk
    ]
    assert not Task.objects.exists()  # tasks of communes are theirs


def test_nobody_else_sees_it(province: Province) -> None:
    request = a_request(province)
    acting(an_officer("leader", a_unit(under=province.unit)))
    assert not FigureRequest.objects.exists()
    assert not FigureSheet.objects.exists()
    by = acting(an_officer("unit_admin", province.commune))
    assert not FigureSheet.objects.exists()
    with pytest.raises(NotThere):
        public.sheet_page(by, sheet_id=1)
    by = acting(province.alone)
    with pytest.raises(NotThere):
        public.request_page(by, request.pk, view="", words="", cursor="")


def test_filled_kept_handed_in_and_handed_in_again_with_versions(province: Province) -> None:
    a_request(province)
    by = acting(province.alone)
    sheet = sheet_at(province.commune)
    part = (("10", "", "", "", ""), ("", "", "", "", ""))
    kept = public.keep(by=by, sheet_id=sheet.pk, cells=part, seen=0, at=now())
    assert (kept.state, kept.version, kept.values[0][0]) == ("waiting", 0, "10")
    acting(province.leader)
    found = public.sheet_page(acting(province.leader), sheet.pk)
    assert found.cells[0][0] == ""  # not handed in: hers alone
    by = acting(province.alone)
    with pytest.raises(CellsWrong, match="- Phụ nữ dân tộc, Số hội viên") as refused:
        public.hand_in(by=by, sheet_id=sheet.pk, cells=part, seen=1, at=now())
    assert list(refused.value.faults) == [(1, 0)]
    with pytest.raises(ChangedMeanwhile, match="Trần Thị Một vừa thay đổi"):
        public.hand_in(by=by, sheet_id=sheet.pk, cells=part, seen=0, at=now())
    hand_in(province.alone, province.commune, rows())
    assert Task.objects.get().state == "done"
    hand_in(province.alone, province.commune, rows())  # a second press
    hand_in(province.alone, province.commune, rows("11"))
    assert list(
        FigureVersion.objects.order_by("number").values_list("number", "by_name", "values__0__0")
    ) == [(1, "Trần Thị Một", "10"), (2, "Trần Thị Một", "11")]
    looked = public.sheet_page(acting(province.specialist), sheet.pk, version=1)
    assert (looked.shown, looked.cells[0][0], looked.lines[1][1][4][1]) == (1, "10", "20/09/2026")


def test_whoever_of_the_desk_hands_in_ends_the_task_of_all(province: Province) -> None:
    a_request(province)
    first, second = province.two
    hand_in(second, province.other, rows())
    task = Task.objects.get()
    assert (task.state, task.lead_id) == ("done", second.pk)
    with pytest.raises(DomainError):
        tasks.accept(by=acting(first), task_id=task.pk, at=now())


def test_the_silent_are_urged_by_one_press_counted_and_once_a_day(province: Province) -> None:
    request = a_request(province)
    hand_in(province.alone, province.commune, rows())
    by = acting(province.specialist)
    assert public.urge_silent(by=by, request_id=request.pk, at=now()) == 2
    assert public.urge_silent(by=by, request_id=request.pk, at=now()) == 0
    assert sheet_at(province.other).urged == 1
    assert sheet_at(province.commune).urged == 0
    told = _told(province.two[0])
    assert told[-1][0] == "urged"
    assert Task.objects.get().urged == 1
    assert "urged" not in {event for event, _ in _told(province.alone)}


def test_returned_with_the_reason_its_task_opens_again_and_who_asked_hears_of_the_answer(
    province: Province,
) -> None:
    request = a_request(province)
    sheet = hand_in(province.alone, province.commune, rows())
    by = acting(province.specialist)
    with pytest.raises(DomainError, match="Ghi điều cần sửa"):
        public.give_back(by=by, sheet_id=sheet.pk, reason=" ", at=now())
    public.give_back(by=by, sheet_id=sheet.pk, reason="Kinh phí tính bằng triệu", at=now())
    assert public.summary(by, request.pk, only_taken=False).counted == ()
    assert "Kinh phí tính bằng triệu" in _told(province.alone)[-1][1]
    assert Task.objects.get().state == "accepted"
    hand_in(province.alone, province.commune, rows(money="2"))
    assert Task.objects.get().state == "done"
    assert _told(province.specialist)[-1][1].startswith("Hội LHPN Xã An Lục Long nộp lại số liệu")
    public.take(by=acting(province.specialist), sheet_id=sheet.pk, at=now())
    with pytest.raises(DomainError, match="đã nhận bảng này"):
        hand_in(province.alone, province.commune, rows("99"))
    with pytest.raises(NotAllowed):
        public.take(by=acting(province.alone), sheet_id=sheet.pk, at=now())


def test_sums_say_whose_figures_are_in_them(province: Province) -> None:
    request = a_request(province)
    first = hand_in(province.alone, province.commune, rows("1000000", "5", "0.1"))
    hand_in(province.two[0], province.other, rows("250", "7", "0.2"))
    by = acting(province.specialist)
    found = public.summary(by, request.pk, only_taken=False)
    shown = {name: [cell for _, cell in cells] for name, cells in found.shown}
    assert shown == {
        "Phụ nữ cao tuổi": ["1.000.250", "0,3"], "- Phụ nữ dân tộc": ["12", "0"],
        "Cộng": ["1.000.262", "0,3"],
    }  # fmt: skip
    assert [one.unit_name for one in found.counted] == ["Hội LHPN Xã An Lục Long", "Hội LHPN Xã Bình Đức"]
    assert [one.unit_name for one in found.missing] == ["Hội LHPN Xã Cần Giuộc"]
    public.take(by=by, sheet_id=first.pk, at=now())
    taken = public.summary(by, request.pk, only_taken=True)
    assert [one.pk for one in taken.counted] == [first.pk]
    assert public.take_all(by=by, request_id=request.pk, at=now()) == 1


def test_the_last_one_is_told_to_who_asked(province: Province) -> None:
    a_request(province, asked=[province.commune.pk, province.other.pk])
    hand_in(province.alone, province.commune, rows())
    assert _told(province.specialist) == []
    hand_in(province.two[0], province.other, rows())
    assert _told(province.specialist) == [("figures", "Đã đủ số liệu của các đơn vị: Số hội viên quý III")]


def test_after_freezing_nothing_changes_and_the_record_says_what_counted(province: Province) -> None:
    request = a_request(province)
    sheet = hand_in(province.alone, province.commune, rows())
    with pytest.raises(NotAllowed):
        public.freeze(by=acting(province.specialist), request_id=request.pk, at=now())
    frozen = public.freeze(by=acting(province.leader), request_id=request.pk, at=now())
    assert [one["name"] for one in frozen.record["counted"]] == ["Hội LHPN Xã An Lục Long"]
    assert frozen.record["counted"][0]["by"] == "Trần Thị Một"
    assert frozen.record["missing"] == ["Hội LHPN Xã Bình Đức", "Hội LHPN Xã Cần Giuộc"]
    assert len(frozen.record["digest"]) == 64
    by = acting(province.leader)
    for act in (
        lambda: public.give_back(by=by, sheet_id=sheet.pk, reason="Sai", at=now()),
        lambda: public.take(by=by, sheet_id=sheet.pk, at=now()),
        lambda: public.urge_silent(by=by, request_id=request.pk, at=now()),
        lambda: public.give_up(by=by, request_id=request.pk, reason="Thôi", at=now()),
        lambda: public.move_deadline(by=by, request_id=request.pk, due_on=soon(20), reason="Chậm", at=now()),
    ):
        with pytest.raises(Frozen, match="đã chốt"):
            act()
    with pytest.raises(Frozen):
        hand_in(province.alone, province.commune, rows("99"))
    for statement in _BEHIND:
        acting(province.alone if "version" in statement else province.leader)
        with (
            pytest.raises(ProgrammingError, match="frozen"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [sheet.pk])
    acting(province.two[0])
    assert Task.objects.get().state == "cancelled"  # who was silent need not answer any more
    assert public.freeze(by=acting(province.leader), request_id=request.pk, at=now()).record == frozen.record


def test_another_deadline_reaches_the_tasks_and_a_cancelled_request_ends_them(province: Province) -> None:
    request = a_request(province)
    public.move_deadline(
        by=acting(province.leader), request_id=request.pk, due_on=soon(30), reason="Mưa bão", at=now()
    )
    assert _told(province.alone)[-1][1].startswith("Hạn nộp số liệu mới")
    assert Task.objects.get().due_on == soon(30)
    public.give_up(by=acting(province.leader), request_id=request.pk, reason="Không cần nữa", at=now())
    acting(province.alone)
    assert Task.objects.get().state == "cancelled"
    with pytest.raises(DomainError, match="Đã huỷ"):
        hand_in(province.alone, province.commune, rows())


def test_who_did_what_stands_in_the_trail(province: Province) -> None:
    request = a_request(province)
    sheet = hand_in(province.alone, province.commune, rows())
    public.take(by=acting(province.specialist), sheet_id=sheet.pk, at=now())
    with owner():
        found = list(
            Entry.objects.filter(subject__startswith="figures")
            .order_by("id")
            .values_list("action", "actor_id")
        )
    assert found == [
        ("figures_draw", province.specialist.pk), ("figures_send", province.leader.pk),
        ("figures_hand_in", province.alone.pk), ("figures_take", province.specialist.pk),
    ]  # fmt: skip
    assert request.pk
