"""A round of opinions: opened on one version, answered, extended, urged, closed, and made use of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db import connection, transaction
from django.urls import reverse

from hoiso.access.public import Actor, Right, require
from hoiso.audit import public as audit
from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.files.inspection import Use
from hoiso.core.files.taking_in import take_in
from hoiso.core.phrases import vn_date
from hoiso.documents import timeline
from hoiso.documents.errors import WrongState
from hoiso.documents.locking import locked
from hoiso.documents.opinions import rules
from hoiso.documents.opinions.people import askable_people, askable_units
from hoiso.documents.tables.document import Direction, State
from hoiso.documents.tables.opinions import Opinion, OpinionRound
from hoiso.documents.tables.outgoing import DraftVersion
from hoiso.notices.public import tell

MOST_ASKED = 300


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes from a form."""

    stream: BinaryIO
    name: str


@transaction.atomic
def open_round(
    *,
    by: Actor,
    document_id: int,
    question: str,
    due_on: date,
    officers: Sequence[int],
    units: Sequence[int],
    shared: bool,
    at: datetime,
) -> OpinionRound:
    """Ask officers of the unit and other units about the newest version of a draft; they are told.

    The version stays as it is in the round, whatever is written on the draft later. A draft that is
    restricted to named readers is not asked about: whoever is asked would read it.
    """
    document = locked(document_id)
    if document.direction != Direction.OUTGOING or document.state not in rules.ASKABLE:
        raise WrongState(
            f"Văn bản đang ở bước “{State(document.state).label}”, chỉ lấy ý kiến được khi còn là dự thảo."
        )
    require(by, Right.DRAFT, at=document.unit_id)
    if document.restricted:
        raise DomainError(
            "Dự thảo này giới hạn người xem nên không lấy ý kiến rộng được."
            " Bỏ giới hạn, hoặc trao đổi bằng góp ý."
        )
    today = office_date(at)
    if not question.strip():
        raise DomainError("Nhập nội dung cần xin ý kiến", field="question")
    if due_on < today:
        raise DomainError("Hạn trả lời phải từ hôm nay trở đi", field="due_on")
    people = {one.id: one.full_name for one in askable_people(document.unit_id, on=today)}
    places = askable_units(document.unit_id)
    people.pop(by.officer_id, None)
    asked = [*dict.fromkeys(officers)], [*dict.fromkeys(units)]
    if not asked[0] and not asked[1]:
        raise DomainError("Chọn ít nhất một người hoặc một đơn vị để hỏi", field="officers")
    if not set(asked[0]) <= set(people):
        raise DomainError("Chọn người trong danh sách cán bộ của đơn vị", field="officers")
    if not set(asked[1]) <= set(places):
        raise DomainError("Có đơn vị không dùng hệ thống này. Chọn lại trong danh sách.", field="units")
    if len(asked[0]) + len(asked[1]) > MOST_ASKED:
        raise DomainError(f"Mỗi vòng hỏi không quá {MOST_ASKED} nơi", field="units")
    version = DraftVersion.objects.filter(document=document).order_by("-number")[0]
    made = OpinionRound.objects.create(
        document=document,
        unit_id=document.unit_id,
        unit_name=by.current.unit_title if by.current else "",
        version_number=version.number,
        subject=document.subject,
        content=version.content,
        question=question.strip(),
        due_on=due_on,
        shared=shared,
        by_id=by.officer_id,
        by_name=by.full_name,
        at=at,
    )
    whom: list[tuple[int | None, int | None, str]] = [
        *((one, None, people[one]) for one in asked[0]),
        *((None, one, places[one]) for one in asked[1]),
    ]
    Opinion.objects.bulk_create(
        Opinion(
            round=made,
            document=document,
            unit_id=document.unit_id,
            asked_by=by.officer_id,
            officer_id=officer,
            to_unit_id=unit,
            name=name,
            position=place,
            shown=shared,
            shared=shared,
        )
        for place, (officer, unit, name) in enumerate(whom)
    )
    timeline.note(
        by, document, "opinions_asked", at=at,
        text=f"Lấy ý kiến {len(whom)} nơi về bản {version.number}, hạn {vn_date(due_on)}",
        round=made.pk, asked=len(whom),
    )  # fmt: skip
    _tell_asked(made, f"{by.full_name} xin ý kiến, hạn {vn_date(due_on)}: {document.subject}", at=at)
    return made


