"""Planning what the offices make: drafts, reviews, numbers, and to whom it goes."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from hoiso.demo import matters
from hoiso.demo.days import Year
from hoiso.demo.matters import Kind
from hoiso.demo.offices import Office, Offices, Person
from hoiso.demo.plans import Outgoing, Sending
from hoiso.documents.layouts.kinds import kind as layout_kind
from hoiso.documents.layouts.official_document import Capacity
from hoiso.documents.outgoing.content import DraftContent, RecipientChoice
from hoiso.documents.tables.document import State
from hoiso.documents.tables.outgoing import Recipient

PROVINCE_MAKES = 1_200
COMMUNE_MAKES = 15
TO_ALL = "Hội LHPN các xã, phường"
_TEMPLATES = {
    "letter": "letter", "plan": "plan", "report": "report", "notice": "notice",
    "guidance": "guidance", "decision": "decision", "invitation": "invitation", "proposal": "proposal",
}  # fmt: skip


def plan_made(offices: Offices, office: Office, count: int, year: Year, chance: Random) -> list[Outgoing]:
    """What the office makes in the year, in order of drafting, each as far as it has come."""
    made = []
    for day in year.spread(count, chance):
        fresh = (year.today - day).days <= 10
        made.append(_one(offices, office, year.moment(day, chance), year, chance, fresh=fresh))
    return made


def _one(
    offices: Offices, office: Office, at: datetime, year: Year, chance: Random, *, fresh: bool
) -> Outgoing:
    kind, matter = matters.a_kind(chance), matters.a_matter(chance)
    drafter = chance.choice(office.workers)
    reviewer = chance.choices(office.leaders, [4, *[2] * (len(office.leaders) - 1)])[0]
    recipients = _to_whom(offices, office, kind, chance, fresh=fresh)
    subject = matters.a_subject(kind, matter, chance, month=at.month, year=at.year)
    plan = Outgoing(
        office=office,
        kind=kind,
        matter=matter,
        content=content_of(office, kind, subject, matter, reviewer, recipients, chance),
        drafter=drafter,
        reviewer=reviewer,
        clerk=office.clerks[0] if chance.random() < 0.8 else office.clerks[-1],
        drafted_at=at,
    )
    _go(plan, year, chance)
    return plan


def content_of(
    office: Office,
    kind: Kind,
    subject: str,
    matter: str,
    signer: Person,
    recipients: tuple[RecipientChoice, ...],
    chance: Random,
) -> DraftContent:
    """One version of the text, with the office's own head and foot."""
    head = office.head
    deputy = signer.title.startswith("Phó")
    return DraftContent(
        kind=kind.key,
        subject=subject,
        body=matters.body_of(kind, subject, matter, head.issuer_name, chance),
        layout=head.layout.value,
        template=_TEMPLATES[kind.key],
        parent_line=head.parent_line,
        issuer_lines=head.issuer_lines,
        issuer_name=head.issuer_name,
        notation=head.notation(layout_kind(kind.key)),
        place=head.place,
        capacity=(Capacity.COLLECTIVE_FOR_HEAD if deputy else Capacity.COLLECTIVE).value,
        collective=head.collective,
        head_position=head.head_position,
        position=signer.title,
        signer=signer.name,
        signer_id=signer.id,
        archive_line=head.archive_line,
        deputy_stands_for_head=head.deputy_stands_for_head,
        recipients=recipients,
    )


def _to_whom(
    offices: Offices, office: Office, kind: Kind, chance: Random, *, fresh: bool
) -> tuple[RecipientChoice, ...]:
    if not office.is_province:
        above = RecipientChoice(
            name=offices.province.name, unit_id=offices.province.unit.pk, line=Recipient.Line.HERE,
            addressee=True,
        )  # fmt: skip
        local = RecipientChoice(name="Đảng uỷ, UBND, Uỷ ban MTTQ cùng cấp", paper_copies=3)
        return (
            (above, local) if chance.random() < 0.7 else (local, RecipientChoice(name="Các chi hội phụ nữ"))
        )
    draw = chance.random()
    # Lately more goes to everybody, so that the communes of the demo have something in their trays.
    if draw < (0.3 if fresh else 0.035):
        everybody = (_here(one, printed=False) for one in offices.communes)
        return (RecipientChoice(name=TO_ALL, addressee=True), *everybody)
    if draw < 0.45:
        some = chance.sample(offices.communes, chance.randint(2, 6))
        return tuple(_here(one, addressee=True) for one in some)
    if draw < 0.8:
        names = chance.sample(sorted(offices.outside), chance.randint(1, 3))
        return tuple(
            RecipientChoice(name=name, unit_id=offices.outside[name].pk, paper_copies=1, addressee=True)
            for name in names
        )
    if draw < 0.9:
        central = offices.central
        return (RecipientChoice(name=central.title, unit_id=central.pk, paper_copies=1, addressee=True),)
    return (RecipientChoice(name="Các ban, đơn vị trực thuộc", paper_copies=5),)


