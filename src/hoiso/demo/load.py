"""Laying out the demo: units, people, a year of documents, in one transaction."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from hoiso.access.models import Officer
from hoiso.demo import accounts, coming, making, phrases
from hoiso.demo.cases import cases
from hoiso.demo.chance import SEED, chance_of
from hoiso.demo.counting import numbers
from hoiso.demo.days import DAYS, Year
from hoiso.demo.errors import NotEmpty
from hoiso.demo.fees import fees
from hoiso.demo.figures import figures
from hoiso.demo.finding import index_everything
from hoiso.demo.keeping import keep
from hoiso.demo.member_lists import bring_a_list
from hoiso.demo.member_pairs import enter_twice
from hoiso.demo.members import members
from hoiso.demo.models import DemoMark
from hoiso.demo.numbering import Books, number_everything, number_incoming
from hoiso.demo.offices import Offices, lay_out
from hoiso.demo.opinions import opinions
from hoiso.demo.outbox import stop_one
from hoiso.demo.own_templates import own_templates
from hoiso.demo.papers import make_papers
from hoiso.demo.petitions import write_letters
from hoiso.demo.plans import Incoming, Outgoing
from hoiso.demo.procedures import procedures
from hoiso.demo.recording_come import record_come
from hoiso.demo.recording_made import record_answer, record_made
from hoiso.demo.rows import Rows
from hoiso.demo.taking_over import send_old_register
from hoiso.demo.working import work
from hoiso.units import public as units

_UNREAD = 2
Step = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Volume:
    """How much is laid out, over how many days; the tests take less than the demo."""

    province_makes: int = making.PROVINCE_MAKES
    province_receives: int = coming.PROVINCE_RECEIVES
    commune_makes: int = making.COMMUNE_MAKES
    commune_receives: int = coming.COMMUNE_RECEIVES
    days: int = DAYS


WHOLE_YEAR = Volume()
SMALL = Volume(province_makes=80, province_receives=150, commune_makes=1, commune_receives=2, days=30)


@dataclass(frozen=True, slots=True)
class Report:
    """What was laid out: units, officers, documents and files."""

    officers: int
    incoming: int
    outgoing: int
    files: int


def stands() -> bool:
    """Whether the database holds a demo."""
    return DemoMark.objects.exists()


@transaction.atomic
def load(*, at: datetime, step: Step, volume: Volume = WHOLE_YEAR) -> Report:
    """Lay the demo out in an empty database, all of it or nothing; acts as the owner.

    Raises `NotEmpty` where there is a demo already, or anybody's account.
    """
    if stands():
        raise NotEmpty("Cơ sở dữ liệu này đã có dữ liệu mẫu. Muốn làm lại từ đầu: hoiso demo --reset.")
    if Officer.objects.exists():
        raise NotEmpty(
            "Cơ sở dữ liệu này đã có cán bộ thật nên không thêm dữ liệu mẫu vào."
            " Cách xử lý: đặt HOISO_DATA tới một thư mục khác để xem dữ liệu mẫu."
        )
    founded = at - timedelta(days=volume.days + 1)  # before the first document: the trail runs in time
    with step(phrases.UNITS):
        units.load_shipped(at=founded)
        year = Year.ending(at, units.office_calendar(), days=volume.days)
        offices = lay_out(at=founded, on=year.today)
    with step(phrases.PLANS):
        made, come, books = _plan(offices, year, volume)
    with step(phrases.PAPERS):
        files = make_papers(made, come, year, at=at)
    with step(phrases.ROWS):
        _record(made, come, books)
        keep(offices, made, come, year)
        cases(offices, year, at=at)
        work(offices, year, at=at)
        figures(offices, year, at=at)
        opinions(offices, year, at=at)
        procedures(offices, year, at=at)
        write_letters(offices, year)
        files += send_old_register(offices, year)
        files += own_templates(offices, year)
        stop_one(offices, year)
        members(offices, year)
        fees(offices, year)
        numbers(offices, year)
        enter_twice(offices, year)
        files += bring_a_list(offices, year)
    with step(phrases.INDEX):
        index_everything(made, come)
    DemoMark.objects.create(seed=SEED, made_at=at, until=year.today)
    return Report(Officer.objects.count(), len(come), len(made), files)


def settle() -> None:
    """Let the planner know the new tables; outside the transaction that filled them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _plan(offices: Offices, year: Year, volume: Volume) -> tuple[list[Outgoing], list[Incoming], Books]:
    """Everything that happens, from the issuers' desks to the receivers'."""
    chance = chance_of("documents")
    made = making.plan_made(offices, offices.province, volume.province_makes, year, chance)
    making.make_sure(made, offices.demo[accounts.LEADER.key])
    for office in offices.communes:
        made += making.plan_made(offices, office, volume.commune_makes, year, chance)
    books = number_everything(offices, made, year)
    outsiders = coming.Outsiders(offices, chance)
    come: list[Incoming] = []
    for office in offices.all:
        sent = making.sendings_to(made, office.unit.pk)
        if office.is_one_person:
            sent = sent[:-_UNREAD]  # whatever the lag: something new waits in the demo's commune
        delivered = (coming.plan_delivered(one, office, year, chance) for one in sent)
        here = [plan for plan in delivered if plan is not None]
        wanted = volume.province_receives if office.is_province else volume.commune_receives
        here += outsiders.plan(office, max(wanted - len(here), wanted // 5), year, chance)
        come += here
    for key in (accounts.SPECIALIST.key, accounts.COMMUNE.key):
        coming.make_sure(come, offices.demo[key], year)
    coming.ask_units(come, offices)
    number_incoming(books, come, chance)
    _answer(made, come)
    return made, come, books


def _answer(made: Sequence[Outgoing], come: Sequence[Incoming]) -> None:
    """Some of what an officer drafted answers what she had been given then."""
    free = [
        plan for plan in made
        if plan.issued_at and plan.kind.key in ("letter", "report") and not plan.sendings
    ]  # fmt: skip
    by_drafter: dict[int, list[Outgoing]] = {}
    for plan in free:
        by_drafter.setdefault(plan.drafter.id, []).append(plan)
    for task in come:
        if task.lead is None or task.finished_at is None or task.accepted_at is None:
            continue
        for answer in by_drafter.get(task.lead.id, ()):
            assert answer.issued_at is not None
            if task.accepted_at < answer.drafted_at and answer.issued_at < task.finished_at:
                answer.answers = task
                by_drafter[task.lead.id].remove(answer)
                break


def _record(made: Sequence[Outgoing], come: Sequence[Incoming], books: Books) -> None:
    rows = Rows()
    for incoming in come:
        record_come(rows, incoming)
    for outgoing in made:
        record_made(rows, outgoing)
    for outgoing in made:
        record_answer(rows, outgoing)
    rows.add(*books.books.values(), *books.numbers)
    rows.store()
