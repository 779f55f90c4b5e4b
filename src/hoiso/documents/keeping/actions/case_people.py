"""Who works on a case: its lead and those who support her, each with a deadline; handing on."""

from datetime import date, datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotThere
from hoiso.core.phrases import vn_date
from hoiso.documents.keeping.actions.course import note, open_case, tell_people
from hoiso.documents.keeping.actions.holds import locked_dossier, require_free
from hoiso.documents.keeping.queries.people import name_of
from hoiso.documents.keeping.rules import require_deadline, require_keeper, require_not_closed
from hoiso.documents.tables.case import DossierHelper
from hoiso.documents.tables.keeping import Dossier


@transaction.atomic
def lead_case(
    *, by: Actor, dossier_id: int, officer_id: int, due_on: date | None, reason: str, at: datetime
) -> Dossier:
    """Hand the case on, or set its deadline anew; the same of both changes nothing.

    A new deadline may not lie in the past; one that stands goes with the case as it is. A supporting
    officer who takes the lead is freed of her part.
    """
    dossier = open_case(by, dossier_id)
    today = office_date(at)
    before, old_name = dossier.lead_id, dossier.lead_name
    handed, moved = officer_id != before, due_on != dossier.due_on
    if not handed and not moved:
        return dossier
    if due_on is not None and moved:
        require_deadline(due_on, on=today)
    if handed:
        dossier.lead_id = officer_id
        dossier.lead_name = name_of(dossier, officer_id, on=today, field="officer")
        dossier.helpers.filter(officer_id=officer_id, done_at=None).delete()
    dossier.due_on = due_on
    dossier.save(update_fields=["lead_id", "lead_name", "due_on"])
    until = f"hạn {vn_date(due_on)}" if due_on else "chưa đặt hạn"
    why = f". Lý do: {reason.strip()}" if reason.strip() else ""
    words = (
        f"{f'Chuyển chủ trì từ {old_name} cho' if handed else 'Chủ trì:'} {dossier.lead_name}, {until}{why}"
    )
    note(by, dossier, "case_lead", words, at=at, before=before, to=officer_id)
    tell_people([officer_id], f"Chủ trì, {until}", dossier, at=at, by=by, event="task_given")
    if handed:
        tell_people([before], words, dossier, at=at, by=by, event="progress")
    return dossier


@transaction.atomic
def hand_on_case(*, by: Actor, dossier_id: int, officer_id: int, reason: str, at: datetime) -> Dossier:
    """Another officer leads; the deadline stands as it is."""
    due_on = locked_dossier(dossier_id).due_on
    return lead_case(by=by, dossier_id=dossier_id, officer_id=officer_id, due_on=due_on, reason=reason, at=at)


@transaction.atomic
def support_case(
    *, by: Actor, dossier_id: int, officer_id: int, task: str, due_on: date, at: datetime
) -> DossierHelper:
    """Give an officer her part with its deadline; what she has already is changed and open again."""
    dossier = open_case(by, dossier_id)
    today = office_date(at)
    require_deadline(due_on, on=today)
    name = name_of(dossier, officer_id, on=today, field="officer")
    if officer_id == dossier.lead_id:
        raise DomainError(f"{name} đang chủ trì hồ sơ này. Chọn người khác.", field="officer")
    if not task.strip():
        raise DomainError("Ghi phần việc phối hợp", field="task")
    helper, _ = DossierHelper.objects.update_or_create(
        dossier=dossier,
        officer_id=officer_id,
        defaults={
            "unit_id": dossier.unit_id, "officer_name": name, "task": task.strip(), "due_on": due_on,
            "done_at": None, "result": "",
        },
    )  # fmt: skip
    words = f"{name} phối hợp, hạn {vn_date(due_on)}: {helper.task}"
    note(by, dossier, "case_support", words, at=at, helper=officer_id)
    tell_people(
        [officer_id], f"Phối hợp, hạn {vn_date(due_on)}: {helper.task}", dossier, at=at, by=by,
        event="task_given",
    )  # fmt: skip
    return helper


@transaction.atomic
def finish_part(*, by: Actor, helper_id: int, result: str, at: datetime) -> DossierHelper:
    """Her part is done; the lead is told. By herself, or by whoever decides on the case. Twice is once."""
    dossier, helper = _part(by, helper_id)
    if helper.done_at is None:
        helper.done_at, helper.result = at, result.strip()
        helper.save(update_fields=["done_at", "result"])
        words = f"{helper.officer_name} xong phần phối hợp" + (f": {helper.result}" if helper.result else "")
        note(by, dossier, "case_part_done", words, at=at, helper=helper.officer_id)
        told = [dossier.lead_id, helper.officer_id]
        tell_people(told, words, dossier, at=at, by=by, event="progress")
    return helper


@transaction.atomic
def hand_on_part(
    *, by: Actor, helper_id: int, to_officer_id: int, reason: str, at: datetime
) -> DossierHelper:
    """Another officer supports in her place, with her part and deadline."""
    dossier, helper = _part(by, helper_id)
    if helper.done_at is not None or helper.officer_id == to_officer_id:
        return helper
    if not reason.strip():
        raise DomainError("Ghi lý do chuyển", field="reason")
    name = name_of(dossier, to_officer_id, on=office_date(at), field="officer")
    others = dossier.helpers.filter(officer_id=to_officer_id)
    if to_officer_id == dossier.lead_id or others.filter(done_at=None).exists():
        raise DomainError(f"{name} đã có phần trong hồ sơ này.", field="officer")
    others.delete()
    before, before_name = helper.officer_id, helper.officer_name
    helper.officer_id, helper.officer_name = to_officer_id, name
    helper.save(update_fields=["officer_id", "officer_name"])
    words = f"Chuyển phần phối hợp của {before_name} cho {name}: {reason.strip()}"
    note(by, dossier, "case_part_on", words, at=at, before=before, to=to_officer_id)
    given = f"Phối hợp, hạn {vn_date(helper.due_on)}: {helper.task}"
    tell_people([to_officer_id], given, dossier, at=at, by=by, event="task_given")
    told = {before, dossier.lead_id} - {to_officer_id}
    tell_people(told, words, dossier, at=at, by=by, event="progress")
    return helper


@transaction.atomic
def drop_part(*, by: Actor, helper_id: int, at: datetime) -> Dossier:
    """Take an officer off the case; she is told."""
    dossier, helper = _part(by, helper_id)
    require_keeper(by, dossier)
    helper.delete()
    words = f"{helper.officer_name} thôi phối hợp"
    note(by, dossier, "case_part_off", words, at=at, helper=helper.officer_id)
    tell_people([helper.officer_id], words, dossier, at=at, by=by, event="task_given")
    return dossier


def _part(by: Actor, helper_id: int) -> tuple[Dossier, DossierHelper]:
    """The part with its open dossier locked: hers, or of a case on which she decides."""
    found = DossierHelper.objects.filter(pk=helper_id).first()
    dossier = locked_dossier(found.dossier_id) if found else None
    helper = dossier.helpers.filter(pk=helper_id).first() if dossier else None
    if dossier is None or helper is None:
        raise NotThere("Không có phần việc này, hoặc đồng chí không được xem hồ sơ.")
    if helper.officer_id != by.officer_id:
        require_keeper(by, dossier)
    require_not_closed(dossier)
    require_free(dossier)
    return dossier, helper
