"""Face of the search."""

from hoiso.documents.search.actions import (
    count_words,
    due_searches,
    gather_words,
    index,
    index_documents,
    merge_words,
    read_text,
    tell_of_new_hits,
    vector_of,
)
from hoiso.documents.search.facets import Choice, Facet, counted_facets
from hoiso.documents.search.kept import as_values
from hoiso.documents.search.passages import Piece, found_in, marked, words_together
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
from hoiso.documents.search.similar import Around, around
from hoiso.documents.search.spelling import find_mended, proposed_spelling
from hoiso.documents.search.words import LONGEST_QUESTION, Question, question

__all__ = [
    "LONGEST_QUESTION",
    "Around",
    "Asked",
    "Beside",
    "Choice",
    "Facet",
    "Hit",
    "Piece",
    "Question",
    "around",
    "as_values",
    "beside",
    "count_words",
    "counted_facets",
    "due_searches",
    "find",
    "find_mended",
    "found",
    "found_for_export",
    "found_in",
    "gather_words",
    "index",
    "index_documents",
    "marked",
    "merge_words",
    "proposed_spelling",
    "question",
    "read_text",
    "recipients_of",
    "suggestions",
    "tell_of_new_hits",
    "vector_of",
    "words_together",
]
