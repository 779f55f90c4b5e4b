"""Face of acts on many."""

from hoiso.documents.bulk.actions import BULKS, MOST, Bulk, Line, Outcome, carry_out, preview, take_back

__all__ = ["BULKS", "MOST", "Bulk", "Line", "Outcome", "carry_out", "preview", "take_back"]
