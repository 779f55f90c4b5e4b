"""Whatever list leaves the house, as a file or on paper, stands in the trail: who, what, how many rows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoiso.access.models import Officer, Role
from hoiso.audit.models import Entry
from hoiso.audit.phrases import ACTIONS, SUBJECTS
from hoiso.core import clock
from hoiso.documents.handling import public as handling
from hoiso.documents.keeping import public as keeping
from hoiso.documents.models import Book, Document, Dossier, SenderHabit, Series
from hoiso.documents.opinions import public as opinions
from hoiso.documents.search.public import index
from hoiso.units.models import Unit
from hoiso.work.models import FigureRequest, WeekEntry
from hoiso.work.week import public as week
from tests.factories.documents import a_registered
from tests.factories.outgoing import Office, a_draft, a_word_template, an_issued, to_units
from tests.factories.people import a_unit, acting, an_officer, signed_in
from tests.roles import owner
from tests.test_address_walk import ALL

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class House:
    """A commune with three documents in, two out and a draft, two in a dossier; her people."""

    unit: Unit
    office: Office
    admin: Officer
    ids: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def house() -> House:
    province = a_unit("Tỉnh Thử", kind=Unit.Kind.PROVINCE)
    unit = a_unit("Xã Mỹ Yên", under=province)
    office = Office(unit)
    house = House(unit, office, an_officer(Role.UNIT_ADMIN, unit))
    now = clock.now()
    come = [a_registered(office.clerk, unit, subject=f"Kế hoạch tuyên truyền {place}") for place in range(3)]
    for place in range(2):
        an_issued(office, subject=f"kế hoạch tháng {place}", to=to_units(province))
    handling.instruct(
        by=acting(office.leader), document_id=come[0].pk, text="Báo cáo", at=now,
        due_on=clock.office_date(now), receivers=handling.Receivers(lead=office.specialist.pk),
    )  # fmt: skip
    clerk = acting(office.clerk)
    facts = keeping.DossierFacts(year=2026, code="01", title="Hồ sơ tuyên truyền", retention="10")
    dossier = keeping.open_dossier(by=clerk, unit_id=unit.pk, facts=facts, at=now)
    for document in come[:2]:
        keeping.put_in_dossier(by=clerk, dossier_id=dossier.pk, document_id=document.pk, at=now)
    with owner():
        for document in Document.objects.all():
            index(document.pk)
        book = Book.objects.get(unit=unit, series=Series.INCOMING)
        for box in ("symbol", "subject"):
            SenderHabit.objects.create(
                unit=unit, sender="Sở Nội vụ", folded="so noi vu", field=box, proposed="01/TB",
                became="01/TB-SNV", document=come[0], last_at=now,
            )  # fmt: skip
    house.ids.update(dossier=dossier.pk, book=book.pk, document=come[0].pk)
    a_word_template(office.clerk, unit)
    _archived(house)
    _asked_of_others(house)
    return house


def _archived(house: House) -> None:
    """A plan of one line, a hand-over and a disposal of an old dossier each, a week with one entry."""
    now, today, unit = clock.now(), clock.office_date(clock.now()), house.unit
    clerk, long_ago = acting(house.office.clerk), today - timedelta(days=3000)
    plan = keeping.draw_up_plan(by=clerk, unit_id=unit.pk, year=today.year, at=now)
    line = keeping.LineFacts(
        id=None, row=0, heading="Tuyên truyền", code="09.TT", title="Hồ sơ tuyên truyền", keeper_id=None,
        keeper_name="", retention="10",
    )  # fmt: skip
    keeping.write_plan(by=clerk, plan_id=plan.pk, version=plan.version, lines=[line], at=now)
    old = []
    for code in ("98", "99"):
        facts = keeping.DossierFacts(year=long_ago.year, code=code, title="Hồ sơ cũ", retention="5")
        old.append(keeping.open_dossier(by=clerk, unit_id=unit.pk, facts=facts, at=now).pk)
    with owner():
        Dossier.objects.filter(pk__in=old).update(opened_on=long_ago, closed_on=long_ago)
    clerk = acting(house.office.clerk)
    transfer = keeping.prepare_transfer(
        by=clerk, unit_id=unit.pk, to="office", archive="Kho lưu trữ", dossier_ids=old[:1], at=now
    )
    disposal = keeping.propose_disposal(
        by=clerk, unit_id=unit.pk, title="Huỷ", reason="Hết hạn", dossier_ids=old[1:], at=now
    )
    facts_of_week = week.Facts(title="Họp giao ban", starts_at=now, place="Phòng họp")
    entry = week.register(by=clerk, unit_id=unit.pk, facts=facts_of_week, at=now)
    with owner():
        WeekEntry.objects.filter(pk=entry.pk).update(state=WeekEntry.State.APPROVED)
    house.ids.update(plan=plan.pk, transfer=transfer.pk, disposal=disposal.pk)


@dataclass(frozen=True, slots=True)
class Taken:
    """One way out: its address, who takes it, and what the trail must tell."""

    name: str
    who: Callable[[House], Officer]
    action: str
    subject: str
    rows: int | None
    query: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    sheet: bool = False

    def address(self, house: House) -> str:
        given = {name: house.ids[thing] for name, thing in self.parameters}
        return reverse(self.name, kwargs=given) + self.query


def _asked_of_others(house: House) -> None:
    """A round of opinions on a draft, and a table of figures put to a unit."""
    staff, now = house.office, clock.now()
    draft, due = a_draft(staff.specialist, house.unit), clock.office_date(now) + timedelta(days=9)
    asked = opinions.open_round(
        by=acting(staff.specialist), document_id=draft.pk, question="Góp ý", due_on=due,
        officers=[staff.clerk.pk], units=[], shared=True, at=now,
    )  # fmt: skip
    column = {"name": "Hội viên", "kind": "whole", "required": False, "summed": True, "note": ""}
    with owner():
        figures = FigureRequest.objects.create(
            unit=house.unit, unit_name=house.unit.title, title="Số hội viên", state="asked", asked=[],
            columns=[column], rows=[""], due_on=due, made_by=staff.leader.pk, made_by_name="", made_at=now,
        )  # fmt: skip
    house.ids.update(round=asked.pk, figures=figures.pk)


def _clerk(house: House) -> Officer:
    return house.office.clerk


def _admin(house: House) -> Officer:
    return house.admin


def _leader(house: House) -> Officer:
    return house.office.leader


def _specialist(house: House) -> Officer:
    return house.office.specialist


_ROUND = (("round_id", "round"),)
_BOOK, _DOSSIER = (("book_id", "book"),), (("dossier_id", "dossier"),)
WAYS_OUT = (
    Taken("incoming_export", _clerk, "export", "incoming_tray", 3, sheet=True),
    Taken("outgoing_export", _clerk, "export", "outgoing_list", 3, sheet=True),
    Taken("outgoing_print", _clerk, "print", "outgoing_list", 3),
    Taken("register_export", _clerk, "export", "book", 3, parameters=_BOOK, sheet=True),
    Taken("register_print", _clerk, "print", "book", 3, parameters=_BOOK),
    Taken("dossier_list_print", _clerk, "print", "dossier_list", 3),
    Taken("case_list_export", _clerk, "export", "case_list", 1, sheet=True),
    Taken("dossier_print", _clerk, "print", "dossier", 2, parameters=_DOSSIER),
    Taken("plan_print", _clerk, "print", "dossier_plan", 1, parameters=(("plan_id", "plan"),)),
    Taken("plan_export", _clerk, "export", "dossier_plan", 1, parameters=(("plan_id", "plan"),)),
    Taken("transfer_export", _clerk, "export", "transfer", 1, parameters=(("transfer_id", "transfer"),)),
    Taken("disposal_print", _clerk, "print", "disposal", 1, parameters=(("disposal_id", "disposal"),)),
    Taken("week_print", _clerk, "print", "week", 1),
    Taken("document_print", _clerk, "print", "document", None, parameters=(("document_id", "document"),)),
    Taken("unit_tasks_export", _clerk, "export", "unit_tasks", 4, sheet=True),
    Taken("search_export", _clerk, "export", "search", 5, "?q=kế+hoạch", sheet=True),
    Taken("search_print", _clerk, "print", "search", 3, "?q=kế+hoạch&huong=in"),
    Taken("opinion_list_export", _clerk, "export", "opinion_list", 1),
    Taken("opinion_export", _specialist, "export", "opinion_round", 1, parameters=_ROUND),
    Taken("opinion_print", _specialist, "print", "opinion_round", 1, parameters=_ROUND),
    Taken("figures_export", _leader, "export", "figures", 0, parameters=(("request_id", "figures"),)),
    Taken("own_templates_export", _specialist, "export", "own_template_list", 1, sheet=True),
    Taken("learnt_layouts_export", _clerk, "export", "learnt_list", 2, sheet=True),
    Taken("petition_export", _clerk, "export", "petition_register", 0),
    Taken("petition_print", _clerk, "print", "petition_register", 0),
    Taken("visit_export", _admin, "export", "visits", 1),
    Taken("officers_export", _admin, "officers_exported", "officer", 4, sheet=True),
    Taken("officers_print", _admin, "officers_printed", "officer", 4),
    Taken("unit_list", _clerk, "export", "units", 2, "?xuat=csv"),
    Taken("unit_list", _clerk, "print", "units", 2, "?in=1"),
)
# Pages with a form; their files come only by POST, asked for their line in the trail elsewhere.
FORMS = {
    "member_export": "hoiso/members/exports/tests/test_exports.py",
    "member_printing": "hoiso/members/cards/tests/test_cards.py",
}


def test_every_export_and_print_of_the_site_is_asked_here() -> None:
    out = {one.name for one in ALL if one.name.endswith(("_export", "_print"))}
    assert out - {way.name for way in WAYS_OUT} - set(FORMS) == set()


@pytest.mark.parametrize("way", WAYS_OUT, ids=lambda way: f"{way.name}{way.query}")
def test_it_stands_in_the_trail_with_who_what_and_how_many(client: Client, house: House, way: Taken) -> None:
    officer = way.who(house)
    with owner():
        before = list(Entry.objects.values_list("pk", flat=True))
    answer = signed_in(client, officer).get(way.address(house))
    assert answer.status_code == 200
    with owner():
        (entry,) = Entry.objects.exclude(pk__in=before)
    assert (entry.actor_id, entry.unit_id) == (officer.pk, house.unit.pk)
    assert (entry.action, entry.subject) == (way.action, way.subject)
    assert entry.subject_id == next((house.ids[thing] for _, thing in way.parameters), None)
    assert entry.details.get("rows") == way.rows
    if way.sheet:
        body = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        heading = next(place for place, row in enumerate(body) if all(row))
        assert len(body) - heading - 1 == way.rows


def test_acts_and_lists_are_told_in_words() -> None:
    assert {way.action for way in WAYS_OUT} <= set(ACTIONS)
    assert {way.subject for way in WAYS_OUT} <= set(SUBJECTS)


def test_the_auditor_reads_them(client: Client, house: House) -> None:
    signed_in(client, house.office.clerk).get(reverse("register_export", args=[house.ids["book"]]))
    shown = signed_in(Client(), an_officer(Role.AUDITOR, house.unit)).get(reverse("trail")).content.decode()
    assert "Xuất danh sách" in shown
    assert f"sổ văn bản {house.ids['book']}" in shown
    assert house.office.clerk.full_name in shown
