"""Finding members entered twice, telling them apart, making them one, and parting them again."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import NotAllowed, NotThere
from hoiso.members import sensitive, spans
from hoiso.members.duplicates.comparing import COLUMNS, columns_of
from hoiso.members.duplicates.covered import relations
from hoiso.members.duplicates.errors import NotMergeable
from hoiso.members.duplicates.queries import NO_PAIR, UNDO_DAYS
from hoiso.members.keys import code_written
from hoiso.members.models import Member, MemberEvent, MemberMerge, MemberPair, MemberSpan
from hoiso.members.register.public import Place, keeps_at, locked, note, record
from hoiso.members.states import PRESENT

_SPANS = "members_memberspan"
_DAY = timedelta(days=1)


def find_pairs(*, by: Actor, place: Place, at: datetime) -> int:
    """Look through the place's members anew; how many pairs wait there then."""
    if not keeps_at(by, place):
        raise NotAllowed("Đồng chí không giữ danh sách hội viên ở đây nên không tìm hồ sơ trùng được.")
    audit.record(
        "member_pairs_found", "unit", place.unit_id, at=at, actor_id=by.officer_id, unit_id=place.unit_id
    )
    return _find(place.unit_id, at)


def find_everywhere(*, at: datetime) -> int:
    """Look through the whole register, as the system. How many pairs wait."""
    return _find(None, at)


