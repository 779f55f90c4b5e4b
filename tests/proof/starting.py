"""How long an installation takes to be ready: for proofs, and for a row of the bench."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from hoiso.runtime.places import SOURCE


def seconds_to_ready(data: Path, *words: str) -> float:
    """Start `hoiso serve` on a data folder that stands, and end it again; seconds until it says it is ready.

    `words` are further options, such as `--demo`.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    foreign = ("DJANGO_SETTINGS_MODULE", "HOISO_PORT", "HOISO_DEMO")
    env = {name: value for name, value in os.environ.items() if name not in foreign}
    began = time.monotonic()
    with subprocess.Popen(
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
