import json
import os
import signal
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hoiso.core.files import isolation
from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.isolation import ChildFailed, isolated

# The functions below run in the child, found by this module's name.


def double(number):
    return number * 2


def three_bytes():
    return b"\x00\x01\x02"


def environment_names():
    return sorted(os.environ)


def sleep_long():
    time.sleep(60)


def spin():
    while True:
        pass


def eat_memory():
    return len(bytearray(2 << 30))


def crash():
    os.abort()


def write_a_file(path):
    with open(path, "wb") as target:  # noqa: PTH123
        target.write(b"x" * (200 << 20))


def refuse():
    raise FileRefused("Tệp hỏng.", reason=Reason.BROKEN)


def raise_something():
    raise KeyError("page")


def process_id():
    return os.getpid()


def parent_id():
    return os.getppid()


def mark_oneself():
    """Whether an earlier child left its mark, and leave one."""
    marked = hasattr(os, "mark_of_a_child")
    os.mark_of_a_child = True
    return {"marked": marked, "process": os.getpid(), "parent": os.getppid()}


def other_children():
    """How many more children of the nursery run, after a moment for the ended one to go."""
    brothers = Path(f"/proc/{os.getppid()}/task/{os.getppid()}/children")
    for _ in range(100):
        others = [pid for pid in brothers.read_text().split() if int(pid) != os.getpid()]
        if not others:
            return 0
        time.sleep(0.05)
    return len(others)


ENVIRONMENT = {"LANG", "MALLOC_ARENA_MAX", "OPENBLAS_NUM_THREADS", "PATH", "LC_CTYPE"}
LIMITS = {"seconds": 10, "megabytes": 512}


def test_answers_come_back_as_json_or_bytes():
    assert isolated(double, 21, **LIMITS) == 42
    assert isolated(three_bytes, **LIMITS) == b"\x00\x01\x02"


def test_the_child_is_another_process_without_our_environment():
    assert isolated(process_id, **LIMITS) != os.getpid()
    assert "DATABASE_URL" not in isolated(environment_names, **LIMITS)
    assert set(isolated(environment_names, **LIMITS)) <= ENVIRONMENT


@pytest.mark.parametrize("function", [sleep_long, spin])
def test_a_child_that_takes_too_long_is_ended(function):
    started = time.monotonic()
    with pytest.raises(ChildFailed) as failure:
        isolated(function, seconds=1, megabytes=512)
    assert failure.value.cause == "time"
    assert time.monotonic() - started < 5


def test_a_child_that_wants_too_much_memory_is_told_no():
    with pytest.raises(ChildFailed) as failure:
        isolated(eat_memory, seconds=10, megabytes=256)
    assert failure.value.cause == "memory"


def test_a_crash_is_only_the_childs():
    with pytest.raises(ChildFailed) as failure:
        isolated(crash, **LIMITS)
    assert failure.value.cause == "crash"


def test_the_child_cannot_fill_the_disk(tmp_path):
    with pytest.raises(ChildFailed):
        isolated(write_a_file, str(tmp_path / "big"), **LIMITS)


def test_refusals_come_through_whole():
    with pytest.raises(FileRefused) as refusal:
        isolated(refuse, **LIMITS)
    assert (refusal.value.sentence, refusal.value.reason) == ("Tệp hỏng.", Reason.BROKEN)


def test_other_errors_are_told_by_name():
    with pytest.raises(ChildFailed) as failure:
        isolated(raise_something, **LIMITS)
    assert failure.value.cause == "error"
    assert failure.value.detail == "KeyError: 'page'"


def test_many_threads_are_served_at_once():
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda number: isolated(double, number, **LIMITS), range(40)))
    assert answers == [2 * number for number in range(40)]


def test_children_are_forked_by_one_process_that_keeps_nothing_of_them():
    first, second = (isolated(mark_oneself, **LIMITS) for _ in range(2))
    assert first["parent"] == second["parent"] != os.getpid()
    assert first["process"] != second["process"]
    assert (first["marked"], second["marked"]) == (False, False)


def test_a_nursery_that_was_ended_is_begun_anew():
    os.kill(isolated(parent_id, **LIMITS), signal.SIGKILL)
    assert isolated(double, 4, **LIMITS) == 8


def test_a_nursery_goes_home_when_nothing_comes_and_ends_with_its_program():
    nursery = isolation.Nursery(idle=0.2)
    assert asked(nursery, double, 3) == b"J6"
    home = nursery._process
    assert home.wait(10) == 0
    assert asked(nursery, double, 4) == b"J8"
    left = nursery._process
    assert left.pid != home.pid
    nursery._line.close()
    assert left.wait(10) == 0
    nursery.dismiss()


def test_a_child_ends_when_nobody_waits_any_more():
    nursery = isolation.Nursery(idle=60)
    with tempfile.TemporaryFile() as output:
        line = nursery.child(request_for(sleep_long), output.fileno())
        line.close()
        assert asked(nursery, other_children) == b"J0"
    nursery.dismiss()


def asked(nursery, function, *arguments):
    """The raw answer of a child of this nursery."""
    with tempfile.TemporaryFile() as output:
        with nursery.child(request_for(function, *arguments), output.fileno()) as line:
            line.settimeout(20)
            assert line.recv(16) == b"0"
        output.seek(0)
        return output.read()


def request_for(function, *arguments):
    told = {"module": __name__, "function": function.__qualname__, "arguments": arguments}
    return json.dumps({**told, **LIMITS, "answer": 1 << 20}).encode()
