"""Refusals of bringing lists of members in."""

from hoiso.core.errors import DomainError


class ListRefused(DomainError):
    """The file is no list of members that can be read; the sentence says what it needs."""


class NotNow(DomainError):
    """The list is in a state in which this cannot be done."""


class WrongCell(Exception):
    """A cell that cannot be understood, and what to do with it; caught where the row is read."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
