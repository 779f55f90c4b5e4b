"""A list is brought, recognised, looked through, begun, stopped, dropped."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import NotThere
from hoiso.core.files.inspection import Use
from hoiso.core.files.kinds import Kind
from hoiso.core.files.taking_in import take_in
from hoiso.members.imports import phrases
from hoiso.members.imports.batches import Batch, judge_batch
from hoiso.members.imports.errors import ListRefused, NotNow
from hoiso.members.imports.fields import BY_KEY, VALUED, bare
from hoiso.members.imports.holding import keep_held, values_of
from hoiso.members.imports.jobs import check_list, take_list
from hoiso.members.imports.judging import Seen
from hoiso.members.imports.opening import (
    AT_ONCE,
    OpenedList,
    batches,
    found_in,
    open_list,
    open_stored,
)
from hoiso.members.imports.placing import NEW, Places, choice_of, places_of
from hoiso.members.imports.remembered import forms_for, read_by, signature_of
from hoiso.members.imports.rows import MemberRow
from hoiso.members.models import MemberList, MemberListForm, MemberListRow

_KINDS = (Kind.XLSX, Kind.XLS, Kind.ODS, Kind.CSV, Kind.TXT)
_State = MemberList.State
_CHANGEABLE = (_State.CHECKING, _State.CHECKED)
_NAMES = frozenset({"full_name", "family", "given"})
_BIRTHS = frozenset({"birth", "birth_female", "birth_y"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What is said of a list beside its cells: the day it describes, the branch where it names none."""

    as_of: date | None = None
    branch_id: int | None = None


@transaction.atomic
def begin(
    *, by: Actor, unit_id: int, stream: BinaryIO, name: str, wish: Wish, at: datetime, look: bool = True
) -> tuple[MemberList, OpenedList]:
    """Keep the file, recognise its columns, and look it through; nobody goes into the register yet.

    `look` False: whoever takes it in at once sees every row then. Raises `ListRefused` where it is no list,
    `FileRefused` where the file cannot be taken.
    """
    require(by, Right.KEEP_MEMBERS, at=unit_id, anew=True)
    filed = take_in(stream, name, at=at, use=Use.ANNEX)
    if filed.stored.kind not in _KINDS:
        raise ListRefused(phrases.NOT_READABLE, field="file")
    today = office_date(at)
    if wish.as_of is not None and wish.as_of > today:
        raise ListRefused("Ngày của danh sách chưa đến. Ghi ngày danh sách được lập", field="as_of")
    if wish.branch_id is not None and wish.branch_id not in places_of(unit_id, on=today).branches:
        raise ListRefused("Chi hội này không thuộc đơn vị của đồng chí. Chọn lại chi hội", field="branch")
    opened = open_stored(filed.stored, filed.name)
    one = MemberList.objects.create(
        unit_id=unit_id, name=filed.name, stored=filed.stored, as_of=wish.as_of or today,
        branch_id=wish.branch_id, layouts=_layouts(opened, unit_id),
        rows=sum(block.end - block.first for block in opened.blocks), made_by=by.officer_id,
        made_by_name=by.full_name, made_at=at,
    )  # fmt: skip
    one.ready = is_ready(one)
    record("member_list_begin", "member_list", one, by, at, rows=one.rows)
    if look:
        _look_through(one, opened, at=at)
    else:
        one.state = _State.CHECKED
        one.save()
    return one, opened


def _layouts(opened: OpenedList, unit_id: int) -> list[dict[str, Any]]:
    """One entry for each kind of head, with an example for each column."""
    distinct = {block.layout.signature: block for block in reversed(opened.blocks)}
    blocks = [block for block in opened.blocks if distinct.get(block.layout.signature) is block]
    forms = forms_for([block.layout for block in blocks], unit_id=unit_id)
    found = []
    for block in blocks:
        layout, form = read_by(block.layout, forms)
        rows = opened.sheets[block.sheet].rows[block.first : block.first + 200]
        found.append(
            {
                "signature": layout.signature, "form": form, "settled": bool(form), "sheet": block.sheet_name,
                "columns": [
                    {
                        "place": column.place, "heading": column.heading, "field": column.field,
                        "sure": round(column.sure, 2), "sample": _sample(rows, column.place),
                    }
                    for column in layout.columns
                ],
            }
        )  # fmt: skip
    return found


def _sample(rows: Sequence[Sequence[object]], place: int) -> str:
    filled = [row for row in rows if sum(1 for cell in row if cell not in ("", None)) > 2]
    told = (values_of({place: "note"}, row).get("note", "") for row in filled)
    return next((text[:60] for text in told if text and text.strip("()") != str(place + 1)), "")


