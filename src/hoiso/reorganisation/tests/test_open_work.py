"""Open documents and tasks of a unit that ends: a plan counts them, the run carries them to the heir."""

from datetime import date, timedelta

import pytest

from hoiso.access.models import Officer, Role
from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.documents.handling import public as handling
from hoiso.documents.handling.public import Receivers
from hoiso.documents.search import public as search
from hoiso.documents.tables.document import Document, Event, Reader, SearchEntry, State
from hoiso.documents.tables.handling import Assignment
from hoiso.documents.tables.outgoing import Delivery
from hoiso.reorganisation.actions import Outcome, reorganise
from hoiso.units.lists import MappingRow, read_units
from hoiso.units.models import Unit
from hoiso.units.public import Around
from tests.factories.documents import a_delivery, a_registered
from tests.factories.outgoing import a_draft
from tests.factories.people import a_unit, acting, an_officer
from tests.roles import owner, worker

pytestmark = pytest.mark.django_db
TODAY = office_date(now())
EVE = TODAY - timedelta(days=1)
LIST = "level,code,name,parent_code\nprovince,90,Tỉnh Thử,\n"
OLD, NEW = "commune,90901,Xã Cũ,90\n", "commune,90902,Xã Mới,90\n"


class Commune:
    """A unit that ends with the day's beginning, its people, and the unit that takes over."""

    def __init__(self) -> None:
        province = a_unit("Tỉnh Thử", kind="province")
        self.old = a_unit("Xã Cũ", under=province)
        self.new = a_unit("Xã Mới", under=province)
        with owner():
            for unit, code in ((province, "90"), (self.old, "90901"), (self.new, "90902")):
                Unit.objects.filter(pk=unit.pk).update(official_code=code)
        self.province = province
        self.clerk = an_officer(Role.CLERK, self.old, name="Trần Thị Văn Thư")
        self.leader = an_officer(Role.LEADER, self.old, name="Phạm Thị Chủ Tịch")
        self.specialist = an_officer(Role.SPECIALIST, self.old, name="Nguyễn Thị Lệ")
        self.neighbour = an_officer(Role.CLERK, self.new, name="Lê Thị Bên Cạnh")

    def run(self, *, only_plan: bool = False) -> Outcome:
        with worker():
            scope.adopt(scope.system_token(TODAY))
            around = Around(
                read_units((LIST + OLD + NEW).encode()), read_units((LIST + NEW).encode()), date(2025, 7, 1)
            )
            return reorganise(
                [MappingRow(2, "90901", "90902", "whole")],
                on=TODAY, around=around, districts={}, at=now(), only_plan=only_plan,
            )  # fmt: skip


@pytest.fixture
def commune() -> Commune:
    return Commune()


def a_task(commune: Commune, lead: Officer) -> Assignment:
    """An instruction of the leader, opened by nobody yet."""
    document = a_registered(commune.clerk, commune.old, subject="Kế hoạch khảo sát hội viên vay vốn")
    given = handling.instruct(
        by=acting(commune.leader), document_id=document.pk, text="Giao thực hiện.",
        receivers=Receivers.chosen(lead.pk), due_on=None, at=now(),
    )  # fmt: skip
    return given.assignments.get()


def units_of(model: type, **wanted: object) -> set[int]:
    with owner():
        return set(model.objects.filter(**wanted).values_list("unit_id", flat=True))


def test_the_plan_counts_open_work_and_changes_nothing(commune: Commune) -> None:
    a_task(commune, commune.specialist)
    a_registered(commune.clerk, commune.old)
    a_draft(commune.specialist, commune.old)
    finished = a_registered(commune.clerk, commune.old)
    handling.finish_document(by=acting(commune.leader), document_id=finished.pk, text="Lưu.", at=now())
    plan = commune.run(only_plan=True)
    told = {one.title: (one.count, [line.sentence for line in one.lines]) for one in plan.parts}
    assert told["Văn bản đang xử lý"] == (
        3, ["Hội LHPN Xã Cũ: 3 văn bản đang xử lý, Hội LHPN Xã Mới nhận tiếp."],
    )  # fmt: skip
    assert told["Việc chưa xong"] == (1, ["Hội LHPN Xã Cũ: 1 việc chưa xong, Hội LHPN Xã Mới nhận tiếp."])
    assert units_of(Document) == units_of(Assignment) == {commune.old.pk}
    assert not Event.objects.filter(kind="pass_to_heir").exists()


