"""One draft for its pages: one statement, everything on it as JSON beside the row."""

import json
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db import connection

from hoiso.core.errors import NotThere
from hoiso.documents.outgoing.content import DraftContent, from_json
from hoiso.documents.tables.document import DocumentFile, State
from hoiso.documents.tables.outgoing import Review


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the document that stands."""

    id: int
    name: str
    role: str
    size: int
    pages: int | None


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A remark on a version."""

    id: int
    version: int
    text: str
    name: str
    at: datetime
    settled: bool


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """A document that this one answers."""

    id: int
    symbol: str
    subject: str
    issuer: str
    state: str

    @property
    def is_open(self) -> bool:
        """Whether its handling can still be finished by the answer."""
        return self.state in (State.REGISTERED, State.PROPOSED, State.IN_WORK)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who holds the edit lock."""

    id: int
    name: str
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Laid:
    """One review of the newest laying: before whom, which version, what was decided, and by whom."""

    reviewer_id: int
    reviewer: str
    submitted_by: int
    submitter: str
    version: int
    note: str
    decision: str
    reason: str
    at: datetime
    turn: int
    decided_by_name: str
    decided_at: datetime | None
    matter: str = ""

    @property
    def reviewer_name(self) -> str:
        return self.reviewer

    @property
    def state_name(self) -> str:
        return str(Review.Decision(self.decision).label)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """A draft as its pages show it."""

    id: int
    unit_id: int
    unit_title: str
    state: str
    version: int
    kind: str
    kind_name: str
    symbol: str
    subject: str
    created_by: int | None
    issued_on: date | None
    due_on: date | None
    number_of_version: int
    saved_by: str
    saved_at: datetime
    content: DraftContent
    writer: Writer | None
    laying: tuple[Laid, ...]
    comments: tuple[CommentLine, ...]
    answered: tuple[AnsweredLine, ...]
    files: tuple[FileLine, ...]

    @property
    def state_name(self) -> str:
        return str(State(self.state).label)

    @property
    def laid(self) -> Laid | None:
        """What the newest laying came to: who sent it back, who is asked now, else who approves last."""
        for decision in ("sent_back", "waiting"):
            for one in self.laying:
                if one.decision == decision:
                    return one
        return self.laying[-1] if self.laying else None

    @property
    def several(self) -> bool:
        """Whether more than one person was asked."""
        return len(self.laying) > 1

    @property
    def annexes(self) -> tuple[FileLine, ...]:
        return tuple(file for file in self.files if file.role == DocumentFile.Role.ANNEX)

    @property
    def made(self) -> FileLine | None:
        """The file that the system made."""
        return next((file for file in self.files if file.role == DocumentFile.Role.MADE), None)

    @property
    def signed(self) -> FileLine | None:
        """The signed copy."""
        return next((file for file in self.files if file.role == DocumentFile.Role.SIGNED), None)

    def writer_other_than(self, officer_id: int, at: datetime) -> Writer | None:
        """Somebody else who is writing just now."""
        if self.writer is None or self.writer.id == officer_id or self.writer.until < at:
            return None
        return self.writer


_PAGE = """
SELECT d.id, d.unit_id, CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END AS unit_title,
  d.state, d.version, d.kind, d.kind_name, d.symbol, d.subject, d.created_by, d.issued_on, d.due_on,
  v.number, v.by_name, v.at, v.content,
  (SELECT to_jsonb(x) FROM (SELECT l.officer_id AS id, l.officer_name AS name, l.since, l.until
     FROM documents_editlock l WHERE l.document_id = d.id) x),
  (SELECT jsonb_agg(to_jsonb(x)) FROM (SELECT r.reviewer_id, r.reviewer_name AS reviewer, r.submitted_by,
      r.submitted_by_name AS submitter, r.version_number AS version, r.note, r.decision, r.reason,
      r.submitted_at AS at, r.turn, r.decided_by_name, r.decided_at, r.matter
     FROM documents_review r WHERE r.document_id = d.id AND r.submitted_at = (
       SELECT max(n.submitted_at) FROM documents_review n WHERE n.document_id = d.id)
     ORDER BY r.turn, r.id) x),
  (SELECT jsonb_agg(to_jsonb(x)) FROM (SELECT c.id, c.version_number AS version, c.text, c.by_name AS name,
      c.at, c.settled_at IS NOT NULL AS settled
     FROM documents_comment c WHERE c.document_id = d.id ORDER BY c.at, c.id) x),
  (SELECT jsonb_agg(to_jsonb(x)) FROM (SELECT o.id, o.symbol, o.subject, o.issuer, o.state
     FROM documents_link l JOIN documents_document o ON o.id = l.other_id
     WHERE l.document_id = d.id AND l.kind = 'answers' ORDER BY l.id) x),
  (SELECT jsonb_agg(to_jsonb(x)) FROM (SELECT f.id, f.name, f.role, s.size, s.pages
     FROM documents_documentfile f JOIN core_storedfile s ON s.id = f.stored_id
     WHERE f.document_id = d.id AND f.replaced_at IS NULL ORDER BY f.position, f.id) x)
