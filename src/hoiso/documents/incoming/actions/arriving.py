"""Rules on arrival: the clerk proposes, a leader or office head switches on, registering applies."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents import timeline
from hoiso.documents.errors import WrongState
from hoiso.documents.handling import public as handling
from hoiso.documents.incoming import phrases
from hoiso.documents.incoming.arriving import Arrived, Conditions, first_fitting
from hoiso.documents.incoming.queries.arriving import acting_rules, conditions_of, rule_people, tried
from hoiso.documents.keeping import public as keeping
from hoiso.documents.locking import locked
from hoiso.documents.tables.arriving import ArrivalApplied, ArrivalRule
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.keeping import Dossier
from hoiso.notices.public import tell
from hoiso.units.public import office_calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """A line of the table as the form sends it."""

    conditions: Conditions
    dossier_id: int | None = None
    leader_id: int | None = None
    lead_id: int | None = None
    days: int | None = None
    told_id: int | None = None


@transaction.atomic
def propose_rule(*, by: Actor, unit_id: int, facts: RuleFacts, at: datetime) -> ArrivalRule:
    """Write a new line; it does nothing before it is switched on."""
    require(by, Right.PROPOSE_HANDLING, at=unit_id, anew=True)
    rule = ArrivalRule(unit_id=unit_id, made_by=by.officer_id, made_by_name=by.full_name)
    _fill(rule, facts, at)
    rule.save()
    _record("arrival_rule_proposed", rule, by, at)
    return rule


@transaction.atomic
def change_rule(*, by: Actor, rule_id: int, facts: RuleFacts, at: datetime) -> ArrivalRule:
    """Change a line. One that was on is off from here: it is tried and switched on again."""
    rule = _locked_rule(rule_id)
    require(by, Right.PROPOSE_HANDLING, at=rule.unit_id)
    _fill(rule, facts, at)
    rule.made_by, rule.made_by_name = by.officer_id, by.full_name
    rule.on_at, rule.on_by, rule.on_by_name, rule.on_fitting, rule.off_at = None, None, "", None, None
    rule.save()
    _record("arrival_rule_changed", rule, by, at)
    return rule


@transaction.atomic
def switch_rule_on(*, by: Actor, rule_id: int, seen: str, at: datetime) -> ArrivalRule:
    """Let it act from now on. `seen` is the moment of the line that was tried (`stamp`).

    Raises `WrongState` when somebody has changed the line since: what was tried is not what would act.
    """
    rule = _locked_rule(rule_id)
    require(by, Right.APPROVE, at=rule.unit_id)
    if rule.is_on:
        return rule
    if seen != stamp(rule):
        raise WrongState("Quy tắc vừa được sửa. Xem lại danh sách thử rồi bật.")
    rule.on_at, rule.on_by, rule.on_by_name, rule.off_at = at, by.officer_id, by.full_name, None
    rule.on_fitting = tried(rule, today=office_date(at)).fitting
    rule.save(update_fields=["on_at", "on_by", "on_by_name", "off_at", "on_fitting"])
    _record("arrival_rule_on", rule, by, at, fitting=rule.on_fitting)
    return rule


@transaction.atomic
def switch_rule_off(*, by: Actor, rule_id: int, at: datetime) -> ArrivalRule:
    """It acts no longer; what it did stays."""
    rule = _locked_rule(rule_id)
    require(by, Right.PROPOSE_HANDLING, at=rule.unit_id)
    if rule.is_on:
        rule.off_at = at
        rule.save(update_fields=["off_at"])
        _record("arrival_rule_off", rule, by, at)
    return rule


@transaction.atomic
def drop_rule(*, by: Actor, rule_id: int, at: datetime) -> None:
    """Take a line out of the table."""
    rule = _locked_rule(rule_id)
    require(by, Right.PROPOSE_HANDLING, at=rule.unit_id)
    rule.dropped_at = at
    rule.save(update_fields=["dropped_at"])
    _record("arrival_rule_dropped", rule, by, at)


def stamp(rule: ArrivalRule) -> str:
    """By what a page knows that the line is still the one it showed."""
    return rule.changed_at.astimezone(UTC).isoformat()


@transaction.atomic
def apply_rules(*, by: Actor, document: Document, at: datetime, handled: bool = False) -> str:
    """Let the first rule that fits act on a document just registered; the reason and what was done, else "".

    `handled`: somebody has taken the work already, so nothing is proposed. What cannot be done (a
    dossier closed meanwhile, a leader gone) is said and does not stop the registration.
    """
    rules = acting_rules(document.unit_id)
    if not rules:
        return ""
    arrived = Arrived(document.issuer, document.kind, document.subject)
    found = first_fitting(((one.pk, conditions_of(one)) for one in rules), arrived)
    if found is None:
        return ""
    rule = next(one for one in rules if one.pk == found[0])
    applied = ArrivalApplied(document=document, rule=rule, why=found[1], by_id=by.officer_id, at=at)
    did = [
        *_into_dossier(by, applied, at),
        *([] if handled else _lay_before(by, applied, at)),
        *_tell(by, applied, at),
    ]
    applied.save()
    said = phrases.RULE_APPLIED.format(why=found[1], did="; ".join(did) or phrases.RULE_DID_NOTHING)
    said = " ".join([said, *applied.skipped])
    timeline.note(by, document, "apply_rule", at=at, text=said, rule=rule.pk)
    return said


@transaction.atomic
def undo_rule(*, by: Actor, document_id: int, at: datetime) -> None:
    """Take back what a rule did to a document: out of the dossier, the proposal withdrawn. Twice is once.

    Refused once the leader has decided on the proposal: then nothing is taken back.
    """
    document = locked(document_id)
    require(by, Right.REGISTER_INCOMING, at=document.unit_id)
    applied = ArrivalApplied.objects.select_for_update(no_key=True).filter(document=document).first()
    if applied is None:
        raise NotThere("Không có quy tắc nào đã áp dụng với văn bản này.")
    if applied.undone_at is not None:
        return
    if applied.proposal_id is not None:
        handling.withdraw_proposal(by=by, proposal_id=applied.proposal_id, at=at)
    if applied.dossier_id is not None:
        keeping.take_out_of_dossier(by=by, dossier_id=applied.dossier_id, document_ids=[document.pk], at=at)
    if applied.told_id is not None:
        text = phrases.RULE_TOLD_UNDONE.format(document=_named(document))
        tell([applied.told_id], text, address=f"/van-ban/{document.pk}/", at=at, by=by)
    applied.undone_by, applied.undone_at = by.officer_id, at
    applied.save(update_fields=["undone_by", "undone_at"])
    timeline.note(by, document, "undo_rule", at=at, text=phrases.RULE_UNDONE, rule=applied.rule_id)


def _into_dossier(by: Actor, applied: ArrivalApplied, at: datetime) -> list[str]:
    dossier = applied.rule.dossier
    if dossier is None:
        return []
    try:
        with transaction.atomic():
            keeping.put_in_dossier(by=by, dossier_id=dossier.pk, document_id=applied.document_id, at=at)
    except DomainError as refusal:
        applied.skipped.append(refusal.sentence)
        return []
    applied.dossier = dossier
    return [_small(phrases.RULE_TO_DOSSIER.format(dossier=dossier.code))]


def _lay_before(by: Actor, applied: ArrivalApplied, at: datetime) -> list[str]:
    rule = applied.rule
    if rule.leader_id is None:
        return []
    due_on = applied.document.due_on
    if rule.days is not None:
        counted = office_calendar().add_working_days(office_date(at), rule.days)
        due_on = min(counted, due_on) if due_on else counted
    try:
        with transaction.atomic():
            proposal = handling.propose(
                by=by, document_id=applied.document_id, to_officer_id=rule.leader_id,
                receivers=handling.Receivers(lead=rule.lead_id), wording=phrases.RULE_WORDING,
                due_on=due_on, at=at,
            )  # fmt: skip
    except DomainError as refusal:
        applied.skipped.append(refusal.sentence)
        return []
    applied.proposal_id = proposal.pk
    said = phrases.RULE_TO_LEADER.format(leader=rule.leader_name)
    said += phrases.RULE_LEAD.format(lead=rule.lead_name)
    return [_small(said)]


def _tell(by: Actor, applied: ArrivalApplied, at: datetime) -> list[str]:
    rule, document = applied.rule, applied.document
    readers = rule_people(document.unit_id, on=office_date(at)).readers if rule.told_id is not None else {}
    if rule.told_id is None or rule.told_id == by.officer_id or rule.told_id not in readers:
        return []
    text = phrases.RULE_TOLD.format(document=_named(document))
    tell([rule.told_id], text, address=f"/van-ban/{document.pk}/", at=at, by=by)
    applied.told_id = rule.told_id
    return [_small(phrases.RULE_TELL.format(told=rule.told_name))]


def _small(sentence: str) -> str:
    """The sentence as part of another."""
    return f"{sentence[0].lower()}{sentence[1:]}"


def _named(document: Document) -> str:
    return f"{document.symbol}, {document.subject}" if document.symbol else document.subject


def _fill(rule: ArrivalRule, facts: RuleFacts, at: datetime) -> None:
    """Write the facts into the row; refuse what asks for nothing, does nothing or names strangers."""
    if not facts.conditions.asks:
        raise DomainError("Ghi ít nhất một điều kiện: nơi gửi, loại hoặc từ trong trích yếu", field="sender")
    if facts.dossier_id is None and facts.leader_id is None and facts.told_id is None:
        raise DomainError("Chọn ít nhất một việc: xếp hồ sơ, trình lãnh đạo hoặc báo tin", field="dossier")
    if facts.leader_id is None and (facts.lead_id is not None or facts.days is not None):
        raise DomainError("Chọn lãnh đạo để trình khi có người chủ trì hoặc hạn", field="leader")
    if facts.leader_id is not None and facts.lead_id is None:
        raise DomainError("Chọn người được đề xuất chủ trì khi trình lãnh đạo", field="lead")
    people = rule_people(rule.unit_id, on=office_date(at))
    rule.leader_name = _name(people.leaders, facts.leader_id, "leader")
    rule.lead_name = _name(people.leads, facts.lead_id, "lead")
    rule.told_name = _name(people.readers, facts.told_id, "told")
    rule.dossier = None
    if facts.dossier_id is not None:
        open_ones = Dossier.objects.filter(pk=facts.dossier_id, unit_id=rule.unit_id, closed_on=None)
        rule.dossier = open_ones.first()
        if rule.dossier is None:
            raise DomainError("Chọn một hồ sơ đang mở trong danh sách", field="dossier")
    rule.sender, rule.kind, rule.words = (
        facts.conditions.sender, facts.conditions.kind, facts.conditions.words,
    )  # fmt: skip
    rule.leader_id, rule.lead_id, rule.told_id = facts.leader_id, facts.lead_id, facts.told_id
    rule.days, rule.changed_at = facts.days, at


def _name(people: dict[int, str], officer_id: int | None, field: str) -> str:
    if officer_id is None:
        return ""
    if officer_id not in people:
        raise DomainError("Chọn một người trong danh sách", field=field)
    return people[officer_id]


def _locked_rule(rule_id: int) -> ArrivalRule:
    rule = ArrivalRule.objects.select_for_update(no_key=True).filter(pk=rule_id, dropped_at=None).first()
    if rule is None:
        raise NotThere("Không có quy tắc này, hoặc đồng chí không được xem.")
    return rule


def _record(action: str, rule: ArrivalRule, by: Actor, at: datetime, **ids: object) -> None:
    audit.record(action, "arrival_rule", rule.pk, at=at, actor_id=by.officer_id, unit_id=rule.unit_id, **ids)
