"""Which roles are held at which units."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from hoiso.access.models import Post


def roles_held(unit_ids: Iterable[int], *, on: date) -> dict[int, frozenset[str]]:
    """The roles that somebody holds at each unit on a day; a unit without any is left out. One statement."""
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    posts = Post.objects.filter(standing, unit_id__in=list(unit_ids), valid_from__lte=on)
    held: dict[int, set[str]] = {}
    for unit_id, role in posts.values_list("unit_id", "role"):
        held.setdefault(unit_id, set()).add(role)
    return {unit_id: frozenset(roles) for unit_id, roles in held.items()}
