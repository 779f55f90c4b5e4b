"""A message as plain data (JSON-ready), and its fingerprint for finding duplicates."""

import dataclasses
import hashlib
import json
import unicodedata
from enum import Enum

from hoiso.edxml import codes, file_rules
from hoiso.edxml.message import Attachment, Element, Message

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None


def describe(message: Message) -> dict[str, Json]:
    """Everything of the message as `hoiso edxml show --json` prints it.

    Keys are the field names of the dataclasses; what is absent is left out. Files are told by name,
    size in bytes, SHA-256 and kind, never by their temporary place.
    """
    found: dict[str, Json] = {
        "type": "document" if message.document else "status",
        "header": _plain(message.header),
        "traces": _plain(message.traces),
        "manifest": _plain(message.manifest),
        "attachments": [_attachment(attachment) for attachment in message.attachments],
        "signature": "present" if message.signature else "absent",
        "unknown": _plain(message.unknown),
        "remarks": _plain(message.remarks),
    }
    if message.document:
        kind = message.kind
        found["kind"] = codes.KIND_NAMES[kind] if kind else "không rõ"
        found["priority"] = message.document.priority.value
        found["bussiness"] = _plain(message.bussiness)
        found["target_document_id"] = message.target_document_id
    if message.status:
        status = message.status.status
        found["status"] = codes.STATUS_NAMES[status] if status else "không rõ"
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def fingerprint(message: Message) -> str:
    """SHA-256 (hex) over what the message says and the hashes of its files.

    The same by whatever road it came: hubs reorder elements, add TraceHeaders, re-zip and relabel files
    and spoil signatures, so none of these count (reference, section 2). Compare together with sender,
    DocumentId and kind.
    """
    files = sorted(a.content.sha256 if a.content else f"damaged:{a.name}" for a in message.attachments)
    said: dict[str, Json] = {
        "header": _plain(message.header),
        "bussiness": _plain(message.bussiness),
        "files": list(files),
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")).hexdigest()


def _attachment(attachment: Attachment) -> Json:
    content = attachment.content
    found: dict[str, Json] = {
        "content_id": file_rules.bare_id(attachment.content_id),
        "name": attachment.name,
        "description": attachment.description,
        "label": attachment.content_type,
        "damage": attachment.damage.sentence if attachment.damage else None,
        "unknown": _plain(attachment.unknown),
    }
    if content:
        found |= {
            "size": content.size,
            "sha256": content.sha256,
            "kind": content.kind.value,
            "wrapped": content.wrapped,
        }
    return {name: value for name, value in found.items() if value not in (None, [], {})}


def _plain(value: object) -> Json:
    if isinstance(value, Element):
        return _element(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((part.name, _plain(getattr(value, part.name))) for part in dataclasses.fields(value))
        return {name: plain for name, plain in pairs if plain not in (None, [], {})}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"no plain form for {type(value)}")


def _element(element: Element) -> Json:
    return {
        "namespace": element.namespace,
        "name": element.name,
        "attributes": [[namespace, name, value] for namespace, name, value in element.attributes],
        "content": [piece if isinstance(piece, str) else _element(piece) for piece in element.content],
    }
