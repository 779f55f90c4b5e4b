"""DocumentId: `OrganId,yyyy/mm/dd,number/notation`, or whatever else a sender puts there.

It is an opaque key: its date need not exist (2014/02/30 circulates), its organisation need not be
the sender, and other systems write a GUID. Parts are shown and compared as text, never parsed further.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from hoiso.edxml.codes import day_text
from hoiso.edxml.errors import EdxmlError

_ZERO_WIDTH: Final = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


@dataclass(frozen=True, slots=True)
class DocumentIdParts:
    """The three parts as written; the code keeps every comma and slash after the second comma."""

    organ_id: str
    date: str
    code: str


def compose_document_id(*, organ_id: str, day: date, number: str, notation: str) -> str:
    """The id of a document of ours. Refuses parts that would not split back to the same."""
    code = f"{number}/{notation}"
    parts = (organ_id, number, notation)
    if not all(part.strip() for part in parts) or "," in organ_id or "/" in number or "\n" in code:
        raise EdxmlError(
            "Mã định danh văn bản cần mã cơ quan (không dấu phẩy), số (không dấu gạch chéo) và ký hiệu.",
            code="document-id-form",
        )
    return f"{organ_id},{day_text(day)},{code}"


def split_document_id(text: str) -> DocumentIdParts | None:
    """Parts by the first two commas only; None when it is not of that form (a GUID)."""
    parts = text.split(",", 2)
    if len(parts) < 3:
        return None
    return DocumentIdParts(*(part.strip() for part in parts))


def document_id_key(text: str) -> str:
    """What two spellings of one id share: composition, width, case, spaces and invisible marks cut.

    For finding duplicates only; show the id as it was written.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_ZERO_WIDTH).casefold()
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", plain))
