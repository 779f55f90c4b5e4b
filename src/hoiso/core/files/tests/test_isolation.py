import os
import time

import pytest

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


LIMITS = {"seconds": 10, "megabytes": 512}


def test_answers_come_back_as_json_or_bytes():
    assert isolated(double, 21, **LIMITS) == 42
    assert isolated(three_bytes, **LIMITS) == b"\x00\x01\x02"


def test_the_child_is_another_process_without_our_environment():
    assert isolated(process_id, **LIMITS) != os.getpid()
    assert "DATABASE_URL" not in isolated(environment_names, **LIMITS)
    assert set(isolated(environment_names, **LIMITS)) <= {"LANG", "MALLOC_ARENA_MAX", "PATH", "LC_CTYPE"}


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
