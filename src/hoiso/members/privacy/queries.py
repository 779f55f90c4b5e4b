"""What is decided of the fields of members."""

from dataclasses import dataclass
from datetime import date

from hoiso.members.fields import FIELDS, Field, fields_on
from hoiso.members.models import MemberField


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field as it holds on a day; `ahead`: the next decision that holds from a later day."""

    field: Field
    ahead: MemberField | None


def field_lines(on: date) -> tuple[FieldLine, ...]:
    """Every field in the order of the register. Two statements."""
    ahead: dict[str, MemberField] = {}
    for row in MemberField.objects.filter(valid_from__gt=on, field__in=FIELDS).order_by("valid_from"):
        ahead.setdefault(row.field, row)
    return tuple(FieldLine(field, ahead.get(name)) for name, field in fields_on(on).items())


def field_decisions(name: str) -> tuple[MemberField, ...]:
    """What was decided of one field, the latest day first. One statement."""
    return tuple(MemberField.objects.filter(field=name).order_by("-valid_from"))
