"""What a row of a list becomes in the register: columns, spans, events, posts, and what is kept apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from hoiso.core.folding import fold
from hoiso.members.fields import Field as MemberField
from hoiso.members.imports import levels
from hoiso.members.imports.days import Moment
from hoiso.members.imports.rows import MemberRow
from hoiso.members.keys import card_key, citizen_hash, phone_key
from hoiso.members.models import CountedFact, MemberEvent, Pseudonym
from hoiso.members.states import GONE, State

# Which field of the register (`members.fields`) a column of a list belongs to.
REGISTER_FIELDS = {
    "phone": "phone", "citizen": "citizen_id", "old_id": "old_id", "hamlet": "hamlet", "address": "address",
    "occupation": "occupation", "schooling": "schooling", "professional": "training", "political": "politics",
    "skills": "skills", "wishes": "wishes", "joined_on": "joined_on", "card_number": "card_number",
    "card_given_on": "card_given_on", "ethnic": "ethnic_group", "religion": "religion", "party": "party",
    "poor": "poverty", "near_poor": "poverty", "poverty": "poverty", "disability": "disability",
    "single_mother": "single_mother", "marital": "marriage",
}  # fmt: skip
_COLUMN_FIELDS = {"identity": "citizen_id", **REGISTER_FIELDS}
_LONGEST_NOTE = 500
_ENDING = {
    State.MOVED: MemberEvent.Kind.MOVED_OUT, State.LEFT: MemberEvent.Kind.LEFT,
    State.DEAD: MemberEvent.Kind.DIED, State.STRUCK_OFF: MemberEvent.Kind.STRUCK_OFF,
    State.EXPELLED: MemberEvent.Kind.EXPELLED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row belongs: the branch, the unit above it, the group."""

    commune_id: int
    branch_id: int
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    state: str
    valid_from: date
    valid_to: date | None
    known: bool


@dataclass(slots=True)
class Becoming:
    """A member to be: what she is known by, and the row she comes from. `keys` are compared."""

    row: MemberRow
    place: Place
    folded: str
    phone_key: str = ""
    card_key: str = ""
    citizen_hash: str = ""
    note: str = ""
    spans: tuple[Span, ...] = ()
    ethnic: str = ""
    religion: str = ""
    party: bool | None = None
    poverty: str = ""
    sealed: dict[str, str] = field(default_factory=dict)

    @property
    def counted(self) -> bool:
        """Whether something is told that is counted under a pseudonym."""
        return bool(self.ethnic or self.religion or self.poverty or self.party is not None)

    @property
    def birth_day(self) -> date | None:
        return self.row.birth.day if self.row.birth else None

    @property
    def birth_year(self) -> int:
        return self.row.birth.year if self.row.birth else 0


def becoming(row: MemberRow, place: Place, fields: Mapping[str, MemberField], *, as_of: date) -> Becoming:
    """The member that the row tells of. What the province does not ask is left out."""
    _leave_out(row, fields)
    made = Becoming(
        row, place, fold(row.full_name), phone_key(row.phone) if row.phone else "",
        card_key(row.card_number) if row.card_number else "",
        citizen_hash(row.citizen) if row.citizen else "",
        _note(row), _spans(row, as_of), row.ethnic, row.religion, row.party, _poverty(row),
    )  # fmt: skip
    for name, value in (
        ("disability", row.disability), ("single_mother", row.single_mother), ("marriage", row.marital),
    ):  # fmt: skip
        if value:
            made.sealed[name] = value if isinstance(value, str) else "Có"
    return made


def not_asked(keys: Iterable[str], fields: Mapping[str, MemberField]) -> tuple[str, ...]:
    """Labels of what a list tells and the province does not ask."""
    names = {_COLUMN_FIELDS[key] for key in keys if key in _COLUMN_FIELDS}
    return tuple(fields[name].label for name in fields if name in names and not fields[name].asked)


def _leave_out(row: MemberRow, fields: Mapping[str, MemberField]) -> None:
    for key, name in REGISTER_FIELDS.items():
        if not fields[name].asked and key != "joined_on":
            value = getattr(row, key)
            setattr(row, key, "" if isinstance(value, str) else None)


def _note(row: MemberRow) -> str:
    """What has no column of its own stays as words."""
    told = [row.note] if row.note else []
    for label, value in (
        ("Tên thường gọi", row.nick), ("Điện thoại khác", row.other_phones), ("Mã cũ", row.member_code),
        ("Nơi làm việc", row.workplace), ("Chủ hộ", row.household),
    ):  # fmt: skip
        if value:
            told.append(f"{label}: {value}")
    for label, words, known in (
        ("Học vấn", row.schooling, levels.schooling), ("Chuyên môn", row.professional, levels.training),
        ("Lý luận chính trị", row.political, levels.politics),
    ):  # fmt: skip
        if words and not known(words):
            told.append(f"{label}: {words}")
    return "; ".join(told)[:_LONGEST_NOTE]


def _poverty(row: MemberRow) -> str:
    if row.near_poor:
        return str(CountedFact.Poverty.NEAR_POOR)
    if row.poor:
        return str(CountedFact.Poverty.POOR)
    words = fold(row.poverty)
    if "can ngheo" in words:
        return str(CountedFact.Poverty.NEAR_POOR)
    if "thoat ngheo" in words or "khong" in words:
        return ""
    return str(CountedFact.Poverty.POOR) if "ngheo" in words else ""


def first_day(moment: Moment | None) -> date | None:
    """The day, or the first of its year where the day is not known."""
    if moment is None:
        return None
    return moment.day or date(moment.year, 1, 1)


def _spans(row: MemberRow, as_of: date) -> tuple[Span, ...]:
    """From joining to today; the states of a list hold on the day that it describes."""
    joined, left = row.joined_on, row.left_on
    state = State(row.state) if row.state else State.ACTIVE
    if left is not None and state not in GONE:
        state = State.LEFT
    since = first_day(joined)
    turned = first_day(left) or as_of
    start_known = joined is not None and joined.day is not None
    if state in (State.ACTIVE, State.WAITING):
        return (Span(state, since or as_of, None, start_known),)
    known = left is not None and left.day is not None
    if since is None or since >= turned:
        return (Span(state, turned, None, known),)
    before = Span(State.ACTIVE, since, turned - timedelta(days=1), start_known)
    return (before, Span(state, turned, None, known))


def ending_event(made: Becoming) -> tuple[str, date] | None:
    """How the membership ended, and when, where the list tells the day."""
    last = made.spans[-1]
    kind = _ENDING.get(State(last.state))
    return (str(kind), last.valid_from) if kind and made.row.left_on is not None else None


__all__ = ["Becoming", "Place", "Pseudonym", "Span", "becoming", "ending_event", "first_day", "not_asked"]
