"""Taking an acceptance back, right after it was given by mistake."""

from datetime import datetime

from django.db import transaction

from hoiso.access.public import Actor
from hoiso.documents.errors import WrongState
from hoiso.documents.handling import giving
from hoiso.documents.handling.rules import require_own_task
from hoiso.documents.tables.handling import Assignment, ProgressReport
from hoiso.documents.timeline import note

_S = Assignment.State


@transaction.atomic
def unaccept(*, by: Actor, assignment_id: int, at: datetime) -> Assignment:
    """The task is again one that she has opened and not accepted. Refused once something was reported."""
    document, task = giving.locked_task(assignment_id)
    require_own_task(by, task)
    if task.state in (_S.UNOPENED, _S.OPENED):
        return task
    if task.state != _S.ACCEPTED or ProgressReport.objects.filter(assignment=task).exists():
        raise WrongState("Việc này đã có báo cáo hoặc đã xong nên không rút lại việc nhận được.")
    task.state, task.accepted_at = _S.OPENED, None
    task.save(update_fields=["state", "accepted_at"])
    note(by, document, "unaccept", at=at, text="Rút lại việc nhận", task=task.pk)
    return task
