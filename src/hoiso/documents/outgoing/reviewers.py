"""Before whom a draft is laid: one person, or several in order or at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hoiso.access.public import Actor, Post, Right
from hoiso.access.rights import HOLDERS
from hoiso.core.errors import DomainError
from hoiso.work.people import Person, people_of

MOST = 6


@dataclass(frozen=True, slots=True)
class Reviewers:
    """Officers in their order; the last one approves. `in_order`: one after the other."""

    officers: tuple[int, ...]
    in_order: bool = True

    @classmethod
    def of(cls, before: Sequence[int], last: int, *, in_order: bool) -> "Reviewers":
        """Nobody stands twice; the one who approves stands last."""
        return cls((*(one for one in dict.fromkeys(before) if one != last), last), in_order)

    def turn(self, place: int) -> int:
        """Turn of the officer at this place, counted from 1: all have the first when nobody waits."""
        return place + 1 if self.in_order else 1


def reviewing_people(unit_id: int, *, on: date) -> tuple[Person, ...]:
    """Who of the unit may be asked to look a draft through that day. One statement."""
    return tuple(one for one in people_of(unit_id, on=on) if one.roles & HOLDERS[Right.DRAFT])


def check(wanted: Reviewers, people: Sequence[Person]) -> dict[int, str]:
    """Names by id, after refusing strangers, too many, and a last one who may not approve."""
    known = {one.id: one for one in people}
    last = known.get(wanted.officers[-1])
    if last is None or not last.roles & HOLDERS[Right.APPROVE]:
        raise DomainError("Chọn người duyệt trong danh sách", field="reviewer")
    if any(one not in known for one in wanted.officers):
        raise DomainError("Chọn người cùng duyệt trong danh sách cán bộ của đơn vị", field="before_1")
    if len(wanted.officers) > MOST:
        raise DomainError(f"Chọn không quá {MOST} người duyệt", field="before_1")
    return {one: known[one].full_name for one in wanted.officers}


def standing_for(by: Actor, unit_id: int) -> tuple[int, ...]:
    """Herself, and those whose posts at the unit are lent to her. No statement where none is lent."""
    lent = lent_posts(by, unit_id)
    if not lent:
        return (by.officer_id,)
    return (by.officer_id, *Post.objects.filter(pk__in=lent).values_list("officer_id", flat=True))


def lent_posts(by: Actor, unit_id: int) -> tuple[int, ...]:
    """Posts at the unit in which she acts for somebody else."""
    return tuple(
        post.id for post in by.posts if post.delegated and (post.unit_id == unit_id or unit_id in post.left)
    )


def names_of(names: Sequence[str], *, most: int = 140) -> str:
    """Names in one line: all of them, or the first and how many more."""
    said = ", ".join(names)
    return said if len(said) <= most else f"{names[0]} và {len(names) - 1} người khác"
