"""From one branch to another: asked by the branch she leaves, agreed by the one that takes her."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import NotAllowed, NotThere
from hoiso.members import spans
from hoiso.members.lives.actions.doing import MOST_AT_ONCE, check_day, last_day, leave_trace, picture
from hoiso.members.lives.actions.writing import write
from hoiso.members.lives.errors import ActRefused
from hoiso.members.models import Member, MemberEvent, MemberTrace, MemberTransfer, Pseudonym
from hoiso.members.register.public import above_of, keeps_unit, locked, record
from hoiso.members.sensitive import open_pseudonym
from hoiso.members.states import State
from hoiso.units.models import Unit

_MOVABLE = (State.ACTIVE, State.AWAY, State.SUSPENDED)
_Kind = MemberEvent.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where members go and from which day; `paper` and `reason` as on the slip."""

    to_branch_id: int
    on: date
    paper: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """How many went at once, and how many wait for the other branch's answer."""

    at_once: int
    asked: int


@transaction.atomic
def ask_transfer(*, by: Actor, member_ids: Sequence[int], move: Move, at: datetime) -> Moved:
    """Ask for members to be taken by another branch; where she keeps that one too, they go at once."""
    chosen, today = sorted(set(member_ids)), office_date(at)
    if not chosen:
        raise ActRefused("Đánh dấu ít nhất một hội viên.")
    if len(chosen) > MOST_AT_ONCE:
        raise ActRefused(f"Mỗi lần chuyển được nhiều nhất {MOST_AT_ONCE} hội viên. Chia làm nhiều lần.")
    branch = Unit.objects.filter(pk=move.to_branch_id, kind=Unit.Kind.BRANCH).first()
    commune_id = above_of(move.to_branch_id, on=today)
    if branch is None or commune_id is None:
        raise ActRefused("Chọn chi hội đang hoạt động", field="to_branch")
    at_once = keeps_unit(by, commune_id=commune_id, branch_id=branch.pk)
    for member_id in chosen:
        member = locked(by, member_id)
        try:
            _check(member, move, today=today)
        except ActRefused as error:
            named = f"{member.full_name}: {error.sentence}" if len(chosen) > 1 else error.sentence
            raise ActRefused(named, field=error.field) from None
        if at_once:
            _move(by, member, move, at=at)
        else:
            _ask(by, member, move, commune_id=commune_id, at=at)
    return Moved(len(chosen), 0) if at_once else Moved(0, len(chosen))


def _check(member: Member, move: Move, *, today: date) -> None:
    if member.state not in _MOVABLE:
        raise ActRefused(f"Hội viên đang ở tình trạng “{State(member.state).label}”, không chuyển được.")
    if move.to_branch_id == member.branch_id:
        raise ActRefused("Hội viên đang ở chi hội này. Chọn chi hội khác", field="to_branch")
    check_day(member, move.on, today=today)
    if move.on == last_day(member):
        raise ActRefused(
            "Ngày chuyển phải sau việc ghi gần nhất ít nhất một ngày. Chọn ngày khác", field="on"
        )
    if MemberTransfer.objects.filter(member=member, state=MemberTransfer.State.ASKED).exists():
        raise ActRefused("Hội viên này đang chờ nơi khác nhận. Rút lại lời xin đó trước.")


def _move(by: Actor, member: Member, move: Move, *, at: datetime) -> None:
    before = picture(member)
    event = write(
        by, member, _Kind.TRANSFERRED, at=at, on=move.on, paper=move.paper, reason=move.reason,
        to_branch_id=move.to_branch_id,
    )  # fmt: skip
    spans.change(member, on=move.on, today=office_date(at), branch_id=move.to_branch_id, group_id=None)
    member.refresh_from_db()
    leave_trace(event, before=before, member=member)


def _ask(by: Actor, member: Member, move: Move, *, commune_id: int, at: datetime) -> None:
    MemberTransfer.objects.create(
        member=member,
        from_branch_id=member.branch_id,
        from_commune_id=member.commune_id,
        to_branch_id=move.to_branch_id,
        to_commune_id=commune_id,
        full_name=member.full_name,
        birth=member.birth_written,
        on=move.on,
        paper=move.paper,
        reason=move.reason,
        asked_by=by.officer_id,
        asked_at=at,
    )
    write(
        by, member, _Kind.TRANSFER_ASKED, at=at, on=office_date(at), paper=move.paper, reason=move.reason,
        to_branch_id=move.to_branch_id,
    )  # fmt: skip


