"""Refusals of the message part. The sentence is shown to the clerk as it stands."""

from typing import TYPE_CHECKING

from hoiso.core.errors import DomainError

if TYPE_CHECKING:
    from hoiso.edxml.message import Remark


class EdxmlError(DomainError):
    """The bytes are not a message that may be taken in.

    `code` names the rule (see `rulebook`), `element` the path inside the message where it was met,
    `line` its line in the file (from 1), or None when it concerns the whole file.
    """

    def __init__(
        self, sentence: str, *, code: str, element: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.element = element
        self.line = line


class NotSendable(EdxmlError):
    """A message lacks what the standard demands of a sender; `faults` lists all of it."""

    def __init__(self, faults: "tuple[Remark, ...]") -> None:
        first = faults[0]
        more = f" Còn {len(faults) - 1} chỗ khác cần sửa." if len(faults) > 1 else ""
        super().__init__(f"Chưa ghi được văn bản điện tử. {first.sentence}{more}", code=first.code)
        self.faults = faults
        self.element = first.element
