"""What the standard demands and what real hubs refuse, said about a message in memory.

Used three ways: reading turns the findings into remarks, `checking` into faults with lines, and
writing refuses while an error is among them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from hoiso.edxml import codes, file_rules, identifiers
from hoiso.edxml.message import (
    Bussiness,
    DocumentHeader,
    Level,
    Message,
    Organ,
    Remark,
    ResponseFor,
    StatusHeader,
)

_ORGAN_ID_NEW: Final = re.compile(r"[A-Z][0-9]{2}(\.[0-9A-Z]+)*")
_ORGAN_ID_OLD: Final = re.compile(r"[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z][0-9A-Z]{2}")
_TYPES: Final = ("1", "2")

ORGAN_LENGTHS: Final = (
    ("organization_in_charge", "OrganizationInCharge", 500),
    ("name", "OrganName", 200),
    ("address", "OrganAdd", 500),
    ("email", "Email", 100),
    ("telephone", "Telephone", 20),
    ("fax", "Fax", 20),
    ("website", "Website", 20),
)


def findings(message: Message) -> Iterator[Remark]:
    """Everything to say about the message, lines not yet filled in.

    What concerns the message as a whole comes first, so that a flood from one long list cannot hide it.
    """
    if isinstance(message.header, DocumentHeader):
        yield from _bussiness(message, message.header)
        yield from _agreement(message, message.header)
        yield from _document(message.header)
        yield from _traces(message)
    else:
        yield from _status(message, message.header)
    yield from file_rules.signature(message)
    yield from file_rules.files(message)


def errors(message: Message) -> tuple[Remark, ...]:
    """The findings that forbid sending."""
    return tuple(remark for remark in findings(message) if remark.level is Level.ERROR)


def with_line(remark: Remark, lines: Mapping[str, int]) -> Remark:
    """The remark with the line of its element, or of the nearest element around it that exists."""
    path = remark.element
    while remark.line is None and path:
        if path in lines:
            return replace(remark, line=lines[path])
        path = path.rpartition("/")[0]
    return remark


def _missing(element: str, what: str) -> Remark:
    return Remark("missing", f"Thiếu {what} ({element.rpartition('/')[2]}).", element, level=Level.ERROR)


def _long(element: str, text: str | None, limit: int) -> Iterator[Remark]:
    if text is not None and len(text) > limit:
        name = element.rpartition("/")[2]
        yield Remark("length", f"{name} dài {len(text)} ký tự, nơi nhận có thể chỉ nhận {limit}.", element)


def _organ(organ: Organ, path: str) -> Iterator[Remark]:
    if organ.organ_id is None:
        yield _missing(f"{path}/OrganId", "mã định danh cơ quan")
    elif not (_ORGAN_ID_NEW.fullmatch(organ.organ_id) or _ORGAN_ID_OLD.fullmatch(organ.organ_id)):
        sentence = f"Mã định danh “{organ.organ_id[:80]}” không theo mẫu nào đã biết."
        yield Remark("organ-id-form", sentence, f"{path}/OrganId")
    if organ.name is None:
        yield _missing(f"{path}/OrganName", "tên cơ quan")
    for field, element, limit in ORGAN_LENGTHS:
        yield from _long(f"{path}/{element}", getattr(organ, field), limit)


def _document(header: DocumentHeader) -> Iterator[Remark]:
    at = "MessageHeader"
    yield from _organ(header.sender, f"{at}/From")
    yield from _receivers(header)
    if header.document_id is None:
        yield _missing(f"{at}/DocumentId", "mã định danh văn bản")
    elif identifiers.split_document_id(header.document_id) is None:
        sentence = "Mã định danh văn bản không có ba phần mã cơ quan, ngày, số ký hiệu."
        yield Remark("document-id-form", sentence, f"{at}/DocumentId")
    yield from _code(header)
    yield from _promulgation(header)
    yield from _document_type(header)
    if header.subject is None:
        yield _missing(f"{at}/Subject", "trích yếu")
    yield from _long(f"{at}/Subject", header.subject, 500)
    yield from _long(f"{at}/Content", header.content, 500)
    if header.signer is None or header.signer.full_name is None:
        yield _missing(f"{at}/SignerInfo/FullName", "họ tên người ký")
    yield from _date(header.due_date, f"{at}/DueDate", "Hạn xử lý")
    yield from _other_info(header)
    for place, answered in enumerate(header.response_for, 1):
        yield from _response_for(answered, f"{at}/ResponseFor[{place}]")
    if header.steering_type not in (None, "0", "1", "2"):
        yield Remark("number", "Loại chỉ đạo (SteeringType) không thuộc 0, 1, 2.", f"{at}/SteeringType")
    for place, text in enumerate(header.to_places, 1):
        yield from _long(f"{at}/Place[{place}]", text, 150)


def _receivers(header: DocumentHeader) -> Iterator[Remark]:
    if not header.receivers:
        yield _missing("MessageHeader/To", "nơi nhận")
    seen: set[str] = set()
    for place, organ in enumerate(header.receivers, 1):
        path = f"MessageHeader/To[{place}]"
        yield from _organ(organ, path)
        key = identifiers.document_id_key(organ.organ_id or "")
        if key and key in seen:
            yield Remark(
                "receiver-repeated",
                f"Nơi nhận {organ.organ_id} ghi hai lần; nơi khác có thể từ chối cả văn bản.",
                f"{path}/OrganId",
                level=Level.ERROR,
            )
        if key and key == identifiers.document_id_key(header.sender.organ_id or ""):
            yield Remark("receiver-is-sender", "Nơi gửi cũng là nơi nhận.", f"{path}/OrganId")
        seen.add(key)


def _code(header: DocumentHeader) -> Iterator[Remark]:
    at = "MessageHeader/Code"
    if header.code is None or header.code.number is None:
        yield _missing(f"{at}/CodeNumber", "số văn bản")
    if header.code is None or header.code.notation is None:
        yield _missing(f"{at}/CodeNotation", "ký hiệu văn bản")
    if header.code is not None:
        yield from _long(f"{at}/CodeNumber", header.code.number, 11)
        yield from _long(f"{at}/CodeNotation", header.code.notation, 30)
        if "\n" in header.code.whole or "\r" in header.code.whole:
            yield Remark("line-break", "Số, ký hiệu có dấu xuống dòng.", at)


def _promulgation(header: DocumentHeader) -> Iterator[Remark]:
    at = "MessageHeader/PromulgationInfo"
    info = header.promulgation
    if info is None or info.place is None:
        yield _missing(f"{at}/Place", "nơi ban hành")
    else:
        yield from _long(f"{at}/Place", info.place, 50)
    if info is None or info.date_text is None:
        yield _missing(f"{at}/PromulgationDate", "ngày ban hành")
    else:
        yield from _date(info.date_text, f"{at}/PromulgationDate", "Ngày ban hành")


def _date(text: str | None, element: str, what: str) -> Iterator[Remark]:
    if text is not None and codes.day(text) is None:
        sentence = f"{what} “{text[:40]}” không phải ngày có thật viết theo năm/tháng/ngày."
        yield Remark("date", sentence, element, level=Level.ERROR)


def _document_type(header: DocumentHeader) -> Iterator[Remark]:
    at = "MessageHeader/DocumentType"
    kind = header.document_type
    if kind is None or kind.name is None:
        yield _missing(f"{at}/TypeName", "tên loại văn bản")
    else:
        yield from _long(f"{at}/TypeName", kind.name, 100)
    if kind is None or kind.type is None:
        yield _missing(f"{at}/Type", "mã loại văn bản")
    elif kind.type not in _TYPES:
        sentence = f"Mã loại văn bản “{kind.type[:40]}” khác 1 và 2; nơi khác có thể từ chối."
        yield Remark("document-type", sentence, f"{at}/Type", level=Level.ERROR)
    if kind is not None and kind.detail not in (None, "-1") and codes.count(kind.detail) is None:
        yield Remark("number", "Mã chi tiết loại văn bản không phải số.", f"{at}/TypeDetail")


def _other_info(header: DocumentHeader) -> Iterator[Remark]:
    info, at = header.other_info, "MessageHeader/OtherInfo"
    if info is None:
        return
    if header.priority is codes.Priority.UNKNOWN:
        sentence = f"Độ khẩn “{(info.priority or '')[:40]}” không rõ; coi ít nhất là khẩn."
        yield Remark("priority", sentence, f"{at}/Priority", level=Level.ERROR)
    yield from _long(f"{at}/SphereOfPromulgation", info.sphere_of_promulgation, 100)
    yield from _long(f"{at}/TyperNotation", info.typer_notation, 10)
    amounts = ((info.promulgation_amount, "PromulgationAmount"), (info.page_amount, "PageAmount"))
    for text, element in amounts:
        number = codes.count(text)
        if text is not None and (number is None or number > 65_535):
            sentence = f"{element} “{text[:40]}” không phải số từ 0 đến 65.535."
            yield Remark("number", sentence, f"{at}/{element}", level=Level.ERROR)
    if info.direction not in (None, "true", "false", "0", "1"):
        yield Remark("number", "Direction không phải đúng hoặc sai.", f"{at}/Direction", level=Level.ERROR)


def _response_for(answered: ResponseFor, path: str) -> Iterator[Remark]:
    if answered.code is None:
        yield _missing(f"{path}/Code", "số, ký hiệu của văn bản được phúc đáp")
    if answered.document_id is None:
        yield _missing(f"{path}/DocumentId", "mã định danh của văn bản được phúc đáp")
    yield from _date(answered.date_text, f"{path}/PromulgationDate", "Ngày của văn bản được phúc đáp")
    parts = identifiers.split_document_id(answered.document_id or "")
    if parts and answered.organ_id and parts.organ_id != answered.organ_id:
        sentence = "Mã cơ quan và mã định danh của văn bản được phúc đáp không khớp nhau."
        yield Remark("response-disagrees", sentence, path)
    if parts and answered.date_text and parts.date != answered.date_text:
        yield Remark("response-disagrees", "Ngày của văn bản được phúc đáp không khớp mã định danh.", path)


def _traces(message: Message) -> Iterator[Remark]:
    if not message.traces:
        yield _missing("TraceHeaderList/TraceHeader", "dấu vết gửi")
    for place, trace in enumerate(message.traces, 1):
        path = f"TraceHeaderList/TraceHeader[{place}]"
        if trace.organ_id is None:
            # A station on the way may leave its name out; the sender's own may not.
            code, level = ("missing", Level.ERROR) if place == 1 else ("trace-without-organ", Level.WARNING)
            yield Remark(code, "Dấu vết gửi không ghi mã cơ quan.", f"{path}/OrganId", level=level)
        if trace.claimed_at is None:
            sentence = "Dấu vết gửi không ghi thời điểm hợp lệ."
            yield Remark("date", sentence, f"{path}/Timestamp", level=Level.ERROR)


def _bussiness(message: Message, header: DocumentHeader) -> Iterator[Remark]:
    bussiness = message.bussiness
    if bussiness is None:
        yield Remark("kind-missing", "Không ghi nghiệp vụ; coi là văn bản mới.", "TraceHeaderList")
        return
    if message.kind is None:
        sentence = f"Nghiệp vụ “{(bussiness.kind_code or '')[:40]}” không rõ."
        yield Remark("kind", sentence, "Bussiness/BussinessDocType", level=Level.ERROR)
    if bussiness.kind_code is None:
        yield _missing("Bussiness/BussinessDocType", "nghiệp vụ")
    if message.kind not in (None, codes.Kind.NEW) and bussiness.reason is None:
        yield _missing("Bussiness/BussinessDocReason", "lý do thu hồi, cập nhật hoặc thay thế")
    if bussiness.paper not in (None, "0", "1"):
        yield Remark("number", "Paper không thuộc 0, 1.", "Bussiness/Paper", level=Level.ERROR)
    if message.kind in (codes.Kind.REVOKE, codes.Kind.UPDATE) and bussiness.document_id is None:
        sentence = "Không ghi văn bản bị thu hồi, cập nhật; hiểu là chính văn bản có mã định danh này."
        yield Remark("target-implied", sentence, "Bussiness")
    if message.kind is codes.Kind.REPLACE:
        yield from _replacements(bussiness, header)


def _replacements(bussiness: Bussiness, header: DocumentHeader) -> Iterator[Remark]:
    if not bussiness.replacements:
        yield _missing("Bussiness/ReplacementInfoList", "văn bản được thay thế")
    for place, replacement in enumerate(bussiness.replacements, 1):
        path = f"Bussiness/ReplacementInfo[{place}]"
        if replacement.document_id is None:
            yield _missing(f"{path}/DocumentId", "mã định danh của văn bản được thay thế")
        elif identifiers.document_id_key(replacement.document_id) == identifiers.document_id_key(
            header.document_id or ""
        ):
            yield Remark("replacement-self", "Văn bản ghi là thay thế chính nó.", path, level=Level.ERROR)
        if not replacement.organ_ids:
            yield _missing(f"{path}/OrganIdList", "nơi đã nhận văn bản được thay thế")


def _agreement(message: Message, header: DocumentHeader) -> Iterator[Remark]:
    """Sender, trace and identifier often disagree in real messages: shown, never decided here."""
    sender = header.sender.organ_id
    parts = identifiers.split_document_id(header.document_id or "")
    first = message.traces[0].organ_id if message.traces else None
    claims = {claim for claim in (sender, first, parts.organ_id if parts else None) if claim}
    if len(claims) > 1:
        sentence = "Mã cơ quan gửi, dấu vết gửi và mã định danh văn bản không cùng một cơ quan."
        yield Remark("sender-disagrees", sentence, "MessageHeader/From/OrganId")
    if (
        parts
        and header.code
        and identifiers.document_id_key(parts.code) != identifiers.document_id_key(header.code.whole)
    ):
        sentence = "Số, ký hiệu không khớp với mã định danh văn bản."
        yield Remark("code-disagrees", sentence, "MessageHeader/Code")
    date = header.promulgation.date_text if header.promulgation else None
    if parts and date and parts.date != date:
        sentence = "Ngày ban hành không khớp với mã định danh văn bản."
        yield Remark("date-disagrees", sentence, "MessageHeader/PromulgationInfo/PromulgationDate")


def _status(message: Message, header: StatusHeader) -> Iterator[Remark]:
    at = "MessageHeader"
    yield from _organ(header.sender, f"{at}/From")
    if header.response_for is None:
        yield _missing(f"{at}/ResponseFor", "văn bản được báo trạng thái")
    else:
        # Code 13 goes the other way: the organisation is the receiver, the id still the sender's.
        asks_back = header.status is codes.Status.TAKE_BACK_ASKED
        answered = replace(header.response_for, organ_id=None) if asks_back else header.response_for
        yield from _response_for(answered, f"{at}/ResponseFor")
    if header.status_code is None:
        yield _missing(f"{at}/StatusCode", "mã trạng thái")
    elif header.status is None:
        sentence = f"Mã trạng thái “{header.status_code[:40]}” không có trong danh mục; không đổi gì."
        yield Remark("status-code", sentence, f"{at}/StatusCode", level=Level.ERROR)
    elif header.status is codes.Status.REFUSED and header.description is None:
        yield _missing(f"{at}/Description", "lý do từ chối")
    if header.claimed_at is None:
        yield Remark("date", "Thời điểm báo trạng thái không hợp lệ.", f"{at}/Timestamp", level=Level.ERROR)
    if message.manifest or message.attachments or message.bussiness:
        sentence = "Thông báo trạng thái chỉ có phần đầu, không kèm nghiệp vụ hay tệp."
        yield Remark("status-with-body", sentence, at, level=Level.ERROR)
