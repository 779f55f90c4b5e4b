"""Face of the files: what is served, and the pictures of its pages."""

from hoiso.documents.files.actions import note_opening, recognise_again, say_misread, stop_recognition
from hoiso.documents.files.pictures import WIDTHS, drawn_page, forget, page_picture, readable_text
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
    "drawn_page",
    "file_of",
    "file_of_delivery",
    "forget",
    "note_opening",
    "page_picture",
    "progress_of",
    "readable_text",
    "recognise_again",
    "say_misread",
    "stop_recognition",
]
