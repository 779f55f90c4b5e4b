"""A closed dossier as it goes into a package, within the scope. Three statements, whatever its size."""

import json
from datetime import date, datetime
from typing import Any

from django.db import connection

from hoiso.core.errors import NotThere
from hoiso.core.files.names import safe_file_name
from hoiso.documents.keeping.errors import DossierClosed
from hoiso.documents.keeping.package.shape import (
    FOLDER,
    PackedDocument,
    PackedDossier,
    PackedFile,
    PackedRecipient,
    PackedTrace,
)
from hoiso.documents.tables.keeping import Dossier
from hoiso.units.public import primary_code

# Where a document stands is told where it is more than done and issued.
_DOCUMENTS = """
SELECT e.ordinal, d.direction, CASE WHEN d.state IN ('returned', 'revoked', 'void') THEN d.state ELSE '' END,
  d.restricted, d.kind, d.kind_name, d.code_number, d.code_notation, d.symbol, d.symbol_key, d.issued_on,
  d.issuer, d.subject, d.language, d.page_amount, d.description, d.signer_position, d.signer,
  d.signing_capacity, d.urgency, d.copies, d.due_on, d.arrived_on, coalesce(d.number::text, '') || d.suffix,
  CASE WHEN d.direction = 'in' THEN coalesce((
    SELECT string_agg(a.officer_name, '; ' ORDER BY a.given_at, a.id) FROM documents_assignment a
    WHERE a.document_id = d.id AND a.state <> 'withdrawn'), (
    SELECT string_agg(r.name, '; ' ORDER BY r.position, r.id) FROM documents_recipient r
    WHERE r.document_id = d.id), d.holder_name) ELSE '' END,
  coalesce((
    SELECT jsonb_agg(jsonb_build_array(coalesce(c.code, ''), r.name, r.line) ORDER BY r.position, r.id)
    FROM documents_recipient r LEFT JOIN LATERAL (
      SELECT i.code FROM units_identitycode i WHERE i.unit_id = r.unit_id AND i.primary
        AND i.valid_from <= %(on)s AND (i.valid_to IS NULL OR i.valid_to >= %(on)s) LIMIT 1) c ON true
    WHERE r.document_id = d.id AND d.direction <> 'in'), '[]'),
  coalesce((SELECT jsonb_agg(jsonb_build_array(v.at, v.actor_name, v.actor_title, v.kind, v.text)
      ORDER BY v.at, v.id)
    FROM documents_event v WHERE v.document_id = d.id), '[]'),
  CASE WHEN d.disposed_at IS NULL THEN coalesce((
    SELECT jsonb_agg(jsonb_build_array(f.name, f.role, s.sha256, s.size)
      ORDER BY f.role <> 'signed', f.position, f.id)
    FROM documents_documentfile f JOIN core_storedfile s ON s.id = f.stored_id
    WHERE f.document_id = d.id AND f.replaced_at IS NULL), '[]') ELSE '[]' END
FROM documents_dossierentry e JOIN documents_document d ON d.id = e.document_id
WHERE e.dossier_id = %(dossier)s ORDER BY coalesce(d.issued_on, d.arrived_on), e.ordinal
"""


def packed(dossier_id: int, *, on: date) -> PackedDossier:
    """What a package of the dossier tells, documents in the order of time.

    Raises `DossierClosed` while it is open, `NotThere` outside the scope.
    """
    dossier = Dossier.objects.select_related("unit").filter(pk=dossier_id).first()
    if dossier is None:
        raise NotThere("Không có hồ sơ này, hoặc đồng chí không được xem.")
    if dossier.closed_on is None:
        raise DossierClosed(f"Hồ sơ {dossier.code} chưa đóng. Đóng hồ sơ rồi xuất gói.")
    code = dossier.origin_code if dossier.origin_name else primary_code(dossier.unit_id, on=on)
    with connection.cursor() as cursor:
        cursor.execute(_DOCUMENTS, {"dossier": dossier_id, "on": on})
        rows = cursor.fetchall()
    return PackedDossier(
        organ_id=code, organ_name=dossier.origin_name or dossier.unit.title, year=dossier.year,
        code=dossier.code, title=dossier.title, heading=dossier.heading, retention=dossier.retention,
        restricted=dossier.restricted, creator=dossier.creator_name, opened_on=dossier.opened_on,
        closed_on=dossier.closed_on, description=dossier.description,
        documents=tuple(_document(row) for row in rows),
    )  # fmt: skip


def _document(row: tuple[Any, ...]) -> PackedDocument:
    *told, recipients, traces, files = row
    names = (
        "ordinal", "direction", "state", "restricted", "kind", "kind_name", "code_number", "code_notation",
        "symbol", "symbol_key", "issued_on", "issuer", "subject", "language", "pages", "description",
        "position", "signer", "capacity", "urgency", "copies", "due_on", "arrived_on", "number", "to_places",
    )  # fmt: skip
    folder = f"{FOLDER}/{row[0]:03d}"
    return PackedDocument(
        **dict(zip(names, told, strict=True)),
        recipients=tuple(PackedRecipient(*one) for one in _listed(recipients)),
        traces=tuple(PackedTrace(datetime.fromisoformat(one[0]), *one[1:]) for one in _listed(traces)),
        files=tuple(
            PackedFile(name, role, f"{folder}/{place:02d}-{safe_file_name(name)}", sha256, size)
            for place, (name, role, sha256, size) in enumerate(_listed(files), start=1)
        ),
    )


def _listed(value: str | list[Any]) -> list[Any]:
    """A JSON list, which the driver gives as text."""
    found: list[Any] = json.loads(value) if isinstance(value, str) else value
    return found
