"""Two live cases of the provincial office: one on its way with a part and a late helper, one that rests."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices, Person
from hoiso.documents.tables.case import DossierHelper, DossierOpinion, DossierStep
from hoiso.documents.tables.keeping import Dossier


@dataclass(slots=True)
class _Case:
    """A dossier of the demo with its history, told in the order of time."""

    dossier: Dossier
    began: datetime
    told: int = 0

    def said(self, who: Person, kind: str, text: str, *, after: int) -> datetime:
        at = self.began + timedelta(days=after, minutes=self.told)
        self.told += 1
        DossierStep.objects.create(
            dossier=self.dossier, unit_id=self.dossier.unit_id, kind=kind, text=text, by_id=who.id,
            by_name=who.name, at=at,
        )  # fmt: skip
        return at

    def helps(
        self, who: Person, task: str, due_on: date, *, by: Person, done_after: int = 0, result: str = ""
    ) -> None:
        self.said(by, "case_support", f"{who.name} phối hợp, hạn {due_on:%d/%m/%Y}: {task}", after=1)
        done = None
        if done_after:
            words = f"{who.name} xong phần phối hợp: {result}"
            done = self.said(who, "case_part_done", words, after=done_after)
        DossierHelper.objects.create(
            dossier=self.dossier, unit_id=self.dossier.unit_id, officer_id=who.id, officer_name=who.name,
            task=task, due_on=due_on, done_at=done, result=result,
        )  # fmt: skip

    def asked(
        self, who: Person, question: str, due_on: date, *, by: Person, after: int, answer: str = ""
    ) -> None:
        words = f"Hỏi ý kiến {who.name}, hạn {due_on:%d/%m/%Y}: {question}"
        asked_at = self.said(by, "case_ask", words, after=after)
        at = self.said(who, "case_answer", f"Cho ý kiến: {answer}", after=after + 1) if answer else None
        DossierOpinion.objects.create(
            dossier=self.dossier, unit_id=self.dossier.unit_id, question=question, due_on=due_on,
            asked_by=by.id, asked_by_name=by.name, asked_at=asked_at, officer_id=who.id,
            officer_name=who.name, answer=answer, answered_at=at,
        )  # fmt: skip


def cases(offices: Offices, year: Year, *, at: datetime) -> None:
    """Make two dossiers of the plan live, and open a part of the first."""
    today = year.today
    clerk, leader, specialist = (
        offices.demo[one.key] for one in (accounts.CLERK, accounts.LEADER, accounts.SPECIALIST)
    )
    others = [one for one in offices.province.workers if one.id not in {clerk.id, leader.id, specialist.id}]
    case = _lead(offices, "02.TC", specialist, today + timedelta(days=18), began=at - timedelta(days=12))
    case.said(leader, "case_lead", f"Giao {specialist.name} chủ trì", after=0)
    case.helps(clerk, "Danh sách đại biểu và giấy mời", today - timedelta(days=2), by=specialist)
    case.helps(
        others[0], "Số liệu hội viên theo xã, phường", today - timedelta(days=5), by=specialist,
        done_after=6, result="Đã gửi bảng tổng hợp 96 xã, phường.",
    )  # fmt: skip
    case.asked(
        leader, "Tổ chức đại hội một ngày hay một ngày rưỡi?", today - timedelta(days=6), by=specialist,
        after=4, answer="Một ngày, phiên trù bị chiều hôm trước.",
    )  # fmt: skip
    case.said(specialist, "case_note", "Đã đặt hội trường, chờ báo giá in tài liệu.", after=8)
    whole = case.dossier
    part = Dossier.objects.create(
        unit=whole.unit, year=whole.year, code="02a.TC", title="Văn kiện Đại hội đại biểu phụ nữ",
        retention=whole.retention, heading=whole.heading, creator_id=specialist.id,
        creator_name=specialist.name, lead_id=others[1].id, lead_name=others[1].name, parent=whole,
        opened_on=today - timedelta(days=7), due_on=today + timedelta(days=9),
    )  # fmt: skip
    _Case(part, at - timedelta(days=7)).said(
        specialist, "open_dossier", f"Mở hồ sơ, {others[1].name} chủ trì", after=0
    )

    rests = _lead(offices, "01.KT", others[2], today + timedelta(days=40), began=at - timedelta(days=9))
    rests.helps(specialist, "Danh sách mô hình đủ điều kiện", today + timedelta(days=5), by=others[2])
    rests.asked(
        specialist, "Giữ hay bỏ tiêu chí doanh thu tối thiểu?", today + timedelta(days=3), by=others[2],
        after=3,
    )  # fmt: skip
    whole, why = rests.dossier, "Chờ hướng dẫn của Trung ương Hội về tiêu chí mới"
    whole.paused_on, whole.resume_on = today - timedelta(days=4), today + timedelta(days=10)
    whole.pause_reason = why
    whole.save(update_fields=["paused_on", "resume_on", "pause_reason"])
    rests.said(others[2], "case_pause", f"Tạm dừng đến {whole.resume_on:%d/%m/%Y}: {why}", after=5)


def _lead(offices: Offices, code: str, lead: Person, due_on: date, *, began: datetime) -> _Case:
    dossier = Dossier.objects.get(unit=offices.province.unit, code=code, closed_on=None)
    dossier.lead_id, dossier.lead_name, dossier.due_on = lead.id, lead.name, due_on
    dossier.save(update_fields=["lead_id", "lead_name", "due_on"])
    return _Case(dossier, began)
