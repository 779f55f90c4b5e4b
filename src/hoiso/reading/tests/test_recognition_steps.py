"""Each step before recognition by its name: with it a page is read rightly, without it worse."""

import random
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import typst
from PIL import Image, ImageChops

from hoiso.core.folding import fold
from hoiso.reading import ocr_child
from hoiso.reading.tests.typeset import FONTS
from hoiso.reading.text import PageText, page_text
from tests.factories.scans import needs_tesseract

pytestmark = needs_tesseract

LINES = (
    "Căn cứ chương trình công tác năm của Hội,",
    "Ban Thường vụ đề nghị các chi hội rà soát",
    "danh sách hội viên vay vốn đợt hai, gửi về",
    "văn phòng Hội trước ngày 30 tháng 9 năm 2026.",
    "Chi hội nào có hội viên mới chuyển đến thì",
    "ghi rõ họ tên, nơi ở, số điện thoại liên hệ,",
    "kèm đơn xin vào Hội đã ký và giấy giới thiệu",
    "của chi hội nơi đi để làm thủ tục tiếp nhận.",
)


@cache
def a_page() -> Image.Image:
    """Half a sheet with these lines, as a scanner of 200 dots an inch gives it."""
    source = (
        '#set page(width: 148mm, height: 110mm, margin: 18mm)\n#set text(font: "Tinos", size: 13pt)\n'
        + " \\ ".join(LINES)
    )
    made = typst.compile(source.encode(), font_paths=[FONTS], ignore_system_fonts=True)
    drawn = pypdfium2.PdfDocument(made)[0].render(scale=200 / 72, grayscale=True).to_pil()
    assert isinstance(drawn, Image.Image)
    return drawn


def noisy_in_shade(page: Image.Image) -> Image.Image:
    """Grain, and a shade that leaves a quarter of the light on one side."""
    chance = random.Random(5)
    grain = Image.frombytes(
        "L", page.size, bytes(chance.randrange(30) for _ in range(page.width * page.height))
    )
    slope = (
        Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda dark: 255 - round(dark * 0.78))
    )
    return ImageChops.multiply(ImageChops.subtract(page, grain), slope)


def read(picture: Image.Image, folder: Path) -> tuple[PageText, dict[str, Any]]:
    place = folder / "page.pdf"
    picture.save(place, "PDF", resolution=200, quality=70)
    answer = ocr_child.recognise(str(place), "pdf", 1, str(folder))
    return page_text(1, answer), answer


def share_right(page: PageText) -> float:
    """How many of the lines were read to the letter."""
    read = {fold(line.text) for line in page.lines}
    return sum(fold(line) in read for line in LINES) / len(LINES)


@pytest.mark.parametrize("turn", [90, 180])
def test_a_turned_page_is_turned_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    turned = a_page().rotate(turn, expand=True)
    page, answer = read(turned, tmp_path)
    assert answer["turn"] == turn
    assert share_right(page) == 1
    monkeypatch.setattr(ocr_child, "_turn", lambda sheet: 0)
    without, _ = read(turned, tmp_path)
    assert share_right(without) == 0


def test_a_skewed_page_is_made_level(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    skewed = a_page().rotate(3, Image.Resampling.BICUBIC, expand=True, fillcolor=250)
    page, answer = read(skewed, tmp_path)
    assert answer["angle"] == pytest.approx(-3, abs=0.3)
    assert share_right(page) == 1
    monkeypatch.setattr(ocr_child, "levelled", lambda picture: (picture, 0.0))
    without, _ = read(skewed, tmp_path)
    assert share_right(without) < 0.9


def test_a_page_in_shade_with_grain_is_cleaned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shaded = noisy_in_shade(a_page())
    page, _ = read(shaded, tmp_path)
    assert share_right(page) >= 0.9
    monkeypatch.setattr(ocr_child, "evened", lambda picture: picture)
    without, _ = read(shaded, tmp_path)
    assert share_right(without) <= share_right(page) - 0.3
