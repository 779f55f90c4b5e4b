"""Disposal of dossiers whose time is over: list, committee, decision; then contents go, the record stays.

Law on Archives 33/2024/QH15 Điều 16: decided by the head, complete and irrecoverable. Contents leave by
`hoiso_carry_out_disposal` alone, which asks every condition again; nothing else in the database can.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from django.db import connection, transaction

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.inspection import Use
from hoiso.documents import filing
from hoiso.documents.errors import WrongState
from hoiso.documents.files import public as files
from hoiso.documents.keeping import paper
from hoiso.documents.keeping.actions.holds import record
from hoiso.documents.keeping.archive import may_be_disposed
from hoiso.documents.keeping.errors import Held
from hoiso.documents.keeping.queries.archive import to_dispose
from hoiso.documents.search.jobs import index_document
from hoiso.documents.tables.archive import Disposal, DisposalEntry, DisposalMember
from hoiso.documents.tables.document import Document, Event
from hoiso.documents.tables.keeping import Dossier
from hoiso.notices.public import tell

LEAST_MEMBERS = 3
_YOUNG_SECONDS = 600  # longer than a transaction between putting a content and referring to it
_State = Disposal.State
_Part = DisposalMember.Part


@dataclass(frozen=True, slots=True)
class Member:
    """Who sits on the committee, and as what."""

    officer_id: int
    officer_name: str
    part: str


@transaction.atomic
def propose_disposal(
    *, by: Actor, unit_id: int, title: str, reason: str, dossier_ids: Collection[int], at: datetime
) -> Disposal:
    """List dossiers whose time of keeping is over. Raises `Held` for one that must be kept."""
    require(by, Right.KEEP_ARCHIVE, at=unit_id)
    disposal = Disposal.objects.create(
        unit_id=unit_id, title=title, made_by=by.officer_id, made_by_name=by.full_name, made_at=at
    )
    _add(disposal, dossier_ids, reason, by, at)
    _record("propose_disposal", disposal, by, at)
    return disposal


def _add(disposal: Disposal, dossier_ids: Collection[int], reason: str, by: Actor, at: datetime) -> None:
    found = to_dispose(unit_id=disposal.unit_id, on=office_date(at), dossier_ids=list(set(dossier_ids)))
    if not dossier_ids:
        raise DomainError("Đánh dấu ít nhất một hồ sơ trong danh sách")
    if len(found) != len(set(dossier_ids)):
        raise Held(
            "Có hồ sơ chưa hết thời hạn bảo quản, đang được giữ lại, đang nộp lưu trữ hoặc đã ở đợt huỷ khác."
            " Mở lại danh sách rồi chọn lại."
        )
    DisposalEntry.objects.bulk_create(
        DisposalEntry(
            disposal=disposal, unit_id=disposal.unit_id, dossier_id=row.id, ordinal=place, code=row.code,
            year=row.year, title=row.title, retention=row.retention, closed_on=row.closed_on,
            documents=row.documents, pages=row.pages, reason=reason,
        )
        for place, row in enumerate(found, start=1)
    )  # fmt: skip
    for row in found:
        audit.record(
            "propose_disposal", "dossier", row.id, at=at, actor_id=by.officer_id, unit_id=disposal.unit_id,
            disposal=disposal.pk,
        )  # fmt: skip


@transaction.atomic
def ask_committee(*, by: Actor, disposal_id: int, members: Sequence[Member], at: datetime) -> Disposal:
    """Name the committee and ask it: a chair, a secretary and at least one more member."""
    disposal = _locked(disposal_id)
    require(by, Right.KEEP_ARCHIVE, at=disposal.unit_id)
    _require_state(disposal, _State.PROPOSED)
    parts = [one.part for one in members]
    if len({one.officer_id for one in members}) != len(members):
        raise DomainError("Mỗi người chỉ giữ một phần việc trong hội đồng")
    if parts.count(_Part.CHAIR) != 1 or parts.count(_Part.SECRETARY) != 1 or len(members) < LEAST_MEMBERS:
        raise DomainError("Hội đồng cần một chủ tịch, một thư ký và ít nhất một uỷ viên")
    DisposalMember.objects.bulk_create(
        DisposalMember(
            disposal=disposal, unit_id=disposal.unit_id, officer_id=one.officer_id,
            officer_name=one.officer_name, part=one.part,
        )
        for one in members
    )  # fmt: skip
    disposal.state = _State.ASKED
    disposal.save(update_fields=["state"])
    _record("ask_committee", disposal, by, at, members=len(members))
    tell(
        (one.officer_id for one in members),
        f"Đồng chí ở trong hội đồng xét huỷ hồ sơ: {disposal.title}. Xem danh mục và cho ý kiến.",
        address=f"/ho-so/huy/{disposal.pk}/",
        at=at,
        by=by,
    )
    return disposal


@transaction.atomic
def give_opinion(*, by: Actor, disposal_id: int, opinion: str, text: str, at: datetime) -> DisposalMember:
    """A member's opinion, given once by herself; who disagrees says why."""
    disposal = _seen(disposal_id)
    member = DisposalMember.objects.filter(disposal=disposal, officer_id=by.officer_id).first()
    if member is None:
        raise NotThere("Đồng chí không ở trong hội đồng của đợt huỷ này.")
    if member.opinion:
        raise WrongState("Đồng chí đã cho ý kiến. Ý kiến đã ghi không sửa được.")
    _require_state(disposal, _State.ASKED)
    if opinion not in (DisposalMember.Opinion.AGREE, DisposalMember.Opinion.DISAGREE):
        raise DomainError("Chọn đồng ý hoặc không đồng ý", field="opinion")
    if opinion == DisposalMember.Opinion.DISAGREE and not text:
        raise DomainError("Ghi lý do không đồng ý", field="text")
    member.opinion, member.text, member.given_at = opinion, text, at
    member.save(update_fields=["opinion", "text", "given_at"])
    _record("give_opinion", disposal, by, at, agrees=opinion == DisposalMember.Opinion.AGREE)
    return member


