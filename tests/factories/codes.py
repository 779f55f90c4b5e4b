"""A QR code read as a camera reads it: by its squares, without knowing what was written into it.

Enough of ISO/IEC 18004 for the codes of labels: up to version 6, bytes.
Nothing is mended: a printed page is drawn without spots.
"""

import io
from collections.abc import Iterator

import pypdfium2

_MASKS = (
    lambda row, column: (row + column) % 2,
    lambda row, column: row % 2,
    lambda row, column: column % 3,
    lambda row, column: (row + column) % 3,
    lambda row, column: (row // 2 + column // 3) % 2,
    lambda row, column: row * column % 2 + row * column % 3,
    lambda row, column: (row * column % 2 + row * column % 3) % 2,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2,
)
_FORMAT_MASK = 0b101010000010010
_M, _H, _Q = 0b00, 0b10, 0b11
# Words of data and blocks they lie in, by version and level; only where all blocks are of one length.
_DATA = {
    (1, _M): (16, 1), (1, _Q): (13, 1), (1, _H): (9, 1),
    (2, _M): (28, 1), (2, _Q): (22, 1), (2, _H): (16, 1),
    (3, _M): (44, 1), (3, _Q): (34, 2), (3, _H): (26, 2),
    (4, _M): (64, 2), (4, _Q): (48, 2), (4, _H): (36, 4),
    (5, _M): (86, 2),
    (6, _M): (108, 4), (6, _Q): (76, 4), (6, _H): (60, 4),
}  # fmt: skip
_ALIGNED = {2: 18, 3: 22, 4: 26, 5: 30, 6: 34}
_BYTES, _MODE_BITS, _COUNT_BITS = 0b0100, 4, 8


def code_at(pdf: bytes, *, left: float, top: float, side: float) -> str:
    """What the QR code says that lies in this square (millimetres) of the first page of a PDF, drawn."""
    page = pypdfium2.PdfDocument(io.BytesIO(pdf))[0]
    drawn = page.render(scale=8).to_pil().convert("L")
    scale = drawn.width / (page.get_width() * 25.4 / 72)
    square = drawn.crop(tuple(round(one * scale) for one in (left, top, left + side, top + side)))
    box = square.point(lambda shade: 255 if shade < 128 else 0).getbbox()
    assert box is not None, "nothing is printed there"
    code = square.crop(box)
    edge = [code.getpixel((column, 0)) < 128 for column in range(code.width)]
    size = round(code.width * 7 / edge.index(False))  # a finder is seven modules wide
    step = code.width / size
    middles = [int((place + 0.5) * step) for place in range(size)]
    return read_code([[code.getpixel((column, row)) < 128 for column in middles] for row in middles])


def read_code(modules: list[list[bool]]) -> str:
    """The text in a code, its modules given row by row without the quiet border."""
    size = len(modules)
    version = (size - 17) // 4
    level, mask = _format(modules)
    total, blocks = _DATA[version, level]
    bits = [
        modules[row][column] != (_MASKS[mask](row, column) == 0)
        for row, column in _way(size)
        if not _of_the_frame(row, column, size, version)
    ]
    words = [int("".join("01"[bit] for bit in bits[at : at + 8]), 2) for at in range(0, len(bits) - 7, 8)]
    data = [word for block in range(blocks) for word in words[block:total:blocks]]
    stream = "".join(f"{word:08b}" for word in data)
    assert int(stream[:_MODE_BITS], 2) == _BYTES
    begin = _MODE_BITS + _COUNT_BITS
    count = int(stream[_MODE_BITS:begin], 2)
    return bytes(int(stream[begin + 8 * at : begin + 8 * at + 8], 2) for at in range(count)).decode()


def _format(modules: list[list[bool]]) -> tuple[int, int]:
    """Level of correction and mask, from the copy beside the upper left finder."""
    columns = (0, 1, 2, 3, 4, 5, 7, 8)
    told = [modules[8][column] for column in columns] + [modules[row][8] for row in (7, 5, 4, 3, 2, 1, 0)]
    value = int("".join("01"[bit] for bit in told), 2) ^ _FORMAT_MASK
    return value >> 13, value >> 10 & 0b111


def _way(size: int) -> Iterator[tuple[int, int]]:
    """Two columns at a time from the right, up and down in turn, the column of the clock left out."""
    up = True
    for right in [*range(size - 1, 6, -2), *range(5, 0, -2)]:
        for row in range(size - 1, -1, -1) if up else range(size):
            yield from ((row, right), (row, right - 1))
        up = not up


def _of_the_frame(row: int, column: int, size: int, version: int) -> bool:
    """Finders with their borders and the format, the clock lines, the alignment pattern."""
    corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
    centre = _ALIGNED.get(version)
    aligned = centre is not None and abs(row - centre) <= 2 and abs(column - centre) <= 2
    return corner or row == 6 or column == 6 or aligned
