"""Who may do what with a petition, as sentences."""

from hoiso.access.public import Actor, Right, require
from hoiso.core.errors import NotAllowed
from hoiso.documents.petitions.errors import PetitionEnded
from hoiso.documents.tables.petition import Petition

NOT_THERE = "Không có đơn này, hoặc đồng chí không được giao xem."


def opens(by: Actor, petition: Petition) -> bool:
    """Whether she reads who wrote and what: its keeper, and those to whom it was given."""
    return by.officer_id == petition.keeper_id or by.officer_id in petition.readers


def require_open(by: Actor, petition: Petition) -> None:
    """Refuse all but its keeper and those to whom it was given."""
    if not opens(by, petition):
        raise NotAllowed(
            f"Đơn này do {petition.keeper_name} giữ. Chỉ người giữ và người được giao mở được đơn."
        )


def require_registering(by: Actor, unit_id: int) -> None:
    """Refuse who does not keep the unit's registers."""
    require(by, Right.REGISTER_INCOMING, at=unit_id, anew=True)


def chooses_keeper(by: Actor, petition: Petition) -> bool:
    """Whether she may name another keeper: the present one, or who leads the unit."""
    return by.officer_id == petition.keeper_id or by.holds(Right.INSTRUCT, at=petition.unit_id)


def require_to_do(petition: Petition) -> None:
    """Refuse what has ended already."""
    if not petition.is_open:
        raise PetitionEnded(f"Đơn số {petition.number_written} đã xong: {petition.get_state_display()}.")
