"""Scans made for tests, and the jobs that read them worked off inside a test's transaction."""

import io
from functools import cache

import pypdfium2
import pytest
import typst
from django.db import connection
from PIL import Image
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from hoiso.documents.incoming.tests.samples import FONTS
from hoiso.reading.tesseract import available
from tests.roles import owner, worker

needs_tesseract = pytest.mark.skipif(not available(), reason="Tesseract with Vietnamese is not installed")


@cache
def a_note_pdf() -> bytes:
    """A page with one sentence: recognised in a moment."""
    source = (
        '#set page(paper: "a4")\n#set text(font: "Tinos", size: 16pt)\n'
        "Giấy biên nhận hội phí của chi hội, gửi lại văn phòng trước khi khoá sổ cuối quý."
    )
    made = typst.compile(source.encode(), font_paths=[FONTS], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


@cache
def scanned(pdf: bytes, *, dpi: int = 150, angle: float = 0.0, pages: int = 1) -> bytes:
    """The first page of a PDF as a scanner gives it, `pages` times, askew by `angle`: a PDF of pictures."""
    drawn = pypdfium2.PdfDocument(pdf)[0].render(scale=dpi / 72, grayscale=True).to_pil()
    if angle:
        drawn = drawn.rotate(angle, Image.Resampling.BICUBIC, fillcolor=250)
    target = io.BytesIO()
    drawn.save(target, "PDF", resolution=dpi, save_all=True, append_images=[drawn] * (pages - 1))
    return target.getvalue()


@cache
def photographed(pdf: bytes, *, turn: int = 0) -> bytes:
    """The first page of a PDF as a telephone takes it: a JPEG, turned by `turn` degrees."""
    drawn = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72).to_pil().rotate(turn, expand=True)
    target = io.BytesIO()
    drawn.save(target, "JPEG", quality=80)
    return target.getvalue()


def work_off(*names: str, most: int = 20) -> list[str]:
    """Work the queued jobs of these tasks as the worker does, until none is left; their names."""
    worked: list[str] = []
    while len(worked) < most:
        with owner():
            job = (
                ProcrastinateJob.objects.filter(status="todo", task_name__in=names)
                .order_by("-priority", "id")
                .first()
            )
            if job is None:
                return worked
            with connection.cursor() as cursor:
                cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job.pk])
        with worker():
            app.tasks[job.task_name](**job.args)
        with owner(), connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'succeeded' WHERE id = %s", [job.pk])
        worked.append(job.task_name)
    raise AssertionError(f"the queue does not end: {worked}")


READING = ("documents.read_text", "documents.recognise", "documents.fill_drafts", "documents.warn_of_mark")
