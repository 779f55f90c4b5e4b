"""Tables of figures: one being collected from the communes, one not sent yet, one frozen last month."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from hoiso.demo import accounts
from hoiso.demo.chance import chance_of
from hoiso.demo.days import Year
from hoiso.demo.offices import Office, Offices
from hoiso.work.figures.columns import Column, Kind
from hoiso.work.models import FigureRequest, FigureSheet, FigureStep, FigureVersion, Step, Task

_MEMBERS = (
    Column("Số hội viên", Kind.WHOLE, required=True, summed=True, note="Tính đến cuối tháng trước"),
    Column("Hội viên mới", Kind.WHOLE, required=True, summed=True, note="Kết nạp trong kỳ"),
    Column("Ghi chú", Kind.TEXT),
)
_AGES = ("Từ 18 đến 30 tuổi", "Từ 31 đến 60 tuổi", "Trên 60 tuổi")
_LOANS = (
    Column("Số tổ vay vốn", Kind.WHOLE, required=True, summed=True),
    Column("Dư nợ", Kind.DECIMAL, required=True, summed=True, note="Triệu đồng"),
    Column("Tỷ lệ nợ quá hạn", Kind.PERCENT),
)
_SILENT = 4  # every fourth commune has not handed in


def figures(offices: Offices, year: Year, *, at: datetime) -> None:
    """Store them for the provincial office; drawn by its demo specialist, sent by its demo leader."""
    sent = at - timedelta(days=5)
    _asked(
        offices, "Số hội viên theo độ tuổi", _MEMBERS, _AGES, due_on=year.today + timedelta(days=6), at=sent
    )
    _asked(
        offices, "Vốn vay uỷ thác quý trước", _LOANS, ("",), due_on=year.today - timedelta(days=12),
        at=at - timedelta(days=30), frozen_at=at - timedelta(days=10),
    )  # fmt: skip
    draft = _request(offices, "Mô hình kinh tế do phụ nữ làm chủ", _LOANS[:2], ("",), year.today, at)
    draft.due_on = year.today + timedelta(days=20)
    draft.asked = [office.unit.pk for office in offices.communes]
    draft.save()
    _said(draft, None, draft.made_by_name, "draw", "Lập bảng số liệu", at - timedelta(hours=2))


def _request(
    offices: Offices, title: str, columns: Sequence[Column], rows: Sequence[str], due_on: date, at: datetime
) -> FigureRequest:
    maker = offices.demo[accounts.SPECIALIST.key]
    return FigureRequest(
        unit=offices.province.unit, unit_name=offices.province.name, title=title, due_on=due_on,
        text="Điền số của cả xã, kể cả chi hội.", columns=[column.kept() for column in columns],
        rows=list(rows), made_by=maker.id, made_by_name=maker.name, made_at=at,
    )  # fmt: skip


def _asked(
    offices: Offices,
    title: str,
    columns: Sequence[Column],
    rows: Sequence[str],
    *,
    due_on: date,
    at: datetime,
    frozen_at: datetime | None = None,
) -> None:
    leader, chance = offices.demo[accounts.LEADER.key], chance_of(title)
    request = _request(offices, title, columns, rows, due_on, at)
    request.state, request.sent_at = FigureRequest.State.ASKED, at
    request.save()
    _said(request, None, request.made_by_name, "draw", "Lập bảng số liệu", at)
    _said(request, None, leader.name, "send", f"Gửi {len(offices.communes)} đơn vị", at)
    whose = offices.demo[accounts.COMMUNE.key].id
    counted = []
    for place, office in enumerate(offices.communes):
        silent = place % _SILENT == 0 or (frozen_at is None and office.leaders[0].id == whose)
        task = _task(request, office, leader.name, at, done=not silent, ended=frozen_at is not None)
        sheet = FigureSheet.objects.create(
            request=request,
            asker_id=request.unit_id,
            unit=office.unit,
            unit_name=office.name,
            task_id=task.pk,
        )
        Task.objects.filter(pk=task.pk).update(origin_url=f"/so-lieu/bang/{sheet.pk}/")
        if not silent:
            values = [[_cell(column, chance) for column in columns] for _ in rows]
            _hand_in(sheet, office, values, at + timedelta(days=1 + place % 4, hours=place % 7))
            counted.append(sheet)
    if frozen_at is not None:
        _freeze(request, counted, leader.name, frozen_at)


def _cell(column: Column, chance: Random) -> str:
    pick = chance.randint
    if column.kind == Kind.TEXT:
        return ""
    if column.kind == Kind.PERCENT:
        return f"{pick(0, 3)}.{pick(1, 9)}"
    return f"{pick(200, 2_000)}.{pick(1, 9)}" if column.kind == Kind.DECIMAL else str(pick(3, 900))


def _task(
    request: FigureRequest, office: Office, giver: str, at: datetime, *, done: bool, ended: bool
) -> Task:
    lead = office.leaders[0]
    state = Task.State.DONE if done else Task.State.CANCELLED if ended else Task.State.GIVEN
    task = Task.objects.create(
        unit=office.unit, title=request.title, text=request.text, given_by=request.made_by,
        given_by_name=f"{giver}, {request.unit_name}"[:150], given_at=at, lead_id=lead.id,
        lead_name=lead.name, due_on=request.due_on, state=state, percent=100 if done else 0,
        people=[lead.id], origin=f"Yêu cầu số liệu của {request.unit_name}",
        accepted_at=at if done else None, done_at=at + timedelta(days=2) if done or ended else None,
        result="Đã nộp số liệu" if done else "",
    )  # fmt: skip
    Step.objects.create(
        task=task, unit=office.unit, kind="give", text=f"Yêu cầu số liệu, hạn {request.due_on:%d/%m/%Y}",
        by_id=request.made_by, by_name=giver, at=at,
    )  # fmt: skip
    return task


def _hand_in(sheet: FigureSheet, office: Office, values: list[list[str]], at: datetime) -> None:
    who = office.leaders[0]
    sheet.values, sheet.version, sheet.change, sheet.state = values, 1, 1, FigureSheet.State.SENT
    sheet.filled_by_name, sheet.filled_at, sheet.sent_at = who.name, at, at
    sheet.save()
    FigureVersion.objects.create(
        sheet=sheet, asker_id=sheet.asker_id, unit=office.unit, number=1, values=values, by_id=who.id,
        by_name=who.name, at=at,
    )  # fmt: skip
    _said(sheet.request, sheet, who.name, "hand_in", "Nộp số liệu", at)


def _freeze(request: FigureRequest, counted: list[FigureSheet], who: str, at: datetime) -> None:
    missing = request.sheets.exclude(pk__in=[one.pk for one in counted])
    request.record = {
        "counted": [
            {"unit": one.unit_id, "name": one.unit_name, "version": 1, "by": one.filled_by_name, "at": ""}
            for one in counted
        ],
        "missing": [one.unit_name for one in missing],
        "digest": hashlib.sha256(repr([one.values for one in counted]).encode()).hexdigest(),
    }
    request.state, request.ended_at, request.ended_by_name = FigureRequest.State.FROZEN, at, who
    request.sheets.update(frozen_at=at)
    request.save()
    _said(request, None, who, "freeze", f"Chốt số liệu: {len(counted)} đơn vị", at)


def _said(
    request: FigureRequest, sheet: FigureSheet | None, who: str, kind: str, text: str, at: datetime
) -> None:
    FigureStep.objects.create(
        request=request, sheet=sheet, asker_id=request.unit_id,
        unit_id=sheet.unit_id if sheet else request.unit_id, kind=kind, text=text, by_name=who, at=at,
    )  # fmt: skip
