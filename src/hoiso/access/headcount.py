"""How many officers work at a unit."""

from datetime import date

from django.db.models import Q

from hoiso.access.models import Post


def officers_at(unit_id: int, *, on: date) -> int:
    """Officers with a post at the unit on a day, as far as the one in scope may see them. One statement."""
    standing = Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    return standing.filter(unit_id=unit_id).values("officer_id").distinct().count()
