"""Pictures: does the picture decode, and is it of a size that people scan."""

import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from hoiso.core.files.kinds import Kind
from hoiso.core.files.probes.findings import Findings, bomb, broken

MOST_PIXELS = 100_000_000  # A3 at 600 dpi is 70 million
_MOST_FRAMES = 500
_FORMATS = {Kind.PNG: "PNG", Kind.JPEG: "JPEG", Kind.TIFF: "TIFF", Kind.WEBP: "WEBP"}


def probe(path: Path, kind: Kind) -> Findings:
    """Decode every page of a picture, after its header has shown an acceptable size."""
    # Our own measure of size, for every frame, stands in front of Pillow's.
    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore")
    try:
        with Image.open(path, formats=[_FORMATS[kind]]) as picture:
            frames = int(getattr(picture, "n_frames", 1)) if kind is Kind.TIFF else 1
            if frames > _MOST_FRAMES:
                raise bomb("Tệp ảnh")
            for frame in range(frames):
                picture.seek(frame)
                if picture.width * picture.height > MOST_PIXELS:
                    raise bomb("Tệp ảnh")
                picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError) as error:
        raise broken("Tệp ảnh") from error
    return Findings(kind, pages=frames)
