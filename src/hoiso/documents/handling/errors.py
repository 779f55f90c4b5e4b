"""Refusals on the way from the proposal to the finished task."""

from hoiso.core.errors import DomainError


class OthersStillWork(DomainError):
    """The lead would finish while co-ordinating officers have not: they are named, and she is asked."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(
            f"Còn người phối hợp chưa xong: {', '.join(names)}."
            " Chọn chờ những người này, hoặc kết thúc văn bản luôn.",
            field="others",
        )
        self.names = names


class SomethingHangsOnIt(DomainError):
    """A distribution cannot be taken back: somebody has begun to work on it."""


class NobodyLeads(DomainError):
    """An instruction asks people to help without anybody who leads."""
