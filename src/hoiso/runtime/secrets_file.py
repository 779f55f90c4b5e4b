"""The installation's own secrets: made once, kept in one file that only its owner reads."""

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from hoiso.runtime import phrases
from hoiso.runtime.errors import StartRefused


@dataclass(frozen=True, slots=True)
class Secrets:
    """`secret_key` signs sessions, `scope_key` the scope token, `database_key` gives the roles' passwords and
    the secret of web push."""

    secret_key: str
    scope_key: str
    database_key: str

    def password(self, role: str) -> str:
        """The password of a database role, the same at every call."""
        return self._derived(f"role {role}")

    @property
    def push_secret(self) -> str:
        """What the key towards push services is made of, the same at every call."""
        return self._derived("web push")

    def _derived(self, purpose: str) -> str:
        return hmac.new(self.database_key.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def read_or_make(path: Path) -> Secrets:
    """The secrets in `path`, made if the file is not there; two first starts at once get the same ones."""
    try:
        if not path.exists():
            _make(path)
        return Secrets(**json.loads(path.read_text(encoding="utf-8")))
    except (PermissionError, ValueError, TypeError) as error:
        raise StartRefused(phrases.unreadable_secrets(path)) from error


def _make(path: Path) -> None:
    made = Secrets(*(secrets.token_urlsafe(48) for _ in range(3)))
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=".secrets-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(made), file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.link(name, path)  # refuses to replace: the first one made stays
    except FileExistsError:
        pass  # another process was first; its file is read
    finally:
        Path(name).unlink()
