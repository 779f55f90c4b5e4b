"""What every act of handling does to a locked document: save it, give work on it, tell people.

Called by the actions alone, inside their transactions; the document is locked by the caller.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import connection
from django.urls import reverse

from hoiso.access.public import Actor, acting_title, post_words, stand_ins
from hoiso.core.clock import office_date
from hoiso.core.errors import NotThere
from hoiso.documents.handling.phrases import PART, named, until
from hoiso.documents.handling.receivers import Known, Receivers
from hoiso.documents.handling.rules import OPEN_TASK
from hoiso.documents.locking import locked
from hoiso.documents.tables.document import Document, Reader
from hoiso.documents.tables.handling import Assignment, Instruction, Part
from hoiso.documents.tables.outgoing import Delivery

_D = Delivery.State
_WITH_THE_RECEIVER = (_D.RECEIVED, _D.ASSIGNED, _D.IN_WORK, _D.DONE)


def save(document: Document, *fields: str, at: datetime) -> None:
    """Save the named fields as one more version of the document."""
    document.version += 1
    document.changed_at = at
    document.save(update_fields=[*fields, "version", "changed_at"])


def hold(document: Document, officer_id: int | None, name: str, *, at: datetime) -> tuple[str, str, str]:
    """Put the document into somebody's hands, unsaved; returns the fields to save. A unit has no id here."""
    if (document.holder_id, document.holder_name) != (officer_id, name):
        document.holder_id, document.holder_name, document.held_since = officer_id, name, at
    return ("holder_id", "holder_name", "held_since")


def hold_by(document: Document, task: Assignment, *, at: datetime) -> tuple[str, str, str]:
    """Put it into the hands of who was given the task; people of another unit stand with its name."""
    away = task.to_unit_id is None and task.unit_id != document.unit_id
    name = f"{task.officer_name}, {task.unit.title}" if away else task.officer_name
    return hold(document, None if away else task.officer_id, name, at=at)


def follow(document: Document, state: Delivery.State, *, at: datetime) -> None:
    """Let the sender see how far it is, where the document came from a unit here. Locks the delivery last."""
    done_at = at if state == _D.DONE else None
    Delivery.objects.filter(received_as_id=document.pk, state__in=_WITH_THE_RECEIVER).exclude(
        state=state
    ).update(state=state, done_at=done_at)


def record_instruction(
    by: Actor, document: Document, text: str, due_on: date | None, *, at: datetime
) -> Instruction:
    """The words themselves, with her title of the day."""
    title = post_words(by.current.role, by.current.title) if by.current else ""
    if by.current and by.current.delegated:
        title = acting_title(by)
    return Instruction.objects.create(
        document=document,
        text=text,
        due_on=due_on,
        by_id=by.officer_id,
        by_name=by.full_name,
        by_title=title,
        at=at,
    )


def give(
    instruction: Instruction,
    document: Document,
    receivers: Receivers,
    known: Known,
    *,
    due_on: date | None,
    at: datetime,
    parent: Assignment | None = None,
) -> list[Assignment]:
    """One assignment for every receiver, and the right to see the document with it.

    What was passed on stays at the unit of its parent. Who is away and has lent her post is not given
    it: her stand-in is, with both names on it. One statement more for that.
    """
    place = document.unit_id if parent is None else parent.unit_id

    def one(part: str, **whom: object) -> Assignment:
        return Assignment(
            document=document,
            instruction=instruction,
            part=part,
            due_on=None if part == Part.INFORMED else due_on,
            given_at=at,
            parent=parent,
            **whom,
        )

    made = Assignment.objects.bulk_create(
        [
            *(
                one(part, unit_id=place, officer_id=officer, officer_name=name)
                for officer, name, part in _present(receivers, known, place, at, by=instruction.by_id)
            ),
            *(
                one(part, unit_id=unit, to_unit_id=unit, officer_name=known.units[unit])
                for unit, part in receivers.units.pairs()
            ),
        ]
    )
    _let_receivers_read(document, made, at=at)
    return made


def _present(
    receivers: Receivers, known: Known, unit_id: int, at: datetime, *, by: int
) -> list[tuple[int, str, str]]:
    """Officer, name and part of everybody; stand-ins in the place of who is away, nobody twice."""
    asked = list(receivers.people.pairs())
    away = stand_ins(unit_id, on=office_date(at)) if asked else {}
    named = {by, *(officer for officer, _ in asked)}
    found: list[tuple[int, str, str]] = []
    for officer, part in asked:
        instead = away.get(officer) if officer != by else None
        if instead is None or instead.officer_id in named:  # who has a part of her own keeps that one
            found.append((officer, known.officers[officer], part))
        else:
            named.add(instead.officer_id)
            found.append((instead.officer_id, instead.name, part))
    return found