def _here(office: Office, *, printed: bool = True, addressee: bool = False) -> RecipientChoice:
    return RecipientChoice(
        name=office.name, unit_id=office.unit.pk, line=Recipient.Line.HERE, printed=printed,
        addressee=addressee and printed,
    )  # fmt: skip


def _go(plan: Outgoing, year: Year, chance: Random) -> None:
    """Let the draft go its way until now."""
    alone = plan.office.is_one_person
    at = year.later(plan.drafted_at, chance.choice((0, 0, 1, 1, 2, 3)), chance)
    if not alone and chance.random() < 0.12:
        back = year.later(at, chance.choice((0, 1)), chance)
        if year.has_come(at):
            plan.first_submitted_at = plan.submitted_at = at
            plan.state = State.SUBMITTED
        if year.has_come(back):
            plan.sent_back_at, plan.reason, plan.state = back, matters.a_reason(chance), State.SENT_BACK
        at = year.later(back, chance.choice((0, 1, 1)), chance)
    if not year.has_come(at):
        return
    plan.submitted_at, plan.state = at, State.SUBMITTED
    at = year.later(at, 0 if alone else chance.choice((0, 1, 1, 2)), chance)
    if not year.has_come(at):
        return
    plan.approved_at, plan.state = at, State.APPROVED
    at = year.later(at, 0 if alone else chance.choice((0, 1, 1)), chance)
    if not year.has_come(at):
        return
    plan.numbered_at, plan.state = at, State.NUMBERED
    at = year.later(at, 0 if alone else chance.choice((0, 0, 1)), chance)
    if year.has_come(at):
        plan.issued_at, plan.state = at, State.ISSUED
        plan.sendings = [
            Sending(sent=plan, to_unit_id=one.unit_id, to_name=one.name, line=one.line)
            for one in plan.recipients
            if one.unit_id is not None and one.line == Recipient.Line.HERE
        ]


_STEPS = (
    (State.DRAFT, "submitted_at"),
    (State.SUBMITTED, "approved_at"),
    (State.APPROVED, "numbered_at"),
    (State.NUMBERED, "issued_at"),
)


def make_sure(plans: Sequence[Outgoing], who: Person) -> None:
    """Whatever chance brought: something stands at each step, and a draft lies before `who`."""
    for state, _ in _STEPS:
        if any(
            plan.state == state and (state != State.SUBMITTED or _lies_before(plan, who)) for plan in plans
        ):
            continue
        done = [
            plan for plan in plans
            if plan.state == State.ISSUED and not plan.sendings and plan.first_submitted_at is None
            and (state != State.SUBMITTED or _lies_before(plan, who))
        ]  # fmt: skip
        if done:
            _cut_back(max(done, key=lambda plan: plan.drafted_at), state)


def _lies_before(plan: Outgoing, who: Person) -> bool:
    return plan.reviewer.id == who.id


def _cut_back(plan: Outgoing, state: State) -> None:
    """Let nothing have happened after the step."""
    plan.state = state
    for step, nothing_of in reversed(_STEPS):
        setattr(plan, nothing_of, None)
        if step == state:
            return


def sendings_to(plans: Sequence[Outgoing], unit_id: int) -> list[Sending]:
    """What was sent to a unit, in order of sending."""
    found = [one for plan in plans for one in plan.sendings if one.to_unit_id == unit_id]
    return sorted(found, key=lambda one: one.sent.issued_at or one.sent.drafted_at)
