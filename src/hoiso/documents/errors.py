"""Refusals of the documents part."""

from hoiso.core.errors import DomainError


class WrongState(DomainError):
    """The document is no longer where the act would take it from: somebody was faster, or it is done."""


class ChangedMeanwhile(DomainError):
    """Somebody else saved the same document after this page was opened."""


class BookClosed(DomainError):
    """The book's period is over, or the book was closed."""


class SecretRefused(DomainError):
    """The document carries a secrecy mark, and the law keeps it off a networked system."""
