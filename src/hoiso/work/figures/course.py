"""What every act on a request for figures does, inside its transaction: lock, note, say it to units."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.errors import NotThere
from hoiso.work.models import FigureRequest, FigureSheet, FigureStep


def locked_request(request_id: int) -> FigureRequest:
    """The request under a row lock. Raises `NotThere` outside the scope."""
    found = FigureRequest.objects.select_for_update(no_key=True).filter(pk=request_id).first()
    if found is None:
        raise NotThere("Không có yêu cầu số liệu này.")
    return found


def locked_sheet(sheet_id: int) -> FigureSheet:
    """The table of one unit under a row lock, with its request as it stands once the lock is held.

    Freezing locks every table of the request, so that nobody hands in beside it. Raises `NotThere`.
    """
    sheet = FigureSheet.objects.select_for_update(no_key=True).filter(pk=sheet_id).first()
    if sheet is None:
        raise NotThere("Không có bảng số liệu này.")
    sheet.request = FigureRequest.objects.get(pk=sheet.request_id)
    return sheet


def note_request(
    by: Actor, request: FigureRequest, kind: str, text: str, *, at: datetime, **ids: object
) -> None:
    """One line in the request's history and one in the trail."""
    FigureStep.objects.create(
        request=request, asker_id=request.unit_id, unit_id=request.unit_id, kind=kind, text=text,
        by_name=by.full_name, at=at,
    )  # fmt: skip
    audit.record(
        f"figures_{kind}",
        "figures",
        request.pk,
        at=at,
        actor_id=by.officer_id,
        unit_id=request.unit_id,
        **ids,
    )


def note_sheets(
    by: Actor,
    sheets: Iterable[FigureSheet],
    kind: str,
    text: str,
    *,
    at: datetime,
    unit_id: int,
    **ids: object,
) -> None:
    """The same line in the history of these tables, and one each in the trail of the acting unit."""
    lines = list(sheets)
    FigureStep.objects.bulk_create(
        [
            FigureStep(
                request_id=one.request_id, sheet=one, asker_id=one.asker_id, unit_id=one.unit_id, kind=kind,
                text=text, by_name=by.full_name, at=at,
            )
            for one in lines
        ]
    )  # fmt: skip
    for one in lines:
        audit.record(
            f"figures_{kind}", "figures_sheet", one.pk,
            at=at, actor_id=by.officer_id, unit_id=unit_id, **ids,
        )  # fmt: skip


def say_to_units(
    sheets: Sequence[int], turn: str, said: str, words: str, *, at: datetime, event: str = "figures"
) -> int:
    """Move the tasks at these units and tell their people; how many units have somebody to be told."""
    if not sheets:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT hoiso_figures_turn(%s, %s, %s, %s, %s, %s)",
            [list(sheets), turn, said, event, words, at],
        )
        return int(cursor.fetchone()[0])
