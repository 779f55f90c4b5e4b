r"""The one door to the typesetter: our fonts alone, data never read as markup, PDF/A.

A template (`typst/*.typ`) receives one JSON value in `sys.inputs.data`. A string in it is content to the
template, never source: `#`, `$`, `*`, `@`, `<` and `\` are printed as typed.
"""

import json
import threading
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final, Literal

import typst

from hoiso.core.clock import OFFICE_ZONE
from hoiso.documents.layouts.characters import FONT_FOLDER, printable

TEMPLATE_FOLDER: Final = Path(__file__).parent / "typst"

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]

Standard = Literal["a-2a", "a-2b", "ua-1"]

TAGGED: Final[tuple[Standard, ...]] = ("a-2a", "ua-1")
"""PDF/A-2a with PDF/UA-1: archival, every letter extractable, tagged for screen readers."""
UNTAGGED: Final[tuple[Standard, ...]] = ("a-2b",)
"""PDF/A-2b: for books of thousands of rows, where tags would cost most of the time and size."""

_UNKNOWN_DAY: Final = date(1970, 1, 1)
_of_thread = threading.local()


def typeset(
    template: str, data: dict[str, Json], *, dated: date | None, standards: tuple[Standard, ...]
) -> bytes:
    """The PDF of a template filled with data. The same input gives the same bytes.

    `dated` is the day of creation in the metadata (midnight in the office's zone); PDF/A demands one, so
    an undated draft bears the first day of Unix time.
    All strings of `data` must have passed `clean`.
    """
    day = dated or _UNKNOWN_DAY
    midnight = datetime(day.year, day.month, day.day, tzinfo=OFFICE_ZONE)
    made = _compiler(template).compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=list(standards),
        pdf_tags=standards != UNTAGGED,
        timestamp=int(midnight.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError(f"the typesetter gave no single file for {template}")
    return made


def clean(value: Json, *, replace: bool = False) -> Json:
    """The value with every string made printable.

    What the font cannot draw is refused (UnprintableCharacter), or with `replace` becomes a box.
    """
    if isinstance(value, str):
        return printable(value, replace=replace)
    if isinstance(value, list):
        return [clean(each, replace=replace) for each in value]
    if isinstance(value, dict):
        return {name: clean(each, replace=replace) for name, each in value.items()}
    return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )


def _compiler(template: str) -> typst.Compiler:
    """A compiler of this thread: one may not be entered by two threads at once."""
    kept: dict[str, typst.Compiler] = _of_thread.__dict__
    if template not in kept:
        kept[template] = typst.Compiler(
            str(TEMPLATE_FOLDER / template),
            root=str(TEMPLATE_FOLDER),
            font_paths=_fonts(),
            ignore_system_fonts=True,
        )
    return kept[template]