@transaction.atomic
def answer(
    *,
    by: Actor,
    opinion_id: int,
    answer: str,
    text: str,
    at: datetime,
    upload: Upload | None = None,
    without_file: bool = False,
) -> Opinion:
    """Agree, disagree or say something else, with words and a file; changed until the round is closed.

    Whoever does not agree says why. `without_file`: the file of the earlier answer is left out.
    """
    filed = take_in(upload.stream, upload.name, at=at, use=Use.ANNEX) if upload else None
    opinion = _locked(opinion_id)
    rules.require_answering(by, opinion)
    rules.require_open(opinion.round, on=office_date(at))
    if answer not in Opinion.Answer.values:
        raise DomainError("Chọn đồng ý, không đồng ý hoặc ý kiến khác", field="answer")
    if answer != Opinion.Answer.AGREE and not text.strip() and filed is None:
        raise DomainError("Ghi rõ ý kiến, để người soạn biết cần sửa gì", field="text")
    first = not opinion.answer
    opinion.answer, opinion.text, opinion.answered_at = answer, text.strip(), at
    opinion.answered_by, opinion.answered_by_name = by.officer_id, by.full_name
    if filed is not None:
        opinion.stored, opinion.file_name = filed.stored, filed.name
    elif without_file:
        opinion.stored, opinion.file_name = None, ""
    opinion.save(
        update_fields=[
            "answer", "text", "answered_at", "answered_by", "answered_by_name", "stored", "file_name",
        ]
    )  # fmt: skip
    audit.record(
        "opinion_given", "opinion_round", opinion.round_id,
        at=at, actor_id=by.officer_id, unit_id=opinion.to_unit_id or opinion.unit_id, opinion=opinion.pk,
    )  # fmt: skip
    if first:
        words = f"{opinion.name} đã cho ý kiến ({opinion.get_answer_display()}): {opinion.round.subject}"
        _run("SELECT hoiso_tell_asker(%s, %s, %s, %s)", opinion.round_id, words, _place(opinion.round_id), at)
    return opinion


@transaction.atomic
def extend(*, by: Actor, round_id: int, due_on: date, at: datetime) -> OpinionRound:
    """Give more time; whoever has not answered is told."""
    asked = _round(round_id)
    rules.require_asker(by, asked)
    if asked.closed_at is not None:
        rules.require_open(asked, on=office_date(at))
    if due_on <= asked.due_on or due_on < office_date(at):
        raise DomainError(f"Hạn mới phải sau hạn cũ {vn_date(asked.due_on)}", field="due_on")
    before, asked.due_on = asked.due_on, due_on
    asked.save(update_fields=["due_on"])
    timeline.note(
        by, asked.document, "opinions_extended", at=at, round=asked.pk,
        text=f"Gia hạn lấy ý kiến từ {vn_date(before)} đến {vn_date(due_on)}",
    )  # fmt: skip
    _tell_asked(asked, f"Gia hạn cho ý kiến đến {vn_date(due_on)}: {asked.subject}", at=at, silent=True)
    return asked


@transaction.atomic
def urge(*, by: Actor, round_id: int, at: datetime) -> int:
    """Remind whoever has not answered, once a day; how many were reminded."""
    asked = _round(round_id)
    rules.require_asker(by, asked)
    rules.require_open(asked, on=office_date(at))
    today = office_date(at)
    silent = [one for one in asked.opinions.filter(answer="") if one.urged_on != today]
    for one in silent:
        one.urged, one.urged_on = one.urged + 1, today
    Opinion.objects.bulk_update(silent, ["urged", "urged_on"])
    if silent:
        timeline.note(
            by, asked.document, "opinions_urged", at=at, round=asked.pk,
            text=f"Nhắc {len(silent)} nơi chưa cho ý kiến",
        )  # fmt: skip
        words = f"{by.full_name} nhắc cho ý kiến trước {vn_date(asked.due_on)}: {asked.subject}"
        _tell_asked(asked, words, at=at, silent=True)
    return len(silent)


