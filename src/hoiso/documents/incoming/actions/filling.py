"""What was read of a scan goes into the forms that wait for it; a mark of secrecy is told at once."""

from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.models import StoredFile
from hoiso.documents import recognition
from hoiso.documents.incoming import phrases, proposing
from hoiso.documents.incoming.actions.drafts import name_issuer, open_draft
from hoiso.documents.incoming.learning import apply_habits
from hoiso.documents.incoming.queries.learning import habits_of
from hoiso.documents.phrases import MARKS
from hoiso.documents.tables.document import Document, DocumentFile, State
from hoiso.documents.tables.incoming import IncomingDraft, IncomingDraftFile
from hoiso.documents.tables.intake import ScanStack
from hoiso.documents.tables.recognition import Recognition
from hoiso.notices.public import tell
from hoiso.reading.proposals import propose
from hoiso.reading.text import PageText, PageTexts

_MARK_KEYS = {name.lower(): key for key, name in MARKS.items()}


def fill_drafts(stored_id: int, *, at: datetime) -> None:
    """Propose from the pages read so far what an open draft of this file does not know yet.

    What was proposed or typed before stays. Without page one nothing is proposed. When no more pages will
    come, what was read is forgotten: from then on it stands in the searchable copy alone.
    """
    going = Recognition.objects.filter(stored_id=stored_id, state__in=recognition.OPEN).exists()
    for draft in _open_drafts(stored_id):
        texts = pages_of(draft)
        if not texts.pages or texts.pages[0].number != 1:
            continue
        proposed = proposing.from_pages(propose(texts))
        name_issuer(proposed, draft.unit_id, at)
        apply_habits(proposed, texts, habits_of(draft.unit_id))
        new = [name for name in proposed.header if draft.header.get(name) in (None, "")]
        if not new:
            continue
        draft.header = {**draft.header, **{name: proposed.header[name] for name in new}}
        draft.readings = {
            **draft.readings,
            **{name: proposed.readings[name] for name in new if name in proposed.readings},
        }
        # A form laid aside has sent its empty boxes too: they are filled, what was typed is not.
        draft.typed = {name: value for name, value in draft.typed.items() if value or name not in new}
        draft.save(update_fields=["header", "readings", "typed"])
    waiting = ScanStack.objects.filter(
        stored_id=stored_id, state__in=(ScanStack.State.OPEN, ScanStack.State.SPLITTING)
    )
    if not going and not waiting.exists():  # the parts of a stack take along what was read of it
        for stored in StoredFile.objects.filter(pk=stored_id):
            recognition.forget(stored.sha256)


def warn_of_mark(stored_id: int, *, at: datetime) -> None:
    """Tell whoever has the file that a mark of secrecy was read in it, and what is to be done.

    In a form that is still open the mark is chosen beforehand: saving it so removes the file.
    """
    row = Recognition.objects.filter(stored_id=stored_id, state=recognition.State.MARKED).first()
    if row is None:
        return
    key = _MARK_KEYS.get(row.mark, "mat")
    said = phrases.SCAN_MARK.format(mark=MARKS[key])
    for draft in _open_drafts(stored_id):
        draft.header = {**draft.header, "secrecy": key}
        draft.typed = {name: value for name, value in draft.typed.items() if name != "secrecy"}
        draft.remarks = [*draft.remarks, f"{said} {phrases.SCAN_MARK_AT_DESK}"]
        draft.save(update_fields=["header", "typed", "remarks"])
        tell([draft.officer_id], said, address=f"/van-ban-den/dang-ky/{draft.pk}/", at=at, by=None)
    holding = DocumentFile.objects.filter(stored_id=stored_id, replaced_at=None).values("document_id")
    for document in Document.objects.filter(pk__in=holding).exclude(state=State.VOID):
        told = [one for one in (document.created_by, document.holder_id) if one]
        tell(told, said, address=f"/van-ban/{document.pk}/", at=at, by=None)
        audit.record(
            "scan_marked", "document", document.pk, at=at, actor_id=None, unit_id=document.unit_id,
            mark=row.mark,
        )  # fmt: skip


def has_mark(draft_id: int) -> bool:
    """Whether a mark of secrecy was read in a file of the draft and nobody has said yet that it is none."""
    return _marked_files(draft_id).exists()


def clear_marks(*, by: Actor, draft_id: int, at: datetime) -> None:
    """The clerk says that the marks read in a draft's scans were misread: recognition goes on."""
    draft = open_draft(draft_id, by=by)
    require(by, Right.REGISTER_INCOMING, at=draft.unit_id)
    recognition.say_misread(by, _marked_files(draft_id), unit_id=draft.unit_id, at=at)


def _marked_files(draft_id: int) -> QuerySet[Recognition]:
    files = IncomingDraftFile.objects.filter(draft_id=draft_id).values("stored_id")
    return Recognition.objects.filter(stored_id__in=files, state=recognition.State.MARKED)


def _open_drafts(stored_id: int) -> list[IncomingDraft]:
    holding = IncomingDraftFile.objects.filter(stored_id=stored_id, role=DocumentFile.Role.MAIN)
    rows = IncomingDraft.objects.select_for_update().filter(document=None, dropped_at=None)
    return list(rows.filter(pk__in=holding.values("draft_id")).order_by("pk"))


def pages_of(draft: IncomingDraft) -> PageTexts:
    """The pages of the main files one behind the other: photographs are pages of one document."""
    pages: list[PageText] = []
    before = 0
    main = draft.files.filter(role=DocumentFile.Role.MAIN).select_related("stored")
    for file in main:
        stored: StoredFile = file.stored
        pages += [replace(page, number=page.number + before) for page in recognition.pages_read(stored).pages]
        before += stored.pages or 1
    return PageTexts(tuple(pages))