@transaction.atomic
def receive_transfers(*, by: Actor, transfer_ids: Sequence[int], on: date, words: str, at: datetime) -> int:
    """Take the members who are asked for into the branch from a day on. How many."""
    today = office_date(at)
    if not transfer_ids:
        raise ActRefused("Đánh dấu ít nhất một người.")
    if on > today:
        raise ActRefused("Ngày nhận phải là hôm nay hoặc trước hôm nay", field="on")
    for transfer in _open(transfer_ids):
        if not keeps_unit(by, commune_id=transfer.to_commune_id, branch_id=transfer.to_branch_id):
            raise NotAllowed("Chi hội đến, hoặc Hội cấp xã của chi hội đó, trả lời việc này.")
        _receive(by, transfer, on=on, words=words, at=at)
    return len(set(transfer_ids))


def _receive(by: Actor, transfer: MemberTransfer, *, on: date, words: str, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT event_id, before::text FROM hoiso_transfer_receive(%s, %s, %s, %s, %s)",
            [transfer.pk, on, office_date(at), at, words],
        )
        row = cursor.fetchone()
    if row is None:
        raise ActRefused(
            f"{transfer.full_name}: ngày nhận phải sau việc ghi gần nhất ở chi hội cũ,"
            " và hội viên còn sinh hoạt ở đó. Chọn ngày khác, hoặc trả lời không nhận.",
            field="on",
        )
    _follow(transfer)
    member = Member.objects.get(pk=transfer.member_id)
    MemberTrace.objects.create(event_id=row[0], before=_before(row[1], member), after=picture(member))
    record(by, member, _Kind.TRANSFERRED, at=at)


def _before(spans_before: str, member: Member) -> dict[str, object]:
    return {"spans": json.loads(spans_before), "columns": picture(member)["columns"]}


def _follow(transfer: MemberTransfer) -> None:
    box = Pseudonym.objects.filter(member_id=transfer.member_id).values_list("box", flat=True).first()
    if box:
        with connection.cursor() as cursor:
            cursor.execute("SELECT hoiso_counted_moved(%s, %s)", [open_pseudonym(box), transfer.pk])


@transaction.atomic
def refuse_transfer(*, by: Actor, transfer_id: int, words: str, at: datetime) -> MemberTransfer:
    """The receiver does not take her: she stays where she is."""
    (transfer,) = _open([transfer_id])
    if not keeps_unit(by, commune_id=transfer.to_commune_id, branch_id=transfer.to_branch_id):
        raise NotAllowed("Chi hội đến, hoặc Hội cấp xã của chi hội đó, trả lời việc này.")
    if not words:
        raise ActRefused("Ghi vì sao không nhận", field="words")
    return _answer(by, transfer, MemberTransfer.State.REFUSED, words=words, at=at)


@transaction.atomic
def withdraw_transfer(*, by: Actor, transfer_id: int, at: datetime) -> MemberTransfer:
    """The branch that asked takes it back before there is an answer."""
    (transfer,) = _open([transfer_id])
    if not keeps_unit(by, commune_id=transfer.from_commune_id, branch_id=transfer.from_branch_id):
        raise NotAllowed("Nơi đã xin chuyển mới rút lại được.")
    return _answer(by, transfer, MemberTransfer.State.WITHDRAWN, words="", at=at)


def _answer(by: Actor, transfer: MemberTransfer, state: str, *, words: str, at: datetime) -> MemberTransfer:
    transfer.state, transfer.answer = state, words
    transfer.answered_by, transfer.answered_at = by.officer_id, at
    transfer.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    audit.record(
        f"member_transfer_{state}", "member", transfer.member_id, at=at, actor_id=by.officer_id,
        unit_id=transfer.to_branch_id if state == MemberTransfer.State.REFUSED else transfer.from_branch_id,
    )  # fmt: skip
    return transfer


def _open(transfer_ids: Sequence[int]) -> list[MemberTransfer]:
    chosen = sorted(set(transfer_ids))
    found = MemberTransfer.objects.select_for_update().filter(pk__in=chosen).order_by("pk")
    rows = list(found)
    if len(rows) != len(chosen):
        raise NotThere("Không có việc chuyển này, hoặc việc không thuộc nơi đồng chí phụ trách.")
    for row in rows:
        if row.state != MemberTransfer.State.ASKED:
            raise ActRefused(f"{row.full_name}: việc chuyển này đã được trả lời ({row.get_state_display()}).")
    return rows