def _find(place_id: int | None, at: datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_member_pairs_find(%s, %s)", [place_id, at])
        (waiting,) = cursor.fetchone()
    return int(waiting)


@transaction.atomic
def tell_apart(*, by: Actor, pair_id: int, at: datetime) -> None:
    """These are two women: remembered, the pair is not asked again. Who keeps one of them may say so."""
    pair = MemberPair.objects.select_for_update().filter(pk=pair_id).first()
    if pair is None or pair.state == MemberPair.State.MERGED:
        raise NotThere(NO_PAIR)
    seen = Member.objects.filter(pk__in=(pair.first_id, pair.second_id)).order_by("id")
    kept = [locked(by, one.pk) for one in seen[:1]]
    if not kept:
        raise NotThere(NO_PAIR)
    pair.state = MemberPair.State.DIFFERENT
    pair.decided_by, pair.decided_at = by.officer_id, at
    pair.save(update_fields=["state", "decided_by", "decided_at"])
    record(by, kept[0], "told_apart", at=at)


@transaction.atomic
def merge(
    *, by: Actor, kept_id: int, gone_id: int, from_gone: Mapping[str, bool], both_branches: bool, at: datetime
) -> MemberMerge:
    """Make two rows one: `kept` goes on, `gone` leads to it.

    `from_gone`: names of `comparing.FIELDS` that are taken from `gone`. `both_branches`: she belongs to
    the branch of `gone` as a second one. Raises `NotMergeable`, NotAllowed, NotThere.
    """
    if kept_id == gone_id:
        raise NotMergeable("Đây là một hồ sơ. Chọn hai hồ sơ khác nhau.")
    rows = {one: locked(by, one) for one in sorted((kept_id, gone_id))}
    kept, gone, today = rows[kept_id], rows[gone_id], office_date(at)
    done = MemberMerge(kept=kept, gone=gone, by_id=by.officer_id, by_name=by.full_name, at=at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_members_join(%s, %s, %s)", [kept.pk, gone.pk, json.dumps(relations())])
        (joined,) = cursor.fetchone()
    joined = json.loads(joined) if isinstance(joined, str) else joined
    done.moved, done.taken = joined["moved"], joined["taken"]
    done.made = _history(kept, gone, done.taken.get(_SPANS, []), both_branches=both_branches)
    done.before, done.after = _columns(kept, gone, from_gone)
    _counted(kept, gone, done, today=today)
    kept.version += 1
    kept.changed_at = at
    kept.save(update_fields=[*done.after, "version", "changed_at"])
    gone.merged_into = kept
    gone.version += 1
    gone.save(update_fields=["merged_into", "version"])
    done.save()
    spans.refresh([kept.pk], today=today)
    _answered(by, kept, gone, at=at)
    note(by, kept, MemberEvent.Kind.MERGED, at=at, reason=f"Mã cũ {code_written(gone.code)}")
    record(by, gone, "merged", at=at)
    return done


@transaction.atomic
def undo(*, by: Actor, merge_id: int, at: datetime) -> MemberMerge:
    """Part two rows again, within `UNDO_DAYS`. What was written of `kept` since then stays with it."""
    done = MemberMerge.objects.select_for_update().filter(pk=merge_id, undone_at=None).first()
    if done is None:
        raise NotThere("Không có lần gộp này, hoặc đã tách lại rồi.")
    today = office_date(at)
    if today > office_date(done.at) + timedelta(days=UNDO_DAYS):
        raise NotMergeable(
            f"Đã quá {UNDO_DAYS} ngày nên không tách lại được nữa. Hồ sơ cũ vẫn lưu: nhờ cán bộ tỉnh giúp."
        )
    kept = locked(by, done.kept_id)
    gone = Member.objects.select_for_update().filter(pk=done.gone_id).first()
    if gone is None:
        raise NotThere("Hồ sơ kia đã chuyển đến nơi đồng chí không phụ trách. Nhờ nơi đó tách lại.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_members_part(%s)", [done.pk])
    back = [
        name for name in done.after if name in COLUMNS and _plain(getattr(kept, name)) == done.after[name]
    ]
    for name in back:
        setattr(kept, name, _value(name, done.before[name]))
    kept.version += 1
    kept.changed_at = at
    kept.save(update_fields=[*back, "version", "changed_at"])
    gone.refresh_from_db()
    _uncounted(kept, gone, done, today=today)
    done.undone_by, done.undone_at = by.officer_id, at
    done.save(update_fields=["undone_by", "undone_at"])
    spans.refresh([kept.pk, gone.pk], today=today)
    MemberPair.objects.filter(_pair(kept.pk, gone.pk)).update(
        state=MemberPair.State.OPEN, decided_by=None, decided_at=None
    )
    for one in (kept, gone):
        note(by, one, MemberEvent.Kind.SEPARATED, at=at)
    return done


def _history(kept: Member, gone: Member, taken: list[dict[str, Any]], *, both_branches: bool) -> list[int]:
    """Spans of `gone` that `kept` lacks: from before hers began, and a second branch. Their ids."""
    own = list(MemberSpan.objects.filter(member=kept).order_by("valid_from"))
    begun = min((one.valid_from for one in own if one.primary), default=None)
    made = []
    for row in taken:
        first = date.fromisoformat(row["valid_from"])
        last = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        second = not row["primary"]
        if not second and begun is not None and first < begun:
            end = begun - _DAY if last is None or last >= begun else last
            made.append(_span(kept, row, first, end))
        if second or (both_branches and row["branch_id"] != kept.branch_id and last is None):
            later = [one.valid_to or date.max for one in own if one.branch_id == row["branch_id"]]
            if date.max in later or (not second and gone.state not in PRESENT):
                continue
            start = max([first, *(one + _DAY for one in later), *([begun] if begun and not second else [])])
            if last is None or start <= last:
                made.append(_span(kept, row, start, last, primary=False))
    return made


def _span(kept: Member, row: dict[str, Any], first: date, last: date | None, *, primary: bool = True) -> int:
    return MemberSpan.objects.create(
        member=kept, branch_id=row["branch_id"], group_id=row["group_id"], state=row["state"],
        primary=primary, valid_from=first, valid_to=last, start_known=row["start_known"],
    ).pk  # fmt: skip


def _columns(
    kept: Member, gone: Member, from_gone: Mapping[str, bool]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Put the chosen columns into `kept`; what stood there before, and what stands there now."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name in columns_of(from_gone):
        old, new = getattr(kept, name), getattr(gone, name)
        if old != new:
            before[name], after[name] = _plain(old), _plain(new)
            setattr(kept, name, new)
    return before, after


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, value: Any) -> Any:
    is_day = name in ("birth_date", "joined_on", "card_given_on")
    return date.fromisoformat(value) if is_day and value else value


_COPIED = "counted_copied"


def _counted(kept: Member, gone: Member, done: MemberMerge, *, today: date) -> None:
    """One woman is counted once: the facts of `gone` end; they are copied where `kept` has none."""
    facts = sensitive.counted_of(gone.pk)
    if facts == sensitive.Counted():
        return
    if sensitive.counted_of(kept.pk) == sensitive.Counted():
        sensitive.keep_counted(kept, facts, since=today)
        done.before[_COPIED] = True
    _follow(gone, "left", today=today)


def _uncounted(kept: Member, gone: Member, done: MemberMerge, *, today: date) -> None:
    if _COPIED in done.before:
        sensitive.keep_counted(kept, sensitive.Counted(), since=today)
    _follow(gone, gone.state, today=today)


def _follow(member: Member, state: str, *, today: date) -> None:
    row = getattr(member, "pseudonym", None)
    if row is not None:
        place = sensitive.Place(row.box, member.commune_id, member.branch_id, state)
        sensitive.follow([place], since=today)


def _pair(one: int, other: int) -> Q:
    return Q(first_id=min(one, other), second_id=max(one, other))


def _answered(by: Actor, kept: Member, gone: Member, *, at: datetime) -> None:
    """The pair is merged; who was told apart from `gone` is told apart from `kept`, too."""
    MemberPair.objects.filter(_pair(kept.pk, gone.pk)).update(
        state=MemberPair.State.MERGED, decided_by=by.officer_id, decided_at=at
    )
    told = MemberPair.objects.filter(
        Q(first_id=gone.pk) | Q(second_id=gone.pk), state=MemberPair.State.DIFFERENT
    )
    others = {one.second_id if one.first_id == gone.pk else one.first_id for one in told}
    MemberPair.objects.bulk_create(
        [
            MemberPair(
                first_id=min(kept.pk, other), second_id=max(kept.pk, other), level=MemberPair.Level.ASK,
                why=MemberPair.Why.BRANCH, state=MemberPair.State.DIFFERENT, found_at=at,
                decided_by=by.officer_id, decided_at=at,
            )
            for other in others - {kept.pk}
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    MemberPair.objects.filter(Q(first_id=gone.pk) | Q(second_id=gone.pk), state=MemberPair.State.OPEN).update(
        state=MemberPair.State.MERGED, decided_by=by.officer_id, decided_at=at
    )
