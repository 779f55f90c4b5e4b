"""Refusals of printing."""

from hoiso.core.errors import DomainError


class NothingToPrint(DomainError):
    """Nobody is chosen, or too many."""
