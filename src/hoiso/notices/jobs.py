"""Notices that leave the house, and the morning's reminders. Running one twice tells nothing twice."""

from procrastinate.contrib.django import app

from hoiso.core import scope
from hoiso.core.clock import now, office_date
from hoiso.units.public import office_calendar


@app.periodic(cron="* * * * *")
@app.task(name="notices.send_mail", queueing_lock="notices.send_mail", pass_context=False)
def send_mail(timestamp: int) -> None:
    """E-mails that are wanted at once."""
    from hoiso.notices.mailing import send_due

    send_due(at=now())


@app.periodic(cron="* * * * *")
@app.task(name="notices.send_pushes", queueing_lock="notices.send_pushes", pass_context=False)
def send_pushes(timestamp: int) -> None:
    """Pushes to people's devices."""
    from hoiso.notices.push.sending import send_pushes as send

    send(at=now())


@app.periodic(cron="5 0 * * *")  # 07:05 in Vietnam: the queue counts in UTC
@app.task(name="notices.remind", queueing_lock="notices.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """People's own reminders of today."""
    from hoiso.notices.reminding import tell_reminders

    tell_reminders(at=now())


@app.periodic(cron="15,20,30 0 * * *")  # 07:15 in Vietnam, after everything else of the morning
@app.task(name="notices.send_digests", queueing_lock="notices.send_digests", pass_context=False)
def send_digests(timestamp: int) -> None:
    """The morning digest, on working days; what it could not send is tried twice more."""
    from hoiso.notices.mailing import send_digests as send

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        works = office_calendar().is_working(office_date(at))
    if works:
        send(at=at)
