"""Face of the checker of form."""

from hoiso.documents.checking.checker import check
from hoiso.documents.checking.findings import Finding, Fix, Weight, Written, fixed
from hoiso.documents.checking.laws import Law, law, laws
from hoiso.documents.checking.paper import Paper, PaperLine, UnreadableFile, paper_of
from hoiso.documents.checking.paper_rules import paper_findings

__all__ = [
    "Finding",
    "Fix",
    "Law",
    "Paper",
    "PaperLine",
    "UnreadableFile",
    "Weight",
    "Written",
    "check",
    "fixed",
    "law",
    "laws",
    "paper_findings",
    "paper_of",
]
