"""A package read: nothing of it is believed before its sums hold, its paths are its own, its XML is plain."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Final
from xml.parsers import expat

from hoiso.documents.keeping.errors import BrokenPackage
from hoiso.documents.keeping.package.shape import (
    FOLDER,
    METADATA,
    NAMESPACE,
    READ_ME,
    SUMS,
    PackedDocument,
    PackedDossier,
    PackedFile,
    PackedRecipient,
    PackedTrace,
)

_CHUNK: Final = 1 << 20
_MOST_ENTRIES: Final = 20_000
_MOST_METADATA: Final = 50_000_000
_MOST_WHOLE: Final = 4_000_000_000
_DEEPEST: Final = 12


@dataclass(slots=True)
class _Node:
    name: str
    attributes: dict[str, str]
    text: str = ""
    children: "list[_Node]" = field(default_factory=list)

    def all(self, name: str) -> "list[_Node]":
        return [child for child in self.children if child.name == name]

    def get(self, name: str) -> str:
        """The value, whole where it had to be cut."""
        for child in self.children:
            if child.name == "Whole" and child.attributes.get("of") == name:
                return child.text
        return next((child.text for child in self.children if child.name == name), "")

    def need(self, name: str) -> "_Node":
        found = self.all(name)
        if not found:
            raise BrokenPackage(f"Gói hồ sơ thiếu phần {name} trong {METADATA}.")
        return found[0]


class Package:
    """An open package: what it tells, and its files by path."""

    def __init__(self, archive: zipfile.ZipFile, dossier: PackedDossier) -> None:
        self._archive = archive
        self.dossier = dossier

    @contextmanager
    def open(self, file: PackedFile) -> Iterator[IO[bytes]]:
        """The content of a file, in pieces."""
        with self._archive.open(file.path) as source:
            yield source


@contextmanager
def opened(stream: IO[bytes]) -> Iterator[Package]:
    """The package of a stream, checked in whole: paths, sizes, sums, metadata. Raises `BrokenPackage`."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = _names(archive)
            _check_sums(archive, names)
            dossier = _dossier(_tree(archive.read(METADATA)))
            _check_files(dossier, names)
            yield Package(archive, dossier)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OverflowError) as error:
        raise BrokenPackage("Tệp này không phải gói hồ sơ (ZIP), hoặc bị hỏng khi chép.") from error


