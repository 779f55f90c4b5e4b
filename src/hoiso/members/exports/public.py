"""Face of exports."""

from hoiso.members.exports.actions import ask_export, decide_export, make_export
from hoiso.members.exports.files import MEDIA
from hoiso.members.exports.marks import found_in
from hoiso.members.exports.queries import Request, by_mark, export_page, export_request
from hoiso.members.exports.rules import require_exporting

__all__ = [
    "MEDIA",
    "Request",
    "ask_export",
    "by_mark",
    "decide_export",
    "export_page",
    "export_request",
    "found_in",
    "make_export",
    "require_exporting",
]
