"""Refusals of acts on memberships."""

from hoiso.core.errors import DomainError


class ActRefused(DomainError):
    """The act cannot follow what stands in her history, or its day is not possible."""


class NotTheLast(DomainError):
    """Something else was written after the act, so that it can no longer be taken back."""


class FileRefused(DomainError):
    """A transfer file that cannot be read, or that was changed on its way."""
