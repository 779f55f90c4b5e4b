"""Members go into the register batch by batch, each in a transaction of its own.

Whoever is killed in the middle loses the batch just being written; the next run begins with its first row.
Nobody is told of it but who brought the list, and no account is made.
"""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hoiso.access.public import Actor, Right, actor_of, require
from hoiso.audit import public as audit
from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents.incoming.public import command_actor
from hoiso.members.fields import Field, fields_on
from hoiso.members.imports import jobs, phrases
from hoiso.members.imports.actions.planning import add_counts, check, placed
from hoiso.members.imports.batches import Batch, judge_batch
from hoiso.members.imports.becoming import Becoming, Place
from hoiso.members.imports.holding import keep_held
from hoiso.members.imports.judging import Seen
from hoiso.members.imports.mending import mended_row
from hoiso.members.imports.opening import OpenedList, batches, found_in, open_list
from hoiso.members.imports.placing import Choice, Places
from hoiso.members.imports.rows import FaultyRow, Found
from hoiso.members.imports.sealing import Sealer
from hoiso.members.imports.writing import Frame, write_members
from hoiso.members.models import MemberList, MemberListRow
from hoiso.notices.public import tell
from hoiso.units.models import Unit

_State = MemberList.State
Tell = Callable[[int, int], None]
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('members.list'), %s)"


@contextmanager
def acting_for(list_id: int, *, at: datetime) -> Iterator[tuple[Actor, MemberList]]:
    """One transaction of the system, the right of who brought the list asked again before it."""
    with _system(at):
        found = MemberList.objects.filter(pk=list_id).values_list("made_by", "unit_id").first()
    if found is None:
        raise NotThere(phrases.NOT_THERE)
    officer_id, unit_id = found
    today = office_date(at)
    if officer_id:
        with scope.transaction_as(scope.officer_token(officer_id, today)):
            by = actor_of(officer_id, on=today)
            require(by, Right.KEEP_MEMBERS, at=unit_id, anew=True)
    with _system(at):
        if not officer_id:
            by = command_actor(Unit.objects.get(pk=unit_id), at=at)
        one = MemberList.objects.select_for_update().filter(pk=list_id).first()
        if one is None:
            raise NotThere(phrases.NOT_THERE)
        yield by, one


def look_through(list_id: int) -> None:
    """Check a long list; what keeps it from being read is told on its page."""
    at = now()
    try:
        with acting_for(list_id, at=at) as (_by, one):
            if one.state == _State.CHECKING:
                check(one, at=at)
    except DomainError as refusal:
        _give_up(list_id, refusal.sentence, at=at)


def carry_on(list_id: int, *, opened: OpenedList | None = None, told: Tell | None = None) -> None:
    """Write every row that is not through, then the mended ones. `told`: rows done, and all."""
    at = now()
    try:
        with acting_for(list_id, at=at) as (_by, one):
            state, today = one.state, office_date(at)
            opened = opened or (open_list(one) if state == _State.RUNNING else None)
            places, fields = placed(one, on=today), fields_on(today)
        run = _Run(list_id, places, fields, Seen(), Sealer())
        if state == _State.RUNNING and opened is not None:
            with _quick_rows():
                if not _write_all(run, one, opened, told):
                    return
        if state in (_State.RUNNING, _State.DONE):
            run.write_mended()
    except DomainError as refusal:
        _give_up(list_id, refusal.sentence, at=now())


