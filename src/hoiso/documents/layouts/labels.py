"""Labels for paper originals, and the stamp "ĐẾN" (Decree 30/2020/NĐ-CP, Annex IV) laid on a copy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import pikepdf
import pypdfium2
import segno
from PIL import Image

from hoiso.core.files.isolation import isolated
from hoiso.documents.layouts.typesetting import UNTAGGED, Json, clean, typeset
from hoiso.reading.separator import bars

PER_SHEET: Final = 24
"""Labels of 70 × 37 mm on a sheet of A4, 3 × 8."""

_POINTS: Final = 72 / 25.4
_STAMP: Final = (50, 35)  # millimetres
_BESIDE: Final = 2  # millimetres kept free around it
_EDGE: Final = 6
_WANTED: Final = (30, 50)  # from the left and the top: below the number and notation
_DARK: Final = 200
_SECONDS, _MEGABYTES = 30, 1500


@dataclass(frozen=True, slots=True)
class Label:
    """Number and day of arrival, and the address that the QR code leads to; nothing else is told."""

    number: str
    day: date
    address: str


def render_labels(labels: Sequence[Label], *, unit: str, dated: date, sheet: bool, skip: int = 0) -> bytes:
    """The labels as PDF: each on a page of its size, or on sheets, of which `skip` labels are used up."""
    typed: dict[str, Json] = {
        "title": "Nhãn văn bản đến",
        "unit": unit,
        "sheet": sheet,
        "skip": skip if sheet else 0,
        "labels": [
            {"number": one.number, "day": one.day.strftime("%d/%m/%Y"), "code": list(qr_rows(one.address))}
            for one in labels
        ],
    }
    data = clean(typed, replace=True)
    assert isinstance(data, dict)
    return typeset("labels.typ", data, dated=dated, standards=UNTAGGED)


def render_separator(*, unit: str, dated: date) -> bytes:
    """The sheet that is laid before each document of a stack to be scanned; its bars are seen again."""
    typed: dict[str, Json] = {"title": "Tờ ngăn", "unit": unit, "bars": list(bars())}
    data = clean(typed, replace=True)
    assert isinstance(data, dict)
    return typeset("separator.typ", data, dated=dated, standards=UNTAGGED)


def qr_rows(address: str) -> tuple[str, ...]:
    """The modules of the QR code of an address, row by row, 1 for dark, with its quiet border of two."""
    code = segno.make_qr(address, error="m")
    return tuple("".join("1" if dark else "0" for dark in row) for row in code.matrix_iter(border=2))


def render_stamp(*, unit: str, number: str, day: date, to: str, file_code: str) -> bytes:
    """The stamp alone, 50 × 35 mm."""
    typed: dict[str, Json] = {
        "unit": unit, "number": number, "day": day.strftime("%d/%m/%Y"), "to": to, "file": file_code,
    }  # fmt: skip
    data = clean(typed, replace=True)
    assert isinstance(data, dict)
    return typeset("stamp.typ", data, dated=day, standards=UNTAGGED)


def stamped_copy(original: Path, stamp: bytes) -> bytes:
    """A copy of a PDF with the stamp on page one; the file is only read.

    It lies where the page is blank, as near as may be to its place below the number at the left; on a
    page without such a place it lies there over the text, as on paper.
    Raises `FileRefused` or `ChildFailed` when the file cannot be opened.
    """
    copy = isolated(lay_stamp, str(original.absolute()), stamp.hex(), seconds=_SECONDS, megabytes=_MEGABYTES)
    assert isinstance(copy, bytes)
    return copy


def lay_stamp(original: str, stamp: str) -> bytes:
    """Runs in the child. Whatever would act in the copy (forms, scripts) is left as it is: it is printed."""
    page = pypdfium2.PdfDocument(original)[0]
    x, y = _blank_place(page.render(scale=1 / _POINTS).to_pil().convert("L"))
    with pikepdf.open(original) as document, pikepdf.open(BytesIO(bytes.fromhex(stamp))) as mark:
        first = document.pages[0]
        left, _, _, top = (float(side) for side in first.cropbox)
        width, height = (side * _POINTS for side in _STAMP)
        corner = left + x * _POINTS, top - y * _POINTS
        place = pikepdf.Rectangle(corner[0], corner[1] - height, corner[0] + width, corner[1])
        first.add_overlay(mark.pages[0], place)
        made = BytesIO()
        document.save(made)
        return made.getvalue()


def _blank_place(picture: Image.Image) -> tuple[int, int]:
    """Left and top of a blank place for the stamp in a page drawn at a pixel a millimetre."""
    width, height = picture.size
    marks = picture.point([1 if shade < _DARK else 0 for shade in range(256)])
    pixels = marks.tobytes()
    sums = [[0] * (width + 1)]
    for row in range(height):
        line, so_far = [0], 0
        for column in range(width):
            so_far += pixels[row * width + column]
            line.append(sums[-1][column + 1] + so_far)
        sums.append(line)
    wide, tall = (side + 2 * _BESIDE for side in _STAMP)
    free = [
        (left + _BESIDE, top + _BESIDE)
        for top in range(_EDGE, height - tall - _EDGE)
        for left in range(_EDGE, width - wide - _EDGE)
        if sums[top + tall][left + wide] - sums[top][left + wide] - sums[top + tall][left] + sums[top][left]
        == 0
    ]
    if not free:
        return _WANTED
    return min(free, key=lambda one: abs(one[0] - _WANTED[0]) + 2 * abs(one[1] - _WANTED[1]))
