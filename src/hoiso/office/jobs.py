"""The nightly backup, and what is swept by night."""

import subprocess
import sys

from procrastinate.contrib.django import app

from hoiso.core import scope
from hoiso.core.clock import now, office_date


@app.periodic(cron="30 18 * * *")  # 01:30 in Vietnam: the queue counts in UTC
@app.task(name="office.back_up", queueing_lock="office.back_up", pass_context=False)
def back_up(timestamp: int) -> None:
    """Run `hoiso backup` in a process of its own, as the owner. Running it twice makes two backups.

    A failure is noted by the command for the health page, and fails this job.
    """
    subprocess.run([sys.executable, "-m", "hoiso.cli.main", "backup"], check=True, timeout=3 * 3600)


@app.periodic(cron="10 19 * * *")  # 02:10 in Vietnam
@app.task(name="office.sweep", queueing_lock="office.sweep", pass_context=False)
def sweep(timestamp: int) -> None:
    """Drop uploads that nobody went on with, and typed text of a month ago. Twice drops nothing twice."""
    from hoiso.core.files import parts
    from hoiso.office.little import actions

    at = now()
    with scope.transaction_as(scope.system_token(office_date(at))):
        parts.sweep(at=at)
        actions.sweep(at=at)