@contextmanager
def _quick_rows() -> Iterator[None]:
    """The cells at hand are no garbage: the collector need not walk over millions of them again and again."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _write_all(run: "_Run", one: MemberList, opened: OpenedList, told: Tell | None) -> bool:
    """Every row from where it stands on; False when somebody stopped it."""
    first = (one.next_sheet, one.next_row)
    run.open_branches()
    for batch in batches(found_in(one, opened, today=office_date(now()))):
        last = batch[-1]
        fresh = [row for row in batch if (row.sheet, row.row) >= first]
        if not run.write(fresh, opened, through=(last.sheet, last.row + 1)):
            return False
        if told:
            told(min(last.row, one.rows), one.rows)
    run.finish()
    if told:
        told(one.rows, one.rows)
    return True


@dataclass(slots=True)
class _Run:
    list_id: int
    places: Places
    fields: dict[str, Field]
    seen: Seen
    sealer: Sealer

    def open_branches(self) -> None:
        """The branches that are to be opened, before the first of their members."""
        at = now()
        with acting_for(self.list_id, at=at) as (by, one):
            names: dict[Choice, str] = {
                (entry["commune_key"], entry["key"]): entry["branch"] for entry in one.places
            }
            made = self.places.open_new(
                at=at, on=min(one.as_of, office_date(at)), by_id=by.officer_id or None, names=names
            )
            if made:
                for entry in one.places:
                    chosen = self.places.chosen.get((entry["commune_key"], entry["key"]))
                    entry["unit_id"] = chosen if isinstance(chosen, int) else entry["unit_id"]
                one.save(update_fields=["places"])

    def write(self, found: Sequence[Found], opened: OpenedList, *, through: tuple[int, int]) -> bool:
        """One batch in one transaction; False when somebody stopped it."""
        at = now()
        with acting_for(self.list_id, at=at) as (by, one):
            if one.state != _State.RUNNING:
                return False
            if (one.next_sheet, one.next_row) >= through:
                return True
            _alone(one.unit_id)
            judged = judge_batch(found, self.places, self.seen, one.as_of, office_date(at), self.fields)
            self._put(judged.new, one, by, at)
            _forget_held(one, found)
            add_counts(one, judged)
            keep_held(one, opened, judged)
            one.next_sheet, one.next_row = through
            one.through += len(found)
            one.save()
        return True

    def _put(self, new: Sequence[Becoming], one: MemberList, by: Actor, at: datetime) -> None:
        if not new:
            return
        by_id = by.officer_id or None
        put = [replace(each, place=self._place(each, at=at, by_id=by_id)) for each in new]
        frame = Frame(by_id, at, one.as_of, lambda person: phrases.paper(one.pk, person.row.row))
        write_members(put, frame, self.sealer)
        audit.record(
            "member_list", "member_list", one.pk, at=at, actor_id=by_id, unit_id=one.unit_id,
            members=len(new), first_row=new[0].row.row, last_row=new[-1].row.row,
        )  # fmt: skip

    def _place(self, person: Becoming, *, at: datetime, by_id: int | None) -> Place:
        if not person.row.group:
            return person.place
        branch = self.places.branches[person.place.branch_id]
        return self.places.place(branch, person.row, at=at, on=office_date(at), by_id=by_id)

    def write_mended(self) -> None:
        """The rows that were mended in the page; what is still wrong with one comes back to it."""
        at = now()
        with acting_for(self.list_id, at=at) as (by, one):
            _alone(one.unit_id)
            rows = MemberListRow.objects.select_for_update().filter(
                member_list=one, state=MemberListRow.State.MENDED
            )
            held = {(row.sheet, row.row): row for row in rows}
            if not held:
                return
            found = [mended_row(row, today=office_date(at)) for row in held.values()]
            judged = judge_batch(found, self.places, self.seen, one.as_of, office_date(at), self.fields)
            self._put(judged.new, one, by, at)
            _answer(held, judged)
            one.taken += len(judged.new)
            one.again += len(held) - len(judged.new) - len(judged.faulty)
            one.faulty = max(one.faulty - len(held) + len(judged.faulty), 0)
            one.save()

    def finish(self) -> None:
        """Every row is through."""
        at = now()
        with acting_for(self.list_id, at=at) as (by, one):
            if one.state != _State.RUNNING:
                return
            one.state, one.ended_at = _State.DONE, at
            one.save()
            if by.officer_id:
                tell(
                    [by.officer_id], phrases.finished(one.taken, one.faulty),
                    address=reverse("member_import", args=[one.pk]), at=at, by=None,
                )  # fmt: skip


def _alone(unit_id: int) -> None:
    """One list of a unit at a time: two would not see each other's members."""
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME, [unit_id])


def _forget_held(one: MemberList, found: Sequence[Found]) -> None:
    """Rows that the check has held back are judged anew; those that somebody has mended by now stay."""
    if not found:
        return
    rows = MemberListRow.objects.filter(member_list=one)
    for sheet in {row.sheet for row in found}:
        numbers = [row.row for row in found if row.sheet == sheet]
        rows.filter(sheet=sheet, row__gte=min(numbers), row__lte=max(numbers)).delete()


def _answer(held: dict[tuple[int, int], MemberListRow], judged: Batch) -> None:
    faulty = {(one.sheet, one.row): one for one in judged.faulty}
    for key, row in held.items():
        again: FaultyRow | None = faulty.get(key)
        if again is None:
            row.state, row.sentence, row.faults, row.values = MemberListRow.State.TAKEN, "", [], {}
        else:
            row.state, row.sentence = MemberListRow.State.OPEN, again.sentence
            row.faults = [
                {"place": one.place, "key": one.key, "sentence": one.sentence} for one in again.faults
            ]
    MemberListRow.objects.bulk_update(
        held.values(), ["state", "sentence", "faults", "values"], batch_size=1_000
    )


def queue_waiting() -> None:
    """Queue again what is under way and in no queue."""
    with _system(now()):
        queued = ProcrastinateJob.objects.filter(
            task_name__in=(jobs.TASK, jobs.check_list.name), status__in=("todo", "doing")
        )
        standing = {(name, args["list_id"]) for name, args in queued.values_list("task_name", "args")}
        going = MemberList.objects.filter(state__in=(_State.CHECKING, _State.RUNNING)).order_by("pk")
        waiting = [
            (pk, jobs.take_list if state == _State.RUNNING else jobs.check_list)
            for pk, state in going.values_list("pk", "state")
        ]
        mended = MemberListRow.objects.filter(
            state=MemberListRow.State.MENDED, member_list__state=_State.DONE
        ).order_by()
        waiting += [
            (pk, jobs.take_list) for pk in sorted(set(mended.values_list("member_list_id", flat=True)))
        ]
        for pk, job in waiting:
            if (job.name, pk) not in standing:
                job.defer(list_id=pk)


def _give_up(list_id: int, sentence: str, *, at: datetime) -> None:
    """Stop by itself, and say why; it can go on when the cause is gone."""
    with _system(at):
        MemberList.objects.filter(pk=list_id, state__in=(_State.CHECKING, _State.RUNNING)).update(
            state=_State.STOPPED, problem=sentence[:500]
        )


def _system(at: datetime) -> AbstractContextManager[None]:
    return scope.transaction_as(scope.system_token(office_date(at)))
