"""Refusals of the layouts."""

from hoiso.core.errors import DomainError


class UnprintableCharacter(DomainError):
    """A text holds a character that the shipped font cannot draw (an emoji, a foreign script)."""


class WrongPattern(DomainError):
    """A symbol pattern typed in the settings cannot be used."""


class UnreadableTemplate(DomainError):
    """A content template is missing or does not follow its form."""


class IncompleteDocument(DomainError):
    """A document lacks a component without which it cannot be laid out."""
