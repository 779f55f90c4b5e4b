"""A draft is begun, written on, given up. Every saving is a version of its own."""

import uuid
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import NotThere
from hoiso.documents import timeline
from hoiso.documents.checking.public import Paper
from hoiso.documents.errors import WrongState
from hoiso.documents.layouts.content_templates import content_template
from hoiso.documents.layouts.kinds import DocumentKind, kind
from hoiso.documents.layouts.official_document import Capacity
from hoiso.documents.locking import locked
from hoiso.documents.outgoing import rules
from hoiso.documents.outgoing.actions.locks import hold, let_go
from hoiso.documents.outgoing.actions.versions import keep_version, latest_version
from hoiso.documents.outgoing.answering import answered_content, link_answer
from hoiso.documents.outgoing.content import DraftContent, from_json, refuse_unprintable
from hoiso.documents.outgoing.kinds import code_of, name_of
from hoiso.documents.outgoing.letterheads import Letterhead, letterhead
from hoiso.documents.outgoing.queries.own_templates import chosen_template
from hoiso.documents.outgoing.signers import signers
from hoiso.documents.outgoing.word_drafts import content_from_word, kind_of
from hoiso.documents.search import public as search
from hoiso.documents.states import move
from hoiso.documents.tables.document import Direction, Document, Link, State
from hoiso.reading.fields import Proposal

BLANK = "trong"


@transaction.atomic
def begin_draft(
    *,
    by: Actor,
    unit_id: int,
    at: datetime,
    template: str = "",
    kind_key: str = "letter",
    answers: int | None = None,
    form_key: uuid.UUID | None = None,
) -> Document:
    """Begin a draft from a model text, in a Word template of the unit, or a blank one of a kind, perhaps
    as the answer to a document.

    The head, the signer and, for an answer, recipient and subject are filled in. Pressing twice
    (`form_key`) begins one draft.
    """
    require(by, Right.DRAFT, at=unit_id, anew=True)
    before = Document.objects.filter(form_key=form_key).first() if form_key else None
    if before is not None:
        return before
    on = office_date(at)
    own = chosen_template(template, unit_id)
    model = content_template(template) if template and template != BLANK and own is None else None
    chosen = model.kind if model else kind(own.kind if own else kind_key)
    content = _head(letterhead(unit_id, on=on), unit_id, chosen, at)
    if own is not None:
        content = replace(content, template=own.key)
    if model is not None:
        content = replace(content, template=model.key, subject=model.subject, body=model.text)
    asked = _visible(answers) if answers else None
    content = answered_content(content, asked, unit_id=unit_id, year=on.year)
    document = _create(by, unit_id, content, at, form_key=form_key)
    if asked is not None:
        document.due_on = asked.due_on
        document.save(update_fields=["due_on"])
        link_answer(by, document, asked, at)
    return document


@transaction.atomic
def begin_from_word(
    *,
    by: Actor,
    unit_id: int,
    at: datetime,
    paper: Paper,
    found: tuple[Proposal, ...],
    form_key: uuid.UUID | None = None,
) -> Document:
    """Begin a draft with the text of a Word file; its own letterhead stays the unit's.

    Raises `SecretRefused` for a mark of secrecy, `UnprintableCharacter`. Pressing twice begins one draft.
    """
    require(by, Right.DRAFT, at=unit_id, anew=True)
    before = Document.objects.filter(form_key=form_key).first() if form_key else None
    if before is not None:
        return before
    blank = _head(letterhead(unit_id, on=office_date(at)), unit_id, kind_of(found), at)
    content = content_from_word(blank, paper, found)
    refuse_unprintable(content)
    return _create(by, unit_id, content, at, form_key=form_key)


@transaction.atomic
def draft_again(*, by: Actor, document_id: int, at: datetime, form_key: uuid.UUID | None = None) -> Document:
    """A new draft with the text of an earlier document of the unit, void or issued."""
    source = _visible(document_id)
    rules.require_draft_of(by, source)
    before = Document.objects.filter(form_key=form_key).first() if form_key else None
    if before is not None:
        return before
    version = latest_version(source)
    content = replace(from_json(version.content), annexes=())
    document = _create(by, source.unit_id, content, at, form_key=form_key)
    Link.objects.bulk_create(
        Link(document=document, other_id=other, kind=kind_, made_by=by.officer_id, made_at=at)
        for other, kind_ in source.links.values_list("other_id", "kind")
    )
    return document