def is_ready(one: MemberList) -> bool:
    """Whether every kind of head has a name and a birth."""
    return bool(one.layouts) and all(not lacking(entry) for entry in one.layouts)


def lacking(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Labels of what a kind of head lacks, without which nobody can go in."""
    fields = {column["field"] for column in entry["columns"]}
    missing = [] if _NAMES & fields else [BY_KEY["full_name"].label]
    return tuple(missing if _BIRTHS & fields else [*missing, BY_KEY["birth"].label])


@transaction.atomic
def set_columns(
    *, by: Actor, list_id: int, at_layout: int, fields: Mapping[int, str], remember: bool, at: datetime
) -> MemberList:
    """Say which column tells what; looked through again, and remembered for the next file of the kind."""
    one = locked(by, list_id)
    if one.state not in _CHANGEABLE:
        raise NotNow("Danh sách này đang hoặc đã đưa vào sổ, không đổi cột được nữa.")
    if not 0 <= at_layout < len(one.layouts):
        raise NotThere(phrases.NOT_THERE)
    entry = one.layouts[at_layout]
    for column in entry["columns"]:
        chosen = fields.get(column["place"], "")
        if chosen and chosen.partition("=")[0] not in BY_KEY:
            raise ListRefused("Chọn lại mục cho từng cột", field=None)
        column["field"], column["sure"] = chosen, 1.0
    _refuse_twice(entry)
    entry["settled"] = True
    one.ready = is_ready(one)
    headings = [column["heading"] for column in entry["columns"]]
    if remember and any(headings):
        MemberListForm.objects.update_or_create(
            signature=signature_of(headings), unit_id=one.unit_id,
            defaults={
                "name": phrases.chosen_on(office_date(at)), "set_by": by.officer_id, "set_at": at,
                "fields": {bare(column["heading"]): column["field"] for column in entry["columns"]},
            },
        )  # fmt: skip
    record("member_list_plan", "member_list", one, by, at)
    _look_through(one, None, at=at)
    return one


def _refuse_twice(entry: Mapping[str, Any]) -> None:
    counted = Counter(column["field"] for column in entry["columns"] if column["field"])
    for key, count in counted.items():
        if count > 1 and key not in ("ignored", "order") and key.partition("=")[0] not in VALUED:
            raise ListRefused(f"“{BY_KEY[key].label}” được chọn cho hai cột. Mỗi mục chỉ một cột")


@transaction.atomic
def set_places(
    *, by: Actor, list_id: int, choices: Mapping[int, int | str | None], default: int | None, at: datetime
) -> MemberList:
    """Say which branch each name of the list is (`new`: to be opened), and where rows without one belong."""
    one = locked(by, list_id)
    if one.state not in (*_CHANGEABLE, _State.STOPPED, _State.DONE):
        raise NotNow("Danh sách này đang được đưa vào sổ. Chờ xong rồi chọn lại.")
    standing = places_of(one.unit_id, on=office_date(at)).branches
    for unit in (*choices.values(), default):
        if isinstance(unit, int) and unit not in standing:
            raise ListRefused("Chi hội này không thuộc đơn vị của đồng chí. Chọn lại chi hội")
    for number, unit in choices.items():
        if 0 <= number < len(one.places):
            one.places[number]["unit_id"] = unit
    one.branch_id = default
    record("member_list_plan", "member_list", one, by, at)
    if one.state in _CHANGEABLE:
        _look_through(one, None, at=at)
    else:
        MemberListRow.objects.filter(member_list=one, state=MemberListRow.State.OPEN).update(
            state=MemberListRow.State.MENDED
        )
        one.save()
        take_list.defer(list_id=one.pk)
    return one


def _look_through(one: MemberList, opened: OpenedList | None, *, at: datetime) -> None:
    """At once where it is short, else by a job."""
    if one.rows <= AT_ONCE:
        check(one, opened, at=at)
    else:
        one.state = _State.CHECKING
        one.save()
        check_list.defer(list_id=one.pk)


@dataclass(slots=True)
class _Told:
    """The branches that the rows name, with how many name each."""

    counted: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)

    def note(self, row: MemberRow) -> None:
        if row.branch:
            self.counted[(*choice_of(row), row.commune, row.branch)] += 1

    def entries(self, places: Places, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        chosen = {(entry["commune_key"], entry["key"]): entry.get("unit_id") for entry in before}
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for (commune_key, key, commune, branch), rows in self.counted.items():
            entry = found.get((commune_key, key))
            if entry is None:
                standing = places.of(MemberRow(0, 0, branch=branch, commune=commune))
                entry = found[commune_key, key] = {
                    "commune_key": commune_key, "key": key, "commune": commune, "branch": branch, "rows": 0,
                    "unit_id": chosen.get((commune_key, key)),
                    "found": standing.name if not isinstance(standing, str) else "",
                }  # fmt: skip
            entry["rows"] += rows
        return list(found.values())


@transaction.atomic
def check(one: MemberList, opened: OpenedList | None = None, *, at: datetime) -> None:
    """Count what would happen, and keep every fault. Doing it again gives the same."""
    MemberListRow.objects.filter(member_list=one).delete()
    one.state, one.next_sheet, one.next_row, one.through = _State.CHECKED, 0, 0, 0
    one.taken = one.again = one.faulty = one.aside = 0
    if one.ready:
        opened = opened or open_list(one)
        today = office_date(at)
        places, seen, told = placed(one, on=today), Seen(), _Told()
        # Rows of a branch that is to be opened are not held back: it will stand.
        for batch in batches(found_in(one, opened, today=today)):
            for row in batch:
                if isinstance(row, MemberRow):
                    told.note(row)
            judged = judge_batch(batch, places, seen, one.as_of, today)
            add_counts(one, judged)
            keep_held(one, opened, judged)
        one.places = told.entries(places, one.places)
    one.save()


def add_counts(one: MemberList, judged: Batch) -> None:
    """What became of a batch."""
    one.taken += len(judged.new)
    one.again += judged.again
    one.faulty += len(judged.faulty)
    one.aside += len(judged.aside)


def placed(one: MemberList, *, on: date) -> Places:
    """The branches for the rows of the list."""
    return places_of(one.unit_id, on=on, chosen=one.places, default=one.branch_id)


@transaction.atomic
def start(*, by: Actor, list_id: int, at: datetime, by_job: bool = True) -> MemberList:
    """Let the members go into the register, or go on after a stop."""
    one = locked(by, list_id, anew=True)
    if one.state not in (_State.CHECKED, _State.STOPPED):
        raise NotNow("Danh sách này đang được đưa vào sổ, hoặc đã xong.")
    if not one.ready:
        raise NotNow("Chưa rõ cột nào là họ tên, ngày sinh. Chọn các cột trước.")
    if one.state == _State.CHECKED:
        opening = any(entry.get("unit_id") == NEW for entry in one.places)
        if by_job and not (one.taken or one.faulty or opening):
            raise NotNow("Không có hội viên mới nào để đưa vào sổ.")
        one.taken = one.again = one.faulty = one.aside = one.through = 0
    one.state, one.problem, one.ended_at = _State.RUNNING, "", None
    one.save()
    record("member_list_start", "member_list", one, by, at)
    if by_job:
        take_list.defer(list_id=one.pk)
    return one


@transaction.atomic
def stop(*, by: Actor, list_id: int, at: datetime) -> MemberList:
    """Stop after the rows that are just being written; who is in the register stays, and it can go on."""
    one = locked(by, list_id)
    if one.state != _State.RUNNING:
        raise NotNow("Danh sách này không đang được đưa vào sổ.")
    one.state = _State.STOPPED
    one.save(update_fields=["state"])
    record("member_list_stop", "member_list", one, by, at)
    return one


@transaction.atomic
def drop(*, by: Actor, list_id: int, at: datetime) -> MemberList:
    """Drop a list of which nobody has gone into the register; what it said is forgotten."""
    one = locked(by, list_id)
    if one.state not in _CHANGEABLE:
        raise NotNow("Danh sách này đã có hội viên vào sổ nên không bỏ được.")
    MemberListRow.objects.filter(member_list=one).delete()
    one.state, one.ended_at = _State.DROPPED, at
    one.save(update_fields=["state", "ended_at"])
    record("member_list_drop", "member_list", one, by, at)
    return one


def locked(by: Actor, list_id: int, *, anew: bool = False) -> MemberList:
    """The list FOR UPDATE, for who keeps members at its unit."""
    found = MemberList.objects.select_for_update().filter(pk=list_id).first()
    if found is None:
        raise NotThere(phrases.NOT_THERE)
    require(by, Right.KEEP_MEMBERS, at=found.unit_id, anew=anew)
    return found


def record(action: str, subject: str, one: MemberList, by: Actor, at: datetime, **details: object) -> None:
    """A line of the trail; it names nobody."""
    audit.record(
        action, subject, one.pk, at=at, actor_id=by.officer_id or None, unit_id=one.unit_id, **details
    )