def test_the_run_carries_open_work_and_leaves_what_is_finished(commune: Commune) -> None:
    task = a_task(commune, commune.specialist)
    waiting = a_registered(commune.clerk, commune.old, subject="Về việc chuẩn bị Đại hội")
    draft = a_draft(commune.specialist, commune.old)
    finished = a_registered(commune.clerk, commune.old)
    handling.finish_document(by=acting(commune.leader), document_id=finished.pk, text="Lưu.", at=now())
    letter = a_delivery(commune.province, commune.old)
    number = Document.objects.get(pk=waiting.pk).number

    assert commune.run().carried_out
    carried = [task.document_id, waiting.pk, draft.pk]
    assert units_of(Document, pk__in=carried) == {commune.new.pk}
    assert units_of(Document, pk=finished.pk) == {commune.old.pk}
    assert units_of(Reader, document_id__in=carried) == {commune.new.pk}
    assert units_of(SearchEntry, document_id__in=carried) == {commune.new.pk}
    assert units_of(Assignment, pk=task.pk) == {commune.new.pk}
    with owner():
        kept = Document.objects.get(pk=waiting.pk)
        assert (kept.number, kept.book.unit_id) == (number, commune.old.pk)
        assert Delivery.objects.get(pk=letter.pk).to_unit_id == commune.new.pk
        told = Event.objects.filter(kind="pass_to_heir").order_by("document_id")
        assert [one.document_id for one in told] == sorted(carried)
        assert told[0].text == "Hội LHPN Xã Cũ chuyển Hội LHPN Xã Mới xử lý tiếp"
    assert commune.run().nothing_to_do
    with owner():
        assert Event.objects.filter(kind="pass_to_heir").count() == 3


def test_the_people_go_on_at_the_heir(commune: Commune) -> None:
    task = a_task(commune, commune.specialist)
    waiting = a_registered(commune.clerk, commune.old, subject="Về việc chuẩn bị Đại hội")
    commune.run()

    me = acting(commune.specialist)
    assert me.unit_id == commune.new.pk
    assert [row.id for row in handling.my_tasks(me, view="open", words="", cursor="").page.rows] == [task.pk]
    handling.mark_opened(by=me, document_id=task.document_id, at=now())
    assert handling.accept(by=me, assignment_id=task.pk, at=now()).state == Assignment.State.ACCEPTED
    assert handling.finish(by=me, assignment_id=task.pk, result="Đã xong.", at=now()).document_done

    leader = acting(commune.leader)
    lead = Receivers.chosen(commune.neighbour.pk)  # who always worked at the heir is a colleague now
    handling.instruct(
        by=leader, document_id=waiting.pk, text="Giao thực hiện.", receivers=lead, due_on=None, at=now()
    )
    acting(commune.neighbour)
    assert Document.objects.get(pk=waiting.pk).state == State.IN_WORK
    assert Assignment.objects.get(document_id=waiting.pk).unit_id == commune.new.pk
    acting(commune.neighbour)
    assert Document.objects.filter(pk=task.document_id, state=State.DONE).exists()


def test_what_was_carried_is_found_at_the_heir(commune: Commune) -> None:
    document = a_registered(commune.clerk, commune.old, subject="Khảo sát hội viên vay vốn chính sách")
    with worker():
        scope.adopt(scope.system_token(TODAY))
        search.index_documents([document.pk])
    commune.run()
    words = SearchEntry.objects.filter(document_id=document.pk).values_list("words", flat=True)
    acting(commune.neighbour)
    assert f"'{commune.new.pk}" in words.get()
    assert f"'{commune.old.pk}" not in words.get()
