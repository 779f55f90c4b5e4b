"""Text of all sorts: plain text, edXML, and the web pages and scripts that are not taken."""

import re
from pathlib import Path
from xml.parsers import expat

from hoiso.core.files.kinds import Kind
from hoiso.core.files.probes.findings import Findings, broken, kind_refused

_HEAD = 1 << 16
_WEB_PAGE = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|script|iframe|meta|svg)\b|^mime-version:", re.I
)
_XML = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|[A-Za-z])")
_PRINTABLE_CONTROLS = {0x09, 0x0A, 0x0D, 0x0C}


class _FirstElement(Exception):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class _Declaration(Exception):
    pass


def probe(path: Path) -> Findings:
    """Tell edXML from plain text; refuses web pages, pictures in SVG, other XML, unknown bytes."""
    with path.open("rb") as content:
        head = content.read(_HEAD)
    if head.startswith(b"{\\rtf"):
        return _rich_text(path)
    if _XML.match(head) and (root := _root(path)) is not None:
        if root == "edxml":
            return Findings(Kind.EDXML)
        if root not in ("html", "svg"):
            raise kind_refused("tệp XML không phải edXML")
    if _WEB_PAGE.search(head[:4096]):
        raise kind_refused("trang web", "Mở tệp, lưu hoặc in ra PDF rồi gửi tệp PDF.")
    return _plain_text(path)


def _rich_text(path: Path) -> Findings:
    found = Findings(Kind.RTF)
    if b"\\objdata" in path.read_bytes():
        found.active = True
        found.warnings.append("Tệp có đối tượng nhúng bên trong; chỉ mở đối tượng đó khi biết rõ nơi gửi.")
    return found


def _root(path: Path) -> str | None:
    """The local name of the first element in lower case; None when this is no XML."""

    def start(name: str, _attributes: dict[str, str]) -> None:
        raise _FirstElement(name)

    def declaration(*_: object) -> None:
        raise _Declaration

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EntityDeclHandler = declaration
    try:
        with path.open("rb") as content:
            parser.ParseFile(content)
    except _FirstElement as found:
        return found.name.rpartition(" ")[2].lower()
    except _Declaration:
        raise kind_refused("tệp XML có khai báo thực thể", "Đề nghị nơi gửi xuất lại tệp edXML.") from None
    except expat.ExpatError:
        return None
    return None


def _plain_text(path: Path) -> Findings:
    content = path.read_bytes()
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise broken("Tệp văn bản") from error
        return Findings(Kind.TXT)
    if any(byte < 0x20 and byte not in _PRINTABLE_CONTROLS for byte in set(content)):
        raise kind_refused("loại tệp này")
    found = Findings(Kind.TXT)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        found.warnings.append("Tệp văn bản dùng bảng mã cũ; chữ có dấu có thể hiện sai.")
    return found
