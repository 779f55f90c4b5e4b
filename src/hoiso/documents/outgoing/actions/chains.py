"""Usual chains of reviewers: those before whom a unit lays its drafts, under one name."""

from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents.outgoing.reviewers import Reviewers, check, reviewing_people
from hoiso.documents.tables.outgoing import ReviewChain

_LONGEST_NAME = 100


@transaction.atomic
def keep_chain(
    *, by: Actor, unit_id: int, name: str, wanted: Reviewers, at: datetime, kind: str = ""
) -> ReviewChain:
    """Keep a chain; one of the same name is replaced. `kind`: it stands ready for drafts of that kind."""
    require(by, Right.DRAFT, at=unit_id, anew=True)
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise DomainError("Nhập tên luồng duyệt, không quá 100 ký tự", field="keep_as")
    check(wanted, reviewing_people(unit_id, on=office_date(at)))
    if kind:
        ReviewChain.objects.filter(unit_id=unit_id, kind=kind).exclude(name=name).update(kind="")
    chain, _ = ReviewChain.objects.update_or_create(
        unit_id=unit_id,
        name=name,
        defaults={"officers": list(wanted.officers), "in_order": wanted.in_order, "kind": kind},
    )
    audit.record(
        "chain_kept", "review_chain", chain.pk,
        at=at, actor_id=by.officer_id, unit_id=unit_id, reviewers=list(wanted.officers),
    )  # fmt: skip
    return chain


@transaction.atomic
def drop_chain(*, by: Actor, chain_id: int, at: datetime) -> None:
    """Delete a chain; drafts laid before its people stay there."""
    chain = ReviewChain.objects.select_for_update().filter(pk=chain_id).first()
    if chain is None:
        raise NotThere("Không có luồng duyệt này.")
    require(by, Right.DRAFT, at=chain.unit_id)
    audit.record(
        "chain_dropped", "review_chain", chain.pk, at=at, actor_id=by.officer_id, unit_id=chain.unit_id
    )
    chain.delete()
