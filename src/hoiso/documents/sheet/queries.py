"""One document for its page: one statement, everything on it as JSON beside the row."""

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from typing import Any, get_args

from django.db import connection

from hoiso.core.errors import NotThere
from hoiso.documents.sheet import parts
from hoiso.documents.sheet.parts import Sheet

_MANY: dict[str, str] = {
    "files": """
        SELECT f.id, f.name, f.role, s.kind, s.size, s.pages, s.active_content AS active,
               s.scanned_by AS scanned
        FROM documents_documentfile f JOIN core_storedfile s ON s.id = f.stored_id
        WHERE f.document_id = d.id AND f.replaced_at IS NULL ORDER BY f.role <> 'signed', f.position, f.id""",
    "events": """
        SELECT e.at, e.actor_name, e.actor_title, e.kind, e.text
        FROM documents_event e WHERE e.document_id = d.id ORDER BY e.at, e.id""",
    "instructions": """
        SELECT i.id, i.text, i.due_on, i.by_id, i.by_name, i.by_title, i.at
        FROM documents_instruction i WHERE i.document_id = d.id AND i.withdrawn_at IS NULL ORDER BY i.at""",
    "assignments": """
        SELECT a.id, a.instruction_id, a.officer_id, a.officer_name, a.part, a.state, a.due_on, a.given_at,
               a.opened_at, a.accepted_at, a.done_at, a.result, a.parent_id
        FROM documents_assignment a WHERE a.document_id = d.id
        ORDER BY a.given_at, array_position('{lead,coordinate,informed}', a.part::text), a.id""",
    "proposals": """
        SELECT p.id, p.to_officer_id, p.wording, p.receivers, p.due_on, p.state, p.reason,
               p.by_id, p.by_name, p.at
        FROM documents_handlingproposal p WHERE p.document_id = d.id ORDER BY p.at""",
    "reviews": """
        SELECT r.id, r.version_number, r.submitted_by, r.submitted_by_name, r.submitted_at, r.note,
               r.reviewer_id, r.reviewer_name, r.decision, r.reason, r.decided_at
        FROM documents_review r WHERE r.document_id = d.id ORDER BY r.submitted_at""",
    "recipients": """
        SELECT r.name, r.line, r.printed, r.paper_copies, y.state, y.sent_at, y.opened_at, y.received_at,
               y.done_at, coalesce(y.reason, '') AS reason
        FROM documents_recipient r
        LEFT JOIN documents_delivery y ON y.document_id = d.id AND y.to_unit_id = r.unit_id
        WHERE r.document_id = d.id ORDER BY r.position, r.id""",
    "links": """
        SELECT l.kind, false AS back, o.id, o.symbol, o.subject
        FROM documents_link l JOIN documents_document o ON o.id = l.other_id WHERE l.document_id = d.id
        UNION ALL
        SELECT l.kind, true, o.id, o.symbol, o.subject
        FROM documents_link l JOIN documents_document o ON o.id = l.document_id WHERE l.other_id = d.id""",
    "comments": """
        SELECT c.id, c.version_number, c.by_name AS name, c.at, c.text, c.settled_at IS NOT NULL AS settled
        FROM documents_comment c WHERE c.document_id = d.id ORDER BY c.at""",
}

_ONE: dict[str, str] = {
    "number_written": "coalesce(d.number::text, '') || d.suffix",
    "draft_version": "(SELECT max(v.number) FROM documents_draftversion v WHERE v.document_id = d.id)",
    "has_delivery": "EXISTS (SELECT FROM documents_delivery y WHERE y.received_as_id = d.id)",
    "views": """(SELECT count(*) FROM audit_entry e
        WHERE e.subject = 'document' AND e.subject_id = d.id AND e.action = 'view')""",
    "note": """coalesce((SELECT n.text FROM documents_note n
        WHERE n.document_id = d.id AND n.officer_id = %(officer)s), '')""",
    "restriction_waiting": """EXISTS (SELECT FROM documents_accesschange c
        WHERE c.document_id = d.id AND c.state = 'waiting')""",
}

_LINES: dict[str, type[Any]] = {
    "files": parts.FileLine,
    "events": parts.EventLine,
    "instructions": parts.InstructionLine,
    "assignments": parts.AssignmentLine,
    "proposals": parts.ProposalLine,
    "reviews": parts.ReviewLine,
    "recipients": parts.RecipientLine,
    "links": parts.LinkLine,
    "comments": parts.CommentLine,
}
_COLUMNS = [field.name for field in fields(Sheet) if field.name not in _MANY]


def _statement() -> str:
    single = [f"{_ONE.get(name, f'd.{name}')} AS {name}" for name in _COLUMNS]
    many = [
        f"coalesce((SELECT jsonb_agg(to_jsonb(x)) FROM ({sql}) x), '[]'::jsonb) AS {name}"  # noqa: S608
        for name, sql in _MANY.items()
    ]
    return f"SELECT {', '.join(single + many)} FROM documents_document d WHERE d.id = %(id)s"  # noqa: S608


_SHEET = _statement()


def sheet(document_id: int, *, officer_id: int) -> Sheet:
    """The document with all that hangs on it, in the scope in force. One statement.

    Raises `NotThere` when it does not exist or is outside the scope: the two look the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SHEET, {"id": document_id, "officer": officer_id})
        row = cursor.fetchone()
    if row is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    names = [*_COLUMNS, *_MANY]
    values = dict(zip(names, row, strict=True))
    for name in _LINES:
        values[name] = _lines(name, values[name])
    return Sheet(**values)


_READERS = {datetime: datetime.fromisoformat, date: date.fromisoformat}


def _moments(line: type[Any]) -> dict[str, Callable[[str], date]]:
    """Fields of a line that are moments or days, with the reader of their ISO text."""
    found: dict[str, Callable[[str], date]] = {}
    for field in fields(line):
        kinds = get_args(field.type) or (field.type,)
        reader = next((read for kind, read in _READERS.items() if kind in kinds), None)
        if reader:
            found[field.name] = reader
    return found


_MOMENTS = {name: _moments(line) for name, line in _LINES.items()}


def _lines(name: str, content: str) -> tuple[Any, ...]:
    """A JSON array as the dataclasses of that part of the page."""
    made = []
    for item in json.loads(content):
        for field, read in _MOMENTS[name].items():
            if item[field] is not None:
                item[field] = read(item[field])
        made.append(_LINES[name](**item))
    return tuple(made)
