"""The course of a case: each act noted and told to those concerned; paused, resumed, called off."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError
from hoiso.core.phrases import vn_date
from hoiso.documents.keeping.actions.holds import locked_dossier, record, require_free
from hoiso.documents.keeping.queries.people import who_see
from hoiso.documents.keeping.rules import require_keeper, require_not_closed
from hoiso.documents.tables.case import DossierHelper, DossierStep
from hoiso.documents.tables.keeping import Dossier
from hoiso.notices.public import tell


def note(by: Actor, dossier: Dossier, kind: str, text: str, *, at: datetime, **ids: object) -> None:
    """One line in the case's history, and one in the trail."""
    DossierStep.objects.create(
        dossier=dossier, unit_id=dossier.unit_id, kind=kind, text=text, by_id=by.officer_id,
        by_name=by.full_name, at=at,
    )  # fmt: skip
    record(kind, dossier, by, at, **ids)


def tell_people(
    officers: Iterable[int], text: str, dossier: Dossier, *, at: datetime, by: Actor, event: str
) -> None:
    """A notice that leads to the case; nobody is told of what is hidden from her."""
    told = who_see(dossier, list(officers))
    words = f"{text}. Hồ sơ {dossier.code}: {dossier.title}"
    tell(told, words, address=reverse("dossier", args=[dossier.pk]), at=at, by=by, event=event)


def people_of_case(dossier: Dossier) -> set[int]:
    """Who leads, and who helps and is not done yet."""
    helping = dossier.helpers.filter(done_at=None).values_list("officer_id", flat=True)
    return {dossier.lead_id, *helping}


def open_case(by: Actor, dossier_id: int) -> Dossier:
    """The open dossier under its row lock, for whoever decides on it."""
    dossier = locked_dossier(dossier_id)
    require_keeper(by, dossier)
    require_not_closed(dossier)
    require_free(dossier)
    return dossier


@transaction.atomic
def pause_case(*, by: Actor, dossier_id: int, reason: str, resume_on: date, at: datetime) -> Dossier:
    """Let it rest until a day: nothing is late meanwhile. Of a paused one, reason and day are changed."""
    dossier = open_case(by, dossier_id)
    today = office_date(at)
    if resume_on <= today:
        raise DomainError("Ngày tiếp tục phải sau hôm nay", field="resume_on")
    if not reason.strip():
        raise DomainError("Ghi lý do tạm dừng", field="reason")
    dossier.paused_on, dossier.resume_on = dossier.paused_on or today, resume_on
    dossier.pause_reason = reason.strip()
    dossier.save(update_fields=["paused_on", "resume_on", "pause_reason"])
    words = f"Tạm dừng đến {vn_date(resume_on)}: {dossier.pause_reason}"
    note(by, dossier, "case_pause", words, at=at)
    tell_people(people_of_case(dossier), words, dossier, at=at, by=by, event="progress")
    return dossier


@transaction.atomic
def resume_case(*, by: Actor, dossier_id: int, shift: bool, at: datetime) -> Dossier:
    """Go on. With `shift`, every deadline that is open moves by the days it rested. Twice is once."""
    dossier = open_case(by, dossier_id)
    if dossier.paused_on is None:
        return dossier
    rested = office_date(at) - dossier.paused_on
    if shift:
        dossier.due_on = dossier.due_on + rested if dossier.due_on else None
        waiting = list(dossier.helpers.filter(done_at=None))
        for helper in waiting:
            helper.due_on += rested
        DossierHelper.objects.bulk_update(waiting, ["due_on"])
    dossier.paused_on, dossier.resume_on, dossier.pause_reason = None, None, ""
    dossier.save(update_fields=["due_on", "paused_on", "resume_on", "pause_reason"])
    words = "Tiếp tục giải quyết"
    if shift and rested.days:
        words += f", các hạn lùi {rested.days} ngày"
    note(by, dossier, "case_resume", words, at=at)
    tell_people(people_of_case(dossier), words, dossier, at=at, by=by, event="progress")
    return dossier


@transaction.atomic
def cancel_case(*, by: Actor, dossier_id: int, reason: str, at: datetime) -> Dossier:
    """Call the work off. What lies inside stays and goes the way of every closed dossier; it opens again."""
    dossier = open_case(by, dossier_id)
    if not reason.strip():
        raise DomainError("Ghi lý do huỷ công việc", field="reason")
    require_no_open_parts(dossier)
    people = people_of_case(dossier)
    end(dossier, office_date(at))
    dossier.cancel_reason = reason.strip()
    dossier.save(update_fields=["closed_on", "cancel_reason", "paused_on", "resume_on", "pause_reason"])
    words = f"Huỷ công việc: {dossier.cancel_reason}"
    note(by, dossier, "case_cancel", words, at=at)
    tell_people(people, words, dossier, at=at, by=by, event="task_given")
    return dossier


def end(dossier: Dossier, on: date) -> None:
    """The work ended that day, unsaved; what has ended rests no more."""
    dossier.closed_on = on
    dossier.paused_on, dossier.resume_on, dossier.pause_reason = None, None, ""


def require_no_open_parts(dossier: Dossier) -> None:
    """Refuse while sub-dossiers are open, naming them as far as she sees them."""
    opened = list(dossier.children.filter(closed_on=None).order_by("code").values_list("code", flat=True))
    if opened:
        raise DomainError(
            f"Còn {len(opened)} hồ sơ con đang mở: {', '.join(opened[:5])}. Đóng hoặc huỷ các hồ sơ đó trước."
        )
