"""Run a function on a hostile file in a process of its own, with limits of time and memory.

What parses PDF, pictures and archives is C code fed by strangers. The child has no secrets in
its environment, cannot write files, dies with its parent, and answers in JSON or plain bytes
(never pickle), so that a taken-over child can at worst lie about its file.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from hoiso.core.files.errors import FileRefused, Reason

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_CHILD = Path(__file__).with_name("isolated_child.py")
_ANSWER_LIMIT = 128 << 20
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}


class ChildFailed(Exception):
    """The child gave no answer. `cause` is "time", "memory", "crash" or "error"; `detail` for the log."""

    def __init__(self, cause: str, detail: str) -> None:
        super().__init__(f"{cause}: {detail}")
        self.cause = cause
        self.detail = detail


def isolated(
    function: "Callable[..., Json | bytes]", *args: str | float | bool | None, seconds: int, megabytes: int
) -> "Json | bytes":
    """What `function(*args)` returns (JSON or bytes), computed in a child.

    The function must stand at the top of a module. `seconds` bounds processor and wall-clock
    time, `megabytes` the address space. Raises FileRefused when the function does, ChildFailed
    when the child died, ran out of a limit or raised anything else.
    """
    request = json.dumps(
        {
            "path": [entry for entry in sys.path if entry],
            "module": function.__module__,
            "function": function.__qualname__,
            "arguments": args,
            "seconds": seconds,
            "megabytes": megabytes,
            "answer": _ANSWER_LIMIT,
        }
    )
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and file, no shell
            [sys.executable, "-I", "-X", "utf8", str(_CHILD), request],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
        )
        try:
            status = child.wait(seconds)
        except subprocess.TimeoutExpired:
            raise ChildFailed("time", f"no answer in {seconds} s") from None
        finally:
            child.kill()
            child.wait()
        output.seek(0)
        answer = output.read()
    if status != 0:
        raise ChildFailed("time" if status in (-24, -9) else "crash", f"exit status {status}")
    return _read_answer(answer)


def _read_answer(answer: bytes) -> "Json | bytes":
    letter, body = answer[:1], answer[1:]
    if letter == b"B":
        return body
    if letter == b"J":
        value: Json = json.loads(body)
        return value
    if letter == b"R":
        reason, sentence = json.loads(body)
        raise FileRefused(sentence, reason=Reason(reason))
    if letter == b"E":
        cause, detail = json.loads(body)
        raise ChildFailed(cause, detail)
    raise ChildFailed("crash", "no answer")
