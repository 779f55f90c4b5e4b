"""The nightly backup."""

import subprocess
import sys

from procrastinate.contrib.django import app


@app.periodic(cron="30 18 * * *")  # 01:30 in Vietnam: the queue counts in UTC
@app.task(name="office.back_up", queueing_lock="office.back_up", pass_context=False)
def back_up(timestamp: int) -> None:
    """Run `hoiso backup` in a process of its own, as the owner. Running it twice makes two backups.

    A failure is noted by the command for the health page, and fails this job.
    """
    subprocess.run([sys.executable, "-m", "hoiso.cli.main", "backup"], check=True, timeout=3 * 3600)
