"""Planning what comes to the offices, and how it is handled there."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from hoiso.core.clock import office_date
from hoiso.demo import matters
from hoiso.demo.days import Year
from hoiso.demo.offices import Office, Offices, Person
from hoiso.demo.organisations import CENTRAL, OUTSIDE, Organisation, local, symbol_of
from hoiso.demo.people import Names
from hoiso.demo.plans import Incoming, Letter, Sending
from hoiso.documents.tables.document import State, Urgency
from hoiso.edxml.public import compose_document_id

PROVINCE_RECEIVES = 3_000
COMMUNE_RECEIVES = 60
_DEADLINES = (3, 5, 5, 7, 10, 15)
_LATE = 0.16
_READ_AFTER = timedelta(days=3)
_ASKING = 12


def plan_delivered(sending: Sending, office: Office, year: Year, chance: Random) -> Incoming | None:
    """A document sent by a unit here, once the receiver's clerk has registered it."""
    sent = sending.sent
    assert sent.issued_at is not None
    lag = chance.choice((3, 4)) if office.is_one_person else chance.choice((0, 0, 1))
    at = year.later(sent.issued_at, lag, chance)
    if not year.has_come(at):
        return None
    content = sent.content
    letter = Letter(
        kind=sent.kind,
        matter=sent.matter,
        subject=content.subject,
        issuer=sent.office.name,
        issuer_unit_id=sent.office.unit.pk,
        symbol=sent.symbol,
        issued_on=office_date(sent.numbered_at or sent.issued_at),
        place=content.place,
        signer=content.signer,
        signer_position=content.position,
        arrived_by="here",
    )
    incoming = _incoming(office, letter, at, year, chance)
    incoming.delivery, sending.received = sending, incoming
    sending.opened_at = max(sent.issued_at, at - timedelta(minutes=chance.uniform(3, 20)))
    return incoming


class Outsiders:
    """Letters of organisations outside, each with its own run of numbers and its signers."""

    def __init__(self, offices: Offices, chance: Random) -> None:
        self._offices = offices
        self._chance = chance
        self._names = Names.from_chance(chance)
        self._numbers: dict[str, int] = {}
        self._signers: dict[str, tuple[str, ...]] = {}

    def letter(self, who: Organisation, day: date, year: Year) -> Letter:
        """A letter of the organisation that arrives on the day."""
        chance = self._chance
        kind, matter = matters.a_kind(chance), matters.a_matter(chance)
        issued = min(day, max(day - timedelta(days=chance.choice((0, 1, 1, 2, 3))), year.days[0]))
        number = self._numbers.get(who.name, 0) + chance.randint(1, 9)
        self._numbers[who.name] = number
        symbol = symbol_of(who, kind.code, number)
        unit = self._offices.outside.get(who.name)
        if who is CENTRAL:
            unit = self._offices.central
        code = f"Z80.{who.code}" if who.code else ""
        signers = self._signers.setdefault(who.name, tuple(self._names.draw() for _ in range(3)))
        return Letter(
            kind=kind,
            matter=matter,
            subject=matters.a_subject(kind, matter, chance, month=issued.month, year=issued.year),
            issuer=who.name,
            issuer_unit_id=unit.pk if unit else None,
            symbol=symbol,
            issued_on=issued,
            place="Hà Nội" if who is CENTRAL else "Tây Ninh",
            signer=chance.choice(signers),
            signer_position=who.position,
            urgency=chance.choices((Urgency.NORMAL, Urgency.URGENT, Urgency.VERY_URGENT), (90, 8, 2))[0],
            exchange_id=_exchange_id(code, issued, symbol),
            arrived_by="axis" if code else chance.choice(("post", "email", "hand")),
        )

    def plan(self, office: Office, count: int, year: Year, chance: Random) -> list[Incoming]:
        """`count` letters to the office over the year."""
        around = (CENTRAL, *OUTSIDE) if office.is_province else local(_small(office.unit.name))
        weights = [who.weight for who in around]
        planned = []
        for day in year.spread(count, chance):
            letter = self.letter(chance.choices(around, weights)[0], day, year)
            planned.append(_incoming(office, letter, year.moment(day, chance), year, chance))
        return planned


def _small(unit_name: str) -> str:
    return unit_name[:1].lower() + unit_name[1:]


def _exchange_id(code: str, day: date, symbol: str) -> str:
    if not code or "/" not in symbol:
        return ""
    number, notation = symbol.split("/", 1)
    return compose_document_id(organ_id=code, day=day, number=number, notation=notation)


