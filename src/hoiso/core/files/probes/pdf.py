"""PDF: does it open, how many pages, and does it carry anything that acts."""

from pathlib import Path

import pikepdf

from hoiso.core.files.kinds import Kind
from hoiso.core.files.probes.findings import Findings, bomb, broken, encrypted

MOST_PAGES = 5000
_MOST_OBJECTS = 300_000
_ACTING = {
    "/JavaScript": "mã JavaScript",
    "/Launch": "lệnh mở chương trình",
    "/SubmitForm": "lệnh gửi dữ liệu đi",
    "/ImportData": "lệnh nạp dữ liệu",
    "/GoToE": "lệnh mở tệp nhúng",
}


def probe(path: Path) -> Findings:
    """Look into a PDF; refuses one that asks for a password, is cut short or has no pages."""
    try:
        with pikepdf.open(path) as pdf:
            return _look(pdf, path)
    except pikepdf.PasswordError:
        raise encrypted("Tệp PDF") from None
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, AttributeError, KeyError) as error:
        raise broken("Tệp PDF") from error


def _look(pdf: pikepdf.Pdf, path: Path) -> Findings:
    pages = len(pdf.pages)
    if pages == 0:
        raise broken("Tệp PDF")
    if pages > MOST_PAGES or len(pdf.objects) > _MOST_OBJECTS:
        raise bomb("Tệp PDF")
    found = Findings(Kind.PDF, pages=pages, locked=pdf.is_encrypted)
    if pdf.get_warnings():
        if not _has_end(path):
            raise broken("Tệp PDF (thiếu phần cuối)")
        found.warnings.append(
            "Tệp PDF có chỗ hỏng đã được bỏ qua khi đọc; xem kỹ từng trang trước khi đăng ký."
        )
    if found.locked:
        found.warnings.append("Tệp PDF bị khoá quyền in hoặc sao chép; vẫn xem được.")
    acting = _acting(pdf, found)
    if acting:
        found.active = True
        found.warnings.append(
            f"Tệp PDF có {', '.join(acting)}; phần mềm chỉ cho xem bằng hình, không chạy các phần đó."
        )
    return found


def _has_end(path: Path) -> bool:
    with path.open("rb") as content:
        content.seek(max(0, path.stat().st_size - 2048))
        return b"%%EOF" in content.read()


def _acting(pdf: pikepdf.Pdf, found: Findings) -> list[str]:
    """What acts or hides in the file, in words; sets `signed` when a signature is met."""
    names: set[str] = set()
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream):
            _look_at(item.stream_dict, names, found, depth=0)
        elif isinstance(item, (pikepdf.Dictionary, pikepdf.Array)):
            _look_at(item, names, found, depth=0)
    return sorted(names)


def _look_at(
    item: pikepdf.Dictionary | pikepdf.Array, names: set[str], found: Findings, *, depth: int
) -> None:
    if depth > 20:
        return
    if isinstance(item, pikepdf.Dictionary):
        _look_at_dictionary(item, names, found)
        values = [value for _, value in item.items()]
    else:
        values = list(item)
    for value in values:
        # Indirect values come by themselves in pdf.objects.
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect:
            _look_at(value, names, found, depth=depth + 1)


def _look_at_dictionary(item: pikepdf.Dictionary, names: set[str], found: Findings) -> None:
    action = item.get("/S")
    if isinstance(action, pikepdf.Name) and str(action) in _ACTING:
        names.add(_ACTING[str(action)])
    if "/JS" in item:
        names.add(_ACTING["/JavaScript"])
    if "/EmbeddedFiles" in item or str(item.get("/Subtype", "")) == "/FileAttachment":
        names.add("tệp nhúng bên trong")
    if str(item.get("/Subtype", "")) in {"/RichMedia", "/Movie", "/Screen", "/3D"}:
        names.add("phim hoặc hình động")
    if "/XFA" in item:
        names.add("biểu mẫu XFA")
    if str(item.get("/Type", "")) in {"/Sig", "/DocTimeStamp"} or "/ByteRange" in item:
        found.signed = True
