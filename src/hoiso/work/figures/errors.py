"""Refusals about requests for figures."""

from hoiso.core.errors import DomainError


class Frozen(DomainError):
    """The figures are frozen: nothing changes any more."""


class ChangedMeanwhile(DomainError):
    """Somebody else has changed the table since the page was opened."""


class CellsWrong(DomainError):
    """Cells that cannot be taken; `faults` names each."""

    def __init__(self, sentence: str, faults: "dict[tuple[int, int], str]") -> None:
        super().__init__(sentence)
        self.faults = faults
