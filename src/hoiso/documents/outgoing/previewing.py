"""A draft version as the page that it will become."""

from datetime import datetime
from typing import Any

from hoiso.access.public import Actor
from hoiso.audit import public as audit
from hoiso.core.errors import NotThere
from hoiso.documents.layouts.rendering import render_draft
from hoiso.documents.outgoing.content import from_json, official
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.outgoing import DraftVersion


def preview(
    *, by: Actor, document_id: int, at: datetime, number: int | None = None, counted: bool = True
) -> bytes:
    """The named version, or the newest, as a PDF with DỰ THẢO on it. Raises `NotThere` outside the scope.

    Counted as a viewing, but for the pictures of a page that is counted itself.
    """
    versions = DraftVersion.objects.filter(document_id=document_id)
    found = versions.filter(number=number) if number else versions
    version = found.order_by("-number").first()
    if version is None:
        raise NotThere("Không có bản dự thảo này, hoặc đồng chí không được giao xem.")
    if counted:
        unit_id = Document.objects.values_list("unit_id", flat=True).get(pk=document_id)
        audit.record(
            "view", "document", document_id,
            at=at, actor_id=by.officer_id, unit_id=unit_id, version=version.number,
        )  # fmt: skip
    return render_draft(official(from_json(version.content)))


def printed(content: dict[str, Any]) -> bytes:
    """A version's content, kept elsewhere as it was, as a PDF with DỰ THẢO on it."""
    return render_draft(official(from_json(content)))
