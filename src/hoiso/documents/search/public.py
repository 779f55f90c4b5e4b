"""Face of the search."""

from hoiso.documents.search.actions import count_words, index, index_documents, read_text
from hoiso.documents.search.queries import (
    Asked,
    Beside,
    Hit,
    beside,
    find,
    found,
    found_for_export,
    proposed_spelling,
    recipients_of,
    suggestions,
)

__all__ = [
    "Asked",
    "Beside",
    "Hit",
    "beside",
    "count_words",
    "find",
    "found",
    "found_for_export",
    "index",
    "index_documents",
    "proposed_spelling",
    "read_text",
    "recipients_of",
    "suggestions",
]
