"""What is to say about the signature and the files of a message."""

import binascii
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hoiso.edxml import attachments, kinds
from hoiso.edxml.codes import Kind
from hoiso.edxml.kinds import FileKind
from hoiso.edxml.message import Attachment, Level, Message, Reference, Remark

_DSIG: Final = "http://www.w3.org/2000/09/xmldsig#"
_NOT_AN_ALGORITHM: Final = "http://www.w3.org/TR/xml-exc-c14n#"
_NEEDS_FILES: Final = (Kind.NEW, Kind.REPLACE)
_RIGHT_LABELS: Final = {
    FileKind.PDF: ("application/pdf",),
    FileKind.DOCX: ("application/docx", FileKind.DOCX.value),
    FileKind.XLSX: ("application/xlsx", "application/xslx", FileKind.XLSX.value),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the manifest and the file of the same ContentId; either may be lacking."""

    reference: Reference | None
    attachment: Attachment | None


def bare_id(content_id: str | None) -> str:
    """A ContentId without one leading `cid:`: some systems leave it out on one side."""
    return (content_id or "").removeprefix("cid:")


def pairs(message: Message) -> list[Pair]:
    """Manifest and files joined where the id is unique on both sides; the rest stands alone.

    In the order of the manifest, then the files not in it. Never joined by order or by name.
    """
    references = Counter(bare_id(reference.content_id) for reference in message.manifest)
    files = Counter(bare_id(attachment.content_id) for attachment in message.attachments)
    sure = {key for key in files if key and files[key] == 1 and references[key] == 1}
    by_id = {bare_id(a.content_id): a for a in message.attachments if bare_id(a.content_id) in sure}
    joined = [Pair(r, by_id.get(bare_id(r.content_id))) for r in message.manifest]
    return joined + [Pair(None, a) for a in message.attachments if bare_id(a.content_id) not in sure]


def signature(message: Message) -> Iterator[Remark]:
    """Forms of header signature that no verifier finds or understands (no verification here)."""
    found = message.signature
    if found is None:
        return
    if found.namespace != _DSIG:
        sentence = "Chữ ký ở phần đầu viết sai không gian tên, không kiểm tra được."
        yield Remark("signature-namespace", sentence, "Signature")
    transforms = found.find_all("Transform")
    if any(value == _NOT_AN_ALGORITHM for t in transforms for _, _, value in t.attributes):
        sentence = "Chữ ký ở phần đầu dùng tên phép biến đổi không có thật."
        yield Remark("signature-transform", sentence, "Signature")
    for certificate in found.find_all("X509Certificate"):
        if not _is_der(certificate.text):
            sentence = "Chứng thư số ở phần đầu không đọc được; chữ ký không có giá trị."
            yield Remark("signature-certificate", sentence, "Signature")


def files(message: Message) -> Iterator[Remark]:
    """Missing files, pairing, names and labels that disagree with the bytes."""
    if message.document and message.kind in _NEEDS_FILES and not message.attachments:
        yield Remark("file-missing", "Văn bản không kèm tệp nào.", "AttachmentEncoded", level=Level.ERROR)
    yield from _pairing(message)
    for place, attachment in enumerate(message.attachments, 1):
        path = f"Attachment[{place}]"
        if attachment.name is None:
            yield Remark("missing", "Tệp đính kèm không có tên.", path, level=Level.ERROR)
        elif len(attachment.name) > 500:
            yield Remark("length", "Tên tệp đính kèm dài hơn 500 ký tự.", path)
        if attachment.content is not None:
            yield from _content(attachment, attachment.content.kind, path)


def _content(attachment: Attachment, kind: FileKind, path: str) -> Iterator[Remark]:
    name, content = attachment.name or "", attachment.content
    assert content is not None
    if kind is FileKind.EMPTY:
        yield Remark("file-empty", f"Tệp “{name}” rỗng.", path)
    elif not kinds.agrees(kind, name):
        yield Remark("file-kind", f"Tệp “{name}” thực ra là {kind.value}, không như tên gọi.", path)
    label = (attachment.content_type or "").partition(";")[0].strip().lower()
    expected = ("application/zip",) if content.wrapped else _RIGHT_LABELS.get(kind)
    if label and expected and label not in expected:
        sentence = f"Tệp “{name}” ghi nhãn {label[:80]}, không khớp cách gói."
        yield Remark("file-label", sentence, path)
    if not content.wrapped and attachments.must_wrap(content, attachment.name):
        yield Remark("file-bare-zip", f"Tệp “{name}” là tệp nén gửi không gói.", path)


def _pairing(message: Message) -> Iterator[Remark]:
    lines = Counter(bare_id(reference.content_id) for reference in message.manifest)
    held = Counter(bare_id(attachment.content_id) for attachment in message.attachments)
    places = {id(a): f"Attachment[{at}]" for at, a in enumerate(message.attachments, 1)}
    places |= {id(r): f"Reference[{at}]" for at, r in enumerate(message.manifest, 1)}
    for pair in pairs(message):
        reference, attachment = pair.reference, pair.attachment
        if reference and attachment:
            yield from _disagreement(reference, attachment, places[id(reference)])
            continue
        part = reference or attachment
        assert part is not None
        key = bare_id(part.content_id)
        if not key or max(lines[key], held[key]) > 1:
            sentence = f"Mã “{(part.content_id or '')[:80]}” của tệp đính kèm trống hoặc trùng nhau."
        elif reference:
            sentence = f"Danh mục có tệp “{reference.name or ''}” nhưng văn bản không kèm tệp đó."
        else:
            sentence = f"Tệp không có trong danh mục: “{part.name or ''}”."
        yield Remark("file-unpaired", sentence, places[id(part)], level=Level.ERROR)


def _disagreement(reference: Reference, attachment: Attachment, path: str) -> Iterator[Remark]:
    if reference.name is not None and reference.name != attachment.name:
        sentence = f"Danh mục gọi tệp là “{reference.name}”, phần đính kèm gọi là “{attachment.name or ''}”."
        yield Remark("manifest-disagrees", sentence, path)
    if reference.content_type is not None and reference.content_type != attachment.content_type:
        yield Remark("manifest-disagrees", "Loại tệp ghi trong danh mục khác phần đính kèm.", path)


def _is_der(text: str) -> bool:
    """Whether the text is base64 of one whole DER sequence; an empty element says nothing."""
    packed = "".join(text.split())
    if not packed:
        return True
    try:
        der = binascii.a2b_base64(packed.encode("ascii"), strict_mode=True)
    except (binascii.Error, UnicodeEncodeError):
        return False
    return der[:2] == b"\x30\x82" and int.from_bytes(der[2:4]) + 4 == len(der)
