"""Orders of a commune, the latest first."""

from hoiso.members.models import BranchOrder


def orders(commune_id: int, *, most: int = 20) -> tuple[BranchOrder, ...]:
    """One statement."""
    found = BranchOrder.objects.filter(commune_id=commune_id).select_related("branch", "heir")
    return tuple(found.order_by("-id")[:most])
