"""Members of the demo: branches and groups of some communes with the women in them. All invented."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from hoiso.access.models import Credential, Post, Role
from hoiso.access.passwords import hashed
from hoiso.core.folding import fold, given_name_key
from hoiso.demo import accounts
from hoiso.demo.chance import chance_of
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.demo.people import Names
from hoiso.members.keys import card_key, phone_key
from hoiso.members.models import (
    CoreSpan,
    CountedFact,
    Household,
    HouseholdPerson,
    Member,
    MemberEvent,
    MemberPost,
    MemberSpan,
    MemberTransfer,
    Pseudonym,
)
from hoiso.members.sensitive import new_pseudonym
from hoiso.members.states import State
from hoiso.units.models import Placement, Unit
from hoiso.units.names import folded_names

_SINCE = date(2025, 7, 1)
_HAMLETS = ("Ấp 1", "Ấp 2", "Ấp 3", "Ấp 4", "Ấp Chánh", "Ấp Trung", "Ấp Mới", "Ấp Voi")
_OTHERS, _BRANCHES, _OTHER_BRANCHES = 5, 6, 2
_SIZE, _OTHER_SIZE = 70, 40
_STATES = (
    (State.ACTIVE, 88), (State.AWAY, 4), (State.WAITING, 3), (State.LEFT, 3), (State.DEAD, 2),
)  # fmt: skip
_EVENTS = {
    State.AWAY: MemberEvent.Kind.WENT_AWAY, State.LEFT: MemberEvent.Kind.LEFT,
    State.DEAD: MemberEvent.Kind.DIED,
}  # fmt: skip
_WORK = ("Làm ruộng", "Buôn bán nhỏ", "Công nhân", "Nội trợ", "Thợ may", "Giáo viên", "Chăn nuôi", "")
_FAITHS = (("Không", 55), ("Cao Đài", 25), ("Phật giáo", 12), ("Công giáo", 8))
_PEOPLES = (("Kinh", 94), ("Khmer", 3), ("Chăm", 2), ("Hoa", 1))
_LEVELS = (("primary", 25), ("lower", 40), ("upper", 30), ("", 5))


@dataclass(slots=True)
class _Rows:
    """What is stored, table by table."""

    members: list[Member]
    spans: list[MemberSpan]
    events: list[MemberEvent]
    posts: list[MemberPost]
    core: list[CoreSpan]
    facts: list[CountedFact]
    pseudonyms: list[Pseudonym]


def members(offices: Offices, year: Year) -> None:
    """Lay the branches out; at the first one of the demo's commune sits the demo's branch head."""
    chance = chance_of("members")
    rows = _Rows([], [], [], [], [], [], [])
    alone = next(office for office in offices.communes if office.is_one_person)
    others = [office for office in offices.communes if office is not alone][:_OTHERS]
    names = Names.from_chance(chance)
    branches = {
        office.unit.pk: _branches(office.unit, _BRANCHES if office is alone else _OTHER_BRANCHES)
        for office in (alone, *others)
    }
    groups = _groups([branch for found in branches.values() for branch in found])
    for office in (alone, *others):
        size = _SIZE if office is alone else _OTHER_SIZE
        for branch in branches[office.unit.pk]:
            _fill(rows, office.unit, branch, groups[branch.pk], size, names, chance, year)
    _store(rows)
    _transfers(rows, alone.unit, others[0].unit, year)
    _households(rows, chance, year)
    _head(branches[alone.unit.pk][0], names, year)


def _head(branch: Unit, names: Names, year: Year) -> None:
    account = accounts.BRANCH
    officer = names.officer("", account.username)
    officer.save()
    Post.objects.create(officer=officer, unit=branch, role=Role.BRANCH_HEAD, valid_from=_SINCE)
    Credential.objects.create(officer=officer, password=hashed(account.password), changed_at=year.now)


def _branches(commune: Unit, count: int) -> list[Unit]:
    return _units(Unit.Kind.BRANCH, [(f"Chi hội {name.lower()}", commune) for name in _HAMLETS[:count]])


def _groups(branches: list[Unit]) -> dict[int, list[Unit]]:
    made = _units(Unit.Kind.GROUP, [(f"Tổ phụ nữ {n}", branch) for branch in branches for n in (1, 2)])
    return {branch.pk: made[2 * place : 2 * place + 2] for place, branch in enumerate(branches)}


def _units(kind: str, wanted: list[tuple[str, Unit]]) -> list[Unit]:
    made = Unit.objects.bulk_create(
        Unit(kind=kind, name=name, folded=folded_names(name), valid_from=_SINCE) for name, _ in wanted
    )
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=parent, valid_from=_SINCE)
        for unit, (_, parent) in zip(made, wanted, strict=True)
    )
    return made


def _fill(
    rows: _Rows, commune: Unit, branch: Unit, groups: list[Unit], size: int, names: Names, chance: Random,
    year: Year,
) -> None:  # fmt: skip
    for number in range(size):
        state = State.ACTIVE if number < 4 else _drawn(chance, _STATES)
        member = _member(commune, branch, chance.choice(groups), names.draw(), state, chance, year)
        member.core = state == State.ACTIVE and chance.random() < 0.15
        rows.members.append(member)
        joined = member.joined_on
        changed = year.today - timedelta(days=chance.randrange(20, 300))
        rows.events.append(_event(member, MemberEvent.Kind.ENTERED, joined or _SINCE, year))
        if state in _EVENTS:
            rows.events.append(_event(member, _EVENTS[state], changed, year))
            rows.spans.append(_span(member, State.ACTIVE, joined or _SINCE, changed - timedelta(days=1)))
            rows.spans.append(_span(member, state, changed, None))
        else:
            rows.spans.append(_span(member, state, joined or _SINCE, None))
        if member.core:
            rows.core.append(CoreSpan(member=member, valid_from=date(year.today.year, 1, 15)))
        if number < 2:
            kind = MemberPost.Kind.HEAD if number == 0 else MemberPost.Kind.DEPUTY
            rows.posts.append(
                MemberPost(member=member, unit=branch, kind=kind, term="2025–2030", valid_from=_SINCE)
            )
        _facts(rows, member, chance)


def _member(
    commune: Unit, branch: Unit, group: Unit, name: str, state: State, chance: Random, year: Year
) -> Member:
    born = date(year.today.year - chance.randrange(19, 78), chance.randrange(1, 13), chance.randrange(1, 29))
    joined = date(
        max(born.year + chance.randrange(18, 30), 1985), chance.randrange(1, 13), chance.randrange(1, 29)
    )
    phone = f"09{chance.randrange(10_000_000, 99_999_999)}" if chance.random() < 0.8 else ""
    card = f"TN-{chance.randrange(10_000, 99_999)}/HV" if chance.random() < 0.6 else ""
    return Member(
        full_name=name, folded=fold(name), name_key=given_name_key(name),
        birth_date=born if chance.random() < 0.7 else None, birth_year=born.year, phone=phone,
        phone_key=phone_key(phone), hamlet=branch.name.removeprefix("Chi hội ").capitalize(),
        occupation=chance.choice(_WORK), schooling=_drawn(chance, _LEVELS),
        joined_on=joined if joined < _SINCE and state != State.WAITING and chance.random() < 0.8 else None,
        card_number=card, card_key=card_key(card), commune=commune, branch=branch, group=group, state=state,
        created_at=year.now - timedelta(days=30), changed_at=year.now - timedelta(days=30),
    )  # fmt: skip


def _span(member: Member, state: State, first: date, last: date | None) -> MemberSpan:
    return MemberSpan(
        member=member, branch=member.branch, group=member.group, state=state, valid_from=first,
        valid_to=last, start_known=member.joined_on is not None,
    )  # fmt: skip


def _event(member: Member, kind: str, on: date, year: Year) -> MemberEvent:
    return MemberEvent(
        member=member, kind=kind, on=on, branch=member.branch, at=year.now - timedelta(days=20)
    )


def _facts(rows: _Rows, member: Member, chance: Random) -> None:
    pseudonym, box = new_pseudonym()
    rows.pseudonyms.append(Pseudonym(member=member, box=box))
    rows.facts.append(
        CountedFact(
            pseudonym=pseudonym,
            commune=member.commune,
            branch=member.branch,
            counted=member.state == State.ACTIVE,
            ethnic_group=_drawn(chance, _PEOPLES),
            religion=_drawn(chance, _FAITHS),
            party=chance.random() < 0.06,
            poverty=chance.choice(("", "", "", "", "", "", "", "", "poor", "near_poor")),
            valid_from=_SINCE,
        )
    )


def _store(rows: _Rows) -> None:
    """Members first: the others point at them. Codes come from the database."""
    Member.objects.bulk_create(rows.members, batch_size=1_000)
    MemberSpan.objects.bulk_create(rows.spans, batch_size=2_000)
    MemberEvent.objects.bulk_create(rows.events, batch_size=2_000)
    MemberPost.objects.bulk_create(rows.posts)
    CoreSpan.objects.bulk_create(rows.core)
    for row in rows.pseudonyms:
        row.member_id = row.member.pk
    Pseudonym.objects.bulk_create(rows.pseudonyms, batch_size=2_000)
    CountedFact.objects.bulk_create(rows.facts, batch_size=2_000)


def _transfers(rows: _Rows, commune: Unit, other: Unit, year: Year) -> None:
    """Three who are to come to the demo's commune, and one who is to go: they wait for an answer."""
    there = [one for one in rows.members if one.commune == other and one.state == State.ACTIVE][4:7]
    here = [one for one in rows.members if one.commune == commune and one.state == State.ACTIVE][4:5]
    places = {
        unit.pk: next(one.branch for one in rows.members if one.commune == unit) for unit in (commune, other)
    }
    asking = {
        unit.pk: Post.objects.filter(unit=unit).order_by("pk").values_list("officer_id", flat=True).first()
        for unit in (commune, other)
    }
    MemberTransfer.objects.bulk_create(
        MemberTransfer(
            member=one, from_branch=one.branch, from_commune=one.commune,
            to_branch=places[to.pk], to_commune=to,
            full_name=one.full_name, birth=one.birth_written, on=year.today - timedelta(days=3),
            paper="Giấy giới thiệu sinh hoạt", reason="Chuyển đến ở cùng gia đình",
            asked_by=asking[one.commune.pk] or 0, asked_at=year.now - timedelta(days=2),
        )
        for one, to in [*((one, commune) for one in there), *((one, other) for one in here)]
    )  # fmt: skip


def _households(rows: _Rows, chance: Random, year: Year) -> None:
    """A household for every second member, and some where nobody is one yet."""
    present = [member for member in rows.members if member.state == State.ACTIVE][::2]
    names = Names.from_chance(chance)
    heads = [names.draw().replace(" Thị ", " Văn ", 1) for _ in present]
    made = Household.objects.bulk_create(
        Household(
            commune=member.commune,
            branch=member.branch,
            head_name=head,
            folded=fold(head),
            hamlet=member.hamlet,
            women=chance.choice((1, 1, 2, 3)),
            changed_at=year.now,
        )
        for member, head in zip(present, heads, strict=True)
    )
    HouseholdPerson.objects.bulk_create(
        HouseholdPerson(household=household, member=member, relation=HouseholdPerson.Relation.SPOUSE)
        for place, (household, member) in enumerate(zip(made, present, strict=True))
        if place % 6
    )


_T = TypeVar("_T")


def _drawn(chance: Random, weighted: tuple[tuple[_T, int], ...]) -> _T:
    return chance.choices([value for value, _ in weighted], [weight for _, weight in weighted])[0]
