"""A message to bytes: the standard's order, its redundant prefix, and nothing that it forbids.

The same namespace is bound twice (default and `edXML:`). The prefix means nothing to a parser, yet
one province's messages without it were refused by others (reference, section 1.1): hence a writer of
our own, held by a golden file. Bytes depend on the message alone, so that a retry sends the same.
"""

import base64
import hashlib
import re
import tempfile
import uuid
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, BinaryIO, Final

from hoiso.edxml import attachments, rules, schema
from hoiso.edxml.errors import EdxmlError, NotSendable
from hoiso.edxml.message import NAMESPACE, Attachment, DocumentHeader, Element, Level, Message, Remark
from hoiso.edxml.schema import Block, Part

_INDENT: Final = "  "
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME: Final = re.compile(r"[^\W\d][\w.\-]*")
_BASE64_BLOCK: Final = 3 * 64 * 1024
_ZIP_DAY: Final = (1980, 1, 1, 0, 0, 0)
_SPOOL: Final = 4 * 1024 * 1024


def write(message: Message, out: BinaryIO) -> None:
    """Write the message to `out` as UTF-8.

    Raises NotSendable, before the first byte, when something demanded is missing or wrong; EdxmlError
    when a text holds a character that XML cannot carry or a file changed since it was described.
    """
    faults = (*rules.errors(message), *_unsendable_files(message))
    if faults:
        raise NotSendable(faults)
    head = _Head()
    head.message(message)
    out.write(head.bytes())
    if message.attachments or _extras(message, "AttachmentEncoded"):
        _write_attachments(message, out)
    tail = _Head(prefix="", depth=1)
    tail.elements(_extras(message, "edXML"))
    out.write(tail.bytes() + b"</edXML>\n")


def _unsendable_files(message: Message) -> Iterator[Remark]:
    for place, attachment in enumerate(message.attachments, 1):
        path = f"Attachment[{place}]"
        if attachment.damage or attachment.content is None:
            yield Remark(
                "file-unsendable",
                f"Tệp “{attachment.name or ''}” bị hỏng, không gửi được.",
                path,
                level=Level.ERROR,
            )
        elif not attachment.content.wrapped and attachments.must_wrap(attachment.content, attachment.name):
            sentence = f"Tệp “{attachment.name or ''}” cần được gói lại trước khi gửi."
            yield Remark("file-unsendable", sentence, path, level=Level.ERROR)


def _extras(message: Message, parent: str) -> list[Element]:
    return [extra.element for extra in message.unknown if extra.parent == parent]


class _Head:
    """Lines of markup. `prefix` is put before the standard's names; "" where it is not declared."""

    def __init__(self, *, prefix: str = "edXML:", depth: int = 0) -> None:
        self.pieces: list[str] = []
        self.prefix = prefix
        self.depth = depth

    def bytes(self) -> bytes:
        return "".join(self.pieces).encode("utf-8")

    def message(self, message: Message) -> None:
        self.pieces.append(f'<?xml version="1.0" encoding="UTF-8"?>\n<edXML xmlns="{NAMESPACE}">\n')
        self.depth = 1
        self._start("edXMLEnvelope", f' xmlns:edXML="{NAMESPACE}"')
        self._start("edXMLHeader")
        is_document = isinstance(message.header, DocumentHeader)
        self.block(
            "MessageHeader", message.header, schema.DOCUMENT_HEADER if is_document else schema.STATUS_HEADER
        )
        self._traces(message)
        self.elements(_extras(message, "edXMLHeader"))
        self.elements([message.signature] if message.signature else [])
        self._end("edXMLHeader")
        self._body(message)
        self.elements(_extras(message, "edXMLEnvelope"))
        self._end("edXMLEnvelope")

    def _traces(self, message: Message) -> None:
        extras = _extras(message, "TraceHeaderList")
        if not (message.traces or message.bussiness or extras):
            return
        self._start("TraceHeaderList")
        for trace in message.traces:
            self.block("TraceHeader", trace, schema.TRACE)
        if message.bussiness:
            self.block("Bussiness", message.bussiness, schema.BUSSINESS)
        self.elements(extras)
        self._end("TraceHeaderList")

    def _body(self, message: Message) -> None:
        in_manifest, in_body = _extras(message, "edXMLManifest"), _extras(message, "edXMLBody")
        if not (message.manifest or in_manifest or in_body):
            return
        self._start("edXMLBody")
        self._start("edXMLManifest", ' version="1.0"')
        for reference in message.manifest:
            self.block("Reference", reference, schema.REFERENCE)
        self.elements(in_manifest)
        self._end("edXMLManifest")
        self.elements(in_body)
        self._end("edXMLBody")

    def block(self, name: str, value: object, block: Block[object]) -> None:
        """A dataclass as the element `name`, its parts in the schema's order, unknown ones last."""
        self._start(name)
        for part in block.parts:
            if part.sent:
                self._part(part, getattr(value, part.field))
        self.elements(getattr(value, "unknown", ()))
        self._end(name)

    def _part(self, part: Part, value: object) -> None:
        values = value if isinstance(value, tuple) else () if value is None else (value,)
        if not values:
            return
        if part.wrapper:
            self._start(part.wrapper)
        for item in values:
            if part.block is None:
                self.text(part.element, str(item))
            else:
                self.block(part.element, item, part.block)
        if part.wrapper:
            self._end(part.wrapper)

    def text(self, name: str, text: str) -> None:
        """An element with a text."""
        self.pieces.append(
            f"{_INDENT * self.depth}<{self.prefix}{name}>{_escaped(text, name)}</{self.prefix}{name}>\n"
        )

    def elements(self, elements: Iterable[Element]) -> None:
        """Elements we give no meaning to, each on one line, exactly as they were."""
        for element in elements:
            self.pieces.append(_INDENT * self.depth)
            self._element(element, default=NAMESPACE)
            self.pieces.append("\n")

    def _element(self, element: Element, *, default: str) -> None:
        name = _name(element.name)
        declared = ""
        if element.namespace == NAMESPACE and (self.prefix or default == NAMESPACE):
            name = self.prefix + name
        elif element.namespace != default:
            default = element.namespace
            declared = f' xmlns="{_escaped(default, name, quoted=True)}"'
        self.pieces.append(f"<{name}{declared}{_attributes(element)}")
        if not element.content:
            self.pieces.append("/>")
            return
        self.pieces.append(">")
        for piece in element.content:
            if isinstance(piece, Element):
                self._element(piece, default=default)
            else:
                self.pieces.append(_escaped(piece, name))
        self.pieces.append(f"</{name}>")

    def _start(self, name: str, attributes: str = "") -> None:
        self.pieces.append(f"{_INDENT * self.depth}<{self.prefix}{name}{attributes}>\n")
        self.depth += 1

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.pieces.append(f"{_INDENT * self.depth}</{self.prefix}{name}>\n")


