"""The table of environment variables."""

from pathlib import Path

import pytest

from hoiso.runtime import environment
from hoiso.runtime.errors import WrongSetting
from hoiso.runtime.places import CHECKOUT


def test_nothing_set_gives_the_defaults():
    env = environment.load({})
    assert (env.port, env.host, env.workers, env.threads) == (8000, "127.0.0.1", 2, 4)
    assert env.data == CHECKOUT / "var"
    assert env.backup_dir == CHECKOUT / "var/backup"
    assert env.max_file == 100_000_000
    assert env.database_url is None
    assert env.secret_key is None
    assert env.https is False


def test_an_empty_value_counts_as_not_set():
    assert environment.load({"HOISO_PORT": "", "DATABASE_URL": ""}) == environment.load({})


@pytest.mark.parametrize(
    ("text", "size"), [("100MB", 100_000_000), ("2 gb", 2_000_000_000), ("512", 512), ("5kB", 5_000)]
)
def test_sizes(text, size):
    assert environment.load({"HOISO_MAX_FILE": text}).max_file == size


def test_the_backup_folder_follows_the_data_folder():
    assert environment.load({"HOISO_DATA": "/srv/hoiso"}).backup_dir == Path("/srv/hoiso/backup")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOISO_PORT", "0"),
        ("HOISO_PORT", "65536"),
        ("HOISO_PORT", "８０００"),
        ("HOISO_WORKERS", "nhiều"),
        ("HOISO_MAX_FILE", "-1"),
        ("HOISO_MAX_FILE", "0MB"),
        ("HOISO_HTTPS", "yes"),
        ("HOISO_LOG_LEVEL", "LOUD"),
        ("HOISO_DATA", "var"),
        ("HOISO_BACKUP_DIR", "backup"),
        ("HOISO_HOST", "a b"),
        ("HOISO_ALLOWED_HOSTS", "http://hoiso.vn"),
        ("HOISO_MAIL_FROM", "hoiso"),
        ("HOISO_ADDRESS", "hoiso.tinh.vn/"),
    ],
)
def test_a_wrong_value_is_named_with_its_cure(name, value):
    with pytest.raises(WrongSetting) as refused:
        environment.load({name: value})
    assert refused.value.sentence.startswith(f"Biến môi trường {name} có giá trị không dùng được: “{value}”.")
    assert "Cách xử lý: " in refused.value.sentence
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://an:matkhau@db/hoiso"),
        ("HOISO_SECRET_KEY", "ngan"),
        ("DATABASE_URL", "hoiso"),
        ("HOISO_SMTP", "http://an:matkhau@thu.tinh.vn"),
    ],
)
def test_a_wrong_secret_is_not_shown(name, value):
    with pytest.raises(WrongSetting) as refused:
        environment.load({name: value})
    assert value not in refused.value.sentence
    assert name in refused.value.sentence


def test_an_unknown_variable_is_named_with_the_nearest_one():
    with pytest.raises(WrongSetting) as refused:
        environment.load({"HOISO_PROT": "8000"})
    assert refused.value.sentence == (
        "Không có biến môi trường HOISO_PROT. Cách xử lý: bỏ biến này hoặc sửa tên; "
        "có phải bạn muốn viết HOISO_PORT?"
    )


def test_other_programs_variables_are_left_alone():
    assert environment.load({"PORT": "x", "hoiso_port": "y"}) == environment.load({})


def test_every_variable_has_a_meaning():
    assert all(variable.meaning for variable in environment.VARIABLES)
