"""Locks in their one order (book, document, task, delivery, each by id), and lost updates refused."""

from hoiso.core.errors import NotThere
from hoiso.documents.errors import ChangedMeanwhile
from hoiso.documents.tables.document import Document


def locked(document_id: int, *, version: int | None = None) -> Document:
    """The document under a row lock (FOR NO KEY UPDATE) until the transaction ends.

    `version` is the one that the officer's page showed: another one means that somebody saved in
    between, and her act would overwrite it. Raises `NotThere` outside her scope.
    """
    document = Document.objects.select_for_update(no_key=True).filter(pk=document_id).first()
    if document is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    if version is not None and document.version != version:
        raise ChangedMeanwhile(
            "Có người vừa sửa văn bản này. Nội dung đồng chí nhập vẫn còn dưới đây;"
            " hãy đối chiếu với bản mới rồi lưu lại."
        )
    return document
