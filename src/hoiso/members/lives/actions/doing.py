"""One act on a membership, for one member or for many, and taking the last act back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.phrases import vn_date
from hoiso.members import spans
from hoiso.members.keys import card_key
from hoiso.members.lives.actions.writing import write
from hoiso.members.lives.acts import CARD, GROUP, Act
from hoiso.members.lives.errors import ActRefused, NotTheLast
from hoiso.members.models import Member, MemberEvent, MemberSpan, MemberTrace
from hoiso.members.register.public import above_of, locked, record
from hoiso.members.states import State

MOST_AT_ONCE = 200
_Kind = MemberEvent.Kind
# Lines of a history that say nothing of a day of the membership itself.
_NO_DAY = (_Kind.ENTERED, _Kind.CORRECTED, _Kind.MERGED, _Kind.SEPARATED, _Kind.TRANSFER_ASKED)
_COLUMNS = ("joined_on", "card_number", "card_key", "card_given_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """An act as it is written down. `paper` names the decision or the minutes."""

    act: Act
    on: date
    paper: str = ""
    reason: str = ""
    card: str = ""
    group_id: int | None = None


@transaction.atomic
def do(*, by: Actor, member_id: int, doing: Doing, at: datetime) -> MemberEvent:
    """Write the act down: her state from that day on, her history, the trail. Raises `ActRefused`."""
    member = locked(by, member_id)
    today = office_date(at)
    check(member, doing, today=today)
    before = picture(member)
    event = write(by, member, doing.act.kind, at=at, on=doing.on, paper=doing.paper, reason=doing.reason)
    _change(member, doing, today=today, at=at)
    leave_trace(event, before=before, member=member)
    return event


@transaction.atomic
def do_many(*, by: Actor, member_ids: Sequence[int], doing: Doing, at: datetime) -> int:
    """The same act for many, all or none; the refusal names whose line it is. How many."""
    chosen = sorted(set(member_ids))
    if not chosen:
        raise ActRefused("Đánh dấu ít nhất một hội viên.")
    if len(chosen) > MOST_AT_ONCE:
        raise ActRefused(f"Mỗi lần ghi được nhiều nhất {MOST_AT_ONCE} hội viên. Chia làm nhiều lần.")
    for member_id in chosen:
        try:
            do(by=by, member_id=member_id, doing=doing, at=at)
        except ActRefused as error:
            name = Member.objects.values_list("full_name", flat=True).get(pk=member_id)
            raise ActRefused(f"{name}: {error.sentence}", field=error.field) from None
    return len(chosen)


def check(member: Member, doing: Doing, *, today: date) -> None:
    """Refuse what cannot follow: the state, the day, the paper."""
    act = doing.act
    if member.state not in act.after:
        raise ActRefused(
            f"Hội viên đang ở tình trạng “{State(member.state).label}”, không ghi được “{act.label}”."
        )
    check_day(member, doing.on, today=today)
    if act.paper and not doing.paper:
        raise ActRefused("Ghi số quyết định, hoặc biên bản họp ngày nào", field="paper")
    if act.reason and not doing.reason:
        raise ActRefused("Ghi lý do", field="reason")
    if act.code == CARD and not doing.card:
        raise ActRefused("Ghi số thẻ", field="card")
    if act.code == GROUP:
        _check_group(member, doing.group_id, today=today)


def check_day(member: Member, on: date, *, today: date) -> None:
    """No day ahead, none before what was written last: history goes forward."""
    if on > today:
        raise ActRefused("Ngày ghi phải là hôm nay hoặc trước hôm nay", field="on")
    last = last_day(member)
    if last is not None and on < last:
        raise ActRefused(
            f"Việc ghi gần nhất có ngày {vn_date(last)}; chọn ngày đó hoặc sau đó."
            " Nếu việc trước ghi sai ngày, hãy hoàn tác việc đó trước",
            field="on",
        )


def last_day(member: Member) -> date | None:
    """The latest day that her history already speaks of. Two statements."""
    begun = MemberSpan.objects.filter(member=member, primary=True).aggregate(day=Max("valid_from"))["day"]
    events = MemberEvent.objects.filter(member=member).exclude(kind__in=_NO_DAY)
    said = events.aggregate(day=Max("on"))["day"]
    days = [day for day in (begun, said) if day is not None]
    return max(days) if days else None


def _check_group(member: Member, group_id: int | None, *, today: date) -> None:
    if group_id == member.group_id:
        raise ActRefused("Hội viên đang ở tổ này. Chọn tổ khác", field="group")
    if group_id is not None and above_of(group_id, on=today) != member.branch_id:
        raise ActRefused("Tổ này không thuộc chi hội của hội viên. Chọn lại tổ", field="group")


def _change(member: Member, doing: Doing, *, today: date, at: datetime) -> None:
    act = doing.act
    if act.state is not None:
        spans.change(member, on=doing.on, today=today, state=act.state)
    elif act.code == GROUP:
        spans.change(member, on=doing.on, today=today, group_id=doing.group_id)
    given: dict[str, object] = {}
    if act.code == CARD:
        given = {"card_number": doing.card, "card_key": card_key(doing.card), "card_given_on": doing.on}
    elif act.kind == _Kind.ADMITTED and member.joined_on is None:
        given = {"joined_on": doing.on}
    if given:
        Member.objects.filter(pk=member.pk).update(**given, version=member.version + 1, changed_at=at)
    member.refresh_from_db()


def picture(member: Member) -> dict[str, object]:
    """How her membership stands: her first-branch spans and the columns that acts write."""
    rows = (
        MemberSpan.objects.filter(member=member, primary=True)
        .order_by("valid_from")
        .values_list("branch_id", "group_id", "state", "valid_from", "valid_to", "start_known")
    )
    written = [[_written(value) for value in row] for row in rows]
    return {"spans": written, "columns": {name: _written(getattr(member, name)) for name in _COLUMNS}}


def _written(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def leave_trace(event: MemberEvent, *, before: dict[str, object], member: Member) -> None:
    """What the act found and what it left, for taking it back."""
    MemberTrace.objects.create(event=event, before=before, after=picture(member))


@transaction.atomic
def undo_last(*, by: Actor, member_id: int, event_id: int, at: datetime) -> MemberEvent:
    """Take the member's last act back, while nothing was built upon it. Raises `NotTheLast`."""
    member = locked(by, member_id)
    event = undoable(member)
    if event is None or event.pk != event_id:
        raise NotTheLast(
            "Việc này không hoàn tác được nữa: sau đó đã có việc khác. Ghi một việc mới để sửa lại."
        )
    trace = event.trace
    if trace.after != picture(member):
        raise NotTheLast("Việc này không hoàn tác được nữa: hồ sơ đã được sửa sau đó. Ghi một việc mới.")
    MemberSpan.objects.filter(member=member, primary=True).delete()
    MemberSpan.objects.bulk_create(
        MemberSpan(
            member=member, branch_id=branch, group_id=group, state=state,
            valid_from=date.fromisoformat(first), valid_to=date.fromisoformat(last) if last else None,
            start_known=known,
        )
        for branch, group, state, first, last, known in trace.before["spans"]
    )  # fmt: skip
    columns = trace.before["columns"]
    Member.objects.filter(pk=member.pk).update(**columns, version=member.version + 1, changed_at=at)
    words = f"Hoàn tác: {event.get_kind_display()} ngày {vn_date(event.on)}"
    kind = event.kind
    event.delete()  # and its trace
    left = write(by, member, _Kind.CORRECTED, at=at, on=office_date(at), reason=words)
    record(by, member, "act_undone", at=at, act=kind)
    spans.refresh([member.pk], today=office_date(at))
    return left


def undoable(member: Member) -> MemberEvent | None:
    """Her last act, if it can still be taken back. One statement."""
    told = MemberEvent.objects.filter(member=member).exclude(kind=_Kind.CORRECTED)
    last = told.select_related("trace").order_by("-id").first()
    return last if last is not None and hasattr(last, "trace") else None
