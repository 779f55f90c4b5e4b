"""Stacks as a scanner gives them."""

import io
from collections.abc import Sequence
from datetime import date
from functools import cache

import pikepdf
import pypdfium2
import typst
from PIL import Image

from hoiso.documents.incoming.tests.samples import FONTS, a_plan_pdf
from hoiso.documents.layouts.labels import render_separator

DAY = date(2026, 11, 25)


@cache
def a_separator() -> bytes:
    """The product's own sheet."""
    return render_separator(unit="Hội LHPN xã Mỹ Yên", dated=DAY)


@cache
def a_letter(number: int, subject: str, *, annex: bool = False) -> bytes:
    """A letter of one page, or of two with an annex that bears the country's name as well."""
    more = (
        "#pagebreak()\nPHỤ LỤC 1 \\ MẪU ĐĂNG KÝ \\ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\"
        " Độc lập - Tự do - Hạnh phúc \\ \\ Họ và tên người đăng ký tham gia lớp tập huấn của Hội.\n"
        if annex
        else ""
    )
    source = (
        '#set page(paper: "a4")\n#set text(font: "Tinos", size: 13pt)\n'
        f"#grid(columns: (40%, 60%), [UBND XÃ MỸ YÊN \\ Số: {number}/UBND-VX \\ V/v {subject}],"
        " align(center)[*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc* \\"
        f" _Mỹ Yên, ngày {number} tháng 9 năm 2026_])\n\n"
        "Kính gửi: Hội Liên hiệp Phụ nữ xã Mỹ Yên.\n\n"
        f"Uỷ ban nhân dân xã đề nghị quý Hội {subject} và gửi báo cáo kết quả về Uỷ ban nhân dân xã"
        f" trước ngày 30 tháng 9 năm 2026 để tổng hợp theo quy định.\n\n{more}"
    )
    made = typst.compile(source.encode(), font_paths=[FONTS], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def a_blank() -> Image.Image:
    """A sheet with nothing but dust and the shade of the lid."""
    sheet = Image.new("L", (1240, 1754), 246)
    for x, y in ((300, 400), (800, 1200), (610, 90)):
        sheet.paste(90, (x, y, x + 2, y + 2))
    sheet.paste(120, (0, 0, 30, 1754))
    return sheet


def sheets(pdf: bytes, *, dpi: int = 150, angle: float = 0.0) -> list[Image.Image]:
    """Every page of a PDF as a scanner gives it."""
    drawn = [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in pypdfium2.PdfDocument(pdf)]
    return [one.rotate(angle, Image.Resampling.BICUBIC, fillcolor=250) if angle else one for one in drawn]


def stack_of(pages: Sequence[Image.Image], *, dpi: int = 150) -> bytes:
    """These pictures as one PDF."""
    target = io.BytesIO()
    pages[0].save(target, "PDF", resolution=dpi, save_all=True, append_images=list(pages[1:]))
    return target.getvalue()


@cache
def a_scanned_stack() -> bytes:
    """Seven sheets: a separator, a plan, a separator, a letter, a blank, and a letter with its annex."""
    return stack_of(
        [
            *sheets(a_separator(), angle=3),
            *sheets(a_plan_pdf()),
            *sheets(a_separator(), angle=180),
            *sheets(a_letter(12, "rà soát hội viên")),
            a_blank(),
            *sheets(a_letter(14, "góp ý dự thảo quy chế", annex=True), angle=1),
        ]
    )


@cache
def a_printed_stack() -> bytes:
    """Three letters in one PDF with text, nothing between them, the second with an annex."""
    stack = pikepdf.new()
    for made in (
        a_letter(1, "thăm hộ nghèo"),
        a_letter(2, "tập huấn chuyển đổi số", annex=True),
        a_letter(3, "tổng kết năm"),
    ):
        with pikepdf.open(io.BytesIO(made)) as letter:
            stack.pages.extend(letter.pages)
    target = io.BytesIO()
    stack.save(target)
    return target.getvalue()