@transaction.atomic
def save_draft(*, by: Actor, document_id: int, version: int, content: DraftContent, at: datetime) -> Document:
    """Save what was written as a new version; the same content again saves nothing new.

    Writing on an approved draft takes the approval back: it held for its version alone. Raises
    `SomebodyWrites`, `ChangedMeanwhile`, `UnprintableCharacter`.
    """
    document = locked(document_id, version=version)
    rules.require_editable(by, document)
    hold(by, document, at)
    kept = latest_version(document)
    if from_json(kept.content) == content:
        return document
    refuse_unprintable(content)
    if document.state == State.APPROVED:
        move(document, State.DRAFT)
        _back_to(document, document.created_by, at)
        timeline.note(
            by, document, "reopen", at=at,
            text="Sửa sau khi duyệt: lần duyệt trước không còn hiệu lực", version=kept.number,
        )  # fmt: skip
    keep_version(by, document, content, number=kept.number + 1, at=at)
    audit.record(
        "draft_saved", "document", document.pk,
        at=at, actor_id=by.officer_id, unit_id=document.unit_id, version=kept.number + 1,
    )  # fmt: skip
    search.index(document.pk)
    return document


@transaction.atomic
def drop_draft(*, by: Actor, document_id: int, version: int, at: datetime) -> Document:
    """Give a draft up. It stays to be found, and has no number to lose."""
    document = locked(document_id, version=version)
    rules.require_editable(by, document)
    hold(by, document, at)
    if document.state == State.APPROVED:
        raise WrongState("Văn bản đã duyệt. Trả về dự thảo rồi mới bỏ được.")
    move(document, State.VOID)
    document.holder_id, document.holder_name, document.held_since = None, "", None
    document.changed_at, document.version = at, document.version + 1
    document.save(update_fields=["state", "holder_id", "holder_name", "held_since", "changed_at", "version"])
    let_go(by, document.pk)
    timeline.note(by, document, "drop_draft", at=at, text="Bỏ dự thảo")
    return document


def _visible(document_id: int) -> Document:
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")
    return document


def _head(head: Letterhead, unit_id: int, chosen: DocumentKind, at: datetime) -> DraftContent:
    people = signers(unit_id, on=office_date(at))
    first = people[0] if people else None
    return DraftContent(
        kind=chosen.key,
        layout=head.layout.value,
        parent_line=head.parent_line,
        issuer_lines=head.issuer_lines,
        issuer_name=head.issuer_name,
        notation=head.notation(chosen),
        place=head.place,
        archive_line=head.archive_line,
        collective=head.collective,
        head_position=head.head_position,
        deputy_stands_for_head=head.deputy_stands_for_head,
        signer=first.name if first else "",
        signer_id=first.id if first else None,
        position=first.position if first else "",
        capacity=(first.capacity if first else Capacity.COLLECTIVE).value,
    )


def _create(
    by: Actor, unit_id: int, content: DraftContent, at: datetime, *, form_key: uuid.UUID | None
) -> Document:
    document = Document.objects.create(
        unit_id=unit_id,
        direction=Direction.OUTGOING,
        state=State.DRAFT,
        kind=code_of(content.document_kind, party=content.party),
        kind_name=name_of(content.document_kind),
        subject=content.subject,
        issuer_unit_id=unit_id,
        holder_id=by.officer_id,
        holder_name=by.full_name,
        held_since=at,
        created_by=by.officer_id,
        created_at=at,
        changed_at=at,
        version=0,
        form_key=form_key,
    )
    keep_version(by, document, content, number=1, at=at)
    timeline.note(by, document, "draft", at=at, text="Bắt đầu soạn")
    search.index(document.pk)
    return document


def _back_to(document: Document, officer_id: int | None, at: datetime) -> None:
    document.holder_id, document.held_since = officer_id, at
    document.holder_name = drafter_name(document)


def drafter_name(document: Document) -> str:
    """Who began the draft, as named then."""
    first = document.versions.order_by("number").values_list("by_name", flat=True).first()
    return first or ""
