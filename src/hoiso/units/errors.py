"""Refusals of this part, each with a sentence that says what to do."""

from hoiso.core.errors import DomainError


class UnitRefused(DomainError):
    """A unit cannot be made, changed or ended as asked."""


class CodeRefused(DomainError):
    """An identity code cannot be given, closed or linked as asked."""


class ListRefused(DomainError):
    """A list of units cannot be read at all: wrong columns, empty, not text."""


class SettingRefused(DomainError):
    """A setting's key, value or day is not accepted."""
