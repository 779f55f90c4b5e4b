"""A numbered document goes out: frozen, one delivery a unit, paper noted; and how it is called back."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from hoiso.access.public import Actor, Right, require
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.phrases import vn_date
from hoiso.documents import timeline
from hoiso.documents.errors import WrongState
from hoiso.documents.handling.public import finish_from_answer
from hoiso.documents.locking import locked
from hoiso.documents.outgoing.actions.versions import latest_version
from hoiso.documents.outgoing.content import DraftContent, Json, from_json
from hoiso.documents.outgoing.delivered import register_fields
from hoiso.documents.outgoing.errors import NotMadeYet, NotReady
from hoiso.documents.outgoing.lines import lines_of
from hoiso.documents.search import public as search
from hoiso.documents.states import move
from hoiso.documents.tables.document import Document, DocumentFile, Link, State
from hoiso.documents.tables.outgoing import Delivery, Recipient
from hoiso.notices.public import tell

_ROLE = DocumentFile.Role


@transaction.atomic
def issue(
    *,
    by: Actor,
    document_id: int,
    at: datetime,
    version: int | None = None,
    paper_sent_on: date | None = None,
    finishes: Sequence[int] = (),
) -> Document:
    """Send the document to everybody under Nơi nhận who is reached by a line, and freeze it.

    The signed file goes out where there is one, else the made one, with the annexes. `finishes` are
    documents that it answers, whose handling ends with it. Pressing twice sends once. Raises
    `NotMadeYet` while it has no file, `NotReady` for a unit that no longer stands.
    """
    document = locked(document_id)
    require(by, Right.ISSUE, at=document.unit_id)
    if document.state == State.ISSUED:
        return document
    if version is not None:
        document = locked(document_id, version=version)
    move(document, State.ISSUED)
    on = office_date(at)
    files = _files(document)
    recipients = list(document.recipients.select_related("unit"))
    _refuse_ended(recipients, on)
    content = from_json(latest_version(document).content)
    sent = _deliveries(document, recipients, _header(document, content), files, at)
    Delivery.objects.bulk_create(sent)
    document.recipients.filter(paper_copies__gt=0, paper_sent_on=None).update(
        paper_sent_on=paper_sent_on or on
    )
    document.finished_on = on
    document.holder_id, document.holder_name, document.held_since = None, "", None
    document.changed_at, document.version = at, document.version + 1
    document.save()
    timeline.note(
        by, document, "issue", at=at, text=_told(sent, recipients), deliveries=len(sent),
    )  # fmt: skip
    tell(
        {document.created_by or by.officer_id}, f"Đã phát hành {document.symbol}: {document.subject}",
        address=reverse("document", args=[document.pk]), at=at, by=by,
    )  # fmt: skip
    if finishes:
        finish_from_answer(by=by, answer_id=document.pk, document_ids=finishes, at=at)
    search.index(document.pk)
    return document


def refuse_unready(document: Document, *, on: date) -> None:
    """Raise what `issue` would refuse it with today, and change nothing."""
    if document.state not in (State.NUMBERED, State.AWAITING_SIGNATURE):
        raise WrongState("Chỉ phát hành được văn bản đã cấp số.")
    _files(document)
    _refuse_ended(list(document.recipients.select_related("unit")), on)


@transaction.atomic
def await_signature(*, by: Actor, document_id: int, version: int, at: datetime) -> Document:
    """Note that the made file waits for its signature."""
    document = locked(document_id, version=version)
    require(by, Right.ISSUE, at=document.unit_id)
    move(document, State.AWAITING_SIGNATURE)
    document.changed_at, document.version = at, document.version + 1
    document.save(update_fields=["state", "changed_at", "version"])
    timeline.note(by, document, "await_signature", at=at, text="Chờ ký, đóng dấu")
    return document


@transaction.atomic
def revoke(*, by: Actor, document_id: int, version: int, reason: str, at: datetime) -> Document:
    """Call an issued document back: it stays, frozen; every receiver sees that and why.

    A delivery that nobody has registered is taken out of the tray; who has registered it keeps her
    line with the notice (Decree 30, Điều 18.3: she cancels it and tells the sender).
    """
    document = locked(document_id, version=version)
    require(by, Right.ISSUE, at=document.unit_id)
    if not reason.strip():
        raise DomainError("Ghi lý do thu hồi, nơi nhận sẽ đọc được", field="reason")
    if document.state != State.ISSUED:
        raise WrongState("Chỉ thu hồi được văn bản đã phát hành.")
    move(document, State.REVOKED)
    document.finish_note = reason.strip()
    document.changed_at, document.version = at, document.version + 1
    document.save(update_fields=["state", "finish_note", "changed_at", "version"])
    ids = list(
        Delivery.objects.select_for_update(no_key=True)
        .filter(document=document)
        .exclude(state=Delivery.State.REFUSED)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    Delivery.objects.filter(pk__in=ids).update(
        state=Delivery.State.WITHDRAWN,
        reason=f"Thu hồi ngày {vn_date(office_date(at))}: {reason.strip()}"[:500],
    )
    timeline.note(
        by, document, "revoke", at=at, text=f"Thu hồi: {reason.strip()}. Đã báo {len(ids)} nơi nhận",
        deliveries=len(ids),
    )  # fmt: skip
    search.index(document.pk)
    return document


@transaction.atomic
def note_paper_sent(
    *, by: Actor, document_id: int, recipient_id: int, copies: int, sent_on: date, at: datetime
) -> None:
    """Note paper copies that went to a recipient of an issued document."""
    document = locked(document_id)
    require(by, Right.ISSUE, at=document.unit_id)
    if document.state not in (State.ISSUED, State.NUMBERED, State.AWAITING_SIGNATURE):
        raise WrongState("Chỉ ghi bản giấy cho văn bản đã có số.")
    recipient = Recipient.objects.filter(pk=recipient_id, document=document).first()
    if recipient is None:
        raise DomainError("Nơi nhận này không thuộc văn bản")
    recipient.paper_copies, recipient.paper_sent_on = copies, sent_on
    recipient.save(update_fields=["paper_copies", "paper_sent_on"])
    timeline.note(
        by, document, "paper_sent", at=at,
        text=f"Gửi {copies} bản giấy cho {recipient.name} ngày {vn_date(sent_on)}", recipient=recipient.pk,
    )  # fmt: skip


def _files(document: Document) -> list[Json]:
    """What the receivers get: the signed file or the made one, then the annexes in order."""
    standing = list(document.files.filter(replaced_at=None).order_by("position", "id"))
    main = next((file for role in (_ROLE.SIGNED, _ROLE.MADE) for file in standing if file.role == role), None)
    if main is None:
        raise NotMadeYet(
            "Tệp PDF của văn bản chưa tạo xong. Chờ một lát rồi bấm lại, hoặc tải lên bản đã ký, đóng dấu."
        )
    annexes = [file for file in standing if file.role == _ROLE.ANNEX]
    listed = [(main, _ROLE.MAIN), *((file, _ROLE.ANNEX) for file in annexes)]
    return [{"stored": file.stored_id, "name": file.name, "role": role.value} for file, role in listed]


def _refuse_ended(recipients: Sequence[Recipient], on: date) -> None:
    ended = [one.name for one in recipients if one.unit is not None and not one.unit.stands_on(on)]
    if ended:
        raise NotReady(
            f"{', '.join(ended[:3])} không còn là đơn vị đang hoạt động."
            " Huỷ số, chọn đơn vị kế thừa rồi cấp số lại."
            if len(ended) <= 3
            else f"{len(ended)} nơi nhận không còn là đơn vị đang hoạt động, ví dụ {ended[0]}."
        )


def _deliveries(
    document: Document, recipients: Sequence[Recipient], header: Json, files: list[Json], at: datetime
) -> list[Delivery]:
    """One delivery a unit, by the line that reaches it today."""
    lines = lines_of(one.unit_id for one in recipients if one.unit_id is not None)
    sent: dict[int, Delivery] = {}
    for one in recipients:
        if one.unit_id is None or one.line == Recipient.Line.PAPER or one.unit_id in sent:
            continue
        here = lines[one.unit_id] == Recipient.Line.HERE
        sent[one.unit_id] = Delivery(
            document=document,
            unit_id=document.unit_id,
            to_unit_id=one.unit_id,
            to_name=one.name,
            line=Recipient.Line.HERE if here else Recipient.Line.OUTSIDE,
            state=Delivery.State.ARRIVED if here else Delivery.State.QUEUED,
            header={**header, "paper_follows": one.paper_copies > 0},
            files=files,
            sent_at=at,
        )
    return list(sent.values())


def _header(document: Document, content: DraftContent) -> Json:
    answered = document.links.filter(kind=Link.Kind.ANSWERS).select_related("other")
    return {
        **register_fields(document),
        "due_on": content.answer_by.isoformat() if content.answer_by else "",
        "in_reply_to": [link.other.symbol for link in answered if link.other.symbol],
    }


def _told(sent: Sequence[Delivery], recipients: Sequence[Recipient]) -> str:
    here = sum(one.state == Delivery.State.ARRIVED for one in sent)
    paper = sum(one.paper_copies for one in recipients)
    parts = [
        f"{here} đơn vị nhận ngay trong hệ thống" if here else "",
        f"{len(sent) - here} nơi chờ gửi qua trục liên thông" if len(sent) > here else "",
        f"{paper} bản giấy" if paper else "",
    ]
    return "Phát hành: " + (", ".join(part for part in parts if part) or "lưu tại đơn vị, không gửi nơi khác")
