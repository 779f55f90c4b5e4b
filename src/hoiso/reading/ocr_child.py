"""One page of a scan: drawn, made plain, read by Tesseract. Runs in the limited child.

Beside its answer it leaves `<page>.pdf` in the folder given: the page upright and level, with what was
read lying on it as invisible text.
"""

import json
import subprocess
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import fmean, median

import pikepdf
import pypdfium2
from PIL import Image, ImageFilter, ImageOps

from hoiso.core.files.errors import FileRefused, Reason
from hoiso.core.files.isolation import Json
from hoiso.core.files.kinds import Kind
from hoiso.reading import tesseract
from hoiso.reading.pdf_text import read_pdf
from hoiso.reading.straightening import evened, grey_of, levelled

MOST_PIXELS = 200_000_000
_DPI = 300
_A4_LONG = 842  # points; a photograph does not tell how large the page was
_MOST_DRAWN = 24_000_000  # A3 at 300 dpi is 17 million
_LEAST_DPI, _MOST_DPI = 280, 330  # as it was scanned is as good as drawn anew
_UNEVEN = 0.02  # pixels a point, across and down
_POINT = 1.0
_PLAIN_KINDS = (
    (pypdfium2.raw.FPDF_COLORSPACE_DEVICEGRAY, 8), (pypdfium2.raw.FPDF_COLORSPACE_DEVICERGB, 24),
)  # fmt: skip
_POOR = 0.55  # below this the page may lie on its side or its head
_FEW_WORDS = 5
_LOOK_AHEAD, _CLOSE = 8, 1.5  # words, points
_KEPT_DPI = 170
_QUALITY = 55
_COLOURED = 40  # saturation that a pen or a seal has, and yellowed paper has not
_INK = 128
_BLACK_AND_WHITE = [0] * _INK + [255] * (256 - _INK)
_NEIGHBOURS = ImageFilter.BoxBlur(1)
_FAILURES = (
    FileRefused,
    tesseract.TesseractFailed,
    subprocess.TimeoutExpired,
    pypdfium2.PdfiumError,
    OSError,
)
_BOLD = 1.3  # strokes so much thicker than the page's usual ones


@dataclass(slots=True)
class _Sheet:
    """A page on its way: as it lies in the file, and plain and level. `scale` is in pixels a point."""

    page: int
    drawn: Image.Image
    scale: float
    picture: Image.Image
    place: Path
    angle: float
    turn: int = 0

    @property
    def dpi(self) -> int:
        return round(self.scale * 72)

    @property
    def base(self) -> Path:
        """Where what is read of this page alone lies."""
        return self.place.with_name(f"{self.page}-alone")


def recognise_all(path: str, kind: str, pages: str, folder: str) -> bool:
    """Recognise pages (JSON list of numbers) with one start of the child and of Tesseract for all.

    Each page that is through has its answer in `<page>.json`; one that is refused has none.
    """
    ready: dict[int, list[_Sheet]] = {}
    for page in json.loads(pages):
        try:
            sheet = _prepared(path, kind, page, folder)
        except _FAILURES:
            continue  # the parent reads it by itself, and learns why
        ready.setdefault(sheet.dpi, []).append(sheet)
    for dpi, sheets in ready.items():
        base = Path(folder) / f"{sheets[0].page}-all"
        try:
            read = tesseract.read_pictures([sheet.place for sheet in sheets], base, dpi=dpi)
            with pikepdf.open(base.with_suffix(".pdf")) as layers:
                for place, (sheet, words) in enumerate(zip(sheets, read, strict=True)):
                    _keep(sheet, words, layers, place)
        except _FAILURES:
            continue
        finally:
            for sheet in sheets:
                sheet.place.unlink(missing_ok=True)
            base.with_suffix(".pdf").unlink(missing_ok=True)
    return True


def _keep(sheet: _Sheet, words: tesseract.Words, layers: pikepdf.Pdf, place: int) -> None:
    """Leave the answer of a page in its file."""
    try:
        answer = _finished(sheet, words, layers, place)
    except _FAILURES:
        return
    part = sheet.place.with_suffix(".part")
    part.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    part.replace(sheet.place.with_suffix(".json"))


def recognise(path: str, kind: str, page: int, folder: str) -> dict[str, Json]:
    """{"width", "height", "text", "words", "sure", "turn", "angle"}: a page as `read_pdf` gives it.

    A word is [text, x0, y0, x1, y1, bold, sure] in points of the upright page. `turn` (clockwise) and
    `angle` (counter-clockwise) are how the page was turned, in degrees.
    """
    sheet = _prepared(path, kind, page, folder)
    read, base = _read_alone(sheet)
    with pikepdf.open(base) as layer:
        answer = _finished(sheet, read, layer, 0)
    base.unlink(missing_ok=True)
    sheet.place.unlink()
    return answer


