"""Face of branches that pass on."""

from hoiso.members.branches.merger import apply_merger, plan_merger
from hoiso.members.branches.ordering import Order, OrderRefused, execute, order
from hoiso.members.branches.passing_on import follow
from hoiso.members.branches.queries import orders

__all__ = ["Order", "OrderRefused", "apply_merger", "execute", "follow", "order", "orders", "plan_merger"]
