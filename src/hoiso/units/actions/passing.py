"""Ending units and passing on what they were: the one way in which a unit closes.

Whoever calls this from above (`reorganisation`) tells the other parts in the same transaction.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from hoiso.audit import public as audit
from hoiso.core.phrases import vn_date
from hoiso.units.actions.codes import close_codes_of_ended, move_codes
from hoiso.units.errors import UnitRefused
from hoiso.units.models import Placement, Succession, Unit
from hoiso.units.passing import Passing


@transaction.atomic
def end_units(units: Sequence[Unit], *, on: date) -> None:
    """Let units and their own places end on the eve of a day. Locks the units by id.

    A unit that begins on that day or later, or ended earlier, is refused.
    """
    eve = on - timedelta(days=1)
    ids = sorted(unit.pk for unit in units)
    for unit in Unit.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        if unit.valid_from > eve:
            raise UnitRefused(
                f"{unit.name} mới có từ {vn_date(unit.valid_from)}; chọn ngày sau đó.", field="on"
            )
        if unit.valid_to is not None and unit.valid_to < eve:
            raise UnitRefused(f"{unit.name} đã kết thúc ngày {vn_date(unit.valid_to)}.", field="on")
    Unit.objects.filter(pk__in=ids).update(valid_to=eve)
    running = Placement.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=eve), unit_id__in=ids)
    running.filter(valid_from__lte=eve).update(valid_to=eve)


@transaction.atomic
def pass_on(passings: Sequence[Passing], *, on: date, at: datetime, actor_id: int | None = None) -> None:
    """Record what ended units became, and move what lay under them to the main heirs.

    Parts wait on the list of divisions until a person settles them. Identity codes are closed
    with the heir's code as successor; a renamed unit keeps its codes.
    """
    links = [passing for passing in passings if passing.after_id is not None]
    Succession.objects.bulk_create(
        Succession(
            before_id=passing.before_id,
            after_id=passing.after_id,
            on=on,
            share=passing.share,
            settled=passing.moves,
            renaming=passing.renaming,
        )
        for passing in links
        if passing.after_id is not None
    )
    heirs: dict[int, int | None] = {passing.before_id: None for passing in passings}
    heirs.update({passing.before_id: passing.after_id for passing in links if passing.moves})
    _move_units_below(heirs, on=on)
    units = Unit.objects.in_bulk(
        [passing.before_id for passing in links] + [passing.after_id for passing in links]
    )
    for passing in links:
        if passing.renaming and passing.after_id is not None:
            move_codes(before=units[passing.before_id], after=units[passing.after_id])
    close_codes_of_ended(heirs, on=on)
    for passing in passings:
        if len(passings) <= _FEW:
            audit.record(
                "end_unit", "unit", passing.before_id, at=at, actor_id=actor_id, unit_id=passing.before_id,
                after=passing.after_id, share=passing.share, on=on.isoformat(),
            )  # fmt: skip
    if len(passings) > _FEW:
        audit.record(
            "reorganise", "units", None, at=at, actor_id=actor_id, unit_id=None,
            ended=len(heirs), links=len(links), on=on.isoformat(),
        )  # fmt: skip


@transaction.atomic
def move_unit(*, unit: Unit, parent: Unit, on: date, at: datetime, actor_id: int | None = None) -> Placement:
    """Put a unit under another parent from a day on; where it lay before stays readable."""
    if not parent.stands_on(on):
        raise UnitRefused(f"{parent.name} không hoạt động ngày {vn_date(on)}.", field="parent")
    eve = on - timedelta(days=1)
    places = Placement.objects.select_for_update().filter(unit=unit)
    now = places.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).order_by("valid_from").first()
    if now is not None and now.parent_id == parent.pk:
        return now
    if now is not None and now.valid_from >= on:
        now.parent = parent
        now.save(update_fields=["parent"])
        place = now
    else:
        if now is not None:
            Placement.objects.filter(pk=now.pk).update(valid_to=eve)
        place = Placement.objects.create(unit=unit, parent=parent, valid_from=on, valid_to=unit.valid_to)
    audit.record(
        "move_unit",
        "unit",
        unit.pk,
        at=at,
        actor_id=actor_id,
        unit_id=unit.pk,
        parent=parent.pk,
        on=on.isoformat(),
    )
    return place


@transaction.atomic
def settle_part(
    *, succession: Succession, note: str, at: datetime, actor_id: int | None = None, move: Sequence[Unit] = ()
) -> Succession:
    """Settle a part of a divided unit: which branches went to the second heir, and a note of how.

    `move` are units that lie under the main heir and go to this heir from the day of the
    division. An empty list is an answer too; the note says why.
    """
    row = Succession.objects.select_for_update().select_related("before", "after").get(pk=succession.pk)
    if row.settled:
        raise UnitRefused("Phần này đã chia xong.")
    clean = note.strip()
    if not clean:
        raise UnitRefused("Ghi đã chia thế nào, ví dụ: ấp 1 và ấp 2 về xã mới.", field="note")
    for unit in move:
        move_unit(unit=unit, parent=row.after, on=row.on, at=at, actor_id=actor_id)
    row.settled, row.note, row.settled_by = True, clean, actor_id
    row.save(update_fields=["settled", "note", "settled_by"])
    audit.record(
        "settle_part", "succession", row.pk, at=at, actor_id=actor_id, unit_id=row.after_id,
        before=row.before_id, moved=len(move),
    )  # fmt: skip
    return row


_FEW = 20


def _move_units_below(heirs: dict[int, int | None], *, on: date) -> None:
    eve = on - timedelta(days=1)
    staying = list(
        Placement.objects.select_for_update()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=eve), parent_id__in=heirs)
        .exclude(unit_id__in=heirs)
        .order_by("id")
    )
    moved: list[Placement] = []
    for place in staying:
        heir = heirs[place.parent_id]
        if heir is None:
            raise UnitRefused(
                "Đơn vị còn đơn vị trực thuộc. Chọn đơn vị kế thừa, hoặc chuyển các đơn vị đó trước."
            )
        if place.unit_id == heir:
            raise UnitRefused("Đơn vị kế thừa đang trực thuộc chính đơn vị kết thúc.", field="after")
        if place.valid_from > eve:
            Placement.objects.filter(pk=place.pk).update(parent_id=heir)
            continue
        moved.append(Placement(unit_id=place.unit_id, parent_id=heir, valid_from=on, valid_to=place.valid_to))
        Placement.objects.filter(pk=place.pk).update(valid_to=eve)
    Placement.objects.bulk_create(moved)