def _prepared(path: str, kind: str, page: int, folder: str) -> _Sheet:
    drawn, scale = _drawn(Path(path), Kind(kind), page)
    drawn = _plain(drawn)
    picture, angle = levelled(evened(drawn))
    sheet = _Sheet(page, drawn, scale, picture, Path(folder) / f"{page}.pgm", angle)
    grey_of(picture).save(sheet.place)
    return sheet


def _finished(sheet: _Sheet, words: tesseract.Words, layers: pikepdf.Pdf, place: int) -> dict[str, Json]:
    """The answer of a page that was read; where it was read badly, it is turned and read once more."""
    made = sheet.place.with_suffix(".pdf")
    if (_sureness(words) < _POOR or len(words) < _FEW_WORDS or _upended(words)) and (turn := _turn(sheet)):
        sheet.turn, sheet.drawn = turn, sheet.drawn.rotate(-turn, expand=True)
        sheet.picture, sheet.angle = levelled(evened(sheet.drawn))
        grey_of(sheet.picture).save(sheet.place)
        words, alone = _read_alone(sheet)
        with pikepdf.open(alone) as layer:
            _lay_under(made, layer, 0, sheet.picture)
        alone.unlink()
    else:
        _lay_under(made, layers, place, sheet.picture)
    answer = _answer(made, sheet.picture, words, sheet.scale)
    return {**answer, "sure": _sureness(words), "turn": sheet.turn, "angle": sheet.angle}


def _read_alone(sheet: _Sheet) -> tuple[tesseract.Words, Path]:
    words = tesseract.read_pictures([sheet.place], sheet.base, dpi=sheet.dpi)[0]
    return words, sheet.base.with_suffix(".pdf")


