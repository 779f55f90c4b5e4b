"""A tree of elements to a message: read in any order, keep what is unknown, say what deviates."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from hoiso.edxml import attachments, codes, rules, schema, tree
from hoiso.edxml.errors import EdxmlError
from hoiso.edxml.limits import DEFAULT_LIMITS, Limits
from hoiso.edxml.message import (
    Attachment,
    Bussiness,
    DocumentHeader,
    Element,
    Extra,
    Message,
    Reference,
    Remark,
    StatusHeader,
    Trace,
)
from hoiso.edxml.schema import Block, Part
from hoiso.edxml.tree import Node
from hoiso.edxml.workspace import Workspace

T = TypeVar("T")
_OTHER_STANDARDS: Final = ("http://www.e-doc.vn/Schema/", "http://www.go.vn/eDoc")
_EMPTY: Final = "empty-block"


def read(source: Path | BinaryIO, *, limits: Limits = DEFAULT_LIMITS, folder: Path | None = None) -> Message:
    """Read one message. Its files lie in a temporary folder (below `folder`) until it is closed.

    Tolerates what real systems send; each deviation is one of `message.remarks`, with its line.
    Raises EdxmlError when the bytes may not be taken in at all.
    """
    workspace = Workspace(folder)
    try:
        with _collector_at_rest():
            root, remarks = tree.parse(source, limits=limits, folder=workspace.folder)
            return _Reader(remarks, limits).message(root, workspace)
    except BaseException:
        workspace.close()
        raise


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for cycles while the tree grows: it has none, and looking doubles the time of a large one.

    Whoever found the collector running starts it again, so threads that overlap leave it running.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class _Reader:
    def __init__(self, remarks: list[Remark], limits: Limits) -> None:
        self.remarks = remarks
        self.limits = limits
        self.lines: dict[str, int] = {}
        self.extras: list[Extra] = []
        self.order_told = False
        self.kept = 0

    def message(self, root: Node, workspace: Workspace) -> Message:
        self._refuse_other_standards(root)
        envelope = self._only(root, "edXMLEnvelope")
        if envelope is None:
            raise _missing("edXMLEnvelope", root)
        header_node = self._only(envelope, "edXMLHeader")
        if header_node is None:
            raise _missing("edXMLHeader", envelope)
        header = self._header(header_node)
        traces, bussiness = self._traces(self._only(header_node, "TraceHeaderList"))
        signature = self._signature(header_node)
        manifest = self._manifest(self._only(envelope, "edXMLBody"))
        files = self._attachments(self._only(root, "AttachmentEncoded"))
        self._keep_extras(root, {"edXMLEnvelope", "AttachmentEncoded"})
        self._keep_extras(envelope, {"edXMLHeader", "edXMLBody"})
        self._keep_extras(header_node, {"MessageHeader", "Status", "TraceHeaderList", "Signature"})
        message = Message(
            header=header,
            traces=traces,
            bussiness=bussiness,
            signature=signature,
            manifest=manifest,
            attachments=files,
            unknown=tuple(self.extras),
            lines=self.lines,
            workspace=workspace,
        )
        return replace(message, remarks=self._told(rules.findings(message)))

    def _told(self, findings: Iterator[Remark]) -> tuple[Remark, ...]:
        """All remarks with their lines; of a flood the first ones, so that it costs no one a second."""
        most = self.limits.remarks
        told = list(islice(chain(self.remarks, findings), most + 1))
        if len(told) > most:
            told[most] = Remark("more", f"Còn nhiều ghi nhận khác, chỉ kể {most} chỗ đầu.", "", 1)
        return tuple(rules.with_line(remark, self.lines) for remark in told)

    # The frame

    def _refuse_other_standards(self, root: Node) -> None:
        if root.ours and root.name == "edXML":
            return
        if root.namespace in _OTHER_STANDARDS or root.name == "edXML":
            sentence = "Tệp theo chuẩn văn bản điện tử khác (không phải QCVN 102:2016) nên không đọc được."
        else:
            sentence = "Tệp không phải văn bản điện tử edXML."
        raise EdxmlError(sentence, code="namespace", element=root.name[:80], line=root.line)

    def _only(self, parent: Node, name: str) -> Node | None:
        """The child of that name; the tree has already refused a second one."""
        node = next((child for child in parent.children if child.ours and child.name == name), None)
        if node is not None:
            self.lines[name] = node.line
        return node

    def _header(self, header: Node) -> DocumentHeader | StatusHeader:
        documents = [n for n in header.children if n.ours and n.name in ("MessageHeader", "Status")]
        if not documents:
            raise _missing("MessageHeader", header)
        if len(documents) > 1:
            raise _repeated("MessageHeader", documents[1])
        node = documents[0]
        names = [child.name for child in node.children if child.ours]
        self.lines["MessageHeader"] = node.line
        if names.count("From") != 1:
            raise _repeated("From", node) if "From" in names else _missing("From", node)
        if node.name == "Status":
            sentence = "Thông báo trạng thái viết theo mẫu cũ (khối Status)."
            self._tell("status-block", sentence, node, "MessageHeader")
        if node.name == "Status" or ("StatusCode" in names and "To" not in names):
            return self._status(node)
        return self._block(node, schema.DOCUMENT_HEADER, "MessageHeader")

    def _status(self, node: Node) -> StatusHeader:
        header = self._block(node, schema.STATUS_HEADER, "MessageHeader")
        code = header.status_code
        if code is not None and codes.status_code(code) != code:
            self._tell(
                "status-code-form",
                f"Mã trạng thái ghi “{code}”, được hiểu là {codes.status_code(code)}.",
                node,
                "MessageHeader/StatusCode",
            )
            return replace(header, status_code=codes.status_code(code))
        return header

    def _traces(self, node: Node | None) -> tuple[tuple[Trace, ...], Bussiness | None]:
        if node is None:
            return (), None
        self._tell_attributes(node, "TraceHeaderList")
        traces = tuple(
            self._block(child, schema.TRACE, f"TraceHeaderList/TraceHeader[{at}]")
            for at, child in enumerate(_named(node, "TraceHeader"), 1)
        )
        found = _named(node, "Bussiness")
        if len(found) > 1:
            raise _repeated("Bussiness", found[1])
        self._keep_extras(node, {"TraceHeader", "Bussiness"})
        if not found:
            return traces, None
        return traces, self._single_replacements(
            self._block(found[0], schema.BUSSINESS, "Bussiness"), found[0]
        )

    def _single_replacements(self, bussiness: Bussiness, node: Node) -> Bussiness:
        single = tuple(dict.fromkeys(bussiness.replacements))
        if len(single) != len(bussiness.replacements):
            self._tell(
                "replacement-repeated",
                "Một văn bản được thay thế ghi nhiều lần giống nhau; chỉ tính một lần.",
                node,
                "Bussiness/ReplacementInfoList",
            )
            return replace(bussiness, replacements=single)
        return bussiness

    def _signature(self, header: Node) -> Element | None:
        found = [child for child in header.children if child.name == "Signature"]
        if len(found) > 1:
            raise _repeated("Signature", found[1])
        if not found:
            return None
        self.lines["Signature"] = found[0].line
        return self._kept(found[0])

    def _manifest(self, body: Node | None) -> tuple[Reference, ...]:
        if body is None:
            return ()
        self._keep_extras(body, {"edXMLManifest"})
        manifest = self._only(body, "edXMLManifest")
        if manifest is None:
            return ()
        self._keep_extras(manifest, {"Reference"})
        return tuple(
            self._block(child, schema.REFERENCE, f"Reference[{at}]")
            for at, child in enumerate(_named(manifest, "Reference"), 1)
        )

    def _attachments(self, node: Node | None) -> tuple[Attachment, ...]:
        if node is None:
            return ()
        self._keep_extras(node, {"Attachment"})
        return tuple(
            self._attachment(child, f"Attachment[{at}]")
            for at, child in enumerate(_named(node, "Attachment"), 1)
        )

    def _attachment(self, node: Node, path: str) -> Attachment:
        payloads = [child for child in node.children if child.encoded is not None]
        if len(payloads) > 1:
            raise _repeated("ContentTransferEncoded", payloads[1])
        node.content = [piece for piece in node.content if piece not in payloads]
        attachment = self._block(node, schema.ATTACHMENT, path)
        try:
            encoded = payloads[0].encoded if payloads else None
            if encoded is None:
                raise attachments.Damaged("attachment-empty", "không có nội dung")
            content = attachments.unwrap(encoded, name=attachment.name, label=attachment.content_type)
        except attachments.Damaged as failure:
            damage = failure.told(attachment.name)
            self._tell(damage.code, damage.sentence, payloads[0] if payloads else node, path)
            return replace(attachment, damage=damage)
        return replace(attachment, content=content)

    # Blocks of the schema

    def _block(self, node: Node, block: Block[T], path: str) -> T:
        self.lines[path] = node.line
        self._tell_attributes(node, path)
        values: dict[str, object] = {}
        unknown: list[Element] = []
        lists: dict[str, list[object]] = {}
        seen: set[str] = set()
        reached = 0
        for piece in node.content:
            if isinstance(piece, str):
                self._tell_stray_text(piece, node, path)
                continue
            place = block.places.get(piece.name) if piece.ours else None
            if place is None:
                self._tell("unknown-element", f"Phần tử lạ {piece.name[:80]} được giữ lại.", piece, path)
                unknown.append(self._kept(piece))
                continue
            at, part = place
            if piece.name in seen and (not part.many or (part.wrapper and not part.wrapper_repeats)):
                raise _repeated(piece.name, piece)
            seen.add(piece.name)
            self._tell_order(at < reached, piece, path)
            reached = max(reached, at)
            if part.many:
                unknown += self._list(piece, part, path, lists.setdefault(part.field, []))
            else:
                values[part.field] = self._value(piece, part, f"{path}/{part.element}")
        for name, found in lists.items():
            values[name] = tuple(found)
        return block.make(**values, unknown=tuple(unknown))

    def _list(self, node: Node, part: Part, path: str, into: list[object]) -> list[Element]:
        """Read one element of a list, or all of its wrapper; returns what is unknown in the wrapper."""
        nodes = [node]
        if part.wrapper:
            self.lines.setdefault(f"{path}/{part.wrapper}", node.line)
            nodes = _named(node, part.element)
        for child in nodes:
            value = self._value(child, part, f"{path}/{part.element}[{len(into) + 1}]")
            if value is not None:
                into.append(value)
        strangers = (
            [c for c in node.children if not (c.ours and c.name == part.element)] if part.wrapper else []
        )
        for stranger in strangers:
            self._tell("unknown-element", f"Phần tử lạ {stranger.name[:80]} được giữ lại.", stranger, path)
        return [self._kept(stranger) for stranger in strangers]

    def _value(self, node: Node, part: Part, path: str) -> object:
        """A text, or a block; None for a blank text and for an answered document left blank."""
        self.lines[path] = node.line
        if part.block is None:
            if node.children:
                raise EdxmlError(
                    f"Phần tử {node.name} chỉ được chứa chữ.", code="leaf", element=path, line=node.line
                )
            self._tell_attributes(node, path)
            return self._no_null(node.text, node, path)
        value = self._block(node, part.block, path)
        if part.drop_empty and value == part.block.make():
            self._tell(_EMPTY, f"Khối {node.name} trống, được bỏ qua.", node, path)
            return None
        return value

    def _no_null(self, text: str | None, node: Node, path: str) -> str | None:
        if text != "null" or node.name != "OrganId":
            return text
        self._tell("organ-id-null", "Mã định danh cơ quan ghi chữ “null”; coi như không có.", node, path)
        return None

    def _keep_extras(self, parent: Node, known: set[str]) -> None:
        for child in parent.children:
            if not (child.name in known and (child.ours or child.name == "Signature")):
                code = "digital-signature" if child.name == "DigitalSignature" else "unknown-element"
                self._tell(code, f"Phần tử lạ {child.name[:80]} được giữ lại.", child, parent.name)
                self.extras.append(Extra(parent.name, self._kept(child)))

    def _kept(self, node: Node) -> Element:
        """The element whole. Depth is bounded by the limits, so recursion is safe."""
        self.kept += 1
        if self.kept > self.limits.unknown:
            raise EdxmlError(
                f"Tệp có hơn {self.limits.unknown} phần tử ngoài quy chuẩn.",
                code="unknown-elements",
                element=node.name[:80],
                line=node.line,
            )
        content = tuple(piece if isinstance(piece, str) else self._kept(piece) for piece in node.content)
        return Element(node.namespace, node.name, node.attributes, content)

    # Remarks

    def _tell(self, code: str, sentence: str, node: Node, path: str) -> None:
        if len(self.remarks) <= self.limits.remarks:
            self.remarks.append(Remark(code, sentence, path, node.line))

    def _tell_attributes(self, node: Node, path: str) -> None:
        if node.attributes:
            names = ", ".join(name for _, name, _ in node.attributes)[:200]
            self._tell("attribute-ignored", f"Thuộc tính không dùng đến: {names}.", node, path)

    def _tell_stray_text(self, text: str, node: Node, path: str) -> None:
        if text.strip(tree.WHITE):
            self._tell("stray-text", f"Có chữ nằm ngoài các phần tử của {node.name}.", node, path)

    def _tell_order(self, out_of_order: bool, node: Node, path: str) -> None:
        if out_of_order and not self.order_told:
            self.order_told = True
            self._tell("order", f"Thứ tự phần tử khác quy chuẩn, từ {node.name}; vẫn đọc được.", node, path)


def _named(node: Node, name: str) -> list[Node]:
    return [child for child in node.children if child.ours and child.name == name]


def _missing(name: str, node: Node) -> EdxmlError:
    return EdxmlError(
        f"Tệp thiếu phần {name} của văn bản điện tử.", code="frame", element=node.name, line=node.line
    )


def _repeated(name: str, node: Node) -> EdxmlError:
    return EdxmlError(
        f"Phần tử {name} chỉ được có một, tệp có nhiều hơn.", code="repeated", element=name, line=node.line
    )
