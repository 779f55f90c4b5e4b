"""The receipt on a sheet of A5."""

from hoiso.core.phrases import number, vn_date
from hoiso.documents.layouts.typesetting import TAGGED, Json, clean, typeset
from hoiso.members.fees.months import dong, months_words
from hoiso.members.models import FeeMovement


def receipt_pdf(receipt: FeeMovement) -> bytes:
    """PDF/A; a receipt that was undone says so."""
    assert receipt.branch is not None
    assert receipt.member is not None
    undone = getattr(receipt, "answer", None)
    data: dict[str, Json] = {
        "title": f"Phiếu thu hội phí số {receipt.number}/{receipt.year}",
        "unit": receipt.commune.title,
        "branch": receipt.branch.name,
        "number": f"{receipt.number}/{receipt.year}",
        "day": f"Ngày {vn_date(receipt.on)}",
        "facts": [
            {"name": "Người nộp", "value": receipt.member.full_name},
            {"name": "Hội phí", "value": months_words(receipt.months)},
            {"name": "Số tháng", "value": number(len(receipt.months))},
            {"name": "Số tiền", "value": dong(receipt.amount)},
        ],
        "undone": f"PHIẾU NÀY ĐÃ HUỶ ngày {vn_date(undone.on)}" if undone else "",
        "taker": receipt.by_name,
    }
    made = clean(data, replace=True)
    assert isinstance(made, dict)
    return typeset("fee_receipt.typ", made, dated=receipt.on, standards=TAGGED)
