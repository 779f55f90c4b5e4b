"""Face of the files: what is served, and the pictures of its pages."""

from hoiso.documents.files.actions import note_opening
from hoiso.documents.files.pictures import WIDTHS, forget, page_picture, readable_text
from hoiso.documents.files.queries import ServedFile, file_of, file_of_delivery

__all__ = [
    "WIDTHS",
    "ServedFile",
    "file_of",
    "file_of_delivery",
    "forget",
    "note_opening",
    "page_picture",
    "readable_text",
]
