"""Refusals of counting and of the periodic reports."""

from hoiso.core.errors import DomainError


class NotCountable(DomainError):
    """A number that cannot be right, or a day or period that cannot be counted."""


class ReportClosed(DomainError):
    """The report is signed off or closed, so that it is not changed any more."""