@transaction.atomic
def close(*, by: Actor, round_id: int, at: datetime) -> OpinionRound:
    """End the round by hand. A second time changes nothing."""
    asked = _round(round_id)
    rules.require_asker(by, asked)
    if asked.closed_at is None:
        _close(asked, at, by_name=by.full_name)
        given = asked.opinions.exclude(answer="").count()
        timeline.note(
            by, asked.document, "opinions_closed", at=at, round=asked.pk,
            text=f"Kết thúc lấy ý kiến: {given}/{asked.opinions.count()} nơi đã trả lời",
        )  # fmt: skip
    return asked


@transaction.atomic
def settle(*, by: Actor, opinion_id: int, outcome: str, text: str, at: datetime) -> Opinion:
    """What the drafter made of an answer: accepted, in part, or explained why not."""
    opinion = _locked(opinion_id)
    rules.require_asker(by, opinion.round)
    if not opinion.answer:
        raise DomainError("Nơi này chưa cho ý kiến nên chưa có gì để tiếp thu.")
    if outcome not in Opinion.Outcome.values:
        raise DomainError("Chọn tiếp thu, tiếp thu một phần hoặc giải trình", field="outcome")
    if outcome != Opinion.Outcome.ACCEPTED and not text.strip():
        raise DomainError("Ghi rõ phần tiếp thu và lý do giải trình", field="text")
    opinion.outcome, opinion.outcome_text = outcome, text.strip()
    opinion.save(update_fields=["outcome", "outcome_text"])
    audit.record(
        "opinion_settled", "opinion_round", opinion.round_id,
        at=at, actor_id=by.officer_id, unit_id=opinion.unit_id, opinion=opinion.pk,
    )  # fmt: skip
    return opinion


def close_due(*, at: datetime) -> int:
    """Close the rounds whose last day is over, and tell their askers; how many. Twice closes nothing more."""
    today = office_date(at)
    with scope.transaction_as(scope.system_token(today)):
        due = list(
            OpinionRound.objects.select_for_update(no_key=True)
            .filter(closed_at=None, due_on__lt=today)
            .order_by("id")
        )
        for asked in due:
            _close(asked, at, by_name="")
            audit.record(
                "opinions_closed", "opinion_round", asked.pk, at=at, actor_id=None, unit_id=asked.unit_id
            )
            tell(
                [asked.by_id], f"Vòng lấy ý kiến đã hết hạn: {asked.subject}",
                address=_place(asked.pk), at=at, by=None,
            )  # fmt: skip
    return len(due)


def _close(asked: OpinionRound, at: datetime, *, by_name: str) -> None:
    asked.closed_at, asked.closed_by_name = at, by_name
    asked.save(update_fields=["closed_at", "closed_by_name"])
    asked.opinions.update(open=False, shown=True)


def _round(round_id: int) -> OpinionRound:
    """Under a row lock, for its asker alone: nobody else may lock it."""
    found = OpinionRound.objects.filter(pk=round_id).first()
    if found is None:
        raise NotThere("Không có vòng lấy ý kiến này, hoặc đồng chí không được hỏi.")
    locked_ = OpinionRound.objects.select_for_update(no_key=True).filter(pk=round_id).first()
    return locked_ or found


def _locked(opinion_id: int) -> Opinion:
    found = Opinion.objects.select_for_update(no_key=True).filter(pk=opinion_id).first()
    if found is None:
        raise NotThere("Không có ý kiến này, hoặc đồng chí không được hỏi.")
    return found


def _tell_asked(asked: OpinionRound, words: str, *, at: datetime, silent: bool = False) -> None:
    _run("SELECT hoiso_tell_asked(%s, %s, %s, %s, %s)", asked.pk, silent, words, _place(asked.pk), at)


def _place(round_id: int) -> str:
    return reverse("opinion_round", args=[round_id])


def _run(sql: str, *values: int | bool | str | datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
