"""Files as they come to a desk."""

import io
from functools import cache
from pathlib import Path

import pikepdf
import pytest

from hoiso.documents.layouts.rendering import render
from hoiso.documents.layouts.tests.examples import a_plan

SAMPLES = Path("/work/shared/data/edxml")


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
