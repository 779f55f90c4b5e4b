"""Small hand-made messages, and where the real samples are."""

import base64
import io
import zipfile
from pathlib import Path

from hoiso.edxml.message import NAMESPACE, Message
from hoiso.edxml.reading import read

SAMPLES = Path(__file__).parents[5] / "shared" / "data" / "edxml"
"""Beside the checkout; tests on real samples are skipped where it is absent."""

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"

SENDER = "<OrganId>H53.01</OrganId><OrganName>Hội LHPN tỉnh Tây Ninh</OrganName>"
RECEIVER = "<OrganId>H53.01.12</OrganId><OrganName>Hội LHPN xã Mỹ Yên</OrganName>"
CODE = "<Code><CodeNumber>128</CodeNumber><CodeNotation>KH-BTV</CodeNotation></Code>"
PROMULGATION = (
    "<PromulgationInfo><Place>Tây Ninh</Place>"
    "<PromulgationDate>2026/09/20</PromulgationDate></PromulgationInfo>"
)
KIND = "<DocumentType><Type>2</Type><TypeName>Kế hoạch</TypeName></DocumentType>"
SIGNER = "<SignerInfo><FullName>Lê Thị Ba</FullName></SignerInfo>"
DOCUMENT_ID = "H53.01,2026/09/20,128/KH-BTV"
TRACE = "<TraceHeader><OrganId>H53.01</OrganId><Timestamp>2026/09/20 08:15:00</Timestamp></TraceHeader>"
NEW = "<Bussiness><BussinessDocType>0</BussinessDocType><Paper>0</Paper></Bussiness>"


def header(
    *,
    sender: str = SENDER,
    to: str = f"<To>{RECEIVER}</To>",
    document_id: str = DOCUMENT_ID,
    code: str = CODE,
    promulgation: str = PROMULGATION,
    kind: str = KIND,
    subject: str = "Về việc rà soát hội viên",
    more: str = "",
) -> str:
    """A complete MessageHeader; each part can be put in another's place."""
    return (
        f"<MessageHeader><From>{sender}</From>{to}<DocumentId>{document_id}</DocumentId>{code}{promulgation}"
        f"{kind}<Subject>{subject}</Subject>{SIGNER}{more}</MessageHeader>"
    )


def traces(*, stations: str = TRACE, bussiness: str = NEW) -> str:
    """A TraceHeaderList."""
    return f"<TraceHeaderList>{stations}{bussiness}</TraceHeaderList>"


def attachment(
    data: str, *, name: str = "ke-hoach.pdf", label: str = "application/zip", cid: str = "cid:1"
) -> str:
    """An Attachment with that text where base64 should stand."""
    return (
        f"<Attachment><ContentId>{cid}</ContentId><AttachmentName>{name}</AttachmentName>"
        f"<ContentType>{label}</ContentType><ContentTransferEncoded>{data}</ContentTransferEncoded></Attachment>"
    )


def reference(*, name: str = "ke-hoach.pdf", cid: str = "cid:1") -> str:
    """A line of the manifest."""
    return f"<Reference><ContentId>{cid}</ContentId><AttachmentName>{name}</AttachmentName></Reference>"


def envelope(
    *,
    head: str | None = None,
    trace: str | None = None,
    manifest: str | None = None,
    files: str | None = None,
    signature: str = "",
) -> bytes:
    """A whole message; without arguments one that keeps every rule."""
    head = header() if head is None else head
    trace = traces() if trace is None else trace
    manifest = reference() if manifest is None else manifest
    files = attachment(b64(zipped(PDF))) if files is None else files
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><edXML xmlns="{NAMESPACE}"><edXMLEnvelope><edXMLHeader>'
        f"{head}{trace}{signature}</edXMLHeader><edXMLBody><edXMLManifest>{manifest}</edXMLManifest></edXMLBody>"
        f"</edXMLEnvelope><AttachmentEncoded>{files}</AttachmentEncoded></edXML>"
    ).encode()


def status(
    code: str = "<StatusCode>03</StatusCode>", *, block: str = "MessageHeader", more: str = ""
) -> bytes:
    """A status message about the document above."""
    answered = (
        f"<ResponseFor><OrganId>H53.01</OrganId><Code>128/KH-BTV</Code><DocumentId>{DOCUMENT_ID}</DocumentId>"
        "<PromulgationDate>2026/09/20</PromulgationDate></ResponseFor>"
    )
    told = "<Description>Đã tiếp nhận</Description><Timestamp>2026/09/20 09:00:00</Timestamp>"
    return (
        f'<edXML xmlns="{NAMESPACE}"><edXMLEnvelope><edXMLHeader><{block}><From>{RECEIVER}</From>'
        f"{answered}{code}{told}{more}</{block}></edXMLHeader></edXMLEnvelope></edXML>"
    ).encode()


def b64(data: bytes) -> str:
    """Base64 as text."""
    return base64.b64encode(data).decode()


def zipped(data: bytes, *, name: str = "entry.pdf", more: dict[str, bytes] | None = None) -> bytes:
    """A zip with that entry, and more if told."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in {name: data, **(more or {})}.items():
            archive.writestr(entry, content)
    return out.getvalue()


def opened(data: bytes) -> Message:
    """Read those bytes."""
    return read(io.BytesIO(data))


def codes_of(message: Message) -> list[str]:
    """The codes of its remarks, in order."""
    return [remark.code for remark in message.remarks]
