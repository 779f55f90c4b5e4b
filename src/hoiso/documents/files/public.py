"""Face of the files: what is served, and the pictures of its pages."""

from hoiso.documents.files.actions import note_opening, recognise_again, say_misread, stop_recognition
from hoiso.documents.files.finding import best_page, marks_of, pages_with_words, place_of_words
from hoiso.documents.files.pictures import (
    WIDTHS,
    drawn_page,
    forget,
    page_picture,
    readable_text,
    upright_picture,
)
from hoiso.documents.files.queries import (
    Progress,
    ServedFile,
    file_of,
    file_of_delivery,
    progress_of,
)

__all__ = [
    "WIDTHS",
    "Progress",
    "ServedFile",
    "best_page",
    "drawn_page",
    "file_of",
    "file_of_delivery",
    "forget",
    "marks_of",
    "note_opening",
    "page_picture",
    "pages_with_words",
    "place_of_words",
    "progress_of",
    "readable_text",
    "recognise_again",
    "say_misread",
    "stop_recognition",
    "upright_picture",
]
