"""Bytes to a tree of elements, on expat in chunks, within limits.

Namespaces are resolved here rather than by expat, because real messages carry prefixes never declared
(`xlink:href`, `edXML:AttachmentEncoded`: reference, section 1.6 no. 19), which a namespace-aware parser
must refuse. These two are let pass by name (`_tolerated`); any other undeclared prefix is refused.
libxml2 is not used: it refuses text nodes over 10 MB.
"""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final
from xml.parsers import expat

from hoiso.edxml.attachments import Budget, Encoded
from hoiso.edxml.errors import EdxmlError
from hoiso.edxml.limits import MEGABYTE, Limits
from hoiso.edxml.message import NAMESPACE, Remark

CHUNK: Final = 64 * 1024
WHITE: Final = " \t\r\n"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_XMLNS: Final = "http://www.w3.org/2000/xmlns/"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_PAYLOAD_PATH: Final = ["edXML", "AttachmentEncoded", "Attachment"]
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_BLANK_SPARE: Final = 64 * 1024
_SYNTAX: Final = expat.errors.codes[expat.errors.XML_ERROR_SYNTAX]
_UNDEFINED: Final = expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]
_BAD_CHARACTER: Final = (
    expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN],
    expat.errors.codes[expat.errors.XML_ERROR_BAD_CHAR_REF],
)

_PARENTS: Final = {
    "edXML": "",
    "edXMLEnvelope": "edXML",
    "edXMLHeader": "edXMLEnvelope",
    "edXMLBody": "edXMLEnvelope",
    "edXMLManifest": "edXMLBody",
    "MessageHeader": "edXMLHeader",
    "Status": "edXMLHeader",
    "TraceHeaderList": "edXMLHeader",
    "AttachmentEncoded": "edXML",
}


class Node:
    """One element while reading: namespace, local name, attributes, pieces, line."""

    __slots__ = ("attributes", "content", "count", "encoded", "line", "name", "namespace")

    def __init__(
        self, namespace: str, name: str, attributes: tuple[tuple[str, str, str], ...], line: int
    ) -> None:
        self.namespace = namespace
        self.name = name
        self.attributes = attributes
        self.line = line
        self.content: list[str | Node] = []
        self.count = 0
        self.encoded: Encoded | None = None

    @property
    def ours(self) -> bool:
        """Whether it is of the standard's namespace, whatever its prefix."""
        return self.namespace == NAMESPACE

    @property
    def children(self) -> "list[Node]":
        """Its child elements."""
        return [piece for piece in self.content if isinstance(piece, Node)]

    @property
    def text(self) -> str | None:
        """Its text, joined over comments and CDATA, outer white space cut; None when blank."""
        return "".join(piece for piece in self.content if isinstance(piece, str)).strip(WHITE) or None


def parse(source: Path | BinaryIO, *, limits: Limits, folder: Path) -> tuple[Node, list[Remark]]:
    """The root element and what was let pass. Files of attachments go to `folder`.

    Raises EdxmlError for anything that is not well-formed, passes a limit or carries a DOCTYPE.
    """
    if isinstance(source, Path):
        if source.stat().st_size > limits.message_bytes:
            raise _too_long(limits)
        with source.open("rb") as file:
            return _Parser(limits, folder).run(file)
    return _Parser(limits, folder).run(source)


