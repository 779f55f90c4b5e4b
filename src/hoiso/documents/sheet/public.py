"""Face of the document's page."""

from hoiso.documents.sheet.actions import link_documents, note_seen, unlink_documents
from hoiso.documents.sheet.parts import Action, Sheet
from hoiso.documents.sheet.queries import Candidate, candidates, sheet

__all__ = [
    "Action",
    "Candidate",
    "Sheet",
    "candidates",
    "link_documents",
    "note_seen",
    "sheet",
    "unlink_documents",
]
