"""Who takes fees, who confirms what was handed up, and who decides on rates, as sentences."""

from hoiso.access.public import Actor, Right
from hoiso.core.errors import NotAllowed
from hoiso.members.register.public import Place, keeps_unit, place_of
from hoiso.units.models import Unit


def require_taking(by: Actor, *, commune_id: int, branch_id: int) -> None:
    """The head of the branch, or the office of the unit above it for a branch that has none."""
    if not keeps_unit(by, commune_id=commune_id, branch_id=branch_id):
        raise NotAllowed(
            "Đồng chí không thu hội phí của chi hội này. Hãy nhờ chi hội trưởng hoặc Hội xã, phường."
        )


def confirms(by: Actor, unit_id: int) -> bool:
    """Whether she belongs to the office that the money was handed to."""
    return by.holds(Right.CONFIRM_FEES, at=unit_id)


def sets_fees(by: Actor) -> bool:
    """Whether she decides on rates: a leader or head of office of the province."""
    return any(
        post.unit_kind == Unit.Kind.PROVINCE and by.holds(Right.SET_FEES, at=post.unit_id)
        for post in by.posts
    )


def require_setting(by: Actor) -> None:
    """Refuse unless she decides on rates."""
    if not sets_fees(by):
        raise NotAllowed("Mức hội phí và tỷ lệ để lại do lãnh đạo hoặc Chánh Văn phòng của tỉnh quyết định.")


def fee_place(by: Actor) -> Place:
    """Where she takes or sees fees now."""
    return place_of(by, Right.TAKE_FEES)
