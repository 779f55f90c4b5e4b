"""Face of documents for the parts above."""

from hoiso.documents.merger import apply_merger, plan_merger
from hoiso.documents.waiting import Waiting, WaitingRow, anything_new, waiting_for, waiting_rows

__all__ = [
    "Waiting",
    "WaitingRow",
    "anything_new",
    "apply_merger",
    "plan_merger",
    "waiting_for",
    "waiting_rows",
]
