"""Face of documents for the parts above."""

from hoiso.documents.waiting import Waiting, WaitingRow, waiting_for, waiting_rows

__all__ = ["Waiting", "WaitingRow", "waiting_for", "waiting_rows"]
