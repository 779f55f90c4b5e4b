"""`hoiso bench reading`: fields read rightly from the reading set, and the cost of text beside its floors."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any

import pikepdf
import pypdfium2

from bench.contract import Row, median_ms, medians_side_by_side
from hoiso.core.files.kinds import Kind
from hoiso.reading.pdf_text import read_pdf
from hoiso.reading.scans import kept_pages, read_pages
from hoiso.runtime import django_start

CORES = len(os.sched_getaffinity(0))
ROWS = 10_000
OCR_PAGES = 100
OCR_DPI = 300
AT_ONCE = 4  # pages of one child, as in service
MOST_MS = 15.0
DIGITAL, SCANNED, MARKED = 0.97, 0.90, 0.9
DOUBTED = 0.25  # our own aim: where every other box asks to be looked at, nobody looks


def run(*, rows: int, tell: Callable[[str], None]) -> list[Row]:
    """Every row; about fifteen minutes on two cores. `rows` above 1,000 reads all `OCR_PAGES` pages."""
    django_start.set_up("web")  # the scoring knows when a clerk is told to look; no statement is sent
    from tests.reading_set.frozen_samples import FIRST, changed_files, frozen_samples
    from tests.reading_set.own_samples import own_samples

    if changed := changed_files():
        raise RuntimeError(f"frozen files have changed: {', '.join(changed)}")
    with tempfile.TemporaryDirectory() as folder:
        own = own_samples(Path(folder))
        measured = []
        for half, samples in (
            ("nửa đóng băng", frozen_samples()),
            ("nửa đóng băng trước đây", frozen_samples(FIRST)),
            ("nửa tự dựng", own),
        ):
            tell(f"Đọc bộ mẫu, {half}")
            measured += _fields(half, samples, tell, misses=samples is own)
        digital = [sample.path for sample in own if sample.condition == "digital"]
        tell("Đo đọc chữ PDF")
        measured += _text(digital)
        pages = OCR_PAGES if rows > 1000 else max(CORES, rows // 10)
        tell(f"Đo nhận dạng {pages} trang")
        measured.append(_recognition(digital, pages, Path(folder)))
    return measured


def _fields(half: str, samples: Iterable[Any], tell: Callable[[str], None], *, misses: bool) -> list[Row]:
    """`misses`: each one is told. Of the frozen halves only counts are: who sees faults tunes to them."""
    from tests.reading_set.scoring import added, scored

    with ThreadPoolExecutor(CORES) as cores:
        read = list(chain.from_iterable(cores.map(lambda one: list(scored([one])), samples)))
    measured = []
    for what, target, chosen in (("bản điện tử", DIGITAL, True), ("bản quét, ảnh chụp", SCANNED, False)):
        score = added(one for sample, one in read if (sample.condition == "digital") is chosen)
        lines = [f"{half}, {what}: ô đúng / ô có, bỏ sót, sai và được đánh dấu, sai không đánh dấu"]
        lines += _confusion(score)
        for miss in score.misses if misses else ():
            mark = "đánh dấu cần xem" if miss.marked else "KHÔNG ĐÁNH DẤU"
            lines.append(f"  {miss.sample} {miss.field}: “{miss.wanted}” đọc là “{miss.read}” ({mark})")
        tell("\n".join([*lines, "Tiếp theo"]))
        measured.append(
            Row(
                what=f"{half}: {what}, {score.pages} trang, ô đúng",
                value=100 * score.share,
                unit="%",
                target=100 * target,
                at_least=True,
            )
        )
        measured.append(
            Row(
                what=f"{half}: {what}, {len(score.wrong)} giá trị sai, được đánh dấu",
                value=100 * score.marked,
                unit="%",
                target=100 * MARKED,
                at_least=True,
            )
        )
        measured.append(
            Row(
                what=f"{half}: {what}, giá trị đúng phải xem lại",
                value=100 * score.doubted.total() / max(score.right.total(), 1),
                unit="%",
                target=100 * DOUBTED,
            )
        )
    return measured


def _confusion(score: Any) -> Iterable[str]:
    """Per field: how many are right, missed, wrong and marked, wrong and not marked."""
    for name in sorted(score.asked):
        misses = [miss for miss in score.misses if miss.field is name]
        missed = sum(not miss.read for miss in misses)
        marked = sum(bool(miss.read) and miss.marked for miss in misses)
        yield (
            f"    {name.value:<12} {score.right[name]:>3} / {score.asked[name]:<3}"
            f" {missed:>3} {marked:>3} {len(misses) - missed - marked:>3}"
        )


def _text(files: list[Path]) -> list[Row]:
    """Text of every page beside the bare text of PDFium, both in this process; then with every word."""

    def ours() -> None:
        for file in files:
            read_pdf(str(file), 0)

    def with_words() -> None:
        for file in files:
            read_pdf(str(file), 3)

    def floor() -> None:
        for file in files:
            document = pypdfium2.PdfDocument(file)
            for page in document:
                page.get_textpage().get_text_bounded()
            document.close()

    value, least = medians_side_by_side(ours, floor, rounds=20)
    words = median_ms(with_words, rounds=10, warm=1)
    return [
        Row(
            what="chữ của một trang PDF điện tử, so với pypdfium2",
            value=value / len(files),
            floor=least / len(files),
            unit="ms",
            target=1.3,
        ),
        Row(
            what="chữ và chỗ của từng từ, để điền sổ (tối đa 6 trang một tệp)",
            value=words / len(files),
            unit="ms",
            target=MOST_MS,
        ),
    ]


def _recognition(files: list[Path], pages: int, folder: Path) -> Row:
    """Scans to recognised pages with their copy, beside Tesseract alone on the same pictures and cores."""
    scans = [_scan(file, folder) for file in files]
    whole = folder / "stack.pdf"
    with pikepdf.new() as stack:
        for scan, _ in scans:
            with pikepdf.open(scan) as one:
                stack.pages.append(one.pages[0])
        stack.save(whole)
    work = folder / "recognised"
    program = shutil.which("tesseract")
    if program is None:
        raise RuntimeError("Tesseract is not installed")

    def ours(share: list[int]) -> None:
        own = work / str(share[0])
        own.mkdir(parents=True)
        read_pages(whole, Kind.PDF, pages=[place % len(scans) + 1 for place in share], folder=own)
        if len(kept_pages(own)) != len({place % len(scans) for place in share}):
            raise RuntimeError("a page was not read")
        shutil.rmtree(own)

    def floor(place: int) -> None:
        subprocess.run(  # noqa: S603 - fixed words and our own files
            [program, str(scans[place % len(scans)][1]), str(folder / f"floor-{place}"), "-l", "vie",
             "--dpi", str(OCR_DPI), "tsv"],
            check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip

    # In turns of a few pages, and by processor time with that of the children: a busy machine tells no less.
    spent = [0.0, 0.0]
    with ThreadPoolExecutor(CORES) as cores:
        for start in range(0, pages, AT_ONCE * CORES):
            turn = range(start, min(pages, start + AT_ONCE * CORES))
            shares = [list(turn[place : place + AT_ONCE]) for place in range(0, len(turn), AT_ONCE)]
            for kind, (act, given) in enumerate(((ours, shares), (floor, turn))):
                begun = _processor()
                list(cores.map(act, given))  # type: ignore[arg-type]
                spent[kind] += _processor() - begun
    return Row(
        what=f"nhận dạng {pages} trang, giây bộ xử lý, so với tesseract", value=spent[0] / pages,
        floor=spent[1] / pages, unit="s", target=1.2,
    )  # fmt: skip


def _processor() -> float:
    """Seconds that this process, its ended children, and the nursery with its own have had of a processor."""
    spent = (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN))
    running = [
        Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()
        for task in Path("/proc/self/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
    ticks = sum(int(ticks) for stat in running for ticks in stat[11:15])
    return sum(one.ru_utime + one.ru_stime for one in spent) + ticks / os.sysconf("SC_CLK_TCK")


def _scan(file: Path, folder: Path) -> tuple[Path, Path]:
    """A page as a scan of 300 dots an inch: as a PDF, and as the picture that Tesseract alone is given."""
    drawn = pypdfium2.PdfDocument(file)[0].render(scale=OCR_DPI / 72, grayscale=True).to_pil()
    scan, picture = folder / f"scan-{file.stem}.pdf", folder / f"scan-{file.stem}.png"
    drawn.save(scan, "PDF", resolution=OCR_DPI, quality=60)
    drawn.save(picture, compress_level=1)
    return scan, picture
