"""Paper copies: sao y, sao lục, trích sao, each with its form below what is copied.

Decree 30/2020/NĐ-CP, Điều 25–27 and Phụ lục I phần II: a full-width line below the last line of the text,
then the copying organisation and the form of copy, number, place and day, recipients, signer.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hoiso.core.files.isolation import isolated
from hoiso.documents.layouts import copy_child
from hoiso.documents.layouts.numbers import place_and_date
from hoiso.documents.layouts.official_document import SigningBlock
from hoiso.documents.layouts.typesetting import TAGGED, Json, clean, typeset

_TEMPLATE: Final = "copy.typ"
_TOP: Final = 20.0
_GAP: Final = 6.0
_FOOT: Final = 277.0
_SECONDS: Final = 60
_MEGABYTES: Final = 1024


class CopyForm(StrEnum):
    """The three forms; the value is the key of the kind that numbers them."""

    CERTIFIED = "certified-copy"
    """Sao y: the whole of an original."""
    RECOPY = "re-copy"
    """Sao lục: the whole of a sao y."""
    EXTRACT = "extract"
    """Trích sao: a part of an original."""

    @property
    def words(self) -> str:
        """As printed, in capitals."""
        return {"certified-copy": "SAO Y", "re-copy": "SAO LỤC", "extract": "TRÍCH SAO"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyBlock:
    """What stands below the line. `number` is whole (`07/SY-BTV`), `of` names the document copied."""

    form: CopyForm
    issuer_lines: tuple[str, ...]
    parent_line: str
    number: str
    place: str
    day: date
    recipients: tuple[str, ...]
    archive_line: str
    signing: SigningBlock
    of: str

    @property
    def height(self) -> float:
        """Room in mm that it needs on a page, rather too much than too little."""
        return 68.0 + 6 * len(self.issuer_lines) + 5 * max(0, len(self.recipients) - 7)


def render_block(block: CopyBlock, *, top: float = _TOP) -> bytes:
    """The block alone on an A4 sheet, beginning `top` mm from the upper edge."""
    recipients = [f"{name.strip(' ;.')};" for name in block.recipients if name.strip(" ;.")]
    archive = block.archive_line.strip(" ;.") or "VT"
    typed: dict[str, Json] = {
        "form": block.form.words,
        "title": f"{block.form.words.capitalize()} {block.number}: {block.of}",
        "author": " ".join(block.issuer_lines),
        "upright": [block.parent_line] if block.parent_line else [],
        "bold": list(block.issuer_lines),
        "number": block.number,
        "recipients": [*recipients, f"Lưu: {archive}."],
        "authority": list(block.signing.authority),
        "position": block.signing.position,
        "signer": block.signing.signer,
    }
    data = clean(typed)
    assert isinstance(data, dict)
    data["place-and-date"] = place_and_date(str(clean(block.place)), block.day)
    data["top"] = top
    return typeset(_TEMPLATE, data, dated=block.day, standards=TAGGED)


def with_form(source: Path, block: CopyBlock, *, last_line: float | None) -> bytes:
    """The pages of a PDF with the block below the last line, or on a page of its own where there is no room.

    `last_line` is the lowest baseline of the last page in mm; None (a scan, an odd sheet) takes a new page.
    The file copied is not changed. Raises `ChildFailed` for a file that cannot be taken apart.
    """
    fits = last_line is not None and last_line + _GAP + block.height <= _FOOT
    top = last_line + _GAP if fits and last_line is not None else _TOP
    with TemporaryDirectory() as folder:
        drawn = Path(folder) / "mau-sao.pdf"
        drawn.write_bytes(render_block(block, top=top))
        made = isolated(
            copy_child.join, str(source.absolute()), str(drawn), fits, seconds=_SECONDS, megabytes=_MEGABYTES
        )
    assert isinstance(made, bytes)
    return made
