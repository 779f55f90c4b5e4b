"""Where the files of a message lie while it is being looked at."""

import shutil
import tempfile
import weakref
from pathlib import Path


class Workspace:
    """A temporary folder for attachments, removed when closed or when nobody holds it any more."""

    def __init__(self, parent: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hoiso-edxml-", dir=parent))
        self._remove = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)

    def close(self) -> None:
        """Remove the folder and all in it; again does nothing."""
        self._remove()