@transaction.atomic
def keep_after_all(*, by: Actor, disposal_id: int, entry_id: int, at: datetime) -> DisposalEntry:
    """Take a dossier off the list before the decision: it is kept. Twice is once."""
    disposal = _locked(disposal_id)
    require(by, Right.KEEP_ARCHIVE, at=disposal.unit_id)
    entry = disposal.entries.filter(pk=entry_id).first()
    if entry is None:
        raise NotThere("Không có hồ sơ này trong danh mục huỷ.")
    if disposal.state not in (_State.PROPOSED, _State.ASKED):
        raise WrongState("Đã có quyết định nên danh mục không sửa được nữa. Dừng đợt huỷ nếu cần.")
    if not entry.kept:
        entry.kept = True
        entry.save(update_fields=["kept"])
        _record("change_disposal", disposal, by, at, dossier=entry.dossier_id)
    return entry


@transaction.atomic
def decide_disposal(
    *, by: Actor, disposal_id: int, decision_number: str, decision_on: date, at: datetime
) -> Disposal:
    """The head's decision, after every member of the committee has spoken and most of them agree."""
    disposal = _locked(disposal_id)
    require(by, Right.APPROVE, at=disposal.unit_id)
    _require_state(disposal, _State.ASKED)
    members = list(disposal.members.all())
    silent = [one.officer_name for one in members if not one.opinion]
    if silent:
        raise DomainError(f"Chưa có ý kiến của {', '.join(silent)}.")
    agreed = sum(one.opinion == DisposalMember.Opinion.AGREE for one in members)
    if 2 * agreed <= len(members):
        raise DomainError("Quá nửa hội đồng không đồng ý. Bỏ hồ sơ khỏi danh mục hoặc dừng đợt huỷ này.")
    if not disposal.entries.filter(kept=False).exists():
        raise DomainError("Danh mục không còn hồ sơ nào để huỷ.")
    if not decision_number:
        raise DomainError("Nhập số, ký hiệu quyết định", field="decision_number")
    if decision_on > office_date(at):
        raise DomainError("Ngày quyết định phải là hôm nay hoặc trước hôm nay", field="decision_on")
    disposal.state, disposal.decision_number, disposal.decision_on = (
        _State.DECIDED, decision_number, decision_on,
    )  # fmt: skip
    disposal.decided_by, disposal.decided_by_name, disposal.decided_at = by.officer_id, by.full_name, at
    disposal.save(
        update_fields=[
            "state", "decision_number", "decision_on", "decided_by", "decided_by_name", "decided_at",
        ]
    )  # fmt: skip
    _record("decide_disposal", disposal, by, at)
    return disposal


@transaction.atomic
def stop_disposal(*, by: Actor, disposal_id: int, reason: str, at: datetime) -> Disposal:
    """Nothing is disposed of; its dossiers may be listed again. Twice is once."""
    disposal = _locked(disposal_id)
    require(by, Right.KEEP_ARCHIVE, at=disposal.unit_id)
    if disposal.state == _State.STOPPED:
        return disposal
    if disposal.state == _State.DONE:
        raise WrongState("Các hồ sơ này đã huỷ xong.")
    disposal.entries.update(live=False)
    disposal.state, disposal.reason = _State.STOPPED, reason
    disposal.save(update_fields=["state", "reason"])
    _record("stop_disposal", disposal, by, at)
    return disposal


