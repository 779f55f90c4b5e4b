"""What a demo does not bring but pages show: a draft at the clerk's desk, an extension asked for."""

from datetime import timedelta

from hoiso.access.models import Officer
from hoiso.core.clock import now
from hoiso.demo import accounts
from hoiso.documents.tables.document import Document, DocumentFile
from hoiso.documents.tables.handling import Assignment, Extension
from hoiso.documents.tables.incoming import IncomingDraft, IncomingDraftFile


def lay_on_the_desk() -> None:
    """As the owner, after the demo is laid out."""
    clerk = Officer.objects.get(username=accounts.CLERK.username)
    specialist = Officer.objects.get(username=accounts.SPECIALIST.username)
    unit_id = clerk.posts.get().unit_id
    at = now()
    draft = IncomingDraft.objects.create(
        unit_id=unit_id,
        officer_id=clerk.pk,
        officer_name=clerk.full_name,
        origin=IncomingDraft.Origin.FILES,
        header={"subject": "Về việc phối hợp tuyên truyền", "issuer": "UBND tỉnh Tây Ninh"},
        created_at=at,
        changed_at=at,
    )
    paper = DocumentFile.objects.filter(document__unit_id=unit_id, document__direction="in").latest("pk")
    IncomingDraftFile.objects.create(
        draft=draft, stored_id=paper.stored_id, role=DocumentFile.Role.MAIN, name=paper.name
    )
    task = Assignment.objects.filter(
        officer_id=specialist.pk, part="lead", state=Assignment.State.ACCEPTED
    ).latest("pk")
    assert task.due_on is not None
    Extension.objects.create(
        assignment=task,
        document=Document.objects.get(pk=task.document_id),
        due_on=task.due_on + timedelta(days=7),
        reason="Chờ số liệu của hai xã",
        by_id=specialist.pk,
        at=at,
    )
