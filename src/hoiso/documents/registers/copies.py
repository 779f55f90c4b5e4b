"""Kept copies lent for use, and given back: the lines of sổ sử dụng bản lưu (Phụ lục IV)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents import timeline
from hoiso.documents.locking import locked
from hoiso.documents.tables.archive import CopyLoan


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One line of the register."""

    id: int
    document_id: int
    lent_on: date
    user_name: str
    symbol: str
    issued_on: date | None
    kind_name: str
    subject: str
    dossiers: str
    returned_on: date | None
    permitted_by: str
    note: str


_LOANS = """
SELECT l.id, d.id, l.lent_on, l.user_name, d.symbol, d.issued_on, d.kind_name, d.subject,
  coalesce((SELECT string_agg(o.code, ', ' ORDER BY o.year, o.code) FROM documents_dossierentry e
    JOIN documents_dossier o ON o.id = e.dossier_id WHERE e.document_id = d.id), ''),
  l.returned_on, l.permitted_by, l.note
FROM documents_copyloan l JOIN documents_document d ON d.id = l.document_id
WHERE l.unit_id = %(unit)s AND l.lent_on BETWEEN %(first)s AND %(last)s
ORDER BY l.returned_on IS NOT NULL, l.lent_on DESC, l.id DESC LIMIT 1000
"""


def loans(*, unit_id: int, first: date, last: date) -> tuple[LoanRow, ...]:
    """What was lent in the period, what is still out first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_LOANS, {"unit": unit_id, "first": first, "last": last})
        return tuple(LoanRow(*row) for row in cursor.fetchall())


@transaction.atomic
def lend_copy(
    *, by: Actor, document_id: int, user_name: str, permitted_by: str, lent_on: date, note: str, at: datetime
) -> CopyLoan:
    """Write down that a kept copy was given to somebody to use."""
    document = locked(document_id)
    require(by, Right.KEEP_BOOKS, at=document.unit_id)
    if lent_on > office_date(at):
        raise DomainError("Ngày mượn phải là hôm nay hoặc trước hôm nay", field="lent_on")
    loan = CopyLoan.objects.create(
        unit_id=document.unit_id, document=document, lent_on=lent_on, user_name=user_name,
        permitted_by=permitted_by, note=note, written_by=by.officer_id, written_at=at,
    )  # fmt: skip
    timeline.note(by, document, "lend_copy", at=at, text=f"Cho {user_name} mượn bản lưu", loan=loan.pk)
    return loan


@transaction.atomic
def return_copy(*, by: Actor, loan_id: int, at: datetime) -> CopyLoan:
    """Write down that it is back today. Twice is once."""
    found = CopyLoan.objects.filter(pk=loan_id).first()
    if found is None:
        raise NotThere("Không có dòng này trong sổ sử dụng bản lưu.")
    document = locked(found.document_id)
    loan = CopyLoan.objects.select_for_update(no_key=True).filter(pk=loan_id).first() or found
    require(by, Right.KEEP_BOOKS, at=loan.unit_id)
    if loan.returned_on is None:
        loan.returned_on = office_date(at)
        loan.save(update_fields=["returned_on"])
        text = f"{loan.user_name} trả bản lưu"
        timeline.note(by, document, "return_copy", at=at, text=text, loan=loan.pk)
    return loan
