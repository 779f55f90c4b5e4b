"""Face of what a member is in the Union beside being one: a core member, a holder of posts."""

from hoiso.members.standing.actions import end_core, end_post, give_post, name_core

__all__ = ["end_core", "end_post", "give_post", "name_core"]
