"""The offices of the demo: the provincial one, 96 communes, the organisations around; and who works there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from hoiso.access.models import Credential, Officer, Post, Role
from hoiso.access.passwords import hashed
from hoiso.demo import accounts
from hoiso.demo.chance import chance_of
from hoiso.demo.organisations import OUTSIDE
from hoiso.demo.people import Names
from hoiso.documents.outgoing.letterheads import Letterhead, letterhead
from hoiso.units import public as units
from hoiso.units.models import Unit

PROVINCE_CODE = "80"
DEMO_COMMUNE = "Xã Mỹ Yên"
IDENTITY_ROOT = "Z80.08"  # no such code is given by anyone
OUTSIDE_ROOT = "Z80"
_SINCE = date(2025, 7, 1)
_DEPARTMENTS = (
    ("Văn phòng", 5),
    ("Ban Tuyên giáo, Chính sách, Luật pháp", 5),
    ("Ban Tổ chức, Kiểm tra", 4),
    ("Ban Hỗ trợ phụ nữ phát triển kinh tế", 5),
    ("Ban Gia đình, Xã hội", 4),
)


@dataclass(frozen=True, slots=True)
class Person:
    """An officer at her desk, with the title that stands beside her name."""

    officer: Officer
    title: str

    @property
    def id(self) -> int:
        return self.officer.pk

    @property
    def name(self) -> str:
        return self.officer.full_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A unit with the people who keep its documents. In the smallest one, one person is all of them."""

    unit: Unit
    head: Letterhead
    code: str
    clerks: tuple[Person, ...]
    leaders: tuple[Person, ...]
    workers: tuple[Person, ...]

    @property
    def name(self) -> str:
        return self.unit.title

    @property
    def is_province(self) -> bool:
        return self.unit.kind == Unit.Kind.PROVINCE

    @property
    def is_one_person(self) -> bool:
        return len({person.id for person in (*self.clerks, *self.leaders, *self.workers)}) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """Everybody of the demo."""

    province: Office
    communes: tuple[Office, ...]
    central: Unit
    outside: Mapping[str, Unit]
    codes: Mapping[int, str]
    demo: Mapping[str, Person]

    @property
    def all(self) -> tuple[Office, ...]:
        return (self.province, *self.communes)


@dataclass(slots=True)
class _Staff:
    """Officers and posts gathered before they are stored; a desk is where somebody sits."""

    names: Names
    officers: list[Officer] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    demo: dict[str, Person] = field(default_factory=dict)

    def hire(self, unit: Unit, title: str, *roles: str, account: accounts.Account | None = None) -> Person:
        place = "" if unit.kind == Unit.Kind.PROVINCE else unit.name
        officer = self.names.officer(place, account.username if account else "")
        self.officers.append(officer)
        for role in roles:
            own = title if role in (Role.LEADER, Role.OFFICE_HEAD, Role.SPECIALIST) else ""
            self.posts.append(Post(officer=officer, unit=unit, role=role, title=own, valid_from=_SINCE))
        person = Person(officer, title)
        if account:
            self.demo[account.key] = person
        return person


def lay_out(*, at: datetime, on: date) -> Offices:
    """People the offices of the units that came with the package."""
    province = _unit(PROVINCE_CODE, Unit.Kind.PROVINCE, on)
    communes = sorted(
        Unit.objects.filter(
            kind=Unit.Kind.COMMUNE, placements__parent=province, placements__valid_to=None, valid_to=None
        ),
        key=lambda unit: unit.official_code,
    )
    codes = _give_codes(province, communes, at=at)
    outside = _outside(at=at)
    staff = _Staff(Names.from_chance(chance_of("names")))
    desks = [_people_province(staff, province), *(_people_commune(staff, unit) for unit in communes)]
    Officer.objects.bulk_create(staff.officers)
    Post.objects.bulk_create(staff.posts)
    _passwords(staff, at=at)
    offices = [
        Office(
            unit=unit, head=letterhead(unit.pk, on=on), code=codes[unit.pk],
            clerks=clerks, leaders=leaders, workers=workers,
        )
        for unit, (clerks, leaders, workers) in zip((province, *communes), desks, strict=True)
    ]  # fmt: skip
    return Offices(
        province=offices[0],
        communes=tuple(offices[1:]),
        central=units.the_central(at=at),
        outside=outside,
        codes=codes,
        demo=staff.demo,
    )


