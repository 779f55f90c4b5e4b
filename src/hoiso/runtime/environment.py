"""The one table of environment variables, read and checked before anything starts."""

import difflib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from hoiso.runtime import phrases
from hoiso.runtime.errors import WrongSetting
from hoiso.runtime.places import CHECKOUT

Value = str | int | bool | Path | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says; sizes in bytes, folders absolute, absent secrets and addresses None."""

    port: int
    host: str
    data: Path
    database_url: str | None
    owner_database_url: str | None
    max_file: int
    workers: int
    threads: int
    log_level: str
    secret_key: str | None
    scope_key: str | None
    allowed_hosts: tuple[str, ...]
    https: bool
    help_phone: str
    debug: bool
    demo: bool
    backup_dir: Path
    smtp: str
    mail_from: str
    address: str
    imap: str
    scan_folder: str


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: `parse` raises ValueError for a value that `cure` tells how to mend."""

    name: str
    default: str
    parse: Callable[[str], Value]
    cure: str
    secret: bool = False

    @property
    def field(self) -> str:
        return self.name.removeprefix("HOISO_").lower()

    @property
    def meaning(self) -> str:
        return phrases.MEANINGS[self.name]


def _port(value: str) -> int:
    return _within(value, 1, 65_535)


def _count(value: str) -> int:
    return _within(value, 1, 64)


def _within(value: str, least: int, most: int) -> int:
    number = int(value) if re.fullmatch(r"[0-9]{1,9}", value) else 0
    if not least <= number <= most:
        raise ValueError(value)
    return number


UNITS = {"": 1, "KB": 1_000, "MB": 1_000_000, "GB": 1_000_000_000}


def _size(value: str) -> int:
    found = re.fullmatch(r"([0-9]{1,15})\s*(KB|MB|GB|)", value.strip().upper())
    if not found or not int(found[1]):
        raise ValueError(value)
    return int(found[1]) * UNITS[found[2]]


def _switch(value: str) -> bool:
    if value not in {"0", "1"}:
        raise ValueError(value)
    return value == "1"


def _level(value: str) -> str:
    if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError(value)
    return value.upper()


def _path(value: str) -> Path:
    path = Path(value).expanduser()
    if not path.is_absolute() or "\x00" in value:
        raise ValueError(value)
    return path


def _database(value: str) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.username or len(parts.path) < 2:
        raise ValueError(value)
    _ = parts.port  # raises ValueError for a wrong one
    return value


def _key(value: str) -> str | None:
    if value and len(value) < 32:
        raise ValueError(value)
    return value or None


def _hosts(value: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in value.split(",") if host.strip())
    if not hosts or any(re.search(r"[\s/]", host) for host in hosts):
        raise ValueError(value)
    return hosts


def _host(value: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z.:\-]{1,253}", value):
        raise ValueError(value)
    return value


def _smtp(value: str) -> str:
    if value:
        parts = urlsplit(value)
        _ = parts.port  # raises ValueError for a wrong one
        if parts.scheme not in {"smtp", "smtps", "smtp+plain"} or not parts.hostname:
            raise ValueError(value)
    return value


def _imap(value: str) -> str:
    if value:
        parts = urlsplit(value)
        _ = parts.port  # raises ValueError for a wrong one
        known = parts.scheme in {"imaps", "imap", "imap+plain"}
        if not (known and parts.hostname and parts.username and parse_qs(parts.query).get("don-vi")):
            raise ValueError(value)
    return value


def _folder(value: str) -> str:
    return str(_path(value)) if value else ""


def _mail(value: str) -> str:
    if value and not re.fullmatch(r"[^@\s<>]{1,64}@[^@\s<>]{1,190}", value):
        raise ValueError(value)
    return value


def _address(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s/]{1,250}", value):
        raise ValueError(value)
    return value


