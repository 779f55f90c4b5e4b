"""Refusals of petitions."""

from hoiso.core.errors import DomainError


class PetitionEnded(DomainError):
    """It was already decided: forwarded, refused, filed or answered."""


class LikeOnes(DomainError):
    """Letters of the same person or matter stand in the register; the clerk has not said what this one is."""
