"""To whom work can be given at a unit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.expressions import RawSQL

from hoiso.access.public import Post, Right, post_words
from hoiso.access.rights import HOLDERS
from hoiso.core.errors import DomainError


@dataclass(frozen=True, slots=True)
class Person:
    """An officer of the unit; `title` are the words of her posts there."""

    id: int
    full_name: str
    title: str
    roles: frozenset[str]


def people_of(unit_id: int, *, on: date) -> tuple[Person, ...]:
    """Everybody who works at the unit that day, by given name. One statement."""
    return people_with(Right.WORK_ON_TASKS, units=[unit_id], on=on)


def people_with(right: Right, *, units: Collection[int] | RawSQL, on: date) -> tuple[Person, ...]:
    """Who holds the right that day at one of the units, by given name. One statement."""
    held = (
        Post.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), unit_id__in=units, valid_from__lte=on)
        .filter(Q(officer__retired_on=None) | Q(officer__retired_on__gt=on))
        .filter(role__in=HOLDERS[right])
        .select_related("officer")
        .order_by("officer__name_key", "officer_id", "id")
    )
    by_officer: dict[int, list[Post]] = {}
    for post in held:
        by_officer.setdefault(post.officer_id, []).append(post)
    return tuple(
        Person(
            officer,
            posts[0].officer.full_name,
            ", ".join(dict.fromkeys(post_words(post.role, post.title) for post in posts)),
            frozenset(post.role for post in posts),
        )
        for officer, posts in by_officer.items()
    )


def names_of_people(people: Sequence[Person], wanted: Sequence[int], *, field: str) -> dict[int, str]:
    """Names by id of those wanted. Raises `DomainError` for somebody who does not work there."""
    known = {one.id: one.full_name for one in people}
    if any(one not in known for one in wanted):
        raise DomainError("Chọn người trong danh sách cán bộ của đơn vị", field=field)
    return {one: known[one] for one in wanted}
