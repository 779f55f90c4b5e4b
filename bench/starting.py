"""How long an installation takes to be ready."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.contract import Row
from hoiso.runtime.places import SOURCE

# What the bench itself sets for its own database, and what would change the start.
FOREIGN = (
    "DJANGO_SETTINGS_MODULE", "HOISO_PORT", "HOISO_DEMO", "DATABASE_URL", "HOISO_OWNER_DATABASE_URL",
)  # fmt: skip


def second_start() -> Row:
    """An office without data, started, ended, and started again."""
    with tempfile.TemporaryDirectory(prefix="hoiso-bench-") as folder:
        data = Path(folder)
        data.chmod(0o755)
        seconds_to_ready(data)
        took = seconds_to_ready(data)
    return Row(what="lần khởi động thứ hai", value=took, unit="giây", target=5)


def seconds_to_ready(data: Path, *words: str) -> float:
    """Start `hoiso serve` on a data folder that stands, and end it again; seconds until it says it is ready.

    `words` are further options, such as `--demo`.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-P", "-m", "hoiso.cli.main", "serve", "--port", str(port), *words],
        env={**env, "PYTHONPATH": str(SOURCE), "HOISO_DATA": str(data)},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    ) as serving:  # fmt: skip
        assert serving.stdout is not None
        said = []
        for line in serving.stdout:
            said.append(line)
            if "đã sẵn sàng" in line:
                break
        took = time.monotonic() - began
        serving.send_signal(signal.SIGINT)
        serving.stdout.read()
    assert serving.returncode == 0, "".join(said)
    return took
