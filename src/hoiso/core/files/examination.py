"""What runs in the child: recognise a file by its first bytes and hand it to the probe of its kind."""

from pathlib import Path

from hoiso.core.files.isolation import Json
from hoiso.core.files.kinds import REFUSED_STARTS, Kind
from hoiso.core.files.probes import archives, compound, pdf, pictures, plain
from hoiso.core.files.probes.findings import Findings, dangerous, kind_refused

_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
)
_PHONE_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}


def examine(path_text: str) -> dict[str, Json]:
    """The findings on one file as JSON. Raises FileRefused."""
    return _probe(Path(path_text)).as_json()


def _probe(path: Path) -> Findings:
    with path.open("rb") as content:
        head = content.read(1024)
    # Some scanners put bytes before the header; readers allow it within the first kilobyte.
    if head.startswith(b"%PDF-") or (b"%PDF-" in head and not head.startswith((b"PK", b"MZ"))):
        return pdf.probe(path)
    for magic, kind in _PICTURES:
        if head.startswith(magic):
            return pictures.probe(path, kind)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return pictures.probe(path, Kind.WEBP)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return archives.probe(path)
    if head.startswith(compound.MAGIC):
        return compound.probe(path)
    _refuse_by_start(head)
    return plain.probe(path)


def _refuse_by_start(head: bytes) -> None:
    if head[4:8] == b"ftyp":
        if head[8:12] in _PHONE_BRANDS:
            raise kind_refused(
                "ảnh HEIC của điện thoại",
                "Trong cài đặt máy ảnh chọn “Tương thích nhất”, chụp lại, hoặc lưu ảnh thành JPEG.",
            )
        raise kind_refused("phim hoặc âm thanh")
    for magic, what, remedy in REFUSED_STARTS:
        if head.startswith(magic):
            if remedy:
                raise kind_refused(what, remedy)
            raise dangerous(what)
