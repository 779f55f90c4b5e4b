"""Photographs of pages joined to one PDF, in their order. Parsing happens in the limited child."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image, ImageOps

from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.isolation import ChildFailed, isolated

_LONG = 842  # points; a photograph does not tell how large the page was
_MOST_PIXELS = 200_000_000
_QUALITY = 85
_SECONDS = 120
_MEGABYTES = 1800


def joined(pictures: Sequence[Path]) -> bytes:
    """One PDF of these pictures, each upright as its camera says; a JPEG goes in as it is.

    Raises `FileRefused` when one of them cannot be read.
    """
    try:
        made = isolated(
            join, json.dumps([str(path.absolute()) for path in pictures]), seconds=_SECONDS,
            megabytes=_MEGABYTES,
        )  # fmt: skip
    except ChildFailed as failure:
        raise FileRefused(
            "Không ghép được các ảnh này. Chụp lại, hoặc chọn ít ảnh hơn.", reason=Reason.BROKEN
        ) from failure
    assert isinstance(made, bytes)
    return made


def join(pictures: str) -> bytes:
    """Runs in the child."""
    with pikepdf.new() as pdf:
        for path in json.loads(pictures):
            _add(pdf, Path(path))
        target = BytesIO()
        pdf.save(target, deterministic_id=True)
        return target.getvalue()


def _add(pdf: pikepdf.Pdf, path: Path) -> None:
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(path) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise FileRefused("Ảnh quá lớn (hơn 200 triệu điểm ảnh).", reason=Reason.TOO_LARGE)
        turned = picture.getexif().get(0x0112, 1) != 1
        if picture.format == "JPEG" and picture.mode in ("RGB", "L") and not turned:
            content, size, mode = path.read_bytes(), picture.size, picture.mode
        else:
            upright = (ImageOps.exif_transpose(picture) or picture).convert("RGB")
            target = BytesIO()
            upright.save(target, "JPEG", quality=_QUALITY)
            content, size, mode = target.getvalue(), upright.size, "RGB"
    scale = _LONG / max(size)
    width, height = round(size[0] * scale, 2), round(size[1] * scale, 2)
    page = pdf.add_blank_page(page_size=(width, height))
    drawn = pikepdf.Stream(
        pdf,
        content,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=size[0],
        Height=size[1],
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceRGB,
        Filter=pikepdf.Name.DCTDecode,
    )
    name = page.add_resource(drawn, pikepdf.Name.XObject)
    page.contents_add(f"q {width} 0 0 {height} 0 0 cm {name} Do Q\n".encode())
