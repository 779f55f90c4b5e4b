"""The parts that are asked when units end, in the order in which they act."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoiso.access import public as access
from hoiso.documents import public as documents
from hoiso.members import public as members
from hoiso.units.public import ApplyMerger, PlanMerger


@dataclass(frozen=True, slots=True)
class Part:
    """One part's two answers to a merger. `by_worker`: its rows are closed to the web's role, so
    that a merger made on a page lets the worker act for it."""

    name: str
    plan: PlanMerger
    apply: ApplyMerger
    by_worker: bool = False


# Documents first: their officers' posts still stand at the ended units when they are counted.
PARTS: Sequence[Part] = (
    Part("documents", documents.plan_merger, documents.apply_merger, by_worker=True),
    Part("members", members.plan_merger, members.apply_merger, by_worker=True),
    Part("access", access.plan_merger, access.apply_merger),
)


def part(name: str) -> Part:
    """A part by its name. KeyError for an unknown one."""
    return {one.name: one for one in PARTS}[name]
