"""Rounds of opinions: one asked now, one closed last week; and a usual chain of reviewers."""

from datetime import datetime, timedelta

from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Office, Offices
from hoiso.documents.tables.document import Direction, Document, State
from hoiso.documents.tables.opinions import Opinion, OpinionRound
from hoiso.documents.tables.outgoing import ReviewChain

_A = Opinion.Answer
_SAID = (
    (_A.AGREE, ""),
    (_A.OTHER, "Đề nghị bổ sung chỉ tiêu cho xã có dưới 500 hội viên."),
    (_A.DISAGREE, "Thời gian gửi báo cáo quá ngắn, đề nghị lùi đến cuối tháng."),
    (_A.AGREE, "Nhất trí với dự thảo."),
)
_ASKED = 8


def opinions(offices: Offices, year: Year, *, at: datetime) -> None:
    """Store them for the provincial office; asked by its demo clerk, on its newest drafts."""
    drafts = Document.objects.filter(
        unit=offices.province.unit, direction=Direction.OUTGOING, state=State.DRAFT, restricted=False
    ).order_by("-pk")[:2]
    for place, draft in enumerate(drafts):
        _round(offices, draft, year, at=at - timedelta(days=2 + 8 * place), closed=place > 0)
    leader = offices.demo[accounts.LEADER.key]
    ReviewChain.objects.create(
        unit=offices.province.unit,
        name="Qua Văn phòng",
        officers=[offices.demo[accounts.SPECIALIST.key].id, leader.id],
    )


def _round(offices: Offices, draft: Document, year: Year, *, at: datetime, closed: bool) -> None:
    asker, leader = offices.demo[accounts.CLERK.key], offices.demo[accounts.LEADER.key]
    commune = offices.demo[accounts.COMMUNE.key]
    version = draft.versions.latest("number")
    made = OpinionRound.objects.create(
        document=draft,
        unit=offices.province.unit,
        unit_name=offices.province.name,
        version_number=version.number,
        subject=draft.subject,
        content=version.content,
        question="Góp ý nội dung, chỉ tiêu và thời gian thực hiện của dự thảo.",
        due_on=year.today + timedelta(days=-3 if closed else 5),
        by_id=asker.id,
        by_name=asker.name,
        at=at,
        closed_at=at + timedelta(days=6) if closed else None,
    )
    asked = [office for office in offices.communes if commune.id not in _people(office)][: _ASKED - 1]
    asked += [office for office in offices.communes if commune.id in _people(office)]
    rows = [Opinion(officer_id=leader.id, name=leader.name, answer=_A.AGREE, answered_by_name=leader.name)]
    for place, office in enumerate(asked):
        said, text = _SAID[place % len(_SAID)] if place < _ASKED - 3 else ("", "")
        row = Opinion(to_unit=office.unit, name=office.name, answer=said, text=text)
        if said:
            row.answered_by_name = office.leaders[0].name
            if closed and said != _A.AGREE:
                row.outcome, row.outcome_text = Opinion.Outcome.ACCEPTED, "Đã sửa trong bản sau."
        rows.append(row)
    for place, row in enumerate(rows):
        row.round, row.document, row.unit = made, draft, offices.province.unit
        row.asked_by, row.position, row.open = asker.id, place, not closed
        row.answered_at = at + timedelta(hours=5 + place) if row.answer else None
    Opinion.objects.bulk_create(rows)


def _people(office: Office) -> set[int]:
    return {one.id for one in (*office.clerks, *office.leaders, *office.workers)}
