"""The three login roles and the database, made so that repeating it changes nothing.

`hoiso_owner` owns the database and everything in it and runs migrations; `hoiso_web` and
`hoiso_worker` may connect and look up names in `public`: what they may read is granted by migrations,
row by row. None is superuser, none bypasses row-level security.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Sequence
from typing import Literal, LiteralString

import psycopg
from psycopg import errors, sql

from hoiso.runtime import phrases
from hoiso.runtime.errors import StartRefused

Role = Literal["owner", "web", "worker"]
OWNER, WEB, WORKER = "hoiso_owner", "hoiso_web", "hoiso_worker"
NAMES: dict[Role, str] = {"owner": OWNER, "web": WEB, "worker": WORKER}
EXTENSIONS = ("unaccent", "pg_trgm", "btree_gin", "btree_gist", "pgcrypto")
SERVER_VERSIONS = range(15, 19)
ONE_AT_A_TIME = 4_867_001  # advisory lock: two starts must not alter the same role at once


def prepare_embedded(superuser_address: str, passwords: dict[Role, str]) -> None:
    """Make or mend the roles of an embedded cluster; `superuser_address` opens database `postgres`."""
    with psycopg.connect(superuser_address, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        present = _present(connection, "SELECT rolname FROM pg_roles")
        for role, name in NAMES.items():
            if name not in present:
                _make_role(connection, name, passwords[role])
            elif not _opens(connection, name, passwords[role]):  # the secrets file was lost and made anew
                statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
                connection.execute(statement.format(sql.Identifier(name), sql.Literal(passwords[role])))


def _opens(connection: psycopg.Connection, name: str, password: str) -> bool:
    """Whether the role's stored verifier (SCRAM, RFC 5803) belongs to this password."""
    row = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = %s", [name]).fetchone()
    found = re.fullmatch(r"SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):(.+)", (row and row[0]) or "")
    if not found:
        return False
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(found[2]), int(found[1]))
    client = hmac.digest(salted, b"Client Key", "sha256")
    return hmac.compare_digest(hashlib.sha256(client).digest(), base64.b64decode(found[3]))


def _make_role(connection: psycopg.Connection, name: str, password: str) -> None:
    statement = sql.SQL(
        "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD {}"
    )
    connection.execute(statement.format(sql.Identifier(name), sql.Literal(password)))


def refuse_unfit(address: str) -> None:
    """Refuse a web or worker address whose role could step around row-level security.

    Such a role is superuser, bypasses the policies, may become another role that does, or owns
    tables here (an owner may lift the policies). Raises `StartRefused` naming the role and why.
    """
    with psycopg.connect(address) as connection:
        row = connection.execute(_FITNESS).fetchone()
    if row is None:
        return
    name, superuser, bypasses, owns = row
    for wrong, why in (
        (superuser, phrases.ROLE_IS_SUPERUSER),
        (bypasses, phrases.ROLE_BYPASSES),
        (owns, phrases.ROLE_OWNS_TABLES),
    ):
        if wrong:
            raise StartRefused(phrases.unfit_role(name, why))


_FITNESS: LiteralString = """
SELECT current_user, bool_or(r.rolsuper), bool_or(r.rolbypassrls),
       EXISTS (SELECT FROM pg_class c
               WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
               AND pg_has_role(current_user, c.relowner, 'MEMBER'))
FROM pg_roles r WHERE pg_has_role(current_user, r.oid, 'MEMBER')
"""


def create_database(superuser_address: str, name: str, *, template: str | None = None) -> bool:
    """Make database `name`, empty or as a copy of `template`; False if it is there already.

    Nobody may be connected to the template. Rights on the database itself are not copied, so they are
    granted anew.
    """
    with psycopg.connect(superuser_address, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        if name in _present(connection, "SELECT datname FROM pg_database"):
            return False
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(template or "template0")
            )
        )
        open_to_roles(connection, name)
    return True


def drop_database(superuser_address: str, name: str) -> None:
    """Drop database `name` if it exists, cutting whoever is connected."""
    with psycopg.connect(superuser_address, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def open_to_roles(connection: psycopg.Connection, database: str) -> None:
    """Only our roles may connect, and only the owner may make temporary tables."""
    name, web, worker = map(sql.Identifier, (database, WEB, WORKER))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}, {}").format(name, web, worker))


def prepare_schema(address: str, *, embedded: bool) -> None:
    """Inside a database: the schema's owner and rights, and the extensions.

    `address` is the superuser's in an embedded cluster, the owner's on a server (the extensions are
    trusted ones: whoever may create in the database may install them where the server has them).
    """
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        owner = _present(
            connection, "SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname='public'"
        )
        if embedded and OWNER not in owner:
            connection.execute(sql.SQL("ALTER SCHEMA public OWNER TO {}").format(sql.Identifier(OWNER)))
            connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
        usage = sql.SQL("GRANT USAGE ON SCHEMA public TO {}, {}")
        connection.execute(usage.format(sql.Identifier(WEB), sql.Identifier(WORKER)))
        present = _present(connection, "SELECT extname FROM pg_extension")
        for name in EXTENSIONS:
            if name not in present:
                _make_extension(connection, name)


def _make_extension(connection: psycopg.Connection, name: str) -> None:
    try:
        connection.execute(sql.SQL("CREATE EXTENSION {} SCHEMA public").format(sql.Identifier(name)))
    except (errors.InsufficientPrivilege, errors.UndefinedFile, errors.FeatureNotSupported) as error:
        raise StartRefused(phrases.extension_missing(name)) from error


def prepare_server(owner_address: str, passwords: dict[Role, str], *, needed: Sequence[Role]) -> None:
    """On a server of somebody else's: check its version and make the roles that are missing, if allowed."""
    try:
        connection = psycopg.connect(owner_address, autocommit=True)
    except psycopg.OperationalError as error:
        raise StartRefused(phrases.server_unreachable(str(error).strip())) from error
    with connection:
        major = connection.info.server_version // 10_000
        if major not in SERVER_VERSIONS:
            raise StartRefused(phrases.server_version(str(major)))
        connection.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
        present = _present(connection, "SELECT rolname FROM pg_roles")
        for role in needed:
            if NAMES[role] not in present:
                try:
                    _make_role(connection, NAMES[role], passwords[role])
                except errors.InsufficientPrivilege as error:
                    raise StartRefused(phrases.role_missing(NAMES[role])) from error
    prepare_schema(owner_address, embedded=False)


def _present(connection: psycopg.Connection, query: LiteralString) -> set[str]:
    return {row[0] for row in connection.execute(query)}
