"""Paper originals: received and laid down, lent, brought back."""

from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.phrases import vn_date
from hoiso.documents import timeline
from hoiso.documents.errors import WrongState
from hoiso.documents.handling import public as handling
from hoiso.documents.locking import locked
from hoiso.documents.tables.document import Direction, Document
from hoiso.documents.tables.papers import PaperLoan, PaperOriginal


@transaction.atomic
def receive_paper(
    *, by: Actor, document_id: int, place: str, received_on: date, at: datetime
) -> PaperOriginal:
    """The paper is here and lies at `place`; a second time it is laid somewhere else."""
    document = _at_the_desk(by, document_id)
    if received_on > office_date(at):
        raise DomainError("Ngày nhận phải là hôm nay hoặc trước hôm nay", field="received_on")
    paper, new = PaperOriginal.objects.update_or_create(
        document=document,
        defaults={
            "unit_id": document.unit_id, "place": place, "received_on": received_on,
            "written_by": by.officer_id, "written_by_name": by.full_name,
        },
    )  # fmt: skip
    said = f"Đã nhận bản giấy, để ở: {place}" if new else f"Chuyển chỗ để bản giấy: {place}"
    timeline.note(by, document, "paper_received", at=at, text=said)
    return paper


@transaction.atomic
def lend_paper(*, by: Actor, document_id: int, borrower_id: int, until: date, at: datetime) -> PaperLoan:
    """Give the original to a colleague until a day. Refused while somebody has it."""
    document = _at_the_desk(by, document_id)
    if not PaperOriginal.objects.filter(document=document).exists():
        raise WrongState("Chưa nhận bản giấy nên chưa cho mượn được.")
    out = _out(document)
    if out is not None:
        raise WrongState(f"{out.borrower_name} đang mượn bản giấy, hẹn trả {vn_date(out.until)}.")
    today = office_date(at)
    if until < today:
        raise DomainError("Ngày hẹn trả phải là hôm nay hoặc sau hôm nay", field="until")
    people = {one.id: one.full_name for one in handling.colleagues(document.unit_id, on=today)}
    if borrower_id not in people:
        raise DomainError("Chọn người mượn trong danh sách", field="borrower")
    loan = PaperLoan.objects.create(
        unit_id=document.unit_id, document=document, borrower_id=borrower_id,
        borrower_name=people[borrower_id], lent_on=today, until=until, lent_by=by.officer_id,
    )  # fmt: skip
    text = f"Cho {loan.borrower_name} mượn bản giấy, hẹn trả {vn_date(until)}"
    timeline.note(by, document, "paper_lent", at=at, text=text, loan=loan.pk, to=borrower_id)
    return loan


@transaction.atomic
def return_paper(*, by: Actor, document_id: int, at: datetime) -> None:
    """The original is back. Twice is once."""
    document = _at_the_desk(by, document_id)
    loan = _out(document)
    if loan is None:
        return
    loan.returned_on, loan.returned_to = office_date(at), by.officer_id
    loan.save(update_fields=["returned_on", "returned_to"])
    text = f"{loan.borrower_name} đã trả bản giấy"
    timeline.note(by, document, "paper_returned", at=at, text=text, loan=loan.pk)


def _out(document: Document) -> PaperLoan | None:
    return PaperLoan.objects.filter(document=document, returned_on=None).first()


def _at_the_desk(by: Actor, document_id: int) -> Document:
    document = locked(document_id)
    if document.direction != Direction.INCOMING:
        raise NotThere("Không có văn bản đến này, hoặc đồng chí không được giao xem.")
    require(by, Right.REGISTER_INCOMING, at=document.unit_id)
    return document
