"""What a delivery tells its receiver of the document: one shape, whoever writes the delivery."""

from hoiso.documents.tables.document import Document


def register_fields(document: Document) -> dict[str, object]:
    """The document's fields that the receiver's register needs, by the names of its columns."""
    return {
        "subject": document.subject,
        "issuer": document.issuer,
        "code_number": document.code_number,
        "code_notation": document.code_notation,
        "symbol": document.symbol,
        "kind": document.kind,
        "kind_name": document.kind_name,
        "issued_on": document.issued_on.isoformat() if document.issued_on else "",
        "place": document.place,
        "signer": document.signer,
        "signer_position": document.signer_position,
        "signing_capacity": document.signing_capacity,
        "urgency": document.urgency,
        "circulation": document.circulation,
        "page_amount": document.page_amount,
        "copies": document.copies,
        "language": document.language,
        "exchange_id": document.exchange_id,
    }