def ask_units(come: Sequence[Incoming], offices: Offices) -> None:
    """The newest work of the province asks communes to help, the commune of the demo before others."""
    one_person = [office for office in offices.communes if office.is_one_person]
    others = [office for office in offices.communes if not office.is_one_person]
    at_work = [
        plan for plan in come
        if plan.office.is_province and plan.lead is not None and plan.state == State.IN_WORK
    ]  # fmt: skip
    for place, plan in enumerate(at_work[-_ASKING:]):
        second, third = others[place % len(others)], others[(place + 7) % len(others)]
        plan.units = (one_person[place % len(one_person)], second, third)


def _incoming(office: Office, letter: Letter, at: datetime, year: Year, chance: Random) -> Incoming:
    plan = Incoming(
        office=office,
        letter=letter,
        registered_at=at,
        clerk=office.clerks[0] if chance.random() < 0.75 else office.clerks[-1],
        leader=chance.choices(office.leaders, [4, *[2] * (len(office.leaders) - 1)])[0],
    )
    if office.is_one_person:
        _handle_alone(plan, year, chance)
    else:
        _handle(plan, year, chance)
    return plan


def _handle_alone(plan: Incoming, year: Year, chance: Random) -> None:
    """The only officer registers, and notes for herself what is to be done until when."""
    at = year.later(plan.registered_at, 0, chance)
    if not year.has_come(at):
        return
    plan.instructed_at = plan.accepted_at = at
    plan.instruction, plan.lead, plan.state = "Tự xử lý.", plan.leader, State.IN_WORK
    plan.due_on = year.calendar.add_working_days(office_date(at), chance.choice((5, 7, 10, 15)))
    _work(plan, at, year, chance)


def _handle(plan: Incoming, year: Year, chance: Random) -> None:
    draw = chance.random()
    at = year.later(plan.registered_at, chance.choice((0, 0, 1, 1)), chance)
    if not year.has_come(at):
        return
    if draw < 0.1:
        plan.finished_at, plan.result, plan.state = at, "Chỉ lưu, không phải trả lời.", State.DONE
        return
    plan.proposed_at, plan.state = at, State.PROPOSED
    plan.instruction = matters.an_instruction(chance)
    others = chance.sample(plan.office.workers, min(len(plan.office.workers), chance.randint(2, 5)))
    if draw < 0.3:
        plan.instruction, plan.informed = "Chuyển để biết.", tuple(others)
    else:
        # The first of the list is the specialist of the demo: she is given more than the others.
        weights = [4, *[1] * (len(plan.office.workers) - 1)]
        plan.lead = chance.choices(plan.office.workers, weights)[0]
        rest = [one for one in others if one.id != plan.lead.id]
        cut = chance.choice((0, 0, 1, 2))
        plan.helpers, plan.informed = tuple(rest[:cut]), tuple(rest[cut : cut + chance.choice((0, 0, 1, 2))])
        plan.due_on = year.calendar.add_working_days(office_date(at), chance.choice(_DEADLINES) + 1)
    at = year.later(at, chance.choice((0, 1, 1, 2)), chance)
    if not year.has_come(at):
        return
    plan.instructed_at, plan.state = at, State.IN_WORK
    plan.told_long_ago = year.now - at > _READ_AFTER
    if plan.lead is None:
        plan.state, plan.finished_at, plan.result = State.DONE, at, "Chuyển để biết, không phải xử lý."
        return
    accepted = year.later(at, chance.choice((0, 0, 1)), chance)
    if year.has_come(accepted):
        plan.accepted_at = accepted
        _work(plan, accepted, year, chance)


def _work(plan: Incoming, at: datetime, year: Year, chance: Random) -> None:
    """From taking the task on to its end, in time or late."""
    assert plan.due_on is not None
    room = max(1, year.calendar.working_days_between(office_date(at), plan.due_on))
    late = chance.random() < _LATE
    days = room + chance.randint(1, 8) if late else chance.randint(1, room)
    if chance.random() < 0.2 and days > 2:
        halfway = year.later(at, days // 2, chance)
        if year.has_come(halfway):
            plan.progress_at, plan.progress = halfway, matters.a_progress(chance)
    end = year.later(at, days, chance)
    if year.has_come(end):
        plan.finished_at, plan.result, plan.state = end, matters.a_result(chance), State.DONE


def make_sure(plans: Sequence[Incoming], who: Person, year: Year) -> None:
    """Whatever chance brought: one task of hers is late and one is due today."""
    mine = [
        plan for plan in plans
        if plan.lead is not None and plan.lead.id == who.id and plan.instructed_at and not plan.finished_at
    ]  # fmt: skip
    mine.sort(key=lambda plan: plan.instructed_at or plan.registered_at)
    if len(mine) > 1:
        eve = year.calendar.add_working_days(year.today, -2)
        first_day = office_date(mine[0].instructed_at or mine[0].registered_at)
        mine[0].due_on = max(eve, first_day) if first_day < year.today else mine[0].due_on
        mine[1].due_on = year.today