class _Parser:
    def __init__(self, limits: Limits, folder: Path) -> None:
        self.limits = limits
        self.folder = folder
        self.budget = Budget(limits)
        self.remarks: list[Remark] = []
        self.root: Node | None = None
        self.open: list[Node] = []
        self.sizes: list[int] = []
        self.scopes: list[dict[str, str]] = [{"xml": _XML}]
        self.elements = 0
        self.payload: Encoded | None = None
        self.payload_count = 0
        self.payload_bytes = 0
        self.blank_bytes = 0
        self.wide = False
        self.expat = expat.ParserCreate("utf-8")
        self.expat.buffer_text = True
        self.expat.buffer_size = 2 * CHUNK
        self.expat.ordered_attributes = True
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._characters
        self.expat.StartDoctypeDeclHandler = self._doctype
        self.expat.XmlDeclHandler = self._declaration

    def run(self, file: BinaryIO) -> tuple[Node, list[Remark]]:
        fed = 0
        try:
            for chunk in self._utf8(file):
                fed += len(chunk)
                if fed > self.limits.message_bytes:
                    raise _too_long(self.limits)
                self.expat.Parse(chunk, False)  # noqa: FBT003
                self._watch(fed)
            self.expat.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as error:
            raise self._broken(error) from None
        if self.root is None:
            raise self._refusal("xml", "Tệp không có nội dung.")
        return self.root, self.remarks

    def _utf8(self, file: BinaryIO) -> Iterator[bytes]:
        """The bytes as UTF-8: UTF-16 with its mark is turned, everything else passes as it is."""
        first = _first(file)
        if not first.strip():
            raise self._refusal("empty", "Tệp rỗng, không có văn bản điện tử.")
        if first.startswith(_UTF32) or first[:4].count(0) == 3:
            raise self._encoding("dùng bảng mã UTF-32")
        if not first.startswith(_UTF16):
            if b"\x00" in first[:2]:
                raise self._encoding("dùng bảng mã UTF-16 thiếu dấu đầu tệp")
            while first:
                yield first
                first = file.read(CHUNK)
            return
        self.wide = True
        decoder = codecs.getincrementaldecoder("utf-16")("strict")
        try:
            while first:
                yield decoder.decode(first).encode("utf-8")
                first = file.read(CHUNK)
            yield decoder.decode(b"", final=True).encode("utf-8")
        except UnicodeError:
            raise self._refusal("encoding", "Tệp có byte không đúng bảng mã UTF-16 đã khai.") from None

    def _watch(self, fed: int) -> None:
        """Bounds that expat does not keep: a token it must rescan, and all that is not base64."""
        if fed - self.expat.CurrentByteIndex > self.limits.token_bytes:
            raise self._refusal("token-size", "Một thẻ hoặc ghi chú trong tệp dài bất thường.")
        if fed - self.payload_bytes > self.limits.markup_bytes:
            raise self._refusal(
                "markup-size",
                f"Phần ngoài tệp đính kèm lớn hơn {self.limits.markup_bytes // MEGABYTE} MB.",
            )

    def _start(self, tag: str, pairs: list[str]) -> None:
        self.elements += 1
        if self.elements > self.limits.elements:
            raise self._refusal("elements", f"Tệp có hơn {self.limits.elements} phần tử.")
        if len(self.open) >= self.limits.depth:
            raise self._refusal("depth", f"Các phần tử lồng nhau sâu hơn {self.limits.depth} lớp.")
        if self.payload is not None:
            raise self._refusal("payload", "Nội dung tệp đính kèm chứa phần tử khác.")
        scope = self.scopes[-1]
        attributes: tuple[tuple[str, str, str], ...] = ()
        if pairs:
            scope = self._scope(pairs)
            attributes = self._attributes(pairs, scope)
        self.scopes.append(scope)
        namespace, name = self._resolve(tag, scope)
        node = Node(namespace, name, attributes, self.expat.CurrentLineNumber)
        if namespace == NAMESPACE:
            self._place(node)
        if self.open:
            self._join(self.open[-1], node)
        else:
            self.root = node
        self.open.append(node)
        self.sizes.append(0)

    def _join(self, parent: Node, node: Node) -> None:
        parent.count += 1
        if parent.count > self.limits.children:
            raise self._refusal("children", f"Một phần tử chứa hơn {self.limits.children} phần tử con.")
        parent.content.append(node)

    def _end(self, _tag: str) -> None:
        node = self.open.pop()
        self.sizes.pop()
        self.scopes.pop()
        if node.encoded is not None:
            node.encoded.finish()
            self.payload = None
        elif len(node.content) > 1:
            _settle(node)

    def _characters(self, text: str) -> None:
        if self.payload is not None:
            self._payload_text(text)
            return
        size = self.sizes[-1] + (len(text) if text.isascii() else len(text.encode("utf-8")))
        if size > self.limits.text_bytes:
            raise self._refusal(
                "text-size",
                f"Nội dung của phần tử {self.open[-1].name} dài hơn {self.limits.text_bytes // 1024} KB.",
            )
        self.sizes[-1] = size
        self.open[-1].content.append(text)

    def _payload_text(self, text: str) -> None:
        payload = self.payload
        assert payload is not None
        self.payload_bytes += len(text)
        before = payload.received
        payload.feed(text)
        self.blank_bytes += len(text) - (payload.received - before)
        if self.blank_bytes > _BLANK_SPARE + self.payload_bytes // 2:
            raise self._refusal("payload", "Nội dung tệp đính kèm gần như chỉ có khoảng trắng.")

    def _place(self, node: Node) -> None:
        """Structure stands once and only where it belongs: two readers must not see two messages."""
        parent = self.open[-1] if self.open else None
        wanted = _PARENTS.get(node.name)
        if wanted is not None and not (node.name == "Status" and (parent is None or parent.name != wanted)):
            stands_in = "" if parent is None else parent.name if parent.ours else "?"
            if stands_in != wanted:
                raise self._refusal("misplaced", f"Phần tử {node.name} nằm sai chỗ trong tệp.")
            if parent and any(sibling.ours and sibling.name == node.name for sibling in parent.children):
                raise self._refusal("repeated", f"Phần tử {node.name} chỉ được có một, tệp có nhiều hơn.")
        elif node.name in ("From", "To") and not (parent and parent.name in ("MessageHeader", "Status")):
            raise self._refusal("misplaced", f"Phần tử {node.name} nằm sai chỗ trong tệp.")
        elif node.name == "ContentTransferEncoded" and self._in_attachment():
            self._open_payload(node)

    def _in_attachment(self) -> bool:
        return [node.name for node in self.open] == _PAYLOAD_PATH and all(node.ours for node in self.open)

    def _open_payload(self, node: Node) -> None:
        self.payload_count += 1
        if self.payload_count > self.limits.attachments:
            raise self._refusal("attachments", f"Tệp có hơn {self.limits.attachments} tệp đính kèm.")
        path = self.folder / f"{self.payload_count:04}"
        self.payload = node.encoded = Encoded(path, self.budget)

    def _scope(self, pairs: list[str]) -> dict[str, str]:
        if len(pairs) > 2 * self.limits.attributes:
            raise self._refusal("attributes", f"Một thẻ có hơn {self.limits.attributes} thuộc tính.")
        scope = self.scopes[-1]
        declared: dict[str, str] = {}
        for at in range(0, len(pairs), 2):
            name, value = pairs[at], pairs[at + 1]
            if name == "xmlns":
                declared[""] = value
            elif name.startswith("xmlns:"):
                prefix = name[6:]
                if not value or prefix in ("", "xmlns", "xml") or ":" in prefix or value in (_XML, _XMLNS):
                    raise self._refusal("namespace", f"Tệp khai không gian tên sai: {name}.")
                declared[prefix] = value
        return {**scope, **declared} if declared else scope

    def _attributes(self, pairs: list[str], scope: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
        found: dict[tuple[str, str], str] = {}
        for at in range(0, len(pairs), 2):
            name, value = pairs[at], pairs[at + 1]
            if name == "xmlns" or name.startswith("xmlns:"):
                continue
            key = self._resolve(name, scope, default="") if ":" in name else ("", name)
            if key in found:
                raise self._refusal("xml", "Một thẻ có hai thuộc tính cùng tên.")
            found[key] = value
        return tuple((namespace, name, value) for (namespace, name), value in found.items())

    def _resolve(self, tag: str, scope: dict[str, str], default: str | None = None) -> tuple[str, str]:
        prefix, colon, local = tag.partition(":")
        if not colon:
            return scope.get("", "") if default is None else default, tag
        if not prefix or not local or ":" in local:
            raise self._refusal("namespace", f"Tên “{tag[:80]}” viết sai.")
        namespace = scope.get(prefix) or self._tolerated(prefix, attribute=default is not None)
        if namespace is None:
            raise self._refusal("namespace", f"Tên “{tag[:80]}” dùng tiền tố chưa khai.")
        return namespace, local

    def _tolerated(self, prefix: str, *, attribute: bool) -> str | None:
        """The named exception, as a test centre sends it: two prefixes used where nobody declared them.

        Attributes `xlink:*`, and elements `edXML:*` outside the envelope that declares the prefix,
        under a root that is the standard's. Remarked once each.
        """
        if attribute and prefix == "xlink":
            namespace, code = _XLINK, "xlink-undeclared"
        elif not attribute and prefix == "edXML" and self.root is not None and self.root.ours:
            namespace, code = NAMESPACE, "prefix-undeclared"
        else:
            return None
        if not any(remark.code == code for remark in self.remarks):
            sentence = f"Tiền tố {prefix} dùng mà chưa khai; vẫn đọc được."
            element = self.open[-1].name if self.open else ""
            self.remarks.append(Remark(code, sentence, element, self.expat.CurrentLineNumber))
        return namespace

    def _doctype(self, *_parts: object) -> None:
        raise self._refusal(
            "doctype", "Tệp có khai báo DOCTYPE, có thể gây hại, nên không được mở. Báo cho nơi gửi gửi lại."
        )

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        allowed = ("utf-16", "utf16") if self.wide else ("utf-8", "utf8", "us-ascii")
        if encoding is not None and encoding.lower() not in allowed:
            unlike = ", không đúng bảng mã đang viết" if self.wide else ""
            raise self._encoding(f"khai bảng mã {encoding[:40]}{unlike}")

    def _encoding(self, fault: str) -> EdxmlError:
        return self._refusal("encoding", f"Tệp {fault}; chỉ nhận UTF-8. Báo cho nơi gửi gửi lại.")

    def _broken(self, error: expat.ExpatError) -> EdxmlError:
        inside = f" trong phần tử {self.open[-1].name[:80]}" if self.open else ""
        if self.root is None and error.code == _SYNTAX:
            sentence = "Tệp không phải văn bản điện tử edXML"
        elif error.code in _BAD_CHARACTER:
            sentence = f"Tệp có ký tự không hợp lệ hoặc sai bảng mã{inside}"
        elif error.code == _UNDEFINED:
            sentence = f"Tệp dùng ký hiệu & chưa khai{inside}"
        else:
            sentence = f"Tệp bị hỏng hoặc bị cắt cụt{inside}"
        return EdxmlError(
            f"{sentence} (dòng {error.lineno}).",
            code="xml",
            element=self.open[-1].name if self.open else None,
            line=error.lineno,
        )

    def _refusal(self, code: str, sentence: str) -> EdxmlError:
        element = self.open[-1].name if self.open else None
        return EdxmlError(sentence, code=code, element=element, line=self.expat.CurrentLineNumber)


def _first(file: BinaryIO) -> bytes:
    """A whole first chunk, however little the stream gives at a time: the encoding is told by it."""
    first = b""
    while len(first) < CHUNK and (piece := file.read(CHUNK - len(first))):
        first += piece
    return first


def _settle(node: Node) -> None:
    """Join neighbouring texts; drop the white space that only indents."""
    pieces: list[str | Node] = []
    run: list[str] = []
    for piece in node.content:
        if isinstance(piece, str):
            run.append(piece)
            continue
        _close_run(run, pieces)
        pieces.append(piece)
    if pieces:
        _close_run(run, pieces)
    else:
        pieces.append("".join(run))
    node.content = pieces


def _close_run(run: list[str], pieces: list[str | Node]) -> None:
    if run:
        text = "".join(run)
        if text.strip(WHITE):
            pieces.append(text)
        run.clear()


def _too_long(limits: Limits) -> EdxmlError:
    size = limits.message_bytes // MEGABYTE
    return EdxmlError(f"Tệp lớn hơn {size} MB nên không được mở.", code="message-size")
