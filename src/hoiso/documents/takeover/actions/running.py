"""The lines go into the books batch by batch, each in a transaction of its own, and their words beside them.

Whoever is killed in the middle loses the batch just being written; the next run begins with its first row.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from hoiso.access.public import Actor, Right, actor_of, require
from hoiso.audit import public as audit
from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents.incoming.public import command_actor
from hoiso.documents.search.public import gather_words
from hoiso.documents.tables.takeover import TakeOver, TakeOverFault, TakeOverScan
from hoiso.documents.takeover import jobs, phrases
from hoiso.documents.takeover.actions.planning import BATCH, check, keep_faults, path_of, plan_of
from hoiso.documents.takeover.actions.scans import match_next
from hoiso.documents.takeover.books import Raw, Seen, Shelves, judge, shelves
from hoiso.documents.takeover.columns import Cell
from hoiso.documents.takeover.lines import Fault, Line
from hoiso.documents.takeover.reading import read
from hoiso.documents.takeover.wording import Words, words_beside
from hoiso.documents.takeover.writing import Written, locked_books, open_shelves, write_lines
from hoiso.notices.public import tell
from hoiso.units.models import Unit

_State = TakeOver.State
Tell = Callable[[int, int], None]


@contextmanager
def acting_for(take_over_id: int, *, at: datetime) -> Iterator[tuple[Actor, TakeOver]]:
    """One transaction as who brought the sheet, her right asked again; as the system for a command."""
    with _system(at):
        found = TakeOver.objects.filter(pk=take_over_id).values_list("made_by", "unit_id").first()
    if found is None:
        raise NotThere(phrases.NOT_THERE)
    officer_id, unit_id = found
    today = office_date(at)
    token = scope.officer_token(officer_id, today) if officer_id else scope.system_token(today)
    with scope.transaction_as(token):
        if officer_id:
            by = actor_of(officer_id, on=today)
        else:
            by = command_actor(Unit.objects.get(pk=unit_id), at=at)
        require(by, Right.KEEP_BOOKS, at=unit_id, anew=True)
        take_over = TakeOver.objects.select_for_update().filter(pk=take_over_id).first()
        if take_over is None:
            raise NotThere(phrases.NOT_THERE)
        yield by, take_over


def look_through(take_over_id: int) -> None:
    """Check a long sheet; what keeps it from being read is told on its page."""
    at = now()
    try:
        with acting_for(take_over_id, at=at) as (_by, take_over):
            if take_over.state == _State.CHECKING:
                check(take_over, at=at)
    except DomainError as refusal:
        _give_up(take_over_id, refusal.sentence, at=at)


def carry_on(take_over_id: int, *, told: Tell | None = None) -> None:
    """Write every line that is not through. `told` is called with rows done and all after each batch."""
    at = now()
    try:
        with acting_for(take_over_id, at=at) as (_by, take_over):
            if take_over.state != _State.RUNNING:
                return
            plan, first = plan_of(take_over, on=office_date(at)), take_over.next_row
            reading = read(path_of(take_over), plan)
            rows = reading.rows
            books = shelves(take_over.unit_id, take_over.series)
        with words_beside(take_over_id, lines=len(rows) - first) as words:
            run = _Run(take_over_id, rows, books, Raw(rows), {}, words)
            if not _write_all(run, reading.lines, plan.head_row, first, told):
                return
            words.wait()
            run.finish()
        if told:
            told(len(rows) - plan.head_row, len(rows) - plan.head_row)
    except DomainError as refusal:
        _give_up(take_over_id, refusal.sentence, at=now())


def _write_all(
    run: "_Run", lines: Sequence[Line | Fault], head_row: int, first: int, told: Tell | None
) -> bool:
    """Every line from that row on; False when somebody stopped it."""
    waiting = [one for one in lines if one.row >= first]
    last = len(waiting) - len(waiting) % BATCH
    for start in range(0, last, BATCH):
        batch = waiting[start : start + BATCH]
        if not run.write(batch, through=batch[-1].row):
            return False
        if told:
            told(batch[-1].row - head_row, len(run.rows) - head_row)
    return run.write(waiting[last:], through=len(run.rows))


@dataclass(slots=True)
class _Run:
    take_over_id: int
    rows: Sequence[Sequence[Cell]]
    books: Shelves
    raw: Raw
    seen: Seen
    words: Words

    def write(self, batch: Sequence[Line | Fault], *, through: int) -> bool:
        """One batch in one transaction; False when somebody stopped it."""
        at = now()
        written: Written | None = None
        with acting_for(self.take_over_id, at=at) as (by, take_over):
            if take_over.state != _State.RUNNING:
                return False
            if take_over.next_row > through:
                return True
            placed = [self.books.of(line) for line in batch if isinstance(line, Line)]
            wanted = list({id(shelf): shelf for shelf in placed}.values())
            open_shelves(wanted, unit_id=take_over.unit_id, series=take_over.series)
            locked_books(wanted)
            judged = judge(batch, self.books, self.seen, self.raw)
            if judged.new:
                written = write_lines(
                    judged.new, by=by, unit_id=take_over.unit_id, series=take_over.series,
                    take_over_id=take_over.pk, at=at,
                )  # fmt: skip
                audit.record(
                    "take_over", "take_over", take_over.pk, at=at, actor_id=by.officer_id or None,
                    unit_id=take_over.unit_id, lines=len(judged.new), first_row=judged.new[0][1].row,
                    last_row=judged.new[-1][1].row,
                )  # fmt: skip
            TakeOverFault.objects.filter(
                take_over=take_over, row__gte=take_over.next_row, row__lte=through
            ).delete()
            keep_faults(take_over, judged.faults)
            take_over.taken += len(judged.new)
            take_over.again += judged.again
            take_over.faulty += len(judged.faults)
            take_over.next_row = through + 1
            take_over.save()
        if written:
            self.words.take(written, by)
        return True

    def finish(self) -> None:
        """Every line stands in its book and is found."""
        at = now()
        with acting_for(self.take_over_id, at=at) as (by, take_over):
            if take_over.state == _State.RUNNING:
                _finish(take_over, by, at)
                take_over.save()


def _finish(take_over: TakeOver, by: Actor, at: datetime) -> None:
    take_over.state, take_over.ended_at = _State.DONE, at
    if by.officer_id:
        tell(
            [by.officer_id],
            phrases.finished(take_over.name, take_over.taken, take_over.faulty),
            address=reverse("take_over", args=[take_over.pk]),
            at=at,
            by=None,
        )
    if take_over.scans.filter(state=TakeOverScan.State.WAITING).exists():
        jobs.match_scans.defer(take_over_id=take_over.pk)


def match_waiting(take_over_id: int) -> None:
    """Put every scan that waits to its document, each in a transaction of its own; after the lines are in."""
    while True:
        at = now()
        with acting_for(take_over_id, at=at) as (by, take_over):
            if take_over.state != _State.DONE or not match_next(take_over, by=by, at=at):
                return


def queue_waiting() -> None:
    """Queue again what is under way and in no queue."""
    with _system(now()):
        if not TakeOver.objects.filter(state=_State.RUNNING).exists():
            gather_words(on=False)  # a run that was killed may have left it on
        queued = ProcrastinateJob.objects.filter(
            task_name__in=(jobs.TASK, jobs.check_take_over.name, jobs.match_scans.name),
            status__in=("todo", "doing"),
        )
        standing = {(name, args["take_over_id"]) for name, args in queued.values_list("task_name", "args")}
        going = TakeOver.objects.filter(state__in=(_State.CHECKING, _State.RUNNING)).order_by("pk")
        for pk, state in going.values_list("pk", "state"):
            job = jobs.run_take_over if state == _State.RUNNING else jobs.check_take_over
            if (job.name, pk) not in standing:
                job.defer(take_over_id=pk)
        scans = TakeOverScan.objects.filter(
            state=TakeOverScan.State.WAITING, take_over__state=_State.DONE
        ).order_by()
        for pk in sorted(set(scans.values_list("take_over_id", flat=True))):
            if (jobs.match_scans.name, pk) not in standing:
                jobs.match_scans.defer(take_over_id=pk)


def _give_up(take_over_id: int, sentence: str, *, at: datetime) -> None:
    """Stop by itself, and say why; it can go on when the cause is gone."""
    with _system(at):
        TakeOver.objects.filter(pk=take_over_id, state__in=(_State.CHECKING, _State.RUNNING)).update(
            state=_State.STOPPED, problem=sentence[:500]
        )


def _system(at: datetime) -> AbstractContextManager[None]:
    return scope.transaction_as(scope.system_token(office_date(at)))
