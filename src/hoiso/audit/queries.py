"""Reading the trail: its head, and whether it is whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoiso.audit.chain import GENESIS, link
from hoiso.audit.heads import Head
from hoiso.audit.models import Entry, Seal
from hoiso.audit.trail import TrailFilter, filtered
from hoiso.core import scope
from hoiso.core.clock import now, office_date

_CHUNK = 2_000
_NEIGHBOURS = 200  # links on either side among which a moved row is looked for
_LATE = timedelta(days=1)  # no transaction is open longer: an older moment was slipped in


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold.

    `what`: changed, missing, reordered, inserted, rewritten (another hash than outside) or cut.
    `number` is the link's, 0 for an entry that no link names; `entry_id` where it is known.
    """

    number: int
    entry_id: int | None
    what: str


@dataclass(frozen=True, slots=True)
class _Link:
    number: int
    entry_id: int
    hash: str
    entry: Entry | None


def head() -> Head:
    """The last link, or number 0 and the genesis hash before the first sealing."""
    last = Seal.objects.order_by("-number").first()
    return Head(last.number, last.hash) if last else Head(0, GENESIS)


@dataclass(frozen=True, slots=True)
class Report:
    """The state of the trail: `unsealed` entries wait for the sealer."""

    head: Head
    unsealed: int
    breaks: tuple[Break, ...]


def report(*, known_heads: Iterable[Head] = ()) -> Report:
    """Verify as the system, in one transaction."""
    with scope.transaction_as(scope.system_token(office_date(now()))):
        breaks = tuple(verify(known_heads=known_heads))
        return Report(head(), Entry.objects.filter(seal__isnull=True).count(), breaks)


def everything(wanted: TrailFilter) -> Iterator[Entry]:
    """Every entry wanted, oldest first, as the system; read in chunks."""
    last = 0
    while True:
        with scope.transaction_as(scope.system_token(office_date(now()))):
            chunk = list(filtered(wanted).filter(id__gt=last).order_by("id")[:_CHUNK])
        if not chunk:
            return
        yield from chunk
        last = chunk[-1].pk


def verify(*, known_heads: Iterable[Head] = ()) -> list[Break]:
    """Every place where a row was changed, removed, moved or slipped in; empty when the trail is whole.

    `known_heads` are those kept outside the database. After a broken link the walk goes on from the
    stored hash, so that one change is one break.
    """
    outside = {known.number: known.hash for known in known_heads if known.number}
    breaks: list[Break] = []
    suspects: list[_Link] = []
    previous, expected, after_gap, newest = GENESIS, 1, False, None
    for one in _links():
        for number in range(expected, one.number):
            breaks.append(Break(number, None, "missing"))
            after_gap = True
        if one.entry is None:
            breaks.append(Break(one.number, one.entry_id, "missing"))
        elif not after_gap and link(previous, one.entry) != one.hash:
            suspects.append(one)
        elif newest and one.entry.at < newest - _LATE:
            breaks.append(Break(one.number, one.entry_id, "inserted"))
        if outside.get(one.number, one.hash) != one.hash:
            breaks.append(Break(one.number, one.entry_id, "rewritten"))
        if one.entry is not None and (newest is None or one.entry.at > newest):
            newest = one.entry.at
        previous, expected, after_gap = one.hash, one.number + 1, False
    breaks += [Break(one.number, one.entry_id, _changed_or_moved(one)) for one in suspects]
    last_known = max(outside, default=0)
    if expected <= last_known:
        breaks.append(Break(expected, None, "cut"))
    breaks += _slipped_in(newest)
    return sorted(breaks, key=lambda one: (one.number, one.what))


def _links() -> Iterator[_Link]:
    """All links in order with their entries; an entry that is gone comes as None."""
    number = 0
    while True:
        seals = list(Seal.objects.filter(number__gt=number).order_by("number")[:_CHUNK])
        if not seals:
            return
        entries = Entry.objects.in_bulk([seal.entry_id for seal in seals])
        for seal in seals:
            yield _Link(seal.number, seal.entry_id, seal.hash, entries.get(seal.entry_id))
        number = seals[-1].number


def _changed_or_moved(suspect: _Link) -> str:
    """Moved, where the row fits the hash of another place of the chain; else its content was changed."""
    assert suspect.entry is not None
    near = Seal.objects.filter(
        number__range=(suspect.number - _NEIGHBOURS, suspect.number + _NEIGHBOURS)
    ).values_list("hash", flat=True)
    hashes = [GENESIS, *near]
    known = set(hashes)
    for before in hashes:
        made = link(before, suspect.entry)
        if made == suspect.hash or made in known:
            return "reordered"
    return "changed"


def _slipped_in(newest: datetime | None) -> list[Break]:
    """Entries without a link that are a day older than the newest linked one."""
    if newest is None:
        return []
    late = Entry.objects.filter(seal__isnull=True, at__lt=newest - _LATE)
    return [Break(0, entry_id, "inserted") for entry_id in late.order_by("id").values_list("id", flat=True)]
