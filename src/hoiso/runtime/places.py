"""Where things lie on this machine: checkout, data folder, the cluster's folder and its system user."""

import hashlib
import os
import pwd
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hoiso.runtime import phrases
from hoiso.runtime.errors import StartRefused

SOURCE = Path(__file__).resolve().parents[2]
CHECKOUT = SOURCE.parent
SYSTEM_USER = "hoiso-pg"
FAR_FOLDER = Path("/var/lib/hoiso")
LONGEST_SOCKET_FOLDER = 80  # the kernel allows 107 bytes for the socket's whole name


@dataclass(frozen=True, slots=True)
class Place:
    """Folder `base` holds one embedded cluster with everything that belongs to it."""

    base: Path

    @property
    def cluster(self) -> Path:
        return self.base / "pg"

    @property
    def secrets(self) -> Path:
        return self.base / "secrets.json"

    @property
    def log(self) -> Path:
        return self.base / "log"

    @property
    def socket(self) -> Path:
        """Folder of the socket: beside the cluster, or a short one where that name is too long."""
        near = self.base / "pg-socket"
        if len(os.fsencode(near)) <= LONGEST_SOCKET_FOLDER:
            return near
        if os.geteuid() == 0:
            return Path("/run/hoiso") / digest(self.base)
        return Path("/tmp") / f"hoiso-{os.geteuid()}-{digest(self.base)}"  # noqa: S108 - made 0700, owner checked

    def prepare(self) -> None:
        """Make the folders that a start needs; rights are given by the cluster itself."""
        self.base.mkdir(parents=True, exist_ok=True)
        self.log.mkdir(mode=0o700, exist_ok=True)


def digest(path: Path) -> str:
    """Short stable name for a folder."""
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:12]


def place_of(data: Path) -> Place:
    """The cluster's place for data folder `data`.

    As root the cluster belongs to a system user of its own. Where that user cannot walk to the data
    folder (a checkout under a closed home), a new cluster goes under /var/lib/hoiso, and the data folder
    remembers that in `pg.place`: rights changed later never make a second, empty cluster appear.
    """
    remembered = data / "pg.place"
    if remembered.is_file():
        return Place(Path(remembered.read_text(encoding="utf-8").strip()))
    near = Place(data)
    if os.geteuid() != 0:
        return near
    if near.cluster.exists():
        if not reachable(near.cluster.parent, uid=near.cluster.stat().st_uid):
            raise StartRefused(phrases.folder_out_of_reach(near.cluster))
        return near
    if reachable(data):
        return near
    far = Place(FAR_FOLDER / digest(data))
    data.mkdir(parents=True, exist_ok=True)
    remembered.write_text(f"{far.base}\n", encoding="utf-8")
    return far


def reachable(folder: Path, *, uid: int | None = None) -> bool:
    """Whether a user outside every group (with that `uid`) may walk through `folder` and its parents."""
    for step in [folder, *folder.parents]:
        if not step.exists():
            continue
        found = step.stat()
        open_bit = stat.S_IXUSR if found.st_uid == uid else stat.S_IXOTH
        if not found.st_mode & open_bit:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Account:
    """Numbers of a system user."""

    uid: int
    gid: int


def postgres_account(cluster: Path) -> Account | None:
    """Who runs PostgreSQL: None for ourselves; as root the folder's owner, else the user of our own.

    Makes that system user when it is missing.
    """
    if os.geteuid() != 0:
        return None
    if cluster.exists() and cluster.stat().st_uid != 0:
        found = cluster.stat()
        return Account(found.st_uid, found.st_gid)
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        _make_system_user()
        entry = pwd.getpwnam(SYSTEM_USER)
    return Account(entry.pw_uid, entry.pw_gid)


def _make_system_user() -> None:
    command = [
        "/usr/sbin/useradd", "--system", "--user-group", "--no-create-home",
        "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", SYSTEM_USER,
    ]  # fmt: skip
    try:
        made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed words
    except FileNotFoundError as error:
        raise StartRefused(phrases.no_system_user("không có useradd")) from error
    if made.returncode not in (0, 9):  # 9: somebody else made it in the same moment
        raise StartRefused(phrases.no_system_user(made.stderr.strip()))
