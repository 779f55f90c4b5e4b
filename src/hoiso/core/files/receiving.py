"""How a browser's files reach the disk: never more of one than can be taken."""

from django.conf import settings
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class LimitedUpload(TemporaryFileUploadHandler):
    """Spools files to the disk; of a file over `MAX_FILE` nothing is kept but its size.

    The intake refuses it by that size (`FileStore.put`), beside its field and with everything else
    that was typed, as it refuses every other file.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write while there is room; the first chunk too many empties the file again."""
        if start + len(raw_data) <= settings.MAX_FILE:
            super().receive_data_chunk(raw_data, start)
        elif start <= settings.MAX_FILE:
            self.file.seek(0)
            self.file.truncate()
