"""Refusals of stacks of scans."""

from hoiso.core.errors import DomainError


class StackRefused(DomainError):
    """This file is no stack that can be cut, or this is no moment to change it."""