def _unit(code: str, kind: str, on: date) -> Unit:
    return Unit.objects.get(official_code=code, kind=kind, valid_from__lte=on, valid_to=None)


def _give_codes(province: Unit, communes: list[Unit], *, at: datetime) -> dict[int, str]:
    pairs = [(province, IDENTITY_ROOT)]
    pairs += [(unit, f"{IDENTITY_ROOT}.{number:03d}") for number, unit in enumerate(communes, start=1)]
    units.give_codes(pairs, at=at, actor_id=None, demo=True)
    units.decide_setting(
        key="identity_root", written=IDENTITY_ROOT, unit_id=province.pk, valid_from=_SINCE, at=at
    )
    return {unit.pk: code for unit, code in pairs}


def _outside(*, at: datetime) -> dict[str, Unit]:
    made = {
        each.name: units.add_outside(name=each.name, valid_from=_SINCE, at=at)
        for each in OUTSIDE
        if each.code
    }
    units.give_codes(
        [(made[each.name], f"{OUTSIDE_ROOT}.{each.code}") for each in OUTSIDE if each.code],
        at=at, actor_id=None, demo=True,
    )  # fmt: skip
    return made


_Desks = tuple[tuple[Person, ...], tuple[Person, ...], tuple[Person, ...]]


def _people_province(staff: _Staff, unit: Unit) -> _Desks:
    chair = staff.hire(unit, "Chủ tịch", Role.LEADER, account=accounts.LEADER)
    deputies = [staff.hire(unit, "Phó Chủ tịch", Role.LEADER) for _ in range(3)]
    staff.hire(unit, "Chánh Văn phòng", Role.OFFICE_HEAD)
    clerks = (
        staff.hire(unit, "Văn thư", Role.CLERK, account=accounts.CLERK),
        staff.hire(unit, "Văn thư", Role.CLERK),
    )
    workers = [
        staff.hire(unit, f"Chuyên viên {_DEPARTMENTS[1][0]}", Role.SPECIALIST, account=accounts.SPECIALIST)
    ]
    for department, count in _DEPARTMENTS:
        head = "Phó Chánh Văn phòng" if department == "Văn phòng" else f"Trưởng {department}"
        workers.append(staff.hire(unit, head, Role.SPECIALIST))
        workers += [staff.hire(unit, f"Chuyên viên {department}", Role.SPECIALIST) for _ in range(count - 1)]
    staff.hire(unit, "Quản trị", Role.PROVINCE_ADMIN, account=accounts.ADMINISTRATOR)
    staff.hire(unit, "Uỷ ban Kiểm tra", Role.AUDITOR)
    return clerks, (chair, *deputies), tuple(workers)


def _people_commune(staff: _Staff, unit: Unit) -> _Desks:
    if unit.name == DEMO_COMMUNE:
        # A small office: one officer keeps the books, instructs and works.
        alone = staff.hire(
            unit, "Chủ tịch", Role.LEADER, Role.CLERK, Role.SPECIALIST, account=accounts.COMMUNE
        )
        return (alone,), (alone,), (alone,)
    chair = staff.hire(unit, "Chủ tịch", Role.LEADER, Role.UNIT_ADMIN)
    deputy = staff.hire(unit, "Phó Chủ tịch", Role.CLERK, Role.SPECIALIST)
    member = staff.hire(unit, "Uỷ viên Ban Thường vụ", Role.SPECIALIST)
    return (deputy,), (chair,), (deputy, member)


def _passwords(staff: _Staff, *, at: datetime) -> None:
    Credential.objects.bulk_create(
        Credential(officer=staff.demo[account.key].officer, password=hashed(account.password), changed_at=at)
        for account in accounts.ACCOUNTS
        if account.key in staff.demo
    )
