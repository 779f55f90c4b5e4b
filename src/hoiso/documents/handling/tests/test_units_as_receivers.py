"""An instruction asks a unit below: its desk takes it on, both sides see one history, nobody else a thing."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoiso.access.models import Officer, Role
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.handling import public
from hoiso.documents.handling.errors import SomethingHangsOnIt
from hoiso.documents.handling.public import Chosen, Receivers
from hoiso.documents.handling.tests.desk import Office, an_office, incoming, now, outgoing, soon, today
from hoiso.documents.incoming.tests.samples import a_scan_pdf
from hoiso.documents.public import apply_merger, plan_merger, waiting_for
from hoiso.documents.tables.document import Document, DocumentFile, Event, Link, Reader, State
from hoiso.documents.tables.handling import Assignment, Extension, HandlingProposal, Instruction
from hoiso.notices.models import Notice
from hoiso.units.models import Placement, Succession, Unit
from hoiso.units.passing import Passing
from tests.factories.documents import a_stored
from tests.factories.people import LONG_AGO, a_unit, acting, an_officer, signed_in
from tests.roles import owner

pytestmark = pytest.mark.django_db
S = Assignment.State


@dataclass(frozen=True, slots=True)
class Below:
    """The office that gives, a commune below it, and a sibling commune that was asked nothing."""

    office: Office
    commune: Office
    sibling: Office


@pytest.fixture
def world() -> Below:
    found = Below(an_office(), an_office(), an_office())
    with owner():
        for one in (found.commune, found.sibling):
            Placement.objects.create(unit=one.unit, parent=found.office.unit, valid_from=LONG_AGO)
    return found


def _client(officer: Officer) -> Client:
    return signed_in(Client(), officer)


def _give(world: Below, document: Document | None = None, *, units: Chosen | None = None) -> Assignment:
    asked = units or Chosen(lead=world.commune.unit.pk)
    public.instruct(
        by=acting(world.office.leader), document_id=(document or incoming(world.office.unit)).pk,
        text="Tổ chức thực hiện, báo cáo kết quả.", receivers=Receivers(units=asked), due_on=soon(), at=now(),
    )  # fmt: skip
    return Assignment.objects.latest("id")


def _told(officer: Officer) -> list[str]:
    with owner():
        rows = Notice.objects.filter(officer_id=officer.pk).order_by("id")
        return [text.split(":")[0] for text in rows.values_list("text", flat=True)]


def test_the_unit_takes_it_on_hands_it_on_and_finishes_and_both_read_one_history(world: Below) -> None:
    document = incoming(world.office.unit, world.office.clerk)
    given = _give(world, document)
    document.refresh_from_db()
    assert (document.holder_id, document.holder_name) == (None, world.commune.unit.title)
    for officer in (world.commune.leader, world.commune.head, world.commune.clerk):
        assert _told(officer) == [f"Giao chủ trì, hạn {soon():%d/%m/%Y}"]
    assert _told(world.commune.first) == []

    page = reverse("document", args=[document.pk])
    leader = _client(world.commune.leader)
    assert leader.get(page).status_code == 200
    acting(world.commune.leader)
    given.refresh_from_db()
    assert given.state == S.OPENED

    public.accept(by=acting(world.commune.clerk), assignment_id=given.pk, at=now())
    public.report(by=acting(world.commune.leader), assignment_id=given.pk, text="Đã họp chi hội", at=now())
    child = public.pass_on(
        by=acting(world.commune.leader), assignment_id=given.pk, to_officer_id=world.commune.first.pk,
        reason="Phụ trách mảng này", at=now(),
    )  # fmt: skip
    document.refresh_from_db()
    assert document.holder_name == f"Nguyễn Thị Lệ, {world.commune.unit.title}"
    assert (child.unit_id, child.parent_id) == (world.commune.unit.pk, given.pk)

    me = acting(world.commune.first)
    asked = public.ask_extension(
        by=me, assignment_id=child.pk, due_on=soon(9), reason="Chờ số liệu", at=now()
    )
    assert asked.state == Extension.State.ASKED
    public.decide_extension(
        by=acting(world.office.leader), extension_id=asked.pk, granted=True, answer="", at=now()
    )
    answer = outgoing(world.commune.unit, world.commune.first)
    done = public.finish(
        by=acting(world.commune.first), assignment_id=child.pk, result="Đã tổ chức", answer_id=answer.pk,
        at=now(),
    )  # fmt: skip
    assert done.document_done
    document.refresh_from_db()
    assert document.state == State.DONE

    for officer in (world.office.clerk, world.commune.clerk, world.commune.first):
        acting(officer)
        kinds = list(Event.objects.filter(document=document).values_list("kind", flat=True))
        assert kinds == [
            "instruct", "accept", "report", "pass_on", "extend", "answer_extension", "finish",
        ]  # fmt: skip
        content = _client(officer).get(page).content.decode()
        assert f"Nhận việc chủ trì cho {world.commune.unit.title}" in content
        assert "Chuyển việc chủ trì cho Nguyễn Thị Lệ: Phụ trách mảng này" in content
        assert f"Chủ trì, {world.commune.unit.title}" in content  # whose officer it was handed to
    assert "Báo cáo tiến độ" not in _told(world.office.clerk)
    assert any("xin gia hạn" in text for text in _told(world.office.leader))
    assert any("Đồng ý gia hạn" in text for text in _told(world.commune.first))
    assert any("đã xong việc chủ trì" in text for text in _told(world.office.leader))


def test_the_desk_finds_it_in_its_tasks_and_accepts_there(world: Below) -> None:
    given = _give(world)
    clerk = _client(world.commune.clerk)
    title = world.commune.unit.title
    waiting = clerk.get(reverse("task_list") + "?xem=cho-nhan").content.decode()
    assert "Giao cho đơn vị" in waiting
    assert f"{title} chủ trì" in waiting
    assert waiting_for(acting(world.commune.clerk)).tasks == 1
    assert waiting_for(acting(world.commune.first)).tasks == 0
    unit = clerk.get(reverse("unit_tasks") + "?xem=duoc-giao").content.decode()
    assert reverse("document", args=[given.document_id]) in unit
    task = reverse("task", args=[given.pk])
    assert "Nhận việc cho đơn vị" in clerk.get(task).content.decode()
    clerk.post(reverse("task_accept", args=[given.pk]))
    acting(world.commune.clerk)
    given.refresh_from_db()
    assert given.state == S.ACCEPTED
    handed = clerk.get(reverse("task_pass_on", args=[given.pk])).content.decode()
    assert "Nguyễn Thị Hoa" in handed
    clerk.post(
        reverse("task_pass_on", args=[given.pk]),
        {"to_officer": world.commune.second.pk, "reason": "Đúng mảng"},
    )
    mine = reverse("person_tasks", args=[world.commune.second.pk]) + "?xem=duoc-giao"
    assert reverse("document", args=[given.document_id]) in _client(world.commune.second).get(
        mine
    ).content.decode()  # fmt: skip
    waits = _client(world.commune.second).get(reverse("task_list") + "?xem=cho-nhan").content.decode()
    assert "Tổ chức thực hiện, báo cáo kết quả." in waits


def test_specialists_of_the_unit_and_other_units_see_nothing(world: Below) -> None:
    document = incoming(world.office.unit, world.office.clerk)
    acting(world.office.clerk)
    stored = a_stored(a_scan_pdf()).stored
    with owner():
        DocumentFile.objects.create(
            document=document, stored=stored, role="main", name="ke-hoach.pdf", added_at=now()
        )
    given = _give(world, document)
    outside = an_office()
    unseen = (world.commune.first, world.sibling.clerk, world.sibling.leader, outside.clerk)
    for officer in unseen:
        acting(officer)
        for rows in (Document, DocumentFile, Event, Instruction, Assignment, Reader):
            assert not rows.objects.exists(), (officer, rows)
        assert _client(officer).get(reverse("document", args=[document.pk])).status_code == 404
        with pytest.raises(NotThere):
            public.accept(by=acting(officer), assignment_id=given.pk, at=now())
    acting(world.commune.clerk)
    assert DocumentFile.objects.get().name == "ke-hoach.pdf"
    with owner():
        file_id = DocumentFile.objects.values_list("pk", flat=True).get(document=document)
    assert _client(world.sibling.clerk).get(reverse("file_download", args=[file_id])).status_code == 404
    fetched = _client(world.commune.clerk).get(reverse("file_download", args=[file_id]))
    assert b"".join(fetched.streaming_content).startswith(b"%PDF")
    fetched.close()  # and with it the connection of the test


def test_a_unit_lends_nothing_on_and_one_only_informed_changes_nothing_by_sql(world: Below) -> None:
    document = incoming(world.office.unit, world.office.clerk)
    _give(world, document, units=Chosen(informed=(world.commune.unit.pk,)))
    acting(world.commune.clerk)
    assert Document.objects.filter(pk=document.pk).update(subject="Khác") == 0
    for changes in ({"lent_to": world.sibling.unit}, {"officer_id": world.sibling.clerk.pk}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Reader.objects.bulk_create(
                [Reader(document=document, unit=world.office.unit, officer_name="x", why="lead", since=now(),
                        **changes)],
                ignore_conflicts=True,
            )  # fmt: skip
    with connection.cursor() as cursor:  # nor tells people who have no part in it
        cursor.execute(
            "SELECT hoiso_tell_of_document(%s, %s, %s, 'x', '', now())",
            [document.pk, [world.sibling.clerk.pk], [world.sibling.unit.pk]],
        )
    assert _told(world.sibling.clerk) == []


def test_to_be_informed_is_no_task_of_the_unit_and_is_read_away(world: Below) -> None:
    given = _give(world, units=Chosen(informed=(world.commune.unit.pk,)))
    acting(world.office.leader)
    assert Document.objects.get(pk=given.document_id).state == State.DONE
    found = waiting_for(acting(world.commune.clerk))
    assert (found.tasks, found.late, found.to_read) == (0, 0, 1)
    assert given.due_on is None
    with pytest.raises(NotThere):  # a wall already: there is nothing to be changed
        public.accept(by=acting(world.commune.clerk), assignment_id=given.pk, at=now())
    clerk = _client(world.commune.clerk)
    empty = clerk.get(reverse("task_list") + "?xem=dang-lam").content.decode()
    assert "Không có việc nào trong mục này" in empty
    assert "Chưa xem" in clerk.get(reverse("task_list") + "?xem=de-biet").content.decode()
    clerk.post(reverse("read_away"), {"chon": [given.pk]})
    assert waiting_for(acting(world.commune.leader)).to_read == 0


def test_taken_back_while_nothing_hangs_on_it_and_the_unit_reads_no_more(world: Below) -> None:
    given = _give(world)
    public.withdraw_distribution(
        by=acting(world.office.leader), instruction_id=given.instruction_id, reason="Nhầm xã", at=now()
    )
    assert _told(world.commune.clerk)[-1] == "Đã thu lại phân công (Nhầm xã)"
    acting(world.commune.clerk)
    assert not Document.objects.filter(pk=given.document_id).exists()
    again = _give(world)
    public.accept(by=acting(world.commune.leader), assignment_id=again.pk, at=now())
    with pytest.raises(SomethingHangsOnIt, match=world.commune.unit.title):
        public.withdraw_distribution(
            by=acting(world.office.leader), instruction_id=again.instruction_id, reason="Thôi", at=now()
        )


def test_who_may_do_what_with_the_task_of_a_unit(world: Below) -> None:
    given = _give(world)
    for officer in (world.office.leader, world.office.clerk):
        with pytest.raises(NotAllowed, match=world.commune.unit.title):
            public.accept(by=acting(officer), assignment_id=given.pk, at=now())
        with pytest.raises(NotAllowed):
            public.pass_on(
                by=acting(officer), assignment_id=given.pk, to_officer_id=world.office.first.pk, reason="x",
                at=now(),
            )  # fmt: skip
    asked = public.ask_extension(
        by=acting(world.commune.leader), assignment_id=given.pk, due_on=soon(9), reason="Chờ", at=now()
    )
    with pytest.raises(NotAllowed):  # the deadline was set above: the unit's leader asks, and does not grant
        public.decide_extension(
            by=acting(world.commune.leader), extension_id=asked.pk, granted=True, answer="", at=now()
        )
    assert public.urge(by=acting(world.office.clerk), assignment_id=given.pk, at=now())
    assert _told(world.commune.leader)[-1].startswith("Đôn đốc")
    with pytest.raises(NotAllowed):
        public.finish_document(
            by=acting(world.commune.leader), document_id=given.document_id, text="Thôi", at=now()
        )


def test_one_leads_among_people_and_units_and_only_units_below_are_asked(world: Below) -> None:
    document = incoming(world.office.unit, world.office.clerk)
    strangers = a_unit()
    refusals = {
        "Chỉ chọn một nơi chủ trì": Receivers(
            world.office.first.pk, units=Chosen(lead=world.commune.unit.pk)
        ),
        "Có đơn vị không còn nhận": Receivers(units=Chosen(lead=strangers.pk)),
        "Chọn một người chủ trì": Receivers(units=Chosen(coordinate=(world.commune.unit.pk,))),
    }
    for sentence, receivers in refusals.items():
        with pytest.raises(DomainError, match=sentence):
            public.instruct(
                by=acting(world.office.leader), document_id=document.pk, text="Làm", receivers=receivers,
                due_on=None, at=now(),
            )  # fmt: skip
    hidden = incoming(world.office.unit, world.office.leader, restricted=True)
    with pytest.raises(DomainError, match="giới hạn người xem"):
        _give(world, hidden)
    given = _give(world, document)
    with pytest.raises(IntegrityError), transaction.atomic(), owner():
        Assignment.objects.filter(pk=given.pk).update(officer_id=world.office.first.pk)


def test_a_proposal_offers_units_and_the_leader_agrees_with_one_press(world: Below) -> None:
    document = incoming(world.office.unit, world.office.clerk)
    clerk = _client(world.office.clerk)
    address = reverse("handling_propose", args=[document.pk])
    unit = world.commune.unit
    assert "Giao cho đơn vị (2 đơn vị)" in clerk.get(address).content.decode()
    looked = clerk.post(
        address, {"viec": "tim", "tim-don-vi": unit.name, "lead": world.office.first.pk}
    ).content.decode()
    assert f'value="dv{unit.pk}"' in looked
    assert f'value="dv{world.sibling.unit.pk}"' not in looked
    clerk.post(
        address,
        {"lead": world.office.first.pk, "coordinate": [f"dv{unit.pk}"], "text": "Trình giao xã phối hợp",
         "due_on": "", "to_officer": world.office.leader.pk},
    )  # fmt: skip
    leader = _client(world.office.leader)
    waiting = leader.get(reverse("handling_waiting")).content.decode()
    assert f"Nguyễn Thị Lệ chủ trì; phối hợp: {unit.title}" in waiting
    acting(world.office.leader)
    proposal = HandlingProposal.objects.get()
    shown = leader.get(reverse("handling_decide", args=[proposal.pk])).content.decode()
    assert f'name="coordinate" value="dv{unit.pk}" checked' in shown
    assert "<details" in shown.split(f'value="dv{unit.pk}"')[0]
    leader.post(reverse("handling_waiting"), {"chon": [proposal.pk]})
    acting(world.commune.leader)
    assert Assignment.objects.get(to_unit=unit).part == "coordinate"


def test_an_office_without_units_below_is_offered_none(world: Below) -> None:
    document = incoming(world.commune.unit, world.commune.clerk)
    content = _client(world.commune.leader).get(reverse("handling_instruct", args=[document.pk])).content
    assert "Giao cho đơn vị" not in content.decode()


def test_who_can_see_it_and_why_names_the_unit(world: Below) -> None:
    given = _give(world)
    public.accept(by=acting(world.commune.clerk), assignment_id=given.pk, at=now())
    public.pass_on(
        by=acting(world.commune.leader), assignment_id=given.pk, to_officer_id=world.commune.first.pk,
        reason="Đúng mảng", at=now(),
    )  # fmt: skip
    title = world.commune.unit.title
    for officer in (world.office.clerk, world.commune.clerk):
        content = _client(officer).get(reverse("document_who", args=[given.document_id])).content.decode()
        assert f"Đơn vị được giao chủ trì: {title}, Văn thư" in content
        assert f"Được giao chủ trì ở {title}" in content
        assert world.sibling.clerk.full_name not in content.replace(world.commune.clerk.full_name, "")
    seers = {
        world.office.clerk, world.office.head, world.office.leader, world.commune.clerk, world.commune.head,
        world.commune.leader, world.commune.first,
    }  # fmt: skip
    everybody = [
        getattr(office, role)
        for office in (world.office, world.commune, world.sibling)
        for role in ("clerk", "head", "leader", "first", "second")
    ]
    seen = set()
    for officer in everybody:
        acting(officer)
        if Document.objects.filter(pk=given.document_id).exists():
            seen.add(officer)
    acting(world.office.clerk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT officer_id FROM hoiso_readers_of_document(%s)", [given.document_id])
        told = {row[0] for row in cursor.fetchall()}
    assert seen == seers
    assert told == {one.pk for one in seers}


def test_an_answer_issued_by_the_unit_ends_what_was_asked_of_it(world: Below) -> None:
    document = incoming(world.office.unit, world.office.clerk)
    _give(world, document, units=Chosen(world.commune.unit.pk, (world.sibling.unit.pk,)))
    answer = outgoing(world.commune.unit, world.commune.clerk)
    clerk = acting(world.commune.clerk)
    Link.objects.create(
        document=answer, other=document, kind=Link.Kind.ANSWERS, made_by=world.commune.clerk.pk, made_at=now()
    )
    public.finish_from_answer(by=clerk, answer_id=answer.pk, document_ids=[document.pk], at=now())
    document.refresh_from_db()
    states = dict(Assignment.objects.filter(document=document).values_list("to_unit_id", "state"))
    assert states == {world.commune.unit.pk: S.DONE, world.sibling.unit.pk: S.UNOPENED}
    assert document.state == State.IN_WORK
    content = _client(world.commune.clerk).get(reverse("document", args=[document.pk])).content.decode()
    assert "Soạn văn bản trả lời" not in content
    sibling = _client(world.sibling.clerk)
    other = sibling.get(reverse("document", args=[document.pk])).content.decode()
    assert world.office.unit.title in other.split("</h1>")[1].split("</header>")[0]  # whose document it is
    assert f"?tra-loi={document.pk}" in other
    sibling.post("/van-ban-di/soan/", {"template": "letter-reply", "kind": "letter", "tra_loi": document.pk})
    acting(world.sibling.clerk)
    begun = Document.objects.get(unit=world.sibling.unit)
    assert (
        begun.recipients.get().unit_id == world.office.unit.pk
    )  # back to who asked, not to the first sender


def test_the_heir_of_a_merged_unit_is_asked_what_its_origin_was(world: Below) -> None:
    given = _give(world)
    told = _give(world, units=Chosen(lead=world.sibling.unit.pk))
    heir = an_office()
    merged = [
        Passing(one.pk, one.title, heir.unit.pk, heir.unit.title, "whole")
        for one in (world.commune.unit, world.sibling.unit)
    ]
    with owner():
        for one in (world.commune.unit, world.sibling.unit):
            Unit.objects.filter(pk=one.pk).update(valid_to=today() - timedelta(days=1))
            Succession.objects.create(before=one, after=heir.unit, on=today(), share="whole")
        planned = {line.unit_id: line.count for line in plan_merger(merged, on=today())[1].lines}
        apply_merger(merged, on=today(), at=now())
        apply_merger(merged, on=today(), at=now())
    assert planned == {world.commune.unit.pk: 1, world.sibling.unit.pk: 1}
    found = public.my_tasks(acting(heir.clerk), view="cho-nhan", words="", cursor="").page.rows
    assert {row.id for row in found} == {given.pk, told.pk}
    taken = public.accept(by=acting(heir.leader), assignment_id=given.pk, at=now())
    assert (taken.to_unit_id, taken.officer_name) == (heir.unit.pk, world.commune.unit.title)


def _statements(officer: Officer, address: str) -> int:
    client = _client(officer)
    client.get(address)  # what is opened for the first time is noted then
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len([one for one in counted if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def test_pages_cost_eight_statements_at_most_whatever_the_units(world: Below) -> None:
    document, given = incoming(world.office.unit, world.office.clerk), _give(world)
    pages = {
        "propose": (world.office.clerk, reverse("handling_propose", args=[document.pk])),
        "instruct": (world.office.leader, reverse("handling_instruct", args=[document.pk])),
        "tasks": (world.commune.clerk, reverse("task_list") + "?xem=cho-nhan"),
        "unit": (world.commune.clerk, reverse("unit_tasks") + "?xem=duoc-giao"),
        "task": (world.commune.clerk, reverse("task", args=[given.pk])),
        "document": (world.commune.clerk, reverse("document", args=[given.document_id])),
        "pass_on": (world.commune.clerk, reverse("task_pass_on", args=[given.pk])),
        "finish": (world.commune.clerk, reverse("task_finish", args=[given.pk])),
    }
    few = {name: _statements(*page) for name, page in pages.items()}
    assert {name: count for name, count in few.items() if count > 8} == {}
    for _ in range(12):
        unit = a_unit(under=world.office.unit)
        an_officer(Role.CLERK, unit)
        _give(world, units=Chosen(world.commune.unit.pk, (unit.pk,)))
    assert {name: _statements(*page) for name, page in pages.items()} == few
