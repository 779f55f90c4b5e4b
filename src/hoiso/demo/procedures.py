"""A standard procedure of the provincial office, started for a campaign that is on its way."""

from datetime import datetime, timedelta

from hoiso.demo import accounts
from hoiso.demo.days import Year
from hoiso.demo.offices import Offices
from hoiso.units.public import office_calendar
from hoiso.work.models import Procedure, ProcedureRun, ProcedureTask, Task
from hoiso.work.models import Step as Said
from hoiso.work.procedures.shipped import SHIPPED
from hoiso.work.procedures.steps import due_on


def procedures(offices: Offices, year: Year, *, at: datetime) -> None:
    """Store the ones that come with the product as the province's own, and start the campaign."""
    leader, specialist = offices.demo[accounts.LEADER.key], offices.demo[accounts.SPECIALIST.key]
    unit, calendar, began = offices.province.unit, office_calendar(), at - timedelta(days=18)
    for shipped in SHIPPED:
        procedure = Procedure.objects.create(
            unit=unit, title=shipped.title, event=shipped.event, text=shipped.text,
            steps=[step.kept() for step in shipped.steps], made_by_name=leader.name, changed_at=began,
        )  # fmt: skip
        if shipped.key != "chien-dich":
            continue
        event_on = year.today + timedelta(days=12)
        run = ProcedureRun.objects.create(
            procedure=procedure, unit=unit, title="Chiến dịch Ngày Chủ nhật xanh", event=shipped.event,
            event_on=event_on, started_by_name=leader.name, started_at=began,
        )  # fmt: skip
        whole: Task | None = None
        for place, step in enumerate(shipped.steps, start=1):
            who = leader if step.role == "Lãnh đạo phụ trách" else specialist
            due = due_on(event_on, step.days, calendar)
            over = due < year.today
            task = Task.objects.create(
                unit=unit, parent=whole if step.part else None, title=step.title, given_by=leader.id,
                given_by_name=leader.name, given_at=began, lead_id=who.id, lead_name=who.name, due_on=due,
                state=Task.State.DONE if over else Task.State.GIVEN, percent=100 if over else 0,
                people=sorted({leader.id, who.id}), origin=f"Quy trình: {run.title}",
                origin_url=f"/quy-trinh/lan/{run.pk}/", accepted_at=began if over else None,
                done_at=at - timedelta(days=3) if over else None, result="Đã xong" if over else "",
            )  # fmt: skip
            Said.objects.create(
                task=task, unit=unit, kind="give", text=f"Giao {who.name}, hạn {due:%d/%m/%Y}",
                by_id=leader.id, by_name=leader.name, at=began,
            )  # fmt: skip
            ProcedureTask.objects.create(
                run=run, unit=unit, task=task, place=place, part=step.part, days=step.days, due_on=due
            )
            if not step.part:
                whole = task
