"""Face of documents for the parts above."""

from hoiso.documents.intake.public import mail_import_state
from hoiso.documents.merger import apply_merger, plan_merger
from hoiso.documents.waiting import Waiting, WaitingRow, anything_new, waiting_for, waiting_rows

__all__ = [
    "Waiting",
    "WaitingRow",
    "anything_new",
    "apply_merger",
    "mail_import_state",
    "plan_merger",
    "waiting_for",
    "waiting_rows",
]
