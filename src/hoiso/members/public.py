"""Face of members for the parts above."""

from hoiso.members.branches.public import apply_merger, plan_merger

__all__ = ["apply_merger", "plan_merger"]
