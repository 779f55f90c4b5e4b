"""What a package of a dossier tells: the dossier, its documents in order, their files and their course.

Names and lengths are those of Decree 30/2020, Annex VI, part II. A value longer than the standard allows
is cut where the standard's name stands, kept whole beside it, and told as a warning.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

NAMESPACE: Final = "urn:hoiso:dossier:1"
METADATA: Final = "ho-so.xml"
TABLE: Final = "ho-so.csv"
CONTENTS: Final = "muc-luc.pdf"
SUMS: Final = "SHA256SUMS"
READ_ME: Final = "doc-toi.txt"
FOLDER: Final = "van-ban"

LONGEST: Final = {
    "OrganId": 13, "FileNotation": 20, "TypeName": 100, "CodeNumber": 11, "CodeNotation": 30,
    "OrganName": 200, "Subject": 500, "Language": 30, "Description": 500, "Position": 100, "FullName": 50,
    "ToPlaces": 1000, "Title": 500, "Maintenance": 30, "Rights": 30, "Creator": 30,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file as it lies in the package: `path` there, SHA-256 of the content, its part and its name."""

    name: str
    role: str
    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class PackedRecipient:
    """One line of Nơi nhận: code where it has one, name, the line by which it is reached."""

    code: str
    name: str
    line: str


@dataclass(frozen=True, slots=True)
class PackedTrace:
    """One step of the course: who, as titled that day, did what."""

    at: datetime
    name: str
    title: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedDocument:
    """One document. Days are office days; `number` with its letter is the book's own."""

    ordinal: int
    direction: str
    state: str
    restricted: bool
    kind: str
    kind_name: str
    code_number: str
    code_notation: str
    symbol: str
    symbol_key: str
    issued_on: date | None
    issuer: str
    subject: str
    language: str
    pages: int | None
    description: str
    position: str
    signer: str
    capacity: str
    urgency: int
    copies: int | None
    due_on: date | None
    arrived_on: date | None
    number: str
    to_places: str
    recipients: tuple[PackedRecipient, ...]
    traces: tuple[PackedTrace, ...]
    files: tuple[PackedFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedDossier:
    """The dossier itself. `organ_id` and `organ_name` name the organisation that made it."""

    organ_id: str
    organ_name: str
    year: int
    code: str
    title: str
    heading: str
    retention: str
    restricted: bool
    creator: str
    opened_on: date
    closed_on: date
    description: str
    documents: tuple[PackedDocument, ...]

    @property
    def pages(self) -> int:
        """Pages of all documents."""
        return sum(document.pages or 0 for document in self.documents)
