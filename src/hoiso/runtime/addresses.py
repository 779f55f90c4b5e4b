"""The addresses of the database, by role, and the server behind them."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from hoiso.runtime import environment, phrases
from hoiso.runtime.errors import StartRefused
from hoiso.runtime.holding import Hold
from hoiso.runtime.places import CHECKOUT, place_of
from hoiso.runtime.postgres import PORT, SUPERUSER, Cluster
from hoiso.runtime.roles import NAMES, Role
from hoiso.runtime.secrets_file import Secrets, read_or_make

DATABASE = "hoiso"


@dataclass(frozen=True, slots=True)
class EmbeddedServer:
    """The server that `hoiso` itself runs in a folder."""

    cluster: Cluster

    @property
    def secrets(self) -> Secrets:
        return read_or_make(self.cluster.place.secrets)

    def address(self, role: Role, *, database: str = DATABASE) -> str:
        """libpq address of `database` for one of our roles."""
        return self._address(NAMES[role], database)

    def superuser_address(self, *, database: str = "postgres") -> str:
        """libpq address of `database` for the cluster's superuser: set-up and tests only."""
        return self._address(SUPERUSER, database)

    def _address(self, name: str, database: str) -> str:
        host = quote(str(self.cluster.place.socket), safe="")
        return f"postgresql://{name}:{self.secrets.password(name)}@/{quote(database)}?host={host}&port={PORT}"

    def held(self) -> AbstractContextManager[Hold]:
        """A context in which the server runs; it is stopped after the last one is left."""
        return Hold(self.cluster)

    def prepare(self, *, database: str = DATABASE) -> None:
        """Make the roles and `database` with its schema and extensions; repeating it changes nothing."""
        from hoiso.runtime import roles

        passwords = {role: self.secrets.password(name) for role, name in NAMES.items()}
        roles.prepare_embedded(self.superuser_address(), passwords)
        self.create_database(database)
        roles.prepare_schema(self.superuser_address(database=database), embedded=True)

    def create_database(self, name: str, *, template: str | None = None) -> bool:
        """Make database `name` for our roles, as a copy of `template`; False if it was there.

        Without a template it has neither schema rights nor extensions: `prepare` makes those.
        """
        from hoiso.runtime import roles

        return roles.create_database(self.superuser_address(), name, template=template)

    def drop_database(self, name: str) -> None:
        """Drop `name` if it exists, cutting whoever is connected to it."""
        from hoiso.runtime import roles

        roles.drop_database(self.superuser_address(), name)


def embedded_server() -> EmbeddedServer:
    """The installation's own server, at HOISO_DATA."""
    return EmbeddedServer(Cluster(place_of(environment.load().data)))


def server_for_tests() -> EmbeddedServer:
    """A second server in `var/test-pg`, not safe against power failure and therefore quick.

    It is shared by every test process of the checkout and kept between runs.
    """
    return EmbeddedServer(Cluster(place_of(CHECKOUT / "var" / "test-pg"), durable=False))


def is_embedded() -> bool:
    """Whether the installation uses its own server; DATABASE_URL names another."""
    return environment.load().database_url is None


def secrets() -> Secrets:
    """The installation's secrets: from the environment where given, else from the data folder."""
    env = environment.load()
    place = place_of(env.data)
    kept = read_or_make(place.secrets)
    return Secrets(
        secret_key=env.secret_key or kept.secret_key,
        scope_key=env.scope_key or kept.scope_key,
        # Several machines share a server and the key of the environment, so passwords follow it there.
        database_key=kept.database_key if is_embedded() else env.secret_key or kept.database_key,
    )


def address(role: Role, *, database: str | None = None) -> str:
    """libpq address for a role: DATABASE_URL and HOISO_OWNER_DATABASE_URL, else the embedded server.

    On a server the worker has the web's address under its own name and derived password.
    """
    env = environment.load()
    if env.database_url is None:
        return embedded_server().address(role, database=database or DATABASE)
    if role == "owner":
        if env.owner_database_url is None:
            raise StartRefused(phrases.owner_address_missing())
        return _with(env.owner_database_url, database=database)
    if role == "worker":
        return _with(env.database_url, name=NAMES["worker"], database=database)
    return _with(env.database_url, database=database)


def _with(url: str, *, name: str | None = None, database: str | None = None) -> str:
    parts = urlsplit(url)
    netloc = parts.netloc
    if name:
        netloc = f"{name}:{secrets().password(name)}@{netloc.rpartition('@')[2]}"
    path = f"/{quote(database)}" if database else parts.path
    return urlunsplit((parts.scheme, netloc, path, parts.query, ""))


_process_role: Role = "web"


def act_as(role: Role) -> None:
    """Choose the role of this process's database connection; call it before Django reads its settings."""
    global _process_role
    _process_role = role


def process_role() -> Role:
    """The role that this process connects as: `web` unless a command said otherwise."""
    return _process_role


def prepare() -> None:
    """Make roles, database, schema and extensions, on whichever server is in use (which must run)."""
    from hoiso.runtime import roles

    if is_embedded():
        embedded_server().prepare()
        return
    passwords = {role: secrets().password(name) for role, name in NAMES.items()}
    roles.prepare_server(address("owner"), passwords, needed=("web", "worker"))
