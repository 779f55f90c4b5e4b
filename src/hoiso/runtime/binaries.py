"""Which PostgreSQL programs this machine has."""

from dataclasses import dataclass
from pathlib import Path

from hoiso.runtime import phrases
from hoiso.runtime.errors import StartRefused

DEBIAN = Path("/usr/lib/postgresql")
SUPPORTED = ("18", "17", "16", "15")


@dataclass(frozen=True, slots=True)
class Binaries:
    """Folder with `initdb` and `postgres`, of one major version."""

    folder: Path
    major: str

    def program(self, name: str) -> str:
        return str(self.folder / name)


def available(own: Path) -> list[Binaries]:
    """All supported versions: Debian's, then those that the installer put under `own`; newest first."""
    found = []
    for root, inner in ((DEBIAN, "bin"), (own, "bin")):
        for major in SUPPORTED:
            name = major if root == DEBIAN else f"postgresql-{major}"
            folder = root / name / inner
            if (folder / "initdb").exists() and (folder / "postgres").exists():
                found.append(Binaries(folder, major))
    return found


def choose(own: Path, cluster: Path) -> Binaries:
    """The programs for folder `cluster`: of its own major version, the newest for a new one."""
    found = available(own)
    if not found:
        raise StartRefused(phrases.no_postgres())
    version = cluster / "PG_VERSION"
    if not version.is_file():
        return found[0]
    major = version.read_text(encoding="ascii").strip()
    for binaries in found:
        if binaries.major == major:
            return binaries
    have = ", ".join(binaries.major for binaries in found)
    raise StartRefused(phrases.other_version(cluster, found=major, have=have))
