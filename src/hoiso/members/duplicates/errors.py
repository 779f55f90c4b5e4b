"""Refusals around members entered twice."""

from hoiso.core.errors import DomainError


class NotMergeable(DomainError):
    """The two rows cannot be made one, or no more be parted."""
