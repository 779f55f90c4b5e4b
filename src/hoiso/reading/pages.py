"""Pictures of pages, for previews and thumbnails: what a reader sees without opening the file."""

from enum import StrEnum
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.isolation import ChildFailed, isolated
from hoiso.core.files.kinds import PICTURES, Kind

NARROWEST, WIDEST = 16, 3000
_MOST_PIXELS = 40_000_000
_TALLEST = 16_000  # WebP ends at 16,383
_SECONDS = 30
_MEGABYTES = 1500
_QUALITY = 82


class Format(StrEnum):
    """How the picture of a page is written."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"

    @property
    def media_type(self) -> str:
        """The media type that the page is served with."""
        return f"image/{self.value}"


def render(path: Path, kind: Kind, *, page: int = 1, width: int, form: Format = Format.WEBP) -> bytes:
    """The page (from 1) of a PDF or picture, `width` pixels wide, drawn in a child with limits.

    Nothing in the file acts: forms are not run and links are not followed; visible signatures
    are drawn. Raises FileRefused when the kind has no pages to draw, the page does not exist,
    or it cannot be drawn.
    """
    if kind is not Kind.PDF and kind not in PICTURES:
        raise FileRefused("Loại tệp này chưa xem trước được. Tải tệp về để xem.", reason=Reason.KIND)
    if not NARROWEST <= width <= WIDEST:
        raise ValueError(f"width {width} is outside {NARROWEST}..{WIDEST}")
    draw = draw_pdf_page if kind is Kind.PDF else draw_picture
    try:
        drawn = isolated(
            draw, str(path.absolute()), page, width, form.value, seconds=_SECONDS, megabytes=_MEGABYTES
        )
    except ChildFailed as failure:
        raise FileRefused("Chưa vẽ được trang này. Tải tệp về để xem.", reason=Reason.BROKEN) from failure
    assert isinstance(drawn, bytes)
    return drawn


def draw_pdf_page(path: str, page: int, width: int, form: str) -> bytes:
    """One page of a PDF, drawn. Runs in the child."""
    document = pypdfium2.PdfDocument(path)
    # Signatures and filled fields are drawn by the form part; this build of PDFium has no JavaScript.
    document.init_forms()
    _require_page(page, len(document))
    drawn = document[page - 1]
    page_width, page_height = drawn.get_size()
    widest = (_MOST_PIXELS / (page_width * page_height)) ** 0.5
    scale = min(width / page_width, _TALLEST / page_height, widest)
    return _written(drawn.render(scale=scale).to_pil(), form)


def draw_picture(path: str, page: int, width: int, form: str) -> bytes:
    """One page of a picture file, turned as the camera says and made smaller. Runs in the child."""
    Image.MAX_IMAGE_PIXELS = None  # the size was measured when the file came in
    with Image.open(path) as picture:
        _require_page(page, int(getattr(picture, "n_frames", 1)))
        picture.seek(page - 1)
        turned = ImageOps.exif_transpose(picture) or picture
        if turned.mode in ("RGBA", "LA", "PA", "P"):
            paper = Image.new("RGBA", turned.size, "white")
            paper.alpha_composite(turned.convert("RGBA"))
            turned = paper
        height = max(1, min(round(turned.height * width / turned.width), _MOST_PIXELS // width, _TALLEST))
        return _written(turned.convert("RGB").resize((width, height), Image.Resampling.LANCZOS), form)


def _require_page(page: int, count: int) -> None:
    if not 1 <= page <= count:
        raise FileRefused(f"Tệp chỉ có {count} trang.", reason=Reason.MISSING)


def _written(picture: Image.Image, form: str) -> bytes:
    target = BytesIO()
    options = {} if form == Format.PNG else {"quality": _QUALITY}
    picture.convert("RGB").save(target, form.upper(), **options)
    return target.getvalue()
