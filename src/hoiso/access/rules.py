"""The first wall: an action asks here before it does anything."""

from hoiso.access.actor import Actor
from hoiso.access.rights import Right
from hoiso.core.errors import NotAllowed


def require(by: Actor, right: Right, *, at: int, anew: bool = False) -> None:
    """Refuse unless the officer holds the right at the unit, or at the heir of a unit that ended.

    `anew`: something new is to be made there, for which her own post must stand at the unit: an
    ended unit registers, drafts and opens nothing any more. Raises `NotAllowed` with a sentence that
    says whom to ask.
    """
    held = at in by.units_with(right) if anew else by.holds(right, at=at)
    if not held:
        raise NotAllowed(
            "Chức vụ hiện tại của đồng chí không làm được việc này ở đơn vị này."
            " Nếu cần, hãy đổi chức vụ hoặc hỏi quản trị đơn vị."
        )


def require_any(by: Actor, right: Right) -> None:
    """Refuse unless the officer holds the right somewhere; the action then checks where."""
    if not by.holds(right):
        raise NotAllowed("Chức vụ hiện tại của đồng chí không làm được việc này. Hãy hỏi quản trị đơn vị.")


def require_administration(by: Actor, *, over: int, administered: frozenset[int]) -> None:
    """Refuse unless she administers the unit: her own, or one below it (`queries.administered_units`)."""
    require_any(by, Right.ADMINISTER_OFFICERS)
    if over not in administered:
        raise NotAllowed("Đơn vị này không thuộc phần quản trị của đồng chí. Hãy nhờ quản trị tỉnh.")