FROM documents_document d
JOIN units_unit u ON u.id = d.unit_id
JOIN LATERAL (SELECT * FROM documents_draftversion w WHERE w.document_id = d.id
              ORDER BY w.number DESC LIMIT 1) v ON true
WHERE d.id = %s AND d.direction = 'out'
"""


def draft_page(document_id: int) -> DraftPage:
    """The draft with what hangs on it. One statement; raises `NotThere` outside the scope."""
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, [document_id])
        row = cursor.fetchone()
    if row is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    (*columns, number, by_name, at, content, writer, laying, comments, answered, files) = row
    names = [field.name for field in fields(DraftPage)][: len(columns)]
    return DraftPage(
        **dict(zip(names, columns, strict=True)),
        number_of_version=number,
        saved_by=by_name,
        saved_at=at,
        content=from_json(_json(content)),
        writer=_one(Writer, writer, "since", "until"),
        laying=tuple(Laid(**_timed(item, "at", "decided_at")) for item in _json(laying) or ()),
        comments=tuple(CommentLine(**_timed(item, "at")) for item in _json(comments) or ()),
        answered=tuple(AnsweredLine(**item) for item in _json(answered) or ()),
        files=tuple(FileLine(**item) for item in _json(files) or ()),
    )


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list."""

    number: int
    by: str
    at: datetime
    content: DraftContent


_VERSIONS = """
SELECT v.number, v.by_name, v.at, v.content FROM documents_draftversion v
WHERE v.document_id = %s AND v.number = ANY (%s) ORDER BY v.number
"""
_LISTED = """
SELECT v.number, v.by_name, v.at, r.decision
FROM documents_draftversion v
LEFT JOIN LATERAL (SELECT decision FROM documents_review r
  WHERE r.document_id = v.document_id AND r.version_number = v.number ORDER BY r.id DESC LIMIT 1) r ON true
WHERE v.document_id = %s ORDER BY v.number DESC
"""


@dataclass(frozen=True, slots=True)
class ListedVersion:
    """A version in the list of all, without its text."""

    number: int
    by: str
    at: datetime
    decision: str | None


def versions(document_id: int) -> tuple[ListedVersion, ...]:
    """All versions of a draft, newest first. One statement; empty outside the scope."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, [document_id])
        return tuple(ListedVersion(*row) for row in cursor.fetchall())


def versions_with_text(document_id: int, numbers: tuple[int, ...]) -> tuple[VersionLine, ...]:
    """The named versions, oldest first. One statement; raises `NotThere` when one of them is missing."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS, [document_id, list(numbers)])
        rows = cursor.fetchall()
    if len(rows) != len(set(numbers)):
        raise NotThere("Không có bản dự thảo này, hoặc đồng chí không được giao xem.")
    return tuple(VersionLine(number, by, at, from_json(_json(content))) for number, by, at, content in rows)


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _timed(item: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**item, **{name: datetime.fromisoformat(item[name]) for name in names if item[name]}}


def _one(shape: type[Any], value: Any, *times: str) -> Any:
    found = _json(value)
    return shape(**_timed(found, *times)) if found else None
