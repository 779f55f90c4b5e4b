"""A package written: metadata as XML and CSV, sums, and all of it with the files as one ZIP."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from typing import IO, BinaryIO, Final
from xml.sax.saxutils import escape

from hoiso.core.phrases import vn_time
from hoiso.documents.keeping.archive import retention_words
from hoiso.documents.keeping.package.shape import (
    CONTENTS,
    LONGEST,
    METADATA,
    NAMESPACE,
    READ_ME,
    SUMS,
    TABLE,
    PackedDocument,
    PackedDossier,
)

_CHUNK: Final = 1 << 20
_COLUMNS: Final = (
    "OrganId", "FileCatalog", "FileNotation", "DocOrdinal", "Direction", "TypeName", "CodeNumber",
    "CodeNotation", "IssuedDate", "OrganName", "Subject", "Language", "PageAmount", "Description", "Position",
    "FullName", "Priority", "IssuedAmount", "DueDate", "ArrivalDate", "ArrivalNumber", "ToPlaces", "To",
    "Files",
)  # fmt: skip
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


class _Xml:
    """Elements written one a line, in order; cut values are kept whole beside, and told."""

    def __init__(self) -> None:
        self.lines = ['<?xml version="1.0" encoding="UTF-8"?>']
        self.warnings: list[str] = []
        self._depth = 0

    def open(self, name: str, **attributes: str) -> None:
        given = "".join(f' {key}="{_quoted(value)}"' for key, value in attributes.items())
        self._line(f"<{name}{given}>")
        self._depth += 1

    def close(self, name: str) -> None:
        self._depth -= 1
        self._line(f"</{name}>")

    def put(self, name: str, value: object, *, of: str = "") -> None:
        """An element unless it is empty. Line breaks are written as references, so that they stay."""
        text = value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
        if not text:
            return
        most = LONGEST.get(name, len(text))
        self._line(f"<{name}>{_escaped(text[:most])}</{name}>")
        if len(text) > most:
            self._line(f'<Whole of="{name}">{_escaped(text)}</Whole>')
            self.warnings.append(f"{of}{name}: {len(text)} > {most}")

    def _line(self, text: str) -> None:
        self.lines.append(f"{'  ' * self._depth}{text}")


def metadata_xml(dossier: PackedDossier) -> bytes:
    """`ho-so.xml`: the same dossier gives the same bytes."""
    xml = _Xml()
    xml.open("Dossier", xmlns=NAMESPACE)
    _file_code(xml, dossier)
    xml.put("OrganName", dossier.organ_name)
    xml.put("Title", dossier.title)
    xml.put("Heading", dossier.heading)
    xml.put("Maintenance", retention_words(dossier.retention))
    xml.put("MaintenanceCode", dossier.retention)
    xml.put("Rights", _rights(restricted=dossier.restricted))
    xml.put("Creator", dossier.creator)
    xml.put("StartDate", dossier.opened_on)
    xml.put("EndDate", dossier.closed_on)
    xml.put("DocTotal", len(dossier.documents))
    xml.put("PageTotal", dossier.pages)
    xml.put("Description", dossier.description)
    xml.open("Documents")
    for document in dossier.documents:
        _document(xml, dossier, document)
    xml.close("Documents")
    if xml.warnings:
        xml.open("Warnings")
        for warning in list(xml.warnings):
            xml.put("Warning", warning)
        xml.close("Warnings")
    xml.close("Dossier")
    return ("\n".join(xml.lines) + "\n").encode()


def _document(xml: _Xml, dossier: PackedDossier, document: PackedDocument) -> None:
    of = f"{document.ordinal}/"
    xml.open("Document", direction=document.direction)
    _file_code(xml, dossier)
    xml.put("DocOrdinal", document.ordinal)
    xml.put("State", document.state)
    xml.put("Rights", _rights(restricted=document.restricted))
    xml.put("TypeCode", document.kind)
    for name, value in (
        ("TypeName", document.kind_name),
        ("CodeNumber", document.code_number),
        ("CodeNotation", document.code_notation),
        ("Symbol", document.symbol),
        ("SymbolKey", document.symbol_key),
        ("IssuedDate", document.issued_on),
        ("OrganName", document.issuer),
        ("Subject", document.subject),
        ("Language", document.language),
        ("PageAmount", document.pages),
        ("Description", document.description),
    ):
        xml.put(name, value, of=of)
    xml.open("SignerInfo")
    xml.put("Position", document.position, of=of)
    xml.put("FullName", document.signer, of=of)
    xml.put("Capacity", document.capacity)
    xml.close("SignerInfo")
    xml.put("Priority", document.urgency)
    xml.put("IssuedAmount", document.copies)
    xml.put("DueDate", document.due_on)
    xml.put("ArrivalDate", document.arrived_on)
    xml.put("ArrivalNumber" if document.direction == "in" else "BookNumber", document.number)
    xml.put("ToPlaces", document.to_places, of=of)
    for recipient in document.recipients:
        xml.open("To", line=recipient.line)
        xml.put("OrganId", recipient.code, of=of)
        xml.put("OrganName", recipient.name, of=of)
        xml.close("To")
    xml.open("TraceHeaderList")
    for trace in document.traces:
        xml.open("TraceHeader", at=trace.at.isoformat(), kind=trace.kind)
        xml.put("Name", trace.name)
        xml.put("Title", trace.title)
        xml.put("Comment", trace.text)
        xml.close("TraceHeader")
    xml.close("TraceHeaderList")
    for file in document.files:
        xml.open("File", role=file.role, sha256=file.sha256, size=str(file.size))
        xml.put("Name", file.name)
        xml.put("Path", file.path)
        xml.close("File")
    xml.close("Document")


def _file_code(xml: _Xml, dossier: PackedDossier) -> None:
    xml.open("FileCode")
    xml.put("OrganId", dossier.organ_id)
    xml.put("FileCatalog", dossier.year)
    xml.put("FileNotation", dossier.code)
    xml.close("FileCode")


def _rights(*, restricted: bool) -> str:
    return "Giới hạn người xem" if restricted else "Theo chức vụ"


def metadata_csv(dossier: PackedDossier) -> bytes:
    """`ho-so.csv`: a line a document under the standard's names, values whole; UTF-8 with a mark."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for document in dossier.documents:
        cells = (
            dossier.organ_id, dossier.year, dossier.code, document.ordinal, document.direction,
            document.kind_name, document.code_number, document.code_notation, document.issued_on,
            document.issuer, document.subject, document.language, document.pages, document.description,
            document.position, document.signer, document.urgency, document.copies, document.due_on,
            document.arrived_on, document.number, document.to_places,
            "; ".join(one.name for one in document.recipients),
            "; ".join(one.path for one in document.files),
        )  # fmt: skip
        writer.writerow([_cell(cell) for cell in cells])
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def write_package(
    target: IO[bytes],
    dossier: PackedDossier,
    *,
    contents: bytes,
    open_file: Callable[[str], BinaryIO],
    told: Mapping[str, object],
) -> None:
    """The whole package into `target`. `open_file` gives a content by its SHA-256; it is copied in pieces.

    `told` names who exported it and when, for the read-me alone, so that nothing else depends on it.
    """
    made = {METADATA: metadata_xml(dossier), TABLE: metadata_csv(dossier), CONTENTS: contents}
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in made.items()}
    sums |= {file.path: file.sha256 for document in dossier.documents for file in document.files}
    made[SUMS] = "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode()
    made[READ_ME] = _read_me(dossier, told)
    stamp = (max(dossier.closed_on.year, 1980), dossier.closed_on.month, dossier.closed_on.day, 0, 0, 0)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in made.items():
            package.writestr(_entry(name, stamp), content)
        for document in dossier.documents:
            for file in document.files:
                entry = _entry(file.path, stamp)
                entry.file_size = file.size
                with open_file(file.sha256) as source, package.open(entry, "w") as sink:
                    while piece := source.read(_CHUNK):
                        sink.write(piece)


def _entry(name: str, stamp: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, stamp)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _read_me(dossier: PackedDossier, told: Mapping[str, object]) -> bytes:
    lines = (
        f"Gói hồ sơ {dossier.code} năm {dossier.year}: {dossier.title}",
        f"Đơn vị lập: {dossier.organ_name}",
        f"Người xuất: {told['by']}, {vn_time(told['at'])}",  # type: ignore[arg-type]
        "",
        f"{METADATA}: thông tin hồ sơ và từng văn bản theo Phụ lục VI Nghị định 30/2020/NĐ-CP.",
        f"{TABLE}: cùng thông tin, mỗi văn bản một dòng.",
        f"{CONTENTS}: mục lục văn bản trong hồ sơ.",
        f"{SUMS}: mã kiểm tra SHA-256 của từng tệp (sha256sum -c {SUMS}).",
        "van-ban/: tệp của từng văn bản theo số thứ tự trong hồ sơ.",
        "Gói có những văn bản mà người xuất được xem.",
        "",
    )
    return "\r\n".join(lines).encode()


def _cell(value: object) -> str:
    text = value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _escaped(text: str) -> str:
    return escape(text, {"\n": "&#10;", "\r": "&#13;"})


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
