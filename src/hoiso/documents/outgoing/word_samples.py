"""How a template looks before it is used: filled with the values of a document that does not exist."""

import tempfile
from pathlib import Path

from hoiso.core.files.kinds import Kind
from hoiso.core.models import StoredFile
from hoiso.documents import filing
from hoiso.documents.checking.public import Paper, paper_of
from hoiso.documents.outgoing.word_fields import sample_values
from hoiso.documents.outgoing.word_templates import filled


def sample_file(stored: StoredFile) -> bytes:
    """The Word file that the template makes of sample values. Raises `UnusableTemplate`."""
    return filled(filing.store().path(stored.sha256), sample_values(), title="Xem thử mẫu")


def sample_paper(stored: StoredFile) -> Paper:
    """The same, measured as paper. Raises `UnusableTemplate`, `UnreadableFile`."""
    with tempfile.NamedTemporaryFile(suffix=".docx") as kept:
        kept.write(sample_file(stored))
        kept.flush()
        return paper_of(Path(kept.name), Kind.DOCX)