def _let_receivers_read(document: Document, made: Iterable[Assignment], *, at: datetime) -> None:
    _readers(
        Reader(
            document=document,
            unit_id=document.unit_id,
            lent_to_id=task.unit_id if task.unit_id != document.unit_id else None,
            officer_id=task.officer_id,
            officer_name=task.officer_name,
            why=task.part,
            since=at,
        )
        for task in made
    )


def let_read(
    document: Document, whom: Iterable[tuple[int, str]], names: Mapping[int, str], *, at: datetime
) -> None:
    """Make officers of the unit readers of the document, with the reason. Who is one already stays one."""
    _readers(
        Reader(
            document=document,
            unit_id=document.unit_id,
            officer_id=officer,
            officer_name=names[officer],
            why=why,
            since=at,
        )
        for officer, why in whom
    )


def _readers(rows: Iterable[Reader]) -> None:
    # Not every officer may read these rows back, so nothing may be returned: hence ignore_conflicts.
    Reader.objects.bulk_create(list(rows), ignore_conflicts=True)


def tell_receivers(made: Iterable[Assignment], document: Document, by: Actor, *, at: datetime) -> None:
    """A notice for everybody who was given something: one statement for each part."""
    by_part: dict[tuple[str, date | None], list[Assignment]] = {}
    for task in made:
        by_part.setdefault((task.part, task.due_on), []).append(task)
    for (part, due_on), tasks in by_part.items():
        words = "Chuyển để biết" if part == Part.INFORMED else f"Giao {PART[part]}{until(due_on)}"
        tell_workers(tasks, f"{words}: {named(document.symbol, document.subject)}", document, by, at=at)


def tell_workers(
    tasks: Iterable[Assignment],
    text: str,
    document: Document,
    by: Actor,
    *,
    at: datetime,
    event: str = "task_given",
) -> None:
    """A notice for whom the tasks were given to; for a unit, for everybody who may accept for it."""
    asked = list(tasks)
    officers = [task.officer_id for task in asked if task.officer_id is not None]
    units = [task.to_unit_id for task in asked if task.to_unit_id is not None]
    tell(officers, text, document, by, at=at, units=units, event=event)


# The function writes the notices; the setting tells the notices' own trigger which event it is.
_TELL = (
    "SELECT set_config('hoiso.event', %s, true), hoiso_tell_of_document(%s, %s, %s, %s, %s, %s),"
    " set_config('hoiso.event', '', true)"
)


def tell(
    officers: Iterable[int],
    text: str,
    document: Document,
    by: Actor,
    *,
    at: datetime,
    address: str = "",
    units: Iterable[int] = (),
    event: str = "progress",
) -> None:
    """A notice that leads to the document, or to the page where it is dealt with. One statement.

    Asked of a function, because people of a unit that was given the document and of its own unit
    do not know each other. Nobody is told of her own act.
    """
    told, desks = sorted(set(officers) - {by.officer_id}), sorted(set(units))
    if told or desks:
        place = address or reverse("document", args=[document.pk])
        with connection.cursor() as cursor:
            cursor.execute(_TELL, [event, document.pk, told, desks, text, place, at])


def locked_task(assignment_id: int) -> tuple[Document, Assignment]:
    """Document, then task, each under a row lock (FOR NO KEY UPDATE). Raises `NotThere`."""
    document_id = Assignment.objects.filter(pk=assignment_id).values_list("document_id", flat=True).first()
    if document_id is None:
        raise NotThere("Không có việc này, hoặc việc không giao cho đồng chí.")
    document = locked(document_id)
    tasks = Assignment.objects.select_for_update(no_key=True, of=("self",)).select_related("unit")
    task = tasks.filter(pk=assignment_id).first()
    if task is None:  # taken back while this waited for the document
        raise NotThere("Không có việc này, hoặc việc không giao cho đồng chí.")
    return document, task


def open_tasks(document: Document) -> list[Assignment]:
    """Tasks on the document that are still to be done, locked, by id. "Để biết" is no task."""
    return list(
        Assignment.objects.select_for_update(no_key=True)
        .filter(document=document, state__in=OPEN_TASK)
        .exclude(part=Part.INFORMED)
        .order_by("id")
    )
