"""Reads for the table of rules on arrival, and the trial of a rule on past documents."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from hoiso.access.public import Right
from hoiso.core.errors import NotThere
from hoiso.documents.handling import public as handling
from hoiso.documents.incoming import phrases
from hoiso.documents.incoming.arriving import Arrived, Conditions, first_fitting
from hoiso.documents.tables.arriving import ArrivalRule
from hoiso.documents.tables.document import Direction, Document, State

TRIED_DAYS = 92  # three months
_SHOWN = 100


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as the table shows it; `applied` counts the documents on which it acted and still stands."""

    id: int
    unit_id: int
    state: str
    conditions: str
    effects: str
    made_by_name: str
    on_by_name: str
    applied: int


@dataclass(frozen=True, slots=True)
class TriedRow:
    """A past document that the rule fits; `taken`: a rule that stands before it would have taken it."""

    id: int
    number_written: str
    symbol: str
    subject: str
    issuer: str
    arrived_on: date
    why: str
    taken: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have done in the past three months. `rows` are the newest, the counts are of all."""

    fitting: int
    taken: int
    looked_at: int
    rows: tuple[TriedRow, ...]

    @property
    def would(self) -> int:
        """On how many it would have acted."""
        return self.fitting - self.taken


def conditions_of(rule: ArrivalRule) -> Conditions:
    """The left side of a rule."""
    return Conditions(rule.sender, rule.kind, rule.words)


def effects_of(rule: ArrivalRule) -> str:
    """The right side in words."""
    found = []
    if rule.dossier is not None:
        found.append(phrases.RULE_TO_DOSSIER.format(dossier=rule.dossier.code))
    if rule.leader_id is not None:
        said = phrases.RULE_TO_LEADER.format(leader=rule.leader_name)
        if rule.lead_id is not None:
            said += phrases.RULE_LEAD.format(lead=rule.lead_name)
        if rule.days is not None:
            said += phrases.RULE_DAYS.format(days=rule.days)
        found.append(said)
    if rule.told_id is not None:
        found.append(phrases.RULE_TELL.format(told=rule.told_name))
    return "; ".join(found)


def arrival_rules(unit_id: int) -> tuple[RuleRow, ...]:
    """The table of the unit in its order. One statement."""
    kept = ArrivalRule.objects.filter(unit_id=unit_id, dropped_at=None).select_related("dossier")
    standing = Count("applied", filter=Q(applied__undone_at=None))
    return tuple(_row(rule, rule.times) for rule in kept.annotate(times=standing).order_by("pk"))


def arrival_rule(rule_id: int) -> ArrivalRule:
    """One rule with its dossier. Raises `NotThere` outside the scope, or when it was dropped."""
    rule = ArrivalRule.objects.filter(pk=rule_id, dropped_at=None).select_related("dossier").first()
    if rule is None:
        raise NotThere("Không có quy tắc này, hoặc đồng chí không được xem.")
    return rule


def rule_shown(rule: ArrivalRule) -> RuleRow:
    """One rule as the table shows it, without its count."""
    return _row(rule, 0)


def acting_rules(unit_id: int) -> list[ArrivalRule]:
    """What is switched on, in the order of the table. One statement."""
    on = ArrivalRule.objects.filter(unit_id=unit_id, dropped_at=None, off_at=None, on_at__isnull=False)
    return list(on.select_related("dossier").order_by("pk"))


def tried(rule: ArrivalRule, *, today: date) -> Trial:
    """The rule on what came in the last three months, by the very question asked at arrival. Two statements.

    What was struck through in the book or sent back is left out.
    """
    before = [(one.pk, conditions_of(one)) for one in acting_rules(rule.unit_id) if one.pk < rule.pk]
    own = conditions_of(rule)
    past = (
        Document.objects.filter(
            unit_id=rule.unit_id, direction=Direction.INCOMING,
            arrived_on__gt=today - timedelta(days=TRIED_DAYS), arrived_on__lte=today,
        )
        .exclude(state__in=(State.VOID, State.RETURNED))
        .order_by("-arrived_on", "-id")
    )  # fmt: skip
    fitting = taken = looked_at = 0
    rows: list[TriedRow] = []
    for pk, number, suffix, symbol, subject, issuer, kind, arrived_on in past.values_list(
        "pk", "number", "suffix", "symbol", "subject", "issuer", "kind", "arrived_on"
    ).iterator():
        assert arrived_on is not None  # the filter asks for days
        looked_at += 1
        document = Arrived(issuer, kind, subject)
        why = own.why(document)
        if not why:
            continue
        first = first_fitting(before, document)
        fitting, taken = fitting + 1, taken + (first is not None)
        if len(rows) < _SHOWN:
            rows.append(
                TriedRow(
                    pk, f"{number or ''}{suffix}", symbol, subject, issuer, arrived_on, why, first is not None
                )
            )
    return Trial(fitting, taken, looked_at, tuple(rows))


@dataclass(frozen=True, slots=True)
class RulePeople:
    """Whom a rule may name: leaders to lay before, who may lead, and who reads everything anyway."""

    leaders: dict[int, str]
    leads: dict[int, str]
    readers: dict[int, str]


def rule_people(unit_id: int, *, on: date) -> RulePeople:
    """The people of the unit for the form. One statement.

    A notice goes only to who reads the tray: it names the document.
    """
    people = handling.colleagues(unit_id, on=on)
    return RulePeople(
        {one.id: one.full_name for one in people if one.holds(Right.INSTRUCT)},
        {one.id: one.full_name for one in people},
        {one.id: one.full_name for one in people if one.holds(Right.READ_TRAY)},
    )


def _row(rule: ArrivalRule, applied: int) -> RuleRow:
    state = "on" if rule.is_on else "off" if rule.off_at is not None else "proposed"
    return RuleRow(
        rule.pk, rule.unit_id, state, conditions_of(rule).in_words(), effects_of(rule), rule.made_by_name,
        rule.on_by_name, applied,
    )  # fmt: skip
