"""Rows that were held back are mended in the page, left empty where they are wrong, or dropped."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.errors import NotThere
from hoiso.members.imports import phrases
from hoiso.members.imports.actions.planning import locked, record
from hoiso.members.imports.errors import NotNow
from hoiso.members.imports.fields import BY_KEY
from hoiso.members.imports.jobs import take_list
from hoiso.members.imports.mending import NEEDED, read_values
from hoiso.members.imports.rows import CellFault, FaultyRow
from hoiso.members.models import MemberList, MemberListRow

_State = MemberList.State
_LONGEST = 500


@transaction.atomic
def mend(
    *, by: Actor, list_id: int, row_id: int, values: Mapping[str, str], branch_name: str, at: datetime
) -> tuple[CellFault, ...]:
    """Keep what was typed of a row; it goes in by the job. What is still wrong comes back and is kept."""
    one, row = _open(by, list_id, row_id)
    row.values = {key: text[:_LONGEST] for key, text in values.items() if text}
    if branch_name:
        row.context = {**row.context, "branch": branch_name}
        row.values.pop("branch", None)
    found = read_values(row.values, row.context, today=office_date(at), sheet=row.sheet, row=row.row)
    faults: tuple[CellFault, ...] = ()
    if isinstance(found, FaultyRow):
        faults = tuple(found.faults)
        row.faults = [{"place": -1, "key": fault.key, "sentence": fault.sentence} for fault in faults]
        row.sentence = found.sentence
    else:
        row.faults, row.sentence, row.state = [], "", MemberListRow.State.MENDED
    row.save()
    if not faults:
        record("member_list_mend", "member_list", one, by, at, rows=1)
        _take_in(one)
    return faults


@transaction.atomic
def drop_row(*, by: Actor, list_id: int, row_id: int, at: datetime) -> None:
    """She is no member, or stands there already: the row is forgotten."""
    one, row = _open(by, list_id, row_id)
    row.state, row.values, row.faults, row.sentence = MemberListRow.State.DROPPED, {}, [], ""
    row.save()
    one.faulty = max(one.faulty - 1, 0)
    one.save(update_fields=["faulty"])
    record("member_list_mend", "member_list", one, by, at, dropped=1)


@transaction.atomic
def blank_wrong(*, by: Actor, list_id: int, at: datetime) -> int:
    """Leave wrong cells empty where nobody needs them, and let these rows in; how many."""
    one = locked(by, list_id)
    _refuse_running(one)
    rows = [
        row
        for row in MemberListRow.objects.select_for_update().filter(
            member_list=one, state=MemberListRow.State.OPEN
        )
        if can_be_blanked(row)
    ]
    for row in rows:
        wrong = {fault["key"] for fault in row.faults}
        row.values = {key: text for key, text in row.values.items() if key not in wrong}
        row.faults, row.sentence, row.state = [], "", MemberListRow.State.MENDED
    MemberListRow.objects.bulk_update(rows, ["values", "faults", "sentence", "state"], batch_size=1_000)
    record("member_list_mend", "member_list", one, by, at, rows=len(rows))
    if rows:
        _take_in(one)
    return len(rows)


def can_be_blanked(row: MemberListRow) -> bool:
    """Whether every fault of the row is in a cell that may be empty."""
    return bool(row.faults) and all(
        fault["place"] >= 0 and fault["key"] not in NEEDED and fault["key"].partition("=")[0] in BY_KEY
        for fault in row.faults
    )


def _open(by: Actor, list_id: int, row_id: int) -> tuple[MemberList, MemberListRow]:
    one = locked(by, list_id)
    _refuse_running(one)
    row = MemberListRow.objects.select_for_update().filter(pk=row_id, member_list=one).first()
    if row is None:
        raise NotThere(phrases.NOT_THERE)
    if row.state != MemberListRow.State.OPEN:
        raise NotNow("Dòng này đã sửa hoặc đã bỏ rồi.")
    return one, row


def _refuse_running(one: MemberList) -> None:
    if one.state != _State.DONE:
        raise NotNow("Đưa các dòng đúng vào sổ trước, rồi sửa các dòng còn lại.")


def _take_in(one: MemberList) -> None:
    take_list.defer(list_id=one.pk)