def _names(archive: zipfile.ZipFile) -> set[str]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > _MOST_ENTRIES or len(names) != len(entries):
        raise BrokenPackage("Gói hồ sơ có quá nhiều tệp, hoặc hai tệp trùng tên.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise BrokenPackage("Gói hồ sơ đặt mật khẩu nên không đọc được. Xuất lại không đặt mật khẩu.")
    if sum(entry.file_size for entry in entries) > _MOST_WHOLE:
        raise BrokenPackage("Gói hồ sơ lớn quá mức nhận được.")
    for name in names:
        if name.startswith("/") or "\\" in name or ".." in name.split("/") or "\0" in name:
            raise BrokenPackage("Gói hồ sơ có đường dẫn không hợp lệ.")
    for needed in (METADATA, SUMS):
        if needed not in names:
            raise BrokenPackage(f"Đây không phải gói hồ sơ: thiếu tệp {needed}.")
        if archive.getinfo(needed).file_size > _MOST_METADATA:
            raise BrokenPackage(f"Tệp {needed} lớn quá mức nhận được.")
    return names


def _check_sums(archive: zipfile.ZipFile, names: set[str]) -> None:
    told: dict[str, str] = {}
    for line in archive.read(SUMS).decode(errors="replace").splitlines():
        digest, _, name = line.partition("  ")
        told[name] = digest
    if set(told) != names - {SUMS, READ_ME}:
        raise BrokenPackage(f"Các tệp trong gói không khớp với {SUMS}: có tệp thừa hoặc thiếu.")
    for name, digest in told.items():
        with archive.open(name) as source:
            found = hashlib.sha256()
            while piece := source.read(_CHUNK):
                found.update(piece)
        if found.hexdigest() != digest:
            raise BrokenPackage(f"Tệp {name} đã bị thay đổi: mã kiểm tra không khớp. Chép lại gói hồ sơ.")


def _check_files(dossier: PackedDossier, names: set[str]) -> None:
    paths = [file.path for document in dossier.documents for file in document.files]
    if len(set(paths)) != len(paths) or set(paths) != {
        name for name in names if name.startswith(f"{FOLDER}/")
    }:
        raise BrokenPackage(f"Các tệp văn bản không khớp với {METADATA}.")


def _tree(content: bytes) -> _Node:
    """The elements. Document types and entities are refused: plain metadata needs none."""
    root = _Node("", {})
    stack = [root]
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def begin(name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if space != NAMESPACE or len(stack) > _DEEPEST:
            raise BrokenPackage(f"Không hiểu {METADATA}: gói được tạo bởi phần mềm hoặc phiên bản khác.")
        node = _Node(local, attributes)
        stack[-1].children.append(node)
        stack.append(node)

    def end(_name: str) -> None:
        stack.pop()

    def words(text: str) -> None:
        stack[-1].text += text

    def refuse(*_told: object) -> None:
        raise BrokenPackage(f"{METADATA} có phần khai báo không được phép.")

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = words
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the last piece
    except expat.ExpatError as error:
        raise BrokenPackage(f"{METADATA} bị hỏng, không đọc được.") from error
    return root.need("Dossier")


def _dossier(root: _Node) -> PackedDossier:
    code = root.need("FileCode")
    try:
        return PackedDossier(
            organ_id=code.get("OrganId"),
            organ_name=root.get("OrganName"),
            year=int(code.get("FileCatalog")),
            code=code.get("FileNotation"),
            title=root.get("Title"),
            heading=root.get("Heading"),
            retention=root.get("MaintenanceCode"),
            restricted=root.get("Rights").startswith("Giới hạn"),
            creator=root.get("Creator"),
            opened_on=date.fromisoformat(root.get("StartDate")),
            closed_on=date.fromisoformat(root.get("EndDate")),
            description=root.get("Description"),
            documents=tuple(_document(one) for one in root.need("Documents").all("Document")),
        )
    except (ValueError, KeyError) as error:
        raise BrokenPackage(f"Có giá trị sai trong {METADATA}: {error}.") from error


def _document(node: _Node) -> PackedDocument:
    signer = node.need("SignerInfo")
    direction = node.attributes["direction"]
    return PackedDocument(
        ordinal=int(node.get("DocOrdinal")),
        direction=direction,
        state=node.get("State"),
        restricted=node.get("Rights").startswith("Giới hạn"),
        kind=node.get("TypeCode"),
        kind_name=node.get("TypeName"),
        code_number=node.get("CodeNumber"),
        code_notation=node.get("CodeNotation"),
        symbol=node.get("Symbol"),
        symbol_key=node.get("SymbolKey"),
        issued_on=_day(node.get("IssuedDate")),
        issuer=node.get("OrganName"),
        subject=node.get("Subject"),
        language=node.get("Language"),
        pages=_number(node.get("PageAmount")),
        description=node.get("Description"),
        position=signer.get("Position"),
        signer=signer.get("FullName"),
        capacity=signer.get("Capacity"),
        urgency=int(node.get("Priority") or 0),
        copies=_number(node.get("IssuedAmount")),
        due_on=_day(node.get("DueDate")),
        arrived_on=_day(node.get("ArrivalDate")),
        number=node.get("ArrivalNumber" if direction == "in" else "BookNumber"),
        to_places=node.get("ToPlaces"),
        recipients=tuple(
            PackedRecipient(one.get("OrganId"), one.get("OrganName"), one.attributes["line"])
            for one in node.all("To")
        ),
        traces=tuple(
            PackedTrace(
                datetime.fromisoformat(one.attributes["at"]), one.get("Name"), one.get("Title"),
                one.attributes["kind"], one.get("Comment"),
            )
            for one in node.need("TraceHeaderList").all("TraceHeader")
        ),
        files=tuple(
            PackedFile(
                one.get("Name"), one.attributes["role"], one.get("Path"), one.attributes["sha256"],
                int(one.attributes["size"]),
            )
            for one in node.all("File")
        ),
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None
