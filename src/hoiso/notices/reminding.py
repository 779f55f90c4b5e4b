"""The morning's own reminders become notices."""

from datetime import datetime

from hoiso.core import scope
from hoiso.core.clock import office_date
from hoiso.notices.actions import tell
from hoiso.notices.models import Reminder


def tell_reminders(*, at: datetime) -> int:
    """Tell everybody of her reminders of today and of days missed; how many. Once each."""
    with scope.transaction_as(scope.system_token(office_date(at))):
        due = list(
            Reminder.objects.select_for_update(skip_locked=True)
            .filter(told_at=None, on__lte=office_date(at))
            .order_by("id")
        )
        for one in due:
            tell(
                [one.officer_id],
                f"Nhắc việc: {one.text}",
                address=one.address,
                at=at,
                by=None,
                event="own_reminder",
            )
        Reminder.objects.filter(pk__in=[one.pk for one in due]).update(told_at=at)
    return len(due)
