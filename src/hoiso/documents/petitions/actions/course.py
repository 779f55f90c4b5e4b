"""What every act on a petition shares: the lock, the step and the trail's line."""

from datetime import datetime

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.errors import NotThere
from hoiso.documents.petitions.rules import NOT_THERE, require_open
from hoiso.documents.tables.petition import Petition, PetitionStep


def locked(by: Actor, petition_id: int) -> Petition:
    """The petition, held until the transaction ends, for somebody who may open it.

    Raises `NotThere` outside the scope, `NotAllowed` for who may only know of it.
    """
    found = Petition.objects.filter(pk=petition_id).first()
    if found is None:
        raise NotThere(NOT_THERE)
    require_open(by, found)
    held = Petition.objects.select_for_update(no_key=True).filter(pk=petition_id).first()
    if held is None:  # taken from her, or she left the unit, in between
        raise NotThere(NOT_THERE)
    return held


def note(by: Actor, petition: Petition, kind: str, text: str, *, at: datetime, **ids: object) -> None:
    """Write the step for those who open it, and ids alone into the trail."""
    PetitionStep.objects.create(
        petition=petition, at=at, by_id=by.officer_id, by_name=by.full_name, kind=kind, text=text
    )
    record(by, petition, kind, at=at, **ids)


def record(by: Actor, petition: Petition, kind: str, *, at: datetime, **ids: object) -> None:
    """The trail's line of an act or a reading."""
    audit.record(
        f"petition_{kind}", "petition", petition.pk, at=at, actor_id=by.officer_id,
        unit_id=petition.unit_id, **ids,
    )  # fmt: skip
