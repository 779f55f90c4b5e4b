"""Refusals of taking over."""

from hoiso.core.errors import DomainError


class SheetRefused(DomainError):
    """The file is no register that can be read; the sentence says what it needs."""


class NotNow(DomainError):
    """The take-over is in a state in which this cannot be done."""
