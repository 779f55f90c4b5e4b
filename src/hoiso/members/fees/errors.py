"""Refusals of fees."""

from hoiso.core.errors import DomainError


class DoesNotFit(DomainError):
    """The money is not what the chosen months cost."""


class NothingOwed(DomainError):
    """There is nothing to be paid, or nothing to be sent."""


class NotDecided(DomainError):
    """The province has not set a rate, or not how fees are divided."""


class ChangedMeanwhile(DomainError):
    """What is owed is no more what the page showed."""


class AlreadyAnswered(DomainError):
    """It was undone, confirmed or sent back before."""


class BelowZero(DomainError):
    """The fund would fall below zero, and nobody has said that this is so."""
