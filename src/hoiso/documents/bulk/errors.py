"""Refusals of acts on many."""

from hoiso.core.errors import DomainError


class AlreadySo(DomainError):
    """Nothing would change: it is left out and named."""
