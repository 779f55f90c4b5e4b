"""Papers of a member: the signed joining form, a decision; and her photo."""

from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.core.errors import DomainError
from hoiso.core.files.inspection import Use
from hoiso.core.files.taking_in import take_in
from hoiso.members.models import Member, MemberBasis, MemberFile
from hoiso.members.register.actions.keeping import locked
from hoiso.members.register.actions.noting import record

_PICTURES = ("image/jpeg", "image/png")
PHOTO = "photo"


@transaction.atomic
def add_paper(*, by: Actor, member_id: int, kind: str, stream: BinaryIO, name: str, at: datetime) -> Member:
    """Keep a scan or a photograph of a paper, or (`PHOTO`) her photo in place of the one before.

    A signed joining form is the ground on which her data are kept, where there was none. Raises
    `FileRefused`.
    """
    member = locked(by, member_id)
    filed = take_in(stream, name, at=at, use=Use.ANNEX)
    if kind == PHOTO:
        if filed.stored.media_type not in _PICTURES:
            raise DomainError("Ảnh phải là tệp JPG hoặc PNG. Chọn tệp khác.", field="tep")
        member.photo = filed.stored
        member.changed_at = at
        member.save(update_fields=["photo", "changed_at"])
        record(by, member, "photo", at=at)
        return member
    MemberFile.objects.create(
        member=member, stored=filed.stored, kind=kind, name=filed.name, added_at=at, added_by=by.officer_id
    )
    if kind == MemberFile.Kind.JOINING:
        _ground(by, member, at=at)
    record(by, member, "paper", at=at)
    return member


def _ground(by: Actor, member: Member, *, at: datetime) -> None:
    """The application is the ground: in place of "before 2026, not confirmed", or of none."""
    purpose = MemberBasis.Purpose.MEMBERSHIP
    now = MemberBasis.objects.filter(member=member, purpose=purpose, withdrawn_at=None)
    if now.exclude(ground=MemberBasis.Ground.BEFORE_2026).exists():
        return
    now.update(withdrawn_at=at)
    MemberBasis.objects.create(
        member=member,
        purpose=purpose,
        ground=MemberBasis.Ground.APPLICATION,
        given_at=at,
        channel=MemberBasis.Channel.PAPER,
        noted_by=by.officer_id,
        noted_at=at,
    )


@transaction.atomic
def drop_paper(*, by: Actor, member_id: int, file_id: int, at: datetime) -> None:
    """A paper that was added by mistake is shown no more."""
    member = locked(by, member_id)
    MemberFile.objects.filter(pk=file_id, member=member, dropped_at=None).update(dropped_at=at)
    record(by, member, "paper_dropped", at=at)
