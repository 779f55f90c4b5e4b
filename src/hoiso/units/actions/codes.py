"""Giving identity codes, closing them with a successor, adding a second code of one body.

A code is unique for ever: a closed one stays readable and is never given again.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from hoiso.audit import public as audit
from hoiso.core.phrases import vn_date
from hoiso.units import codes
from hoiso.units.errors import CodeRefused
from hoiso.units.models import IdentityCode, Unit


@transaction.atomic
def give_code(
    *,
    unit: Unit,
    text: str,
    valid_from: date,
    at: datetime,
    actor_id: int | None = None,
    alias: bool = False,
    demo: bool = False,
) -> IdentityCode:
    """Give a unit an identity code from a day on.

    `alias` adds a second code beside the primary one; without it the unit must have no primary
    code on that day. Raises `CodeRefused` for a code that is malformed, given or ever was.
    """
    fault = codes.fault(text)
    if fault:
        raise CodeRefused(fault, field="code")
    parsed = codes.parse(text)
    known = IdentityCode.objects.filter(code=parsed.code).select_related("unit").first()
    if known is not None:
        closed = f", đã đóng ngày {vn_date(known.valid_to)}," if known.valid_to else ""
        raise CodeRefused(
            f"Mã {parsed.code} là của {known.unit.title}{closed} và không được cấp lại.", field="code"
        )
    if not unit.stands_on(valid_from):
        raise CodeRefused(f"{unit.title} không hoạt động ngày {vn_date(valid_from)}.", field="valid_from")
    if not alias:
        _refuse_second_primary(unit, valid_from)
    row = _row(unit, parsed, valid_from, primary=not alias, demo=demo)
    row.save(force_insert=True)
    _note("give_code", row, at, actor_id)
    return row


def give_codes(
    pairs: Sequence[tuple[Unit, str]], *, at: datetime, actor_id: int | None, demo: bool = False
) -> None:
    """Give many new units their first codes, each from its unit's first day. One statement and one entry."""
    rows = [
        _row(unit, codes.parse(text), unit.valid_from, primary=True, demo=demo, valid_to=unit.valid_to)
        for unit, text in pairs
    ]
    if rows:
        IdentityCode.objects.bulk_create(rows)
        audit.record(
            "give_codes", "identity_code", None, at=at, actor_id=actor_id, unit_id=None, count=len(rows)
        )


@transaction.atomic
def close_code(
    *,
    code: IdentityCode,
    last_day: date,
    at: datetime,
    actor_id: int | None = None,
    successor: IdentityCode | None = None,
) -> IdentityCode:
    """Close a code with its last day and, where there is one, the code that is offered instead.

    A closed code may get its successor later; its last day stays.
    """
    row = IdentityCode.objects.select_for_update().get(pk=code.pk)
    if successor is not None and successor.pk == row.pk:
        raise CodeRefused("Mã thay thế phải là một mã khác.", field="successor")
    if row.valid_to is not None and row.valid_to != last_day:
        raise CodeRefused(f"Mã {row.code} đã đóng ngày {vn_date(row.valid_to)}.", field="last_day")
    if last_day < row.valid_from:
        raise CodeRefused(
            f"Mã này dùng từ {vn_date(row.valid_from)}; ngày đóng phải sau đó.", field="last_day"
        )
    if successor is not None and _leads_to(successor, row):
        raise CodeRefused(f"Mã {successor.code} lại do chính mã này thay thế.", field="successor")
    row.valid_to, row.successor = last_day, successor
    row.save(update_fields=["valid_to", "successor"])
    _note("close_code", row, at, actor_id)
    return row


def close_codes_of_ended(heirs: dict[int, int | None], *, on: date) -> int:
    """Close the codes of units that end on the eve of `on`; `heirs` maps each to its main heir.

    The successor is the heir's primary code of that day, where it has one; else a person names it.
    """
    eve = on - timedelta(days=1)
    heir_ids = {heir for heir in heirs.values() if heir is not None}
    primary = {
        code.unit_id: code
        for code in IdentityCode.objects.filter(unit_id__in=heir_ids, primary=True, valid_from__lte=on)
        if code.valid_to is None or code.valid_to >= on
    }
    closing = list(
        IdentityCode.objects.select_for_update()
        .filter(unit_id__in=heirs, valid_from__lte=eve)
        .exclude(valid_to__lte=eve)
        .order_by("id")
    )
    for row in closing:
        heir = heirs[row.unit_id]
        row.valid_to = eve
        row.successor = primary.get(heir) if heir is not None else None
    IdentityCode.objects.bulk_update(closing, ["valid_to", "successor"])
    return len(closing)


def move_codes(*, before: Unit, after: Unit) -> int:
    """Hand the codes of a renamed unit to its new row: a renaming keeps the code (Decision 20/2020)."""
    return IdentityCode.objects.filter(unit=before, valid_to__isnull=True).update(unit=after)


def _row(
    unit: Unit,
    parsed: codes.ParsedCode,
    valid_from: date,
    *,
    primary: bool,
    demo: bool,
    valid_to: date | None = None,
) -> IdentityCode:
    return IdentityCode(
        code=parsed.code,
        path=parsed.path_text,
        style=parsed.style.value,
        unit=unit,
        primary=primary,
        valid_from=valid_from,
        valid_to=valid_to,
        demo=demo,
    )


def _refuse_second_primary(unit: Unit, valid_from: date) -> None:
    standing = IdentityCode.objects.filter(unit=unit, primary=True).exclude(valid_to__lt=valid_from).first()
    if standing is not None:
        raise CodeRefused(
            f"{unit.title} đang có mã chính {standing.code}. Đóng mã đó trước, hoặc thêm làm mã phụ.",
            field="code",
        )


def _leads_to(code: IdentityCode, target: IdentityCode) -> bool:
    seen: set[int] = set()
    step: IdentityCode | None = IdentityCode.objects.filter(pk=code.pk).first()
    while step is not None and step.pk not in seen:
        seen.add(step.pk)
        step = step.successor
        if step is not None and step.pk == target.pk:
            return True
    return False


def _note(action: str, row: IdentityCode, at: datetime, actor_id: int | None) -> None:
    audit.record(
        action, "identity_code", row.pk, at=at, actor_id=actor_id, unit_id=row.unit_id, code=row.code
    )
