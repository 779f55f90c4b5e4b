"""Lists that were asked for, as those see them who asked or who approve."""

from dataclasses import dataclass

from hoiso.access.public import Actor
from hoiso.core.errors import NotThere
from hoiso.core.paging import Order, Page, capped_counts, page_of
from hoiso.members.exports.rules import NOT_THERE, approves
from hoiso.members.models import MemberExport

_ORDER = Order("moi", ("asked_at", "id"), descending=True)


@dataclass(frozen=True, slots=True)
class Request:
    """One list that was asked for; `mine`: by the officer herself, `decides`: she may approve it."""

    export: MemberExport
    mine: bool
    decides: bool


def export_page(by: Actor, *, cursor: str) -> Page[Request]:
    """What she asked for and what was asked where she keeps members, newest first. Two statements."""
    rows = MemberExport.objects.all()
    total = capped_counts({"all": rows})["all"]
    return page_of(rows, _ORDER, cursor=cursor, total=total, make=lambda one: _request(by, one))


def export_request(by: Actor, export_id: int) -> Request:
    """One of them. One statement."""
    found = MemberExport.objects.select_related("commune", "branch").filter(pk=export_id).first()
    if found is None:
        raise NotThere(NOT_THERE)
    return _request(by, found)


def by_mark(mark: str) -> MemberExport | None:
    """The export whose mark it is, where she sees it. One statement."""
    return MemberExport.objects.select_related("commune", "branch").filter(mark=mark).first()


def _request(by: Actor, export: MemberExport) -> Request:
    waiting = export.state == MemberExport.State.WAITING
    return Request(export, export.asked_by == by.officer_id, waiting and approves(by, export))
