"""Kept searches that tell of what they newly find: once a day, in the scope of who keeps them."""

from collections.abc import Mapping
from datetime import date, datetime

from django.urls import reverse

from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.documents.search.queries import Asked, found_for_export
from hoiso.documents.tables.keeping import SavedSearch
from hoiso.notices.public import tell

_DAYS = ("day_from", "day_to", "due_from", "due_to")


def as_values(asked: Asked) -> dict[str, object]:
    """A search as a kept search holds it: what is empty is left out, days in ISO."""
    values = {name: getattr(asked, name) for name in Asked.__dataclass_fields__}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
        if value not in (None, "", False)
    }


def from_values(values: Mapping[str, object]) -> Asked:
    """The search that `as_values` wrote."""
    return Asked(
        **{
            name: date.fromisoformat(str(value)) if name in _DAYS else value
            for name, value in values.items()
            if name in Asked.__dataclass_fields__
        }  # type: ignore[arg-type]
    )


def due_searches(on: date) -> tuple[tuple[int, int], ...]:
    """(search, officer) of kept searches that have not looked on that day. In the system's scope."""
    waiting = SavedSearch.objects.filter(tell=True).exclude(told_on__gte=on)
    return tuple(waiting.order_by("officer_id", "pk").values_list("pk", "officer_id"))


def tell_of_new_hits(search_id: int, officer_id: int, *, at: datetime) -> int:
    """Look once for that day, as the officer herself may see today; how many documents are new.

    A notice if there are any. A second call on the same day does nothing. A transaction of its own.
    """
    today = office_date(at)
    with scope.transaction_as(scope.officer_token(officer_id, today)):
        kept = (
            SavedSearch.objects.select_for_update()
            .filter(pk=search_id, officer_id=officer_id, tell=True)
            .exclude(told_on__gte=today)
            .first()
        )
        if kept is None:
            return 0
        new = [hit.id for hit in found_for_export(from_values(kept.asked)) if hit.id > kept.seen_document]
        kept.told_on = today
        kept.seen_document = max([kept.seen_document, *new])
        kept.save(update_fields=["told_on", "seen_document"])
        if new:
            tell(
                [officer_id],
                f"Tìm kiếm “{kept.name}” có {len(new)} văn bản mới.",
                address=reverse("saved_search", args=[kept.pk]),
                at=at,
                by=None,
            )
        return len(new)
