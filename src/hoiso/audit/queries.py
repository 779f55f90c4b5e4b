"""Reading the trail: its head, and whether it is whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Max

from hoiso.audit.chain import GENESIS, link
from hoiso.audit.models import Entry, Seal


@dataclass(frozen=True, slots=True)
class Head:
    """The last link: kept outside the database too, so that a cut tail shows."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: `what` is changed, missing, reordered or cut."""

    number: int
    entry_id: int | None
    what: str


def head() -> Head:
    """The last link, or number 0 and the genesis hash before the first sealing."""
    last = Seal.objects.order_by("-number").first()
    return Head(last.number, last.hash) if last else Head(0, GENESIS)


def verify(*, known_head: Head | None = None) -> list[Break]:
    """Every place where a row was changed, removed or moved; empty when the trail is whole.

    `known_head` is the head kept outside the database: a chain that ends before it was cut.
    After a broken link the walk goes on from the stored hash, so that one change is one break.
    """
    breaks: list[Break] = []
    previous, expected, seen = GENESIS, 1, set[int]()
    for seal in _seals():
        while expected < seal.number:
            breaks.append(Break(expected, None, "missing"))
            expected += 1
        seen.add(seal.entry_id)
        if link(previous, seal.entry) != seal.hash:
            breaks.append(Break(seal.number, seal.entry_id, "changed"))
        if known_head and seal.number == known_head.number and seal.hash != known_head.hash:
            breaks.append(Break(seal.number, seal.entry_id, "rewritten"))
        previous, expected = seal.hash, seal.number + 1
    if known_head and expected <= known_head.number:
        breaks.append(Break(expected, None, "cut"))
    breaks.extend(_unsealed_but_old(seen))
    return breaks


def _seals() -> Iterator[Seal]:
    return Seal.objects.select_related("entry").order_by("number").iterator(chunk_size=2_000)


def _unsealed_but_old(sealed_ids: set[int]) -> list[Break]:
    """Entries far behind the last sealed one that no link names: slipped in later."""
    newest = max(sealed_ids, default=0)
    late = Entry.objects.filter(seal__isnull=True, id__lt=newest - 10_000)
    summary = late.aggregate(count=Count("id"), last=Max("id"))
    return [Break(0, summary["last"], "inserted")] if summary["count"] else []