def _drawn(path: Path, kind: Kind, page: int) -> tuple[Image.Image, float]:
    """The page as it lies in the file, and how many pixels a point has."""
    if kind is Kind.PDF:
        document = pypdfium2.PdfDocument(path)
        document.init_forms()
        sheet = document[page - 1]
        _require_size(_largest_picture(sheet))
        width, height = sheet.get_size()
        if (scanned := _as_scanned(sheet)) is not None and scanned.mode in ("L", "RGB"):
            return scanned, scanned.width / width
        scale = min(_DPI / 72, (_MOST_DRAWN / (width * height)) ** 0.5)
        return sheet.render(scale=scale).to_pil().convert("RGB"), scale
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(path) as picture:
        picture.seek(page - 1)
        _require_size(picture.width * picture.height)
        picture.draft("RGB", (2 * _A4_LONG * _DPI // 72, 2 * _A4_LONG * _DPI // 72))
        upright = ImageOps.exif_transpose(picture) or picture
        if upright.mode in ("RGBA", "LA", "PA", "P"):
            paper = Image.new("RGBA", upright.size, "white")
            paper.alpha_composite(upright.convert("RGBA"))
            upright = paper
        upright = upright.convert("RGB")
    long = round(_A4_LONG * _DPI / 72)
    size = max(upright.size)
    return upright.resize(
        (max(1, round(upright.width * long / size)), max(1, round(upright.height * long / size))),
        Image.Resampling.LANCZOS,
        reducing_gap=3.0,
    ), _DPI / 72


def _as_scanned(page: pypdfium2.PdfPage) -> Image.Image | None:
    """The one picture that fills an upright page, if it has about the dots wanted: drawing costs more."""
    if page.get_rotation() or pypdfium2.raw.FPDFPage_GetAnnotCount(page) > 0:
        return None
    objects = list(page.get_objects(max_depth=1))
    if len(objects) != 1 or not isinstance(objects[0], pypdfium2.PdfImage):
        return None
    scanned, (width, height) = objects[0], page.get_size()
    across, down = scanned.get_px_size()
    kind = scanned.get_metadata()
    lies = scanned.get_matrix().get()
    fills = all(
        abs(one - other) < _POINT for one, other in zip(lies, (width, 0, 0, height, 0, 0), strict=True)
    )
    plain = (kind.colorspace, kind.bits_per_pixel) in _PLAIN_KINDS
    fits = all(
        _LEAST_DPI <= 72 * pixels / points <= _MOST_DPI
        for pixels, points in ((across, width), (down, height))
    )
    if not (fills and plain and fits) or abs(across / width - down / height) > _UNEVEN:
        return None
    drawn = scanned.get_bitmap().to_pil()
    assert isinstance(drawn, Image.Image)
    return drawn


def _largest_picture(page: pypdfium2.PdfPage) -> int:
    """Pixels of the largest picture on a page."""
    sizes = [
        found.get_px_size()
        for found in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
    ]
    return max((width * height for width, height in sizes), default=0)


def _require_size(pixels: int) -> None:
    if pixels > MOST_PIXELS:
        raise FileRefused("Trang quá lớn (hơn 200 triệu điểm ảnh).", reason=Reason.TOO_LARGE)


def _plain(drawn: Image.Image) -> Image.Image:
    """The picture in grey where it has no colour; a third of the work from here on."""
    if drawn.mode == "L":
        return drawn
    smaller = drawn.reduce(4).convert("HSV").getchannel("S").point(lambda depth: 255 * (depth > _COLOURED))
    return drawn.convert("L") if smaller.getbbox() is None else drawn


def _sureness(words: tesseract.Words) -> float:
    return round(fmean(sure for _, _, sure in words), 3) if words else 0.0


def _upended(words: tesseract.Words) -> bool:
    """Whether most longer words are higher than wide: Tesseract reads some pages on their side."""
    longer = [box for text, box, _ in words if len(text) > 3]
    standing = sum(bottom - top > right - left for left, top, right, bottom in longer)
    return standing * 2 > len(longer)


def _turn(sheet: _Sheet) -> int:
    smaller = grey_of(evened(sheet.drawn)).reduce(max(1, round(sheet.scale * 72 / 150)))
    smaller.save(sheet.place)
    return tesseract.turn_of(sheet.place)


def _lay_under(made: Path, layers: pikepdf.Pdf, place: int, picture: Image.Image) -> None:
    """Write the page with its invisible text and the picture under it."""
    with pikepdf.new() as pdf:
        pdf.pages.append(layers.pages[place])
        page = pdf.pages[0]
        width, height = (float(end) for end in page.mediabox[2:])
        content, size, space = _jpeg(picture, width)
        drawn = pikepdf.Stream(
            pdf,
            content,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=size[0],
            Height=size[1],
            BitsPerComponent=8,
            ColorSpace=space,
            Filter=pikepdf.Name.DCTDecode,
        )
        name = page.add_resource(drawn, pikepdf.Name.XObject)
        page.contents_add(f"q {width} 0 0 {height} 0 0 cm {name} Do Q\n".encode(), prepend=True)
        pdf.save(made)


def _jpeg(picture: Image.Image, width: float) -> tuple[bytes, tuple[int, int], pikepdf.Name]:
    kept = picture.reduce(max(1, round(picture.width / (width / 72 * _KEPT_DPI))))
    target = BytesIO()
    kept.save(target, "JPEG", quality=_QUALITY)
    space = pikepdf.Name.DeviceGray if kept.mode == "L" else pikepdf.Name.DeviceRGB
    return target.getvalue(), kept.size, space


def _answer(made: Path, picture: Image.Image, read: tesseract.Words, scale: float) -> dict[str, Json]:
    """The page as its text layer gives it, with how sure and how bold each word is."""
    answer = read_pdf(str(made), 1)[0]
    assert isinstance(answer, dict)
    words = answer["words"]
    assert isinstance(words, list)
    boxes = [_points(box, scale) for _, box, _ in read]
    strokes = _strokes(picture, [box for _, box, _ in read])
    usual = median(strokes) if strokes else 0.0
    at = 0
    for word in words:
        assert isinstance(word, list)
        at = _place_of(word, boxes, near=at)
        # The layer keeps where a word begins and how high its line is; how wide it is, Tesseract tells.
        word[1], word[3] = boxes[at][0], boxes[at][2]
        word[5] = strokes[at] > _BOLD * usual
        word.append(round(read[at][2], 2))
    return answer


def _points(box: tuple[int, int, int, int], scale: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (edge / scale for edge in box)
    return left, top, right, bottom


def _place_of(word: list[Json], boxes: list[tuple[float, float, float, float]], *, near: int) -> int:
    """Which box a word of the layer came from: the nearest to where it begins."""
    x, y = float(str(word[1])), (float(str(word[2])) + float(str(word[4]))) / 2

    def off(at: int) -> float:
        return abs(boxes[at][0] - x) + _off(boxes[at], y)

    following = range(near, min(near + _LOOK_AHEAD, len(boxes)))
    close = next((at for at in following if off(at) < _CLOSE), None)
    return min(range(len(boxes)), key=off) if close is None else close


def _off(box: tuple[float, float, float, float], y: float) -> float:
    return max(box[1] - y, 0, y - box[3])


def _strokes(picture: Image.Image, boxes: list[tuple[int, int, int, int]]) -> list[float]:
    """How thick the strokes of each word are, in pixels: what is left when a pixel is taken off all round."""
    ink_and_paper = grey_of(picture).point(_BLACK_AND_WHITE)
    found = []
    for box in boxes:
        piece = ink_and_paper.crop(box)
        # A mean of nine pixels is black where all of them are; a filter by rank takes five times as long.
        ink, left = piece.histogram()[0], piece.filter(_NEIGHBOURS).histogram()[0]
        found.append(2 / (1 - left / ink) if ink > left else 0.0)
    return found
