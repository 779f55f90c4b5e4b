"""The desk learns from what a clerk corrected, and forgets when she says so."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.errors import NotThere
from hoiso.core.folding import fold, nfc
from hoiso.documents.incoming.actions.filling import pages_of
from hoiso.documents.incoming.entry import Entry
from hoiso.documents.incoming.kinds import kind_name
from hoiso.documents.incoming.learning import BOXES, raw_of
from hoiso.documents.incoming.queries.learning import MOST_HABITS, habit_of
from hoiso.documents.tables.document import Document, State
from hoiso.documents.tables.incoming import IncomingDraft, KnownIssuer
from hoiso.documents.tables.learning import SenderHabit
from hoiso.reading.fields import Field, Proposal
from hoiso.reading.proposals import propose, secrecy_of
from hoiso.reading.spots import SPOTTED, read_at, same, spot_of
from hoiso.reading.text import PageTexts

LEARN = "documents.learn_layout"
_MOST_SPOTS = 3  # of a box of a sender
_MOST_TIMES = 50
_LONGEST = 500


def ask_to_learn(draft: IncomingDraft, entry: Entry) -> None:
    """Queue the learning where the clerk changed what was read, or was shown what had been learnt."""
    if draft.origin != IncomingDraft.Origin.FILES:
        return
    shown = any(reading.get("learnt") or reading.get("doubted") for reading in draft.readings.values())
    changed = any(
        not same(field, str(draft.header.get(box) or ""), _written(getattr(entry, box)))
        for field, box in BOXES.items()
    )
    if shown or changed:
        app.configure_task(LEARN).defer(draft_id=draft.pk)


@transaction.atomic
def learn(draft_id: int, *, at: datetime) -> None:
    """Compare what the rules read of a registered document with what stands in the register.

    Nothing is learnt from what is restricted, bears a mark of secrecy, or was struck out since.
    """
    draft = IncomingDraft.objects.filter(pk=draft_id).select_related("document").first()
    document = draft.document if draft else None
    if draft is None or document is None or not document.issuer:
        return
    if document.restricted or document.state == State.VOID:
        return
    texts = pages_of(draft)
    proposals = propose(texts)
    if not texts.pages or secrecy_of(proposals):
        return
    rows = list(
        SenderHabit.objects.select_for_update()
        .filter(unit_id=document.unit_id, folded=fold(document.issuer)[:300])
        .order_by("pk")
    )
    for field in SPOTTED:
        _learn(document, texts, proposals, field, [row for row in rows if row.field == field.value], at)
    _mistaken_for(document, raw_of(proposals, Field.ISSUER))
    _bound(document.unit_id)


@transaction.atomic
def forget_sender(*, by: Actor, habit_id: int, at: datetime) -> str:
    """Forget what was learnt of the sender of this row; its name is returned."""
    row = SenderHabit.objects.filter(pk=habit_id).first()
    if row is None:
        raise NotThere("Không có điều đã học này, hoặc đã được xoá.")
    require(by, Right.REGISTER_INCOMING, at=row.unit_id)
    SenderHabit.objects.filter(unit_id=row.unit_id, folded=row.folded).delete()
    audit.record("forget_sender", "unit", row.unit_id, at=at, actor_id=by.officer_id, unit_id=row.unit_id)
    return row.sender


def _learn(
    document: Document,
    texts: PageTexts,
    proposals: Iterable[Proposal],
    field: Field,
    rows: list[SenderHabit],
    at: datetime,
) -> None:
    right = _right(document, field)
    read = raw_of(proposals, field)
    was_right = same(field, read, right)
    hit = False
    for row in rows:
        habit = habit_of(row)
        if habit.spot is None:
            _count(row, right=not was_right)
            continue
        there = read_at(texts, field, habit.spot)
        if there is None:
            continue
        stands = same(field, there.value, right)
        hit = hit or stands
        if stands and not was_right:
            row.proposed, row.became, row.document = read[:_LONGEST], right[:_LONGEST], document
        _count(row, right=stands, at=at)
    if was_right or hit or not right:
        return
    if (
        field is Field.ISSUER
        and KnownIssuer.objects.filter(unit_id=document.unit_id, folded=fold(read)[:300]).exists()
    ):
        return  # what was read is the name of another sender
    spot = spot_of(texts, field, right)
    if spot is None and any(row.page == 0 for row in rows):
        SenderHabit.objects.filter(pk__in=[row.pk for row in rows if row.page == 0]).update(
            proposed=read[:_LONGEST], became=right[:_LONGEST], document=document, last_at=at
        )
        return
    for row in sorted(rows, key=lambda row: row.missed - row.times)[_MOST_SPOTS - 1 :]:
        row.delete()
    SenderHabit.objects.create(
        unit_id=document.unit_id, sender=document.issuer, folded=fold(document.issuer)[:300],
        issuer_unit_id=document.issuer_unit_id, field=field.value,
        page=spot.page if spot else 0, box=list(spot.box) if spot and spot.box else None,
        label=spot.label if spot else "", above=spot.above if spot else "",
        runs_on=bool(spot and spot.runs_on), proposed=read[:_LONGEST], became=right[:_LONGEST],
        document=document, last_at=at,
    )  # fmt: skip


def _count(row: SenderHabit, *, right: bool, at: datetime | None = None) -> None:
    """Once more right or wrong; a row that was oftener wrong than right goes."""
    if right:
        row.times = min(row.times + 1, _MOST_TIMES)
    else:
        row.missed = min(row.missed + 1, _MOST_TIMES)
    if row.missed > row.times:
        row.delete()
        return
    if at is not None:
        row.last_at = at
    row.save()


def _mistaken_for(document: Document, read: str) -> None:
    """Whoever else is known by this reading of the sender's name was not the sender this time."""
    if not read:
        return
    others = SenderHabit.objects.filter(unit_id=document.unit_id, field=Field.ISSUER.value, page=0)
    for row in others.exclude(folded=fold(document.issuer)[:300]):
        if same(Field.ISSUER, row.proposed, read):
            _count(row, right=False)


def _bound(unit_id: int) -> None:
    rows = SenderHabit.objects.filter(unit_id=unit_id)
    kept = list(rows.order_by("-last_at", "-pk").values_list("pk", flat=True)[: MOST_HABITS + 1])
    if len(kept) > MOST_HABITS:
        rows.exclude(pk__in=kept[:MOST_HABITS]).delete()


def _right(document: Document, field: Field) -> str:
    """What the register says, as the pages say it."""
    if field is Field.KIND:
        return nfc(kind_name(document.kind) or document.kind_name)
    return _written(getattr(document, BOXES[field]))


def _written(value: object) -> str:
    return "" if value is None else str(value)
