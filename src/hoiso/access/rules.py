"""The first wall: an action asks here before it does anything."""

from hoiso.access.actor import Actor
from hoiso.access.rights import Right
from hoiso.core.errors import NotAllowed


def require(by: Actor, right: Right, *, at: int) -> None:
    """Refuse unless the officer holds the right at the unit.

    Raises `NotAllowed` with a sentence that says whom to ask.
    """
    if not by.holds(right, at=at):
        raise NotAllowed(
            "Chức vụ hiện tại của đồng chí không làm được việc này ở đơn vị này."
            " Nếu cần, hãy đổi chức vụ hoặc hỏi quản trị đơn vị."
        )
