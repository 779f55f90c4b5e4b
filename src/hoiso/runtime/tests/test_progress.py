"""What a person sees while a step lasts: seconds once it is long, and a mark at the end."""

import io
import re
import threading
import time

import pytest

from hoiso.runtime.progress import QUIET, step


class Terminal(io.StringIO):
    """A stream that says it is a person's screen."""

    def isatty(self) -> bool:
        return True


def wait_for(out: io.StringIO, words: str) -> None:
    deadline = time.monotonic() + 20
    while words not in out.getvalue():
        assert time.monotonic() < deadline, out.getvalue()
        time.sleep(0.02)


def test_a_quick_step_is_one_line() -> None:
    out = io.StringIO()
    with step("Đặt lệnh hoiso", stream=out):
        assert out.getvalue() == ""
    assert out.getvalue() == "  ✓ Đặt lệnh hoiso\n"


@pytest.mark.slow  # a step counts aloud after two seconds
def test_a_step_of_more_than_two_seconds_counts_aloud_in_a_log_and_on_a_screen() -> None:
    log, screen = io.StringIO(), Terminal()
    began = time.monotonic()
    with step("Cài PostgreSQL", stream=log), step("Tải tệp", stream=screen):
        wait_for(screen, "Tải tệp: 3 giây")  # once a second on a screen, each over the one before
    assert QUIET == 2.0
    assert time.monotonic() - began > QUIET
    assert re.fullmatch(
        r"  … Cài PostgreSQL: [2-4] giây\n  ✓ Cài PostgreSQL \([3-5] giây\)\n", log.getvalue()
    )
    assert re.match(r"\r  … Tải tệp: 2 giây\r  … Tải tệp: 3 giây", screen.getvalue())
    assert re.search(r"\r  ✓ Tải tệp \([3-5] giây\)\n$", screen.getvalue())


def test_a_step_that_fails_is_marked_and_its_count_ends() -> None:
    out = io.StringIO()
    before = threading.active_count()
    with pytest.raises(OSError, match="no room"), step("Tạo tệp", stream=out):
        raise OSError("no room")
    assert out.getvalue() == "  ✗ Tạo tệp\n"
    assert threading.active_count() == before
