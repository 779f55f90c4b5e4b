"""Closed identity codes that wait for a person, and what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from hoiso.core.errors import NotThere
from hoiso.documents.incoming import phrases
from hoiso.documents.tables.incoming import ClosedCode

SHOWN = 100
State = ClosedCode.State


@dataclass(frozen=True, slots=True)
class CodeAsked:
    """One closed code as the page asks about it: what was known, and the answers that are possible."""

    id: int
    code: str
    side: str
    told: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CodeCase:
    """One line of the list: a message that waits, or what a person decided about it."""

    message_id: int
    draft_id: int | None
    code: str
    told: str
    subject: str
    at: datetime
    state: str
    state_name: str
    decided_by: str
    decided_at: datetime | None
    reason: str

    @property
    def waits(self) -> bool:
        return self.state == State.WAITING


def asked_codes(draft: OuterRef) -> ArraySubquery:
    """The undecided codes of each draft of a queryset, for `codes_from`."""
    waiting = ClosedCode.objects.filter(draft=draft, state=State.WAITING).order_by("pk")
    return ArraySubquery(
        waiting.values(
            asked=JSONObject(
                id="pk",
                code="code",
                side="side",
                told="told",
                old=_title("old_unit"),
                new=_title("successor"),
            )
        )
    )


def codes_from(rows: Iterable[dict[str, Any]]) -> tuple[CodeAsked, ...]:
    """The rows of `asked_codes` with the answers that a person may give."""
    return tuple(
        CodeAsked(
            row["id"], row["code"], row["side"], row["told"],
            tuple(
                (answer, words.format(**row))
                for (side, answer), words in phrases.CODE_CHOICES.items() if side == row["side"]
            ),
        )
        for row in rows
    )  # fmt: skip


def codes_of_message(message_id: int) -> tuple[CodeCase, tuple[CodeAsked, ...]]:
    """A message without draft that names closed codes: its first line, and what is undecided.

    One statement. Raises `NotThere` outside the scope.
    """
    rows = list(_cases(Q(message=message_id, draft=None)).order_by("pk"))
    if not rows:
        raise NotThere("Không có thông điệp này, hoặc đồng chí không được giao xem.")
    undecided = [
        {
            "id": row.pk, "code": row.code, "side": row.side, "told": row.told,
            "old": row.old_unit.title, "new": row.successor.title,
        }
        for row in rows if row.state == State.WAITING
    ]  # fmt: skip
    return _case(rows[0]), codes_from(undecided)


def code_cases(unit_id: int) -> tuple[CodeCase, ...]:
    """What waits at the unit's desk, and then what was decided, the newest first. One statement."""
    standing = Q(draft=None) | Q(draft__dropped_at=None) | ~Q(state=State.WAITING)
    rows = _cases(Q(standing, unit_id=unit_id))
    waiting_first = rows.annotate(waits=Q(state=State.WAITING)).order_by("-waits", "-pk")
    return tuple(_case(row) for row in waiting_first[:SHOWN])


def _cases(condition: Q) -> Any:
    return ClosedCode.objects.filter(condition).select_related("message", "draft", "old_unit", "successor")


def _case(row: ClosedCode) -> CodeCase:
    header = row.message.header.get("header") or {}
    subject = str(header.get("subject") or "")
    return CodeCase(
        row.message_id, row.draft_id, row.code, row.told,
        subject or f"Thông điệp {row.message.header.get('called', '')}".strip(),
        row.asked_at, row.state, str(State(row.state).label),
        row.decided_by_name, row.decided_at, row.reason,
    )  # fmt: skip


def _title(unit: str) -> Coalesce:
    return Coalesce(NullIf(f"{unit}__body_name", Value("")), f"{unit}__name")
