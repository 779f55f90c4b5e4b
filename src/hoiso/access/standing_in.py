"""Who stands in for whom on a day: new work of somebody away goes to whom she lent her post."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hoiso.access.actor import Actor
from hoiso.access.models import Delegation, Post


@dataclass(frozen=True, slots=True)
class StandIn:
    """The officer who stands in, and the name of whom she stands in for."""

    officer_id: int
    full_name: str
    instead_of: str

    @property
    def name(self) -> str:
        """Both names, as they stand on what she is given."""
        return f"{self.full_name} (thay {self.instead_of})"


def stand_ins(unit_id: int, *, on: date) -> Mapping[int, StandIn]:
    """By officer who has lent a post of hers at the unit that day. One statement.

    Where she lent several, the last one given counts.
    """
    lent = (
        Delegation.objects.filter(
            post__unit_id=unit_id, valid_from__lte=on, valid_to__gte=on, officer__retired_on=None
        )
        .select_related("officer", "post__officer")
        .order_by("id")
    )
    return {
        one.post.officer_id: StandIn(one.officer_id, one.officer.full_name, one.post.officer.full_name)
        for one in lent
    }


def acting_title(by: Actor) -> str:
    """Her title as it stands beside her acts; in a lent post with the name of its holder.

    No statement in a post of her own, one in a lent one.
    """
    post = by.current
    if post is None or not post.delegated:
        return by.post_title
    holder = Post.objects.filter(pk=post.id).values_list("officer__full_name", flat=True).first()
    return f"{post.title} (thay {holder})" if holder else post.title
