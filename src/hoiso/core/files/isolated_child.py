"""The child of `isolation`: limits itself, runs one function, writes one answer.

Run as a script by path, never imported: before the limits stand nothing of the program is
loaded. Argument 1 is JSON: path, module, function, arguments, seconds, megabytes, answer.
The answer on standard output: one letter (B bytes, J JSON, R refused, E failed), then the body.
"""

import ctypes
import importlib
import json
import resource
import signal
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38


def _limit_myself(seconds: int, megabytes: int, answer: int) -> None:
    library = ctypes.CDLL(None)
    if hasattr(library, "prctl"):  # Linux: die with the parent, never gain rights
        library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    for kind, value in (
        (resource.RLIMIT_AS, megabytes << 20),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, answer),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))


def _run(request: dict[str, object]) -> bytes:
    function = getattr(importlib.import_module(str(request["module"])), str(request["function"]))
    arguments = request["arguments"]
    assert isinstance(arguments, list)
    result = function(*arguments)
    return b"B" + result if isinstance(result, bytes) else b"J" + json.dumps(result).encode()


def main() -> None:
    """Answer the one request of the command line."""
    request = json.loads(sys.argv[1])
    _limit_myself(request["seconds"], request["megabytes"], request["answer"])
    sys.path[:] = request["path"]
    try:
        answer = _run(request)
    except MemoryError:
        answer = b'E["memory", ""]'
    except Exception as error:  # noqa: BLE001 - the parent is told, whatever a hostile file provoked
        reason = getattr(error, "reason", None)
        sentence = getattr(error, "sentence", None)
        if reason and sentence:
            answer = b"R" + json.dumps([str(reason), sentence]).encode()
        else:
            answer = b"E" + json.dumps(["error", f"{type(error).__name__}: {error}"[:500]]).encode()
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
