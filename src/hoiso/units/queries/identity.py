"""To whom an identity code belongs, and what a person is asked when it is closed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hoiso.core.phrases import vn_date
from hoiso.units import codes
from hoiso.units.models import IdentityCode
from hoiso.units.queries.days import Found, unit_on
from hoiso.units.queries.rows import rows_of
from hoiso.units.succession import Standing


class CodeState(StrEnum):
    """What is known of a code on a day."""

    OPEN = "open"
    NOT_YET = "not_yet"  # given from a later day on
    CLOSED = "closed"  # a successor is shown; a person confirms, nothing is rerouted
    SUGGESTED = "suggested"  # not given, but another code has the same path: perhaps an alias
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class CodeAnswer:
    """The answer for one code on one day.

    `unit` holds the code (or, when SUGGESTED, may be the same body); `successor` and
    `successor_code` are offered where the code is closed or its unit has ended.
    """

    code: str
    on: date
    state: CodeState
    unit: Standing | None
    successor: Standing | None
    successor_code: str
    demo: bool
    sentence: str


def look_up_code(text: str, *, on: date) -> CodeAnswer:
    """Whose code this is on a day. Three statements at most."""
    parsed = codes.parse(text)
    known = {code.code: code for code in _with_path(parsed)}
    row = known.get(parsed.code)
    if row is None:
        return _suggestion(parsed, known, on)
    return _known(row, on)


def codes_of(unit_id: int) -> tuple[IdentityCode, ...]:
    """Codes of a unit, and of the same body under its earlier or later names. One statement."""
    chain = [row.id for row in rows_of(_Id, _SAME_BODY, {"unit": unit_id})]
    listed = IdentityCode.objects.filter(unit_id__in=chain).select_related("successor", "unit")
    return tuple(listed.order_by("-primary", "-valid_from", "code"))


def primary_code(unit_id: int, *, on: date) -> str:
    """The primary identity code of a unit on a day, empty when it has none. One statement."""
    in_force = IdentityCode.objects.filter(unit_id=unit_id, primary=True, valid_from__lte=on)
    found = in_force.exclude(valid_to__lt=on).values_list("code", flat=True).first()
    return found or ""


def _with_path(parsed: codes.ParsedCode) -> list[IdentityCode]:
    rows = IdentityCode.objects.filter(path=parsed.path_text).select_related("unit", "successor__unit")
    return list(rows.order_by("-valid_from"))


def _suggestion(parsed: codes.ParsedCode, known: dict[str, IdentityCode], on: date) -> CodeAnswer:
    for row in known.values():
        unit = unit_on(row.unit_id, on)
        if unit.unit is not None:
            return CodeAnswer(
                parsed.code, on, CodeState.SUGGESTED, unit.unit, None, row.code, row.demo,
                f"Mã {parsed.code} chưa cấp cho ai; cùng đường dẫn với mã {row.code} của {unit.unit.title}."
                " Nếu là một cơ quan, hãy xác nhận làm mã phụ.",
            )  # fmt: skip
    sentence = f"Mã {parsed.code} chưa có trong hệ thống."
    return CodeAnswer(parsed.code, on, CodeState.UNKNOWN, None, None, "", demo=False, sentence=sentence)


def _known(row: IdentityCode, on: date) -> CodeAnswer:
    there = unit_on(row.unit_id, on)
    unit = there.asked
    ended = row.valid_to is not None and row.valid_to < on
    if row.valid_from > on:
        sentence = f"Mã {row.code} chỉ dùng từ {vn_date(row.valid_from)}."
        return CodeAnswer(row.code, on, CodeState.NOT_YET, unit, None, "", row.demo, sentence)
    if not ended and there.found is Found.STOOD:
        sentence = f"Mã {row.code} là của {row.unit.title}."
        return CodeAnswer(row.code, on, CodeState.OPEN, unit, None, "", row.demo, sentence)
    successor = row.successor
    heir = unit_on(successor.unit_id, on).unit if successor else there.unit
    heir = None if heir and unit and heir.id == unit.id and successor is None else heir
    closed_on = row.valid_to if ended else row.unit.valid_to
    told = f"Mã {row.code} của {row.unit.title} đã đóng{f' ngày {vn_date(closed_on)}' if closed_on else ''}."
    next_code = successor.code if successor else (primary_code(heir.id, on=on) if heir else "")
    asked = (
        f" Đơn vị kế thừa: {heir.title}. Cần người xác nhận trước khi chuyển."
        if heir
        else " Chưa rõ đơn vị kế thừa."
    )
    return CodeAnswer(row.code, on, CodeState.CLOSED, unit, heir, next_code, row.demo, told + asked)


@dataclass(frozen=True, slots=True)
class _Id:
    id: int


_SAME_BODY = """
WITH RECURSIVE same(id) AS (
  SELECT %(unit)s::bigint
  UNION
  SELECT CASE WHEN s.before_id = same.id THEN s.after_id ELSE s.before_id END
  FROM units_succession s JOIN same ON same.id IN (s.before_id, s.after_id) WHERE s.renaming
) SELECT id FROM same
"""
