"""Refusals of the opinions folder."""

from hoiso.core.errors import DomainError


class RoundClosed(DomainError):
    """The round takes no answers any more."""