def _attributes(element: Element) -> str:
    pieces: list[str] = []
    for at, (namespace, name, value) in enumerate(element.attributes):
        text = _escaped(value, name, quoted=True)
        if not namespace:
            pieces.append(f' {_name(name)}="{text}"')
        elif namespace == _XML:
            pieces.append(f' xml:{_name(name)}="{text}"')
        else:
            uri = _escaped(namespace, name, quoted=True)
            pieces.append(f' xmlns:n{at}="{uri}" n{at}:{_name(name)}="{text}"')
    return "".join(pieces)


def _name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise EdxmlError(f"Tên phần tử “{name[:80]}” không viết được.", code="character", element=name[:80])
    return name


def _escaped(text: str, element: str, *, quoted: bool = False) -> str:
    """Text for markup; a bare carriage return would be read back as a line feed."""
    if _NOT_XML.search(text):
        raise EdxmlError(
            f"{element} có ký tự điều khiển không gửi được. Gõ lại nội dung này.",
            code="character",
            element=element,
        )
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    if quoted:
        text = text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return text


def _write_attachments(message: Message, out: BinaryIO) -> None:
    """Outside the envelope, where the prefix is not declared: as the samples write it."""
    out.write(b"  <AttachmentEncoded>\n")
    for attachment in message.attachments:
        head = _Head(prefix="", depth=3)
        for part in schema.ATTACHMENT.parts:
            value = getattr(attachment, part.field)
            if value is not None:
                head.text(part.element, value)
        out.write(b"    <Attachment>\n" + head.bytes())
        name = b"edXML:ContentTransferEncoded"
        out.write(b"      <" + name + f' xmlns:edXML="{NAMESPACE}">'.encode())
        _write_base64(attachment, out)
        tail = _Head(prefix="", depth=3)
        tail.elements(attachment.unknown)
        out.write(b"</" + name + b">\n" + tail.bytes() + b"    </Attachment>\n")
    tail = _Head(prefix="", depth=2)
    tail.elements(_extras(message, "AttachmentEncoded"))
    out.write(tail.bytes() + b"  </AttachmentEncoded>\n")


def _write_base64(attachment: Attachment, out: BinaryIO) -> None:
    content = attachment.content
    assert content is not None
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as packed:
        digest = hashlib.sha256()
        for block in _packed(attachment, packed) if content.wrapped else attachments.blocks(content.path):
            digest.update(block)
            if not content.wrapped:
                packed.write(block)
        if digest.hexdigest() != content.sha256:
            raise EdxmlError(
                f"Tệp “{attachment.name or ''}” đã thay đổi sau khi được chọn.", code="file-changed"
            )
        packed.seek(0)
        while block := packed.read(_BASE64_BLOCK):
            out.write(base64.b64encode(block))


def _packed(attachment: Attachment, into: IO[bytes]) -> Iterator[bytes]:
    """Zip the file as the only entry; yields the file's blocks as they pass.

    The entry's name is a UUID made of the content plus the extension, its day fixed: same bytes each time.
    """
    content = attachment.content
    assert content is not None
    extension = re.search(r"\.[A-Za-z0-9]{1,8}$", attachment.name or "")
    name = f"{uuid.uuid5(uuid.NAMESPACE_OID, content.sha256)}{extension.group() if extension else ''}"
    entry = zipfile.ZipInfo(name, date_time=_ZIP_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.file_size = content.size
    with zipfile.ZipFile(into, "w") as archive, archive.open(entry, "w") as target:
        for block in attachments.blocks(content.path):
            yield block
            target.write(block)
