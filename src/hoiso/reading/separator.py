"""The bars of the separator sheet: Code 39 of one word, printed large, seen again in a scan.

Any reader of bar codes reads the word too; here nothing but this one code has to be told from all else.
"""

from itertools import groupby

from PIL import Image

WORD = "HOISO"
_CODE_39 = {
    "*": "nwnnwnwnn", "H": "wnnnnwwnn", "O": "wnnnwnnwn", "I": "nnwnnwwnn", "S": "nnwnnnwwn",
}  # fmt: skip
_WIDE = 3
_LINES = 60  # looked at across the page and along it
_CONTRAST = 60


def bars() -> tuple[int, ...]:
    """Widths of bars and gaps by turns, from the first bar to the last, in widths of a narrow one."""
    letters = ("".join(_CODE_39[letter]) for letter in f"*{WORD}*")
    return tuple(_WIDE if one == "w" else 1 for one in "n".join(letters))


_PATTERN = "".join("w" if width == _WIDE else "n" for width in bars())
_PATTERNS = (_PATTERN, _PATTERN[::-1])


def has_bars(picture: Image.Image) -> bool:
    """Whether the bars stand in a page drawn at about 100 dpi, in any of the four ways it can lie.

    Askew by a few degrees does no harm: the bars are high.
    """
    grey = picture.convert("L")
    return any(_lies_across(one) for one in (grey, grey.transpose(Image.Transpose.ROTATE_90)))


def _lies_across(grey: Image.Image) -> bool:
    width, height = grey.size
    pixels = grey.tobytes()
    step = max(1, height // _LINES)
    return any(_holds_bars(pixels[row * width : (row + 1) * width]) for row in range(step // 2, height, step))


def _holds_bars(line: bytes) -> bool:
    darkest, brightest = min(line), max(line)
    if brightest - darkest < _CONTRAST:
        return False
    middle = (darkest + brightest) // 2
    runs = [(dark, sum(1 for _ in same)) for dark, same in groupby(line, lambda shade: shade < middle)]
    many = len(_PATTERN)
    for at, (dark, _) in enumerate(runs):
        if dark and at + many <= len(runs):
            widths = [width for _, width in runs[at : at + many]]
            if _shape(widths) in _PATTERNS:
                return True
    return False


def _shape(widths: list[int]) -> str:
    """Narrow and wide of these runs; empty where they are no two kinds."""
    least, most = min(widths), max(widths)
    if least < 2 or most > 6 * least:
        return ""
    border = sum(widths) / sum(bars()) * (1 + _WIDE) / 2
    return "".join("w" if width > border else "n" for width in widths)