@transaction.atomic
def carry_out_disposal(*, by: Actor, disposal_id: int, at: datetime) -> Disposal:
    """Carry the decision out: contents are removed, minutes made, metadata stay. Twice changes nothing.

    A document that lies in another dossier that is kept keeps its contents. Contents that came in within
    the last ten minutes leave the store in the next night.
    """
    disposal = _locked(disposal_id)
    require(by, Right.KEEP_ARCHIVE, at=disposal.unit_id)
    if disposal.state == _State.DONE:
        return disposal
    _require_state(disposal, _State.DECIDED)
    entries = list(disposal.entries.filter(kept=False, live=True).order_by("ordinal"))
    _require_over(entries, office_date(at))
    expected = documents_to_dispose(disposal_id)
    minutes = paper.disposal_minutes(
        disposal, entries, list(disposal.members.all()), removed=len(expected), printed_by=by.full_name, at=at
    )
    kept = filing.take_in(BytesIO(minutes), "bien-ban-huy.pdf", at=at, use=Use.MAIN)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT documents, contents FROM hoiso_carry_out_disposal(%s, %s, %s, %s, %s)",
            [disposal_id, kept.stored.pk, len(expected), by.full_name, at],
        )
        documents, contents = cursor.fetchone()
    _write_down(disposal, documents, [entry.dossier_id for entry in entries], by, at)
    transaction.on_commit(lambda: _remove(contents, at))
    disposal.refresh_from_db()
    return disposal


def documents_to_dispose(disposal_id: int) -> list[int]:
    """Documents whose contents go: of its dossiers, lying in no other that is kept. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hoiso_documents_to_dispose(%s)", [disposal_id])
        found: list[int] = cursor.fetchone()[0]
    return found


def _require_over(entries: Iterable[DisposalEntry], on: date) -> None:
    rows = Dossier.objects.filter(pk__in=[entry.dossier_id for entry in entries])
    for dossier in rows.order_by("pk"):
        if not may_be_disposed(dossier.closed_on, dossier.retention, on):
            raise Held(f"Hồ sơ {dossier.code} năm {dossier.year} chưa hết thời hạn bảo quản.")
        hold = dossier.holds.filter(lifted_at=None).first()
        if hold is not None:
            raise Held(f"Hồ sơ {dossier.code} đang được giữ lại. Lý do: {hold.reason}")


def _write_down(
    disposal: Disposal, documents: Sequence[int], dossiers: Sequence[int], by: Actor, at: datetime
) -> None:
    text = f"Huỷ nội dung theo quyết định {disposal.decision_number}"
    seen = list(Document.objects.filter(pk__in=documents).values_list("pk", "unit_id"))
    Event.objects.bulk_create(
        Event(
            document_id=key, at=at, actor_id=by.officer_id, actor_name=by.full_name,
            actor_title=by.post_title, kind="dispose", text=text,
        )
        for key, _ in seen
    )  # fmt: skip
    for key in documents:
        audit.record(
            "dispose", "document", key, at=at, actor_id=by.officer_id, unit_id=disposal.unit_id,
            disposal=disposal.pk,
        )  # fmt: skip
        index_document.defer(document_id=key)
    for dossier in Dossier.objects.filter(pk__in=dossiers):
        record("dispose", dossier, by, at, disposal=disposal.pk)
    _record("dispose", disposal, by, at, documents=len(documents))


def _remove(contents: Iterable[str], at: datetime) -> None:
    store = filing.store()
    for sha256 in contents:
        files.forget(sha256)
        if store.older_than(sha256, at.timestamp() - _YOUNG_SECONDS):
            store.remove(sha256)


def _locked(disposal_id: int) -> Disposal:
    disposal = Disposal.objects.select_for_update(no_key=True).filter(pk=disposal_id).first()
    return disposal or _seen(disposal_id)


def _seen(disposal_id: int) -> Disposal:
    """Without the lock: of a disposal that is done, or for a member of the committee, who may not write."""
    disposal = Disposal.objects.filter(pk=disposal_id).first()
    if disposal is None:
        raise NotThere("Không có đợt huỷ hồ sơ này, hoặc đồng chí không được xem.")
    return disposal


def _require_state(disposal: Disposal, wanted: str) -> None:
    if disposal.state != wanted:
        raise WrongState(
            f"Đợt huỷ này đang ở bước “{_State(disposal.state).label}”, không làm được việc vừa chọn."
        )


def _record(action: str, disposal: Disposal, by: Actor, at: datetime, **counts: object) -> None:
    audit.record(
        action, "disposal", disposal.pk, at=at, actor_id=by.officer_id, unit_id=disposal.unit_id, **counts
    )
