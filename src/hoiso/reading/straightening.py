"""A scanned or photographed page made plain: shade taken out, lines made level. Pillow alone."""

from math import ceil, radians, tan
from operator import mul

from PIL import Image, ImageChops, ImageFilter, ImageMath

_STEEPEST = 6.0  # degrees; what lies more askew was laid so on purpose
_LEVEL = 0.15  # degrees that nobody sees
_COARSE, _FINE = 0.5, 0.1
_STEPS = round(_STEEPEST / _COARSE)
_LOOKED_AT = 700  # pixels across when the skew is measured
_STRIP = 40
_PATCH = 16
_PAPER_AROUND = 9  # patches; wider than a line of letters is high
_EVEN = 0.86  # paper whose darkest part is at least so bright against the brightest needs nothing
_WHITE = 225


def grey_of(picture: Image.Image) -> Image.Image:
    """The picture in grey: itself where it is so already, since a copy of a page costs time."""
    return picture if picture.mode == "L" else picture.convert("L")


def levelled(picture: Image.Image) -> tuple[Image.Image, float]:
    """The picture with its lines level, and by how many degrees it was turned counter-clockwise."""
    angle = skew(picture)
    if abs(angle) < _LEVEL:
        return picture, 0.0
    fill = 255 if picture.mode == "L" else (255, 255, 255)
    return picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=fill), angle


def skew(picture: Image.Image) -> float:
    """By how many degrees the picture must be turned counter-clockwise for its lines to be level.

    Lines are level where rows of pixels differ most: dark through letters, bright between lines.
    """
    grey = grey_of(picture)
    grey = grey.reduce(max(1, grey.width // _LOOKED_AT)).resize(
        (_LOOKED_AT, max(1, round(grey.height * _LOOKED_AT / grey.width)))
    )
    # What is darker than its surroundings are letters; shade and the dark corners of a turned page are not.
    ink = ImageChops.subtract(grey.filter(ImageFilter.BoxBlur(8)), grey)
    edge = _LOOKED_AT // 20
    strips = _profiles(ink, edge)
    # Every other strip tells which way; all of them tell how far.
    coarse = _best(strips[::2], [step * _COARSE for step in range(-_STEPS, _STEPS + 1)], apart=2 * _STRIP)
    reach = round(_COARSE / _FINE)
    fine = [coarse + step * _FINE for step in range(-reach + 1, reach)]
    return round(_best(strips, fine, apart=_STRIP), 2)


def _profiles(ink: Image.Image, edge: int) -> list[bytes]:
    """How dark each row is, by upright strips beside one another."""
    count = (_LOOKED_AT - 2 * edge) // _STRIP
    box = (edge, 0, edge + count * _STRIP, ink.height)
    rows = ink.resize((count, ink.height), Image.Resampling.BOX, box=box).tobytes()
    return [rows[place::count] for place in range(count)]


def _best(strips: list[bytes], angles: list[float], *, apart: int) -> float:
    # Of equals the least turn: a page without lines stays as it is.
    return max(angles, key=lambda angle: (_contrast(strips, angle, apart), -abs(angle)))


def _contrast(strips: list[bytes], angle: float, apart: int) -> int:
    """How much rows differ when the strips are moved up or down as the turn would move them."""
    slope = tan(radians(angle))
    middle = (len(strips) - 1) / 2
    reach = ceil(tan(radians(_STEEPEST + _COARSE)) * apart * middle) + 1
    moved = []
    for place, strip in enumerate(strips):
        off = reach + round(slope * apart * (place - middle))
        moved.append(strip[off : len(strip) - 2 * reach + off])
    rows = list(map(sum, zip(*moved, strict=True)))
    return sum(map(mul, rows, rows))


def evened(picture: Image.Image) -> Image.Image:
    """The picture with the shade of a hand or a lamp divided out; one that is even stays as it is."""
    grey = grey_of(picture)
    paper = _paper(grey)
    least, most = paper.getextrema()
    assert isinstance(least, int | float)
    assert isinstance(most, int | float)
    if least >= _EVEN * most and most >= _WHITE:
        return picture
    ground = paper.resize(picture.size, Image.Resampling.BICUBIC)
    channels = [_divided(channel, ground) for channel in picture.split()]
    return Image.merge(picture.mode, channels)


def _paper(grey: Image.Image) -> Image.Image:
    """How bright the paper is around each patch: the brightest near it, smoothed."""
    patches = grey.reduce(_PATCH)
    return patches.filter(ImageFilter.MaxFilter(_PAPER_AROUND)).filter(ImageFilter.GaussianBlur(4))


def _divided(channel: Image.Image, ground: Image.Image) -> Image.Image:
    divided = ImageMath.lambda_eval(
        lambda given: given["convert"](
            given["min"](given["a"] * 245 / given["max"](given["b"], 1), 255), "L"
        ),
        a=channel,
        b=ground,
    )
    assert isinstance(divided, Image.Image)
    return divided
