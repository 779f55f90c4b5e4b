"""Refusals of the outgoing folder."""

from hoiso.core.errors import DomainError


class SomebodyWrites(DomainError):
    """Another officer holds the draft's edit lock."""


class NotReady(DomainError):
    """The draft lacks something without which the next step makes no sense."""


class NotMadeYet(DomainError):
    """The numbered document has no file to send."""