VARIABLES = (
    Variable("HOISO_PORT", "8000", _port, phrases.WANT_PORT),
    Variable("HOISO_HOST", "127.0.0.1", _host, phrases.WANT_HOST),
    Variable("HOISO_DATA", str(CHECKOUT / "var"), _path, phrases.WANT_PATH),
    Variable("DATABASE_URL", "", _database, phrases.WANT_DATABASE, secret=True),
    Variable("HOISO_OWNER_DATABASE_URL", "", _database, phrases.WANT_DATABASE, secret=True),
    Variable("HOISO_MAX_FILE", "100MB", _size, phrases.WANT_SIZE),
    Variable("HOISO_WORKERS", "2", _count, phrases.WANT_COUNT),
    Variable("HOISO_THREADS", "4", _count, phrases.WANT_COUNT),
    Variable("HOISO_LOG_LEVEL", "INFO", _level, phrases.WANT_LEVEL),
    Variable("HOISO_SECRET_KEY", "", _key, phrases.WANT_KEY, secret=True),
    Variable("HOISO_SCOPE_KEY", "", _key, phrases.WANT_KEY, secret=True),
    Variable("HOISO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]", _hosts, phrases.WANT_HOSTS),
    Variable("HOISO_HTTPS", "0", _switch, phrases.WANT_SWITCH),
    Variable("HOISO_HELP_PHONE", "", str, ""),
    Variable("HOISO_DEBUG", "0", _switch, phrases.WANT_SWITCH),
    Variable("HOISO_DEMO", "0", _switch, phrases.WANT_SWITCH),
    Variable("HOISO_BACKUP_DIR", "", str, phrases.WANT_PATH),
    Variable("HOISO_SMTP", "", _smtp, phrases.WANT_SMTP, secret=True),
    Variable("HOISO_MAIL_FROM", "", _mail, phrases.WANT_MAIL),
    Variable("HOISO_ADDRESS", "", _address, phrases.WANT_ADDRESS),
    Variable("HOISO_IMAP", "", _imap, phrases.WANT_IMAP, secret=True),
    Variable("HOISO_SCAN_FOLDER", "", _folder, phrases.WANT_PATH),
)
NAMES = tuple(variable.name for variable in VARIABLES)


def port_from(text: str, *, name: str) -> int:
    """The port in an option `name`, under the same rule as HOISO_PORT."""
    try:
        return _port(text)
    except ValueError as error:
        raise WrongSetting(phrases.wrong_option(name, text, phrases.WANT_PORT)) from error


def load(environ: Mapping[str, str] | None = None) -> Environment:
    """Read the process's environment (or `environ`).

    Raises WrongSetting for a variable of ours that does not exist and for a value that cannot be used.
    An empty value counts as not set.
    """
    given = os.environ if environ is None else environ
    for name in sorted(given):
        if name.startswith("HOISO_") and name not in NAMES:
            nearest = difflib.get_close_matches(name, NAMES, n=1)
            raise WrongSetting(phrases.unknown_variable(name, nearest[0] if nearest else None))
    values = {variable.field: _value(variable, given) for variable in VARIABLES}
    values["backup_dir"] = _backup_dir(given, values["data"])
    assert set(values) == {field.name for field in fields(Environment)}
    return Environment(**values)  # type: ignore[arg-type]  # the table above gives each field its type


def _value(variable: Variable, given: Mapping[str, str]) -> Value:
    raw = given.get(variable.name) or variable.default
    try:
        return variable.parse(raw)
    except ValueError as error:
        shown = "***" if variable.secret else raw
        raise WrongSetting(phrases.wrong_value(variable.name, shown, variable.cure)) from error


def _backup_dir(given: Mapping[str, str], data: Value) -> Path:
    raw = given.get("HOISO_BACKUP_DIR") or f"{data}/backup"
    try:
        return _path(raw)
    except ValueError as error:
        raise WrongSetting(phrases.wrong_value("HOISO_BACKUP_DIR", raw, phrases.WANT_PATH)) from error
