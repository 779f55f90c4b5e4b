"""Why a file is not taken, told to the person who brought it."""

from enum import StrEnum

from hoiso.core.errors import DomainError


class Reason(StrEnum):
    """The kinds of refusal; the sentence says the rest."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BROKEN = "broken"
    ENCRYPTED = "encrypted"
    KIND = "kind"
    DANGEROUS = "dangerous"
    BOMB = "bomb"
    TOO_SLOW = "too_slow"
    DISK_FULL = "disk_full"
    MISSING = "missing"


class FileRefused(DomainError):
    """The file cannot be taken (or given back): what is wrong with it and what to do."""

    def __init__(self, sentence: str, *, reason: Reason, field: str | None = "file") -> None:
        super().__init__(sentence, field=field)
        self.reason = reason


def size_text(size: int) -> str:
    """A size for people: "100 MB", "1,5 GB"; 1 MB is 1,048,576 bytes, shown with a no-break space."""
    if size >= 1 << 30:
        tenths = round(size * 10 / (1 << 30))
        number = f"{tenths // 10},{tenths % 10}" if tenths % 10 else str(tenths // 10)
        return f"{number}\u00a0GB"
    if size >= 1 << 20:
        return f"{size >> 20}\u00a0MB"
    return f"{max(1, size >> 10)}\u00a0KB"


def too_large(limit: int) -> FileRefused:
    """The refusal of a file over `limit` bytes."""
    return FileRefused(
        f"Tệp phải nhỏ hơn {size_text(limit)}. Tách thành nhiều tệp, hoặc quét lại với độ nét thấp hơn.",
        reason=Reason.TOO_LARGE,
    )
