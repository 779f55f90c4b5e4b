"""A letter gets its number; what was written of it is corrected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import connection, transaction

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.files.inspection import Use
from hoiso.documents import filing
from hoiso.documents.petitions import terms
from hoiso.documents.petitions.actions.course import locked, note
from hoiso.documents.petitions.entry import Letter, keys_of
from hoiso.documents.petitions.errors import LikeOnes
from hoiso.documents.petitions.queries import like_ones
from hoiso.documents.petitions.rules import require_registering, require_to_do
from hoiso.documents.tables.petition import Petition, PetitionContent, PetitionFile
from hoiso.units.public import office_calendar

_LOCK = 0x0D047  # with the unit: one number at a time
NEW = "moi"  # the clerk's answer where like ones stand in the register: none of them


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as the form brings it."""

    stream: BinaryIO
    name: str


@transaction.atomic
def register(
    *, by: Actor, unit_id: int, letter: Letter, files: Sequence[Upload], same: str, at: datetime
) -> Petition:
    """Give the letter the next number of the year; whoever registers keeps it.

    Where like ones stand in the register `same` says what this one is: `NEW`, or the id of the
    earlier one, with which it is then filed. Raises `LikeOnes` while that is not said, `FileRefused`.
    """
    require_registering(by, unit_id)
    if letter.received_on > office_date(at):
        raise DomainError("Ngày nhận phải là hôm nay hoặc trước hôm nay", field="received_on")
    filed = [filing.take_in(one.stream, one.name, at=at, use=Use.ANNEX) for one in files]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, unit_id % 2**31])
    like = {one.id: one for one in like_ones(unit_id, letter)}
    earlier = like.get(int(same)) if same.isascii() and same.isdigit() else None
    if like and same != NEW and earlier is None:
        raise LikeOnes("Trong sổ đã có đơn giống. Chọn đây là đơn mới hay đơn trùng.", field="same")
    year = letter.received_on.year
    last = (
        Petition.objects.filter(unit_id=unit_id, year=year).order_by("-number").values_list("number").first()
    )
    petition = Petition.objects.create(
        unit_id=unit_id, year=year, number=last[0] + 1 if last else 1, received_on=letter.received_on,
        way=letter.way, kind=letter.kind, matter=letter.matter, anonymous=letter.anonymous, many=letter.many,
        due_on=None if earlier else terms.answer_by(letter.kind, letter.received_on, office_calendar()),
        state=Petition.State.FILED if earlier else Petition.State.RECEIVED,
        ended_on=office_date(at) if earlier else None,
        same_as_id=earlier.id if earlier else None,
        keeper_id=by.officer_id, keeper_name=by.full_name, registered_by=by.officer_id, registered_at=at,
    )  # fmt: skip
    PetitionContent.objects.create(petition=petition, **_content(letter))
    PetitionFile.objects.bulk_create(
        [PetitionFile(petition=petition, stored=one.stored, name=one.name) for one in filed]
    )
    said = f"Vào sổ đơn thư số {petition.number_written}"
    if earlier:
        said += f", trùng với đơn số {earlier.number_written}: lưu cùng đơn đó"
    note(by, petition, "register", said, at=at, files=len(filed), same_as=petition.same_as_id)
    return petition


@transaction.atomic
def correct(*, by: Actor, petition_id: int, letter: Letter, at: datetime) -> Petition:
    """Write the letter's facts anew; the first deadline follows its kind and day."""
    petition = locked(by, petition_id)
    require_to_do(petition)
    if letter.received_on > office_date(at):
        raise DomainError("Ngày nhận phải là hôm nay hoặc trước hôm nay", field="received_on")
    if letter.received_on.year != petition.year:
        raise DomainError(f"Ngày nhận phải trong năm {petition.year} của sổ", field="received_on")
    if petition.state != Petition.State.RECEIVED and letter.kind != petition.kind:
        raise DomainError("Đơn đã thụ lý nên không đổi loại đơn", field="kind")
    for name in ("received_on", "way", "kind", "matter", "anonymous", "many"):
        setattr(petition, name, getattr(letter, name))
    if petition.state == Petition.State.RECEIVED:
        petition.due_on = terms.answer_by(letter.kind, letter.received_on, office_calendar())
    petition.save()
    PetitionContent.objects.filter(petition=petition).update(**_content(letter))
    note(by, petition, "correct", "Sửa nội dung ghi trong sổ", at=at)
    return petition


def _content(letter: Letter) -> dict[str, object]:
    keys = keys_of(letter)
    return {
        "sender_name": letter.sender_name, "sender_address": letter.sender_address,
        "sender_phone": letter.sender_phone, "about": letter.about, "summary": letter.summary,
        "sender_folded": keys.sender, "address_folded": keys.address, "words": keys.words,
    }  # fmt: skip
