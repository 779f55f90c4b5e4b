"""What the document's page offers about opinions."""

from datetime import date

from django.urls import reverse

from hoiso.access.public import Actor, Right
from hoiso.documents.opinions.rules import ASKABLE
from hoiso.documents.sheet.parts import Action, Sheet


def offers(sheet: Sheet, actor: Actor, on: date) -> tuple[Action, ...]:
    """Ask for opinions, while it is a draft."""
    if sheet.direction != "out" or sheet.state not in ASKABLE or sheet.restricted:
        return ()
    if sheet.draft_version is None or not actor.holds(Right.DRAFT, at=sheet.unit_id):
        return ()
    return (Action("Lấy ý kiến", reverse("opinion_new", args=[sheet.id]), icon="comment"),)
