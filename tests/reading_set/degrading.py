"""Pages as scanners and telephones give them; the same every time from the same seed."""

import random
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

CONDITIONS = ("scan", "scan-150", "skewed", "photo")


def degraded(pdf: Path | bytes, condition: str, *, seed: str, quality: int = 50) -> bytes:
    """Every page of a PDF under a condition: a PDF of pictures, or for "photo" a JPEG of the first page."""
    chance = random.Random(f"{seed} {condition}")
    pages = [_page(page, condition, chance) for page in pypdfium2.PdfDocument(pdf)]
    target = BytesIO()
    if condition == "photo":
        pages[0].save(target, "JPEG", quality=quality)
    else:
        dpi = 200 if condition == "scan" else 150
        pages[0].save(
            target, "PDF", resolution=dpi, quality=quality, save_all=True, append_images=pages[1:],
        )  # fmt: skip
    return target.getvalue()


def _page(page: pypdfium2.PdfPage, condition: str, chance: random.Random) -> Image.Image:
    dpi = {"scan": 200, "photo": 190}.get(condition, 150)
    drawn = page.render(scale=dpi / 72, grayscale=True).to_pil()
    drawn = drawn.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.6)))
    drawn = _noisy(drawn, chance, amount=7 if condition != "scan" else 4)
    if condition == "skewed":
        return drawn.rotate(
            chance.choice((-1, 1)) * chance.uniform(1.0, 3.5), Image.Resampling.BICUBIC, fillcolor=245
        )
    if condition == "photo":
        return _photographed(drawn, chance)
    return drawn


def _noisy(drawn: Image.Image, chance: random.Random, *, amount: int) -> Image.Image:
    # Pillow's noise has no seed: grain comes from bytes of our own chance, tiled.
    grain = Image.frombytes("L", (256, 256), bytes(chance.randrange(2 * amount) for _ in range(65536)))
    tiled = Image.new("L", drawn.size)
    for left in range(0, drawn.width, 256):
        for top in range(0, drawn.height, 256):
            tiled.paste(grain, (left, top))
    return ImageChops.subtract(drawn, tiled)


def _photographed(drawn: Image.Image, chance: random.Random) -> Image.Image:
    """Laid on a dark table, a little turned and in perspective, a shade falling over it."""
    width, height = drawn.size
    around = 60
    table = Image.new("L", (width + 2 * around, height + 2 * around), 70)
    table.paste(drawn, (around, around))

    def off() -> float:
        return chance.uniform(0, 24)

    corners = (off(), off(), off(), table.height - off(), table.width - off(), table.height - off(),
               table.width - off(), off())  # fmt: skip
    seen = table.transform(table.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
    seen = seen.rotate(chance.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor=70)
    slope = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(seen.size)
    return ImageChops.multiply(seen, slope.point(lambda dark: 255 - round(dark * 0.5)))
