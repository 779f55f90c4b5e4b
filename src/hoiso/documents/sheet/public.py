"""Face of the document's page."""

from hoiso.documents.sheet.parts import Action, Sheet
from hoiso.documents.sheet.queries import sheet

__all__ = ["Action", "Sheet", "sheet"]
