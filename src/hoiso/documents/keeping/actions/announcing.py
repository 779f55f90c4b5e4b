"""Telling, 30 days ahead, that a dossier is due for the archive, or that its time of keeping ends."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from hoiso.access.models import Post
from hoiso.access.public import Right, reaching
from hoiso.access.rights import HOLDERS
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.documents.keeping import phrases
from hoiso.documents.keeping.archive import ANNOUNCED, FOR_EVER, disposal_day, is_announced
from hoiso.documents.tables.archive import DossierHold
from hoiso.documents.tables.keeping import Dossier
from hoiso.notices.public import tell

_A_YEAR_LESS = timedelta(days=330)  # no dossier closed later is due within 30 days


@transaction.atomic
def announce_due(*, at: datetime) -> int:
    """Tell its keeper and the archive's keepers of every dossier that came near; each once. How many.

    Runs daily in the system's scope. A held dossier, one that lies with an archive or on a list for
    disposal is not announced.
    """
    on = office_date(at)
    held = Exists(DossierHold.objects.filter(dossier=OuterRef("pk"), lifted_at=None))
    closed = Dossier.objects.filter(~held, closed_on__lte=on, disposed_on=None)
    accession_near = Q(told_accession_on=None, closed_on__lte=on - _A_YEAR_LESS)
    near = closed.filter(accession_near | Q(told_disposal_on=None) & ~Q(retention=FOR_EVER))
    told = 0
    for dossier in near.order_by("pk"):
        accession = (
            dossier.told_accession_on is None
            and is_announced(dossier.closed_on, dossier.retention, on)
            and not dossier.transfers.filter(live=True).exists()
        )
        last = disposal_day(dossier.closed_on, dossier.retention) if dossier.closed_on else None
        disposal = (
            dossier.told_disposal_on is None
            and last is not None
            and last - ANNOUNCED <= on
            and not dossier.disposals.filter(live=True, kept=False).exists()
        )
        if accession:
            dossier.told_accession_on = on
            _tell(dossier, phrases.accession_notice(dossier.code, dossier.year), {dossier.creator_id}, at)
        if disposal:
            dossier.told_disposal_on = on
            _tell(dossier, phrases.disposal_notice(dossier.code, dossier.year), set(), at)
        if accession or disposal:
            dossier.save(update_fields=["told_accession_on", "told_disposal_on"])
            told += 1
    return told


def _tell(dossier: Dossier, text: str, also: set[int], at: datetime) -> None:
    on = office_date(at)
    posts = Post.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on),
        Q(officer__retired_on=None) | Q(officer__retired_on__gt=on),
        valid_from__lte=on,
        unit_id__in=reaching(dossier.unit_id, on=on),
    )
    keepers = set(posts.filter(role__in=HOLDERS[Right.KEEP_ARCHIVE]).values_list("officer_id", flat=True))
    here = set(posts.filter(officer_id__in=also).values_list("officer_id", flat=True))
    if dossier.restricted:  # its very name is for its readers
        named = {*dossier.readers.values_list("officer_id", flat=True), dossier.creator_id}
        keepers &= named
    tell(keepers | here, text, address=f"/ho-so/{dossier.pk}/", at=at, by=None)
    audit.record("announce_dossier", "dossier", dossier.pk, at=at, actor_id=None, unit_id=dossier.unit_id)
