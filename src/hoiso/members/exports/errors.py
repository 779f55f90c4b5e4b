"""Refusals of exports."""

from hoiso.core.errors import DomainError


class NotReady(DomainError):
    """The file is not approved, or was too long ago, or would hold more than was approved."""


class OwnRequest(DomainError):
    """Nobody approves what she asked for herself."""
