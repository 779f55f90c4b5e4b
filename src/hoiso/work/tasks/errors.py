"""Refusals about tasks without a document."""

from hoiso.core.errors import DomainError


class AlreadyTaken(DomainError):
    """Somebody of the team was quicker."""


class PartsOpen(DomainError):
    """A task cannot end while what was split off it is still open."""
