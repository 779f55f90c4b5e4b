"""One registered line and its corrections."""

from typing import Any

from hoiso.core.errors import NotThere
from hoiso.documents.tables.document import Correction, Direction, Document

_COLUMNS = (
    "symbol", "issued_on", "issuer", "kind", "subject", "addressees", "signer", "urgency", "due_on",
    "arrived_by", "page_amount", "copies", "paper_follows", "description", "version",
)  # fmt: skip
FIELD_NAMES = {
    "symbol": "Số, ký hiệu",
    "issued_on": "Ngày văn bản",
    "issuer": "Cơ quan ban hành",
    "kind_name": "Loại văn bản",
    "subject": "Trích yếu",
    "addressees": "Nơi nhận ghi trên văn bản",
    "signer": "Người ký",
    "urgency": "Độ khẩn",
    "due_on": "Hạn xử lý",
    "arrived_by": "Đến bằng cách nào",
    "page_amount": "Số trang",
    "copies": "Số bản",
    "paper_follows": "Có bản giấy",
    "description": "Ghi chú",
}


def registered(document_id: int) -> Document:
    """The incoming document in the scope in force; `NotThere` otherwise."""
    document = Document.objects.filter(pk=document_id, direction=Direction.INCOMING).first()
    if document is None:
        raise NotThere("Không có văn bản đến này, hoặc đồng chí không được giao xem.")
    return document


def line_values(document: Document) -> dict[str, Any]:
    """The line as the correcting form shows it at first."""
    return {name: getattr(document, name) for name in _COLUMNS}


def corrections_of(document_id: int) -> tuple[Correction, ...]:
    """Newest first, each with `field_name` for people."""
    rows = tuple(Correction.objects.filter(document_id=document_id).order_by("-at", "-id")[:200])
    for row in rows:
        row.field_name = FIELD_NAMES.get(row.field, row.field)  # type: ignore[attr-defined]
    return rows
