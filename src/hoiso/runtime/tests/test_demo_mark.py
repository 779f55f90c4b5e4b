"""A demo serves this machine alone, and no start in earnest takes it for a real office."""

from collections.abc import Callable

import psycopg
import pytest

from hoiso.runtime import addresses, demo_mark
from hoiso.runtime.errors import StartRefused

_MARK = "INSERT INTO demo_demomark (lone, seed, made_at, until) VALUES (true, 1, now(), now())"


@pytest.fixture
def owner_address(empty_database: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> str:
    """A migrated database without rows, as the one that a start would open."""
    address = empty_database("demo")
    monkeypatch.setattr(addresses, "address", lambda _role: address)
    return address


def test_a_database_without_the_table_is_no_demo(
    owner_address: str,
) -> None:
    with psycopg.connect(owner_address) as connection:
        connection.execute("DROP TABLE demo_demomark")
    assert not demo_mark.stands()


def test_a_start_in_earnest_refuses_a_demo_and_takes_what_is_none(owner_address: str) -> None:
    demo_mark.check(wanted=False)
    with psycopg.connect(owner_address) as connection:
        connection.execute(_MARK)
    with pytest.raises(StartRefused, match="dữ liệu mẫu"):
        demo_mark.check(wanted=False)
    demo_mark.check(wanted=True)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "hoiso.tinh.vn", "::"])  # noqa: S104
def test_a_demo_is_not_served_to_other_machines(host: str) -> None:
    with pytest.raises(StartRefused, match=host.replace(".", r"\.")):
        demo_mark.refuse_other_machines(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_a_demo_is_served_to_this_machine(host: str) -> None:
    demo_mark.refuse_other_machines(host)
