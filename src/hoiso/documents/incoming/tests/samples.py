"""Files as they come to a desk."""

import io
from functools import cache
from pathlib import Path

import pikepdf
import typst

import hoiso.documents.layouts
from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.tests.examples import a_plan

FONTS = Path(hoiso.documents.layouts.__path__[0]) / "fonts"


@cache
def a_plan_pdf() -> bytes:
    """Plan 05/KH-HPN of 03/02/2026 as a made PDF."""
    return render(a_plan())


def a_scan_pdf(pages: int = 1) -> bytes:
    """A PDF without text."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


@cache
def a_marked_pdf() -> bytes:
    """A letter stamped "TỐI MẬT"."""
    source = (
        '#set page(paper: "a4")\n#set text(font: "Tinos", size: 13pt)\n'
        "#grid(columns: (40%, 60%), [HỘI LHPN TỈNH TÂY NINH \\ Số: 03/BC-BTV \\ \\ *TỐI MẬT*],"
        " [CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\ Độc lập - Tự do - Hạnh phúc])\n\n"
        "Nội dung của báo cáo này dài hơn bốn mươi chữ cái để được coi là trang có chữ."
    )
    made = typst.compile(source.encode(), font_paths=[FONTS], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made
