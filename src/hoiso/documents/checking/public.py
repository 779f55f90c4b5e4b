"""Face of the checker of form."""

from hoiso.documents.checking.checker import check
from hoiso.documents.checking.findings import Finding, Fix, Weight, Written, fixed
from hoiso.documents.checking.laws import Law, law, laws

__all__ = ["Finding", "Fix", "Law", "Weight", "Written", "check", "fixed", "law", "laws"]
