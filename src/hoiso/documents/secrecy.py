"""State secrets are not kept on a networked system: found, refused, and removed."""

from collections.abc import Iterable

from django.db import connection

from hoiso.core.files.kinds import PICTURES, Kind
from hoiso.core.folding import fold
from hoiso.core.models import StoredFile
from hoiso.documents import filing, phrases, recognition
from hoiso.documents.errors import SecretRefused
from hoiso.edxml.public import Message
from hoiso.reading.fields import Proposal
from hoiso.reading.mark_rules import read_marks
from hoiso.reading.proposals import propose, secrecy_of
from hoiso.reading.text import PageTexts, plain_text

_READABLE = frozenset({Kind.PDF, Kind.DOCX, Kind.TXT}) | PICTURES
_MARKS = {fold(mark): mark for mark in phrases.MARKS.values()}


def refuse_mark(mark: str, *, line_allowed: bool = False) -> SecretRefused:
    """The refusal of a document that bears this mark."""
    more = phrases.MARKED_LINE_ALLOWED if line_allowed else ""
    return SecretRefused(phrases.MARKED_REFUSED.format(mark=mark.upper()) + more, field="secrecy")


def read_pages(stored: StoredFile) -> tuple[PageTexts, tuple[Proposal, ...]]:
    """Text and proposals of a stored file; nothing for kinds without text."""
    if Kind(stored.kind) not in _READABLE:
        return PageTexts(()), ()
    texts = recognition.texts_of(stored)
    return texts, propose(texts)


def require_no_mark(proposals: tuple[Proposal, ...]) -> None:
    """Refuse pages that bear a mark of secrecy."""
    if (found := secrecy_of(proposals)) is not None:
        raise refuse_mark(found.value)


def require_open_text(text: str, *, field: str) -> None:
    """Refuse typed text in which a mark of secrecy stands alone on a line; signs of layout are no words."""
    lines = "\n".join(line.strip().lstrip("#>+*- ") for line in text.splitlines())
    marks = (mark for page in plain_text(lines).pages for mark in read_marks(page))
    if (found := secrecy_of(tuple(marks))) is not None:
        raise SecretRefused(phrases.MARKED_TEXT_REFUSED.format(mark=found.value.upper()), field=field)


def require_open_message(message: Message) -> None:
    """Refuse a message whose header says that it is secret (sphere of circulation, in words)."""
    document = message.document
    sphere = document.other_info.sphere_of_promulgation if document and document.other_info else None
    if (mark := _MARKS.get(fold(sphere or ""))) is not None:
        raise refuse_mark(mark)


def forget_contents(names: Iterable[str]) -> None:
    """Take contents out of the store that no row refers to (any more)."""
    for sha256 in names:
        if not StoredFile.objects.filter(sha256=sha256).exists():
            filing.store().remove(sha256)


def forget_stored(stored: Iterable[StoredFile]) -> None:
    """Remove row and content of files that nothing else refers to, and what was read of them."""
    kept = list(stored)
    copies = recognition.copies_of(kept)
    with connection.cursor() as cursor:
        for file in kept:
            cursor.execute("SELECT hoiso_forget_file(%s)", [file.pk])
    for file in kept:
        recognition.forget(file.sha256)
    forget_contents([*(file.sha256 for file in kept), *copies])
