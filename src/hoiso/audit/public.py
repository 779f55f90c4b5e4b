"""Face of the trail."""

from hoiso.audit.actions import note_export, record, seal, seal_everything
from hoiso.audit.heads import Head, heads_in
from hoiso.audit.phrases import ACTIONS, action_words, subject_words
from hoiso.audit.queries import Break, Report, everything, head, report, verify
from hoiso.audit.trail import Seen, TrailFilter, TrailPage, TrailRow, about_officer, filtered, seen, trail
from hoiso.audit.visits import Per, VisitRow, total_of, visits

__all__ = [
    "ACTIONS",
    "Break",
    "Head",
    "Per",
    "Report",
    "Seen",
    "TrailFilter",
    "TrailPage",
    "TrailRow",
    "VisitRow",
    "about_officer",
    "action_words",
    "everything",
    "filtered",
    "head",
    "heads_in",
    "note_export",
    "record",
    "report",
    "seal",
    "seal_everything",
    "seen",
    "subject_words",
    "total_of",
    "trail",
    "verify",
    "visits",
]
