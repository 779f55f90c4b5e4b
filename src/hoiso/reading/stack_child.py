"""Looking at the pages of a stack of scans, and cutting pages out of it. Runs in the limited child."""

import json
from io import BytesIO

import pikepdf
import pypdfium2
from PIL import Image

from hoiso.core.files.isolation import Json
from hoiso.reading.separator import has_bars
from hoiso.reading.straightening import evened

_DPI = 100
_EDGE = 0.06  # of the width: where punch holes, shadows of the lid and staples lie
_INK = 150
_MOST_INK = 0.0004  # of the page: dust and what shines through from behind
_MOST_PIXELS = 4_000_000


def look(path: str, first: int, last: int) -> Json:
    """[{"blank", "separator"}] of the pages `first` to `last` (from 1)."""
    document = pypdfium2.PdfDocument(path)
    return [_look_at(document[number - 1]) for number in range(first, last + 1)]


def _look_at(page: pypdfium2.PdfPage) -> dict[str, Json]:
    width, height = page.get_size()
    scale = min(_DPI / 72, (_MOST_PIXELS / (width * height)) ** 0.5)
    picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    blank = _ink(picture) < _MOST_INK
    return {"blank": blank, "separator": not blank and has_bars(picture)}


def _ink(picture: Image.Image) -> float:
    """How much of the page, its edges left out, is dark."""
    edge = round(picture.width * _EDGE)
    inner = picture.crop((edge, edge, picture.width - edge, picture.height - edge))
    dark = sum(evened(inner).histogram()[:_INK])
    return dark / max(1, inner.width * inner.height)


def cut_out(path: str, pages: str) -> bytes:
    """The pages (a JSON list of numbers from 1) as a PDF of their own; the pictures stay as they are."""
    with pikepdf.open(path) as stack, pikepdf.new() as part:
        for number in json.loads(pages):
            part.pages.append(stack.pages[number - 1])
            if "/AA" in part.pages[-1]:
                del part.pages[-1]["/AA"]
        target = BytesIO()
        part.save(target, deterministic_id=True)
        return target.getvalue()
