"""Refusals at the clerk's desk."""

from hoiso.core.errors import DomainError
from hoiso.documents.incoming.duplicates import Duplicate


class DuplicateFound(DomainError):
    """The same document seems to stand in the unit's books already; a reason lets it through."""

    def __init__(self, found: tuple[Duplicate, ...]) -> None:
        first = found[0]
        super().__init__(
            f"Văn bản này có vẻ đã vào sổ: số đến {first.number_written}, {first.why_in_words}."
            " Mở văn bản đã có, hoặc ghi lý do nếu vẫn đăng ký.",
            field="duplicate_reason",
        )
        self.found = found


class AlreadyEntered(DomainError):
    """Somebody has taken this draft or delivery to the book, dropped it or sent it back."""


class ForSuccessor(DomainError):
    """The message is for a closed code, and the unit that follows is not this one: its desk confirms."""

    def __init__(self, told: str, *, successor_id: int) -> None:
        super().__init__(told)
        self.successor_id = successor_id


class NoSuccessor(DomainError):
    """The message is for a closed code that nobody follows yet."""

    def __init__(self, told: str) -> None:
        super().__init__(f"{told} Quản trị tỉnh ghi mã kế thừa ở trang Mã định danh rồi nhập lại văn bản.")
