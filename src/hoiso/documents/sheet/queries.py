"""One document for its page: one statement, everything on it as JSON beside the row."""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, get_args

from django.db import connection
from django.db.models import Q

from hoiso.core.errors import NotThere
from hoiso.documents.incoming.entry import symbol_key
from hoiso.documents.sheet import parts
from hoiso.documents.sheet.parts import Sheet
from hoiso.documents.tables.document import Document

_MANY: dict[str, str] = {
    "files": """
        SELECT f.id, f.name, f.role, s.kind, s.size, s.pages, s.active_content AS active,
               s.scanned_by AS scanned, r.state AS reading,
               coalesce(jsonb_array_length(r.wanted), 0) AS to_read, coalesce(r.done, 0) AS read,
               coalesce(r.problem, '') AS problem, coalesce(r.mark, '') AS mark
        FROM documents_documentfile f JOIN core_storedfile s ON s.id = f.stored_id
        LEFT JOIN documents_recognition r ON r.stored_id = s.id
        WHERE f.document_id = d.id AND f.replaced_at IS NULL AND d.disposed_at IS NULL
        ORDER BY f.role <> 'signed', f.position, f.id""",
    "old_files": """
        SELECT f.id, f.name, f.role, s.kind, s.size, f.replaced_at
        FROM documents_documentfile f JOIN core_storedfile s ON s.id = f.stored_id
        WHERE f.document_id = d.id AND f.replaced_at IS NOT NULL AND d.disposed_at IS NULL
        ORDER BY f.replaced_at DESC, f.id DESC""",
    "events": """
        SELECT e.at, e.actor_name, e.actor_title, e.kind, e.text
        FROM documents_event e WHERE e.document_id = d.id ORDER BY e.at, e.id""",
    "instructions": """
        SELECT i.id, i.text, i.due_on, i.by_id, i.by_name, i.by_title, i.at
        FROM documents_instruction i WHERE i.document_id = d.id AND i.withdrawn_at IS NULL ORDER BY i.at""",
    "assignments": """
        SELECT a.id, a.instruction_id, a.unit_id, a.to_unit_id, a.officer_id, a.officer_name, a.part, a.state,
               a.due_on, a.given_at, a.opened_at, a.accepted_at, a.done_at, a.result, a.parent_id,
               CASE WHEN a.unit_id = d.unit_id OR a.to_unit_id IS NOT NULL THEN '' ELSE (
                 SELECT CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END
                 FROM units_unit u WHERE u.id = a.unit_id) END AS away
        FROM documents_assignment a WHERE a.document_id = d.id
        ORDER BY a.given_at, array_position('{lead,coordinate,informed}', a.part::text), a.id""",
    "proposals": """
        SELECT p.id, p.to_officer_id, p.wording, p.receivers, p.due_on, p.state, p.reason,
               p.by_id, p.by_name, p.at
        FROM documents_handlingproposal p WHERE p.document_id = d.id ORDER BY p.at""",
    "reviews": """
        SELECT r.id, r.version_number, r.submitted_by, r.submitted_by_name, r.submitted_at, r.note,
               r.reviewer_id, r.reviewer_name, r.decision, r.reason, r.decided_at, r.decided_by_name,
               r.turn, r.matter
        FROM documents_review r WHERE r.document_id = d.id ORDER BY r.submitted_at, r.turn, r.id""",
    "rounds": """
        SELECT r.id, r.question, r.version_number, r.due_on, r.by_name, r.closed_at IS NOT NULL AS closed,
               (SELECT count(*) FROM documents_opinion o WHERE o.round_id = r.id) AS asked,
               (SELECT count(*) FROM documents_opinion o WHERE o.round_id = r.id AND o.answer <> '') AS given
        FROM documents_opinionround r WHERE r.document_id = d.id ORDER BY r.id DESC""",
    "recipients": """
        SELECT r.name, r.line, r.printed, r.paper_copies, r.paper_sent_on, y.state, y.sent_at, y.opened_at,
               y.received_at, y.done_at, coalesce(y.reason, '') AS reason
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
    "versions": """
        SELECT v.number, v.by_name, v.at
        FROM documents_draftversion v WHERE v.document_id = d.id ORDER BY v.number DESC""",
    "corrections": """
        SELECT c.field, c.before, c.after, c.reason, c.by_name, c.at
        FROM documents_correction c WHERE c.document_id = d.id ORDER BY c.at DESC, c.id DESC""",
    "messages": """
        SELECT m.kind, m.sender_code, m.remarks, m.received_at
        FROM documents_message m WHERE m.document_id = d.id ORDER BY m.received_at, m.id""",
    "dossiers": """
        SELECT o.id, o.code, o.year, o.title, e.ordinal, o.closed_on IS NOT NULL AS closed
        FROM documents_dossierentry e JOIN documents_dossier o ON o.id = e.dossier_id
        WHERE e.document_id = d.id ORDER BY o.year DESC, o.code""",
    "folders": """
        SELECT f.id, f.name
        FROM documents_folderentry e JOIN documents_folder f ON f.id = e.folder_id
        WHERE e.document_id = d.id AND e.officer_id = %(officer)s ORDER BY f.name""",
    "seen": "SELECT n.times, n.officers FROM hoiso_seen('document', ARRAY[d.id]) n",
}

_ONE: dict[str, str] = {
    "number_written": "coalesce(d.number::text, '') || d.suffix",
    "draft_version": "(SELECT max(v.number) FROM documents_draftversion v WHERE v.document_id = d.id)",
    "has_delivery": "EXISTS (SELECT FROM documents_delivery y WHERE y.received_as_id = d.id)",
    "recalled": """coalesce((SELECT y.reason FROM documents_delivery y
        WHERE y.received_as_id = d.id AND y.state = 'withdrawn'), '')""",
    "unit_name": """(SELECT CASE WHEN u.body_name = '' THEN u.name ELSE u.body_name END
        FROM units_unit u WHERE u.id = d.unit_id)""",
    "book_name": "coalesce((SELECT b.name FROM documents_book b WHERE b.id = d.book_id), '')",
    "note": """coalesce((SELECT n.text FROM documents_note n
        WHERE n.document_id = d.id AND n.officer_id = %(officer)s), '')""",
    "restriction_waiting": """EXISTS (SELECT FROM documents_accesschange c
        WHERE c.document_id = d.id AND c.state = 'waiting')""",
}

_LINES: dict[str, type[Any]] = {
    "files": parts.FileLine,
    "old_files": parts.OldFileLine,
    "events": parts.EventLine,
    "instructions": parts.InstructionLine,
    "assignments": parts.AssignmentLine,
    "proposals": parts.ProposalLine,
    "reviews": parts.ReviewLine,
    "rounds": parts.RoundLine,
    "recipients": parts.RecipientLine,
    "links": parts.LinkLine,
    "comments": parts.CommentLine,
    "versions": parts.VersionLine,
    "corrections": parts.CorrectionLine,
    "messages": parts.MessageLine,
    "dossiers": parts.DossierLine,
    "folders": parts.FolderLine,
    "seen": parts.SeenLine,
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that may be meant by typed words."""

    id: int
    symbol: str
    number_written: str
    direction: str
    subject: str
    on: date | None


def candidates(words: str, *, unit_id: int, but: int, most: int = 20) -> tuple[Candidate, ...]:
    """Documents of the unit by symbol, number or words of the subject, newest first. One statement."""
    key = symbol_key(words)
    wanted = Q(symbol_key=key) | Q(symbol_key__startswith=f"{key}/")
    if words.isascii() and words.isdigit() and len(words) < 9:
        wanted |= Q(number=int(words))
    by_subject = Q()
    for word in words.split():
        by_subject &= Q(subject__icontains=word)
    found = (
        Document.objects.filter(wanted | by_subject, unit_id=unit_id)
        .exclude(pk=but)
        .order_by("-id")
        .values_list("id", "symbol", "number", "suffix", "direction", "subject", "arrived_on", "issued_on")[
            :most
        ]
    )
    return tuple(
        Candidate(pk, symbol, f"{number or ''}{suffix}", direction, subject, arrived or issued)
        for pk, symbol, number, suffix, direction, subject, arrived, issued in found
    )
