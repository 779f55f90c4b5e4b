"""Face of the search."""

from hoiso.documents.search.actions import count_words, index, index_documents, read_text
from hoiso.documents.search.facets import Choice, Facet, facets
from hoiso.documents.search.queries import (
    Asked,
    Beside,
    Hit,
    beside,
    find,
    found,
    found_for_export,
    recipients_of,
    suggestions,
)
from hoiso.documents.search.spelling import find_mended, proposed_spelling

__all__ = [
    "Asked",
    "Beside",
    "Choice",
    "Facet",
    "Hit",
    "beside",
    "count_words",
    "facets",
    "find",
    "find_mended",
    "found",
    "found_for_export",
    "index",
    "index_documents",
    "proposed_spelling",
    "read_text",
    "recipients_of",
    "suggestions",
]
