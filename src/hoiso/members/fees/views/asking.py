"""What the views of fees share."""

from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from hoiso.access.public import Request
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.members.register.public import Branches, Place, above_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def address(given: QueryDict, kept: tuple[str, ...], **changes: str) -> str:
    """The same page with some of what is asked changed."""
    parts: dict[str, Any] = {name: given[name] for name in kept if name in given} | changes
    return f"?{urlencode({name: value for name, value in parts.items() if value})}"


def export_address(kind: str, **given: str | int | None) -> str:
    """Where a list that names people is asked for as a file."""
    query = {"loai": kind} | {name: str(value) for name, value in given.items() if value}
    return f"{reverse('member_export_new')}?{urlencode(query)}"


def sheet(content: bytes, name: str, request: Request) -> HttpResponse:
    """An Excel file to be kept."""
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}-{office_date(request.now):%Y%m%d}.xlsx"'
    return answer


def count_rows(request: Request, unit_id: int, *, rows: int) -> None:
    """What left the house stands in the trail."""
    audit.record(
        "export",
        "fee_list",
        unit_id,
        at=request.now,
        actor_id=request.actor.officer_id,
        unit_id=unit_id,
        rows=rows,
    )


def chosen_branch(given: QueryDict, place: Place, branches: Branches) -> int | None:
    """The branch that an address names, or the only one there is."""
    if place.is_branch:
        return place.unit_id
    asked = given.get("chi_hoi", "")
    ids = [one.id for one in branches.branches]
    if asked.isascii() and asked.isdigit() and len(asked) < 18 and int(asked) in ids:
        return int(asked)
    return ids[0] if len(ids) == 1 else None


def commune_of(place: Place, branch_id: int, on: date) -> int:
    """The unit that the branch lies under."""
    return (above_of(branch_id, on=on) or branch_id) if place.is_branch else place.unit_id
