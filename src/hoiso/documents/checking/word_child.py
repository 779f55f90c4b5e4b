"""A Word file (DOCX) as paper: its page, its paragraphs with font and size, its numbers. Runs in the child.

Numbers that Word counts by itself are not in the text of a paragraph; they are counted here from
`numbering.xml`, so that `Điều 1.` arrives as the reader sees it.
"""

import zipfile
from dataclasses import dataclass, field
from xml.etree import ElementTree  # in a limited child, on a file that the inspection has passed

from hoiso.core.files.isolation import Json

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_MOST_PARAGRAPHS = 20_000
_TWIPS_A_MM = 1440 / 25.4
_ROMANS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_ALPHABET = "abcdđeghiklmnopqrstuvxy"


def read_paper(path: str) -> dict[str, Json]:
    """{"page": {…} in mm, "paragraphs": [{text, font, size, bold, italic, centred, cell}]}.

    `cell` is [table, row, column] or None. Sizes are in points, of the longest run.
    """
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        parts = {
            name: _strip(ElementTree.fromstring(archive.read(f"word/{name}.xml")))  # noqa: S314 - see above
            for name in ("document", "styles", "numbering")
            if f"word/{name}.xml" in names
        }
    reader = _Reader(parts.get("styles"), parts.get("numbering"))
    body = parts["document"].find("body")
    if body is not None:
        reader.walk(body, cell=None)
    return {"page": _page(parts["document"]), "paragraphs": list(reader.paragraphs)}


def _strip(root: ElementTree.Element) -> ElementTree.Element:
    """The tree with the names of the one vocabulary bare; others keep their address and match nothing."""
    for element in root.iter():
        space, _, local = str(element.tag).rpartition("}")
        if space[1:] in _NAMESPACES:
            element.tag = local
        for name in list(element.attrib):
            space, _, local = name.rpartition("}")
            if space[1:] in _NAMESPACES:
                element.attrib[local] = element.attrib.pop(name)
    return root


def _page(document: ElementTree.Element) -> dict[str, Json]:
    last = next(document.iter("sectPr"), None)  # the first section holds the first page
    size = last.find("pgSz") if last is not None else None
    margins = last.find("pgMar") if last is not None else None

    def mm(element: ElementTree.Element | None, name: str) -> float:
        value = element.get(name, "0") if element is not None else "0"
        return round(float(value) / _TWIPS_A_MM, 1) if value.lstrip("-").replace(".", "").isdigit() else 0.0

    return {
        "width": mm(size, "w"),
        "height": mm(size, "h"),
        "top": mm(margins, "top"),
        "bottom": mm(margins, "bottom"),
        "left": mm(margins, "left"),
        "right": mm(margins, "right"),
    }


@dataclass(slots=True)
class _Look:
    """What a style or run says of its letters; None where it says nothing."""

    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None

    def under(self, other: "_Look") -> "_Look":
        """This look where the other says nothing."""
        return _Look(
            other.font or self.font,
            other.size or self.size,
            self.bold if other.bold is None else other.bold,
            self.italic if other.italic is None else other.italic,
        )


@dataclass(slots=True)
class _Level:
    format: str
    text: str
    start: int


@dataclass(slots=True)
class _Style:
    look: _Look
    number: tuple[str, int] | None = None
    centred: bool | None = None


@dataclass(slots=True)
class _Reader:
    styles_part: ElementTree.Element | None
    numbering_part: ElementTree.Element | None
    paragraphs: list[Json] = field(default_factory=list)
    tables: int = 0
    styles: dict[str, _Style] = field(default_factory=dict)
    usual: _Look = field(default_factory=_Look)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.styles_part is not None:
            defaults = self.styles_part.find("docDefaults/rPrDefault/rPr")
            self.usual = _look(defaults)
            self._read_styles(self.styles_part)
        if self.numbering_part is not None:
            self._read_numbering(self.numbering_part)

    def _read_styles(self, part: ElementTree.Element) -> None:
        rows = {style.get("styleId", ""): style for style in part.findall("style")}

        def resolved(name: str, seen: frozenset[str]) -> _Style:
            row = rows.get(name)
            if row is None or name in seen:
                return _Style(_Look())
            based = row.find("basedOn")
            below = resolved(based.get("val", ""), seen | {name}) if based is not None else _Style(_Look())
            own = _number_of(row.find("pPr"))
            return _Style(
                below.look.under(_look(row.find("rPr"))),
                own or below.number,
                _is_centred(row.find("pPr")) if row.find("pPr/jc") is not None else below.centred,
            )

        self.styles = {name: resolved(name, frozenset()) for name in rows}
        for name, row in rows.items():
            if row.get("default") == "1" and row.get("type") == "paragraph":
                self.styles[""] = self.styles[name]

    def _read_numbering(self, part: ElementTree.Element) -> None:
        drawn = {
            each.get("abstractNumId", ""): {
                int(level.get("ilvl", "0")): _Level(
                    _value(level, "numFmt", "decimal"), _value(level, "lvlText", ""),
                    int(_value(level, "start", "1") or 1),
                )
                for level in each.findall("lvl")
            }
            for each in part.findall("abstractNum")
        }  # fmt: skip
        for number in part.findall("num"):
            self.levels[number.get("numId", "")] = drawn.get(_value(number, "abstractNumId", ""), {})

    def walk(self, parent: ElementTree.Element, *, cell: list[Json] | None) -> None:
        for element in parent:
            if len(self.paragraphs) >= _MOST_PARAGRAPHS:
                return
            if element.tag == "p":
                self._paragraph(element, cell)
            elif element.tag == "tbl":
                self._table(element, cell)
            elif element.tag in ("sdt", "sdtContent", "ins", "smartTag"):
                self.walk(element, cell=cell)

    def _table(self, table: ElementTree.Element, outer: list[Json] | None) -> None:
        mine = self.tables
        self.tables += 1
        for row_at, row in enumerate(table.findall("tr")):
            for column, one in enumerate(row.findall("tc")):
                self.walk(one, cell=outer or [mine, row_at, column])

    def _paragraph(self, paragraph: ElementTree.Element, cell: list[Json] | None) -> None:
        properties = paragraph.find("pPr")
        style_name = _value(properties, "pStyle", "") if properties is not None else ""
        style = self.styles.get(style_name) or self.styles.get("") or _Style(_Look())
        base = self.usual.under(style.look)
        pieces: list[tuple[str, _Look]] = []
        for run in paragraph.iter("r"):
            text = "".join(_run_text(child) for child in run)
            if text:
                pieces.append((text, base.under(_look(run.find("rPr")))))
        whole = "".join(text for text, _ in pieces)
        label = self._label(_number_of(properties) or style.number) if whole.strip() else ""
        centred = (
            _is_centred(properties)
            if properties is not None and properties.find("jc") is not None
            else style.centred
        )
        for at, line in enumerate(whole.split("\n")):
            look = max(pieces, key=lambda piece: len(piece[0]))[1] if pieces else base
            bold = sum(len(text) for text, one in pieces if one.bold) * 2 > len(whole)
            italic = sum(len(text) for text, one in pieces if one.italic) * 2 > len(whole)
            self.paragraphs.append(
                {
                    "text": (f"{label} " if label and at == 0 else "") + " ".join(line.split()),
                    "font": look.font or "",
                    "size": look.size or 10.0,
                    "bold": bold,
                    "italic": italic,
                    "centred": bool(centred),
                    "cell": cell,
                }
            )

    def _label(self, number: tuple[str, int] | None) -> str:
        if number is None or number[0] == "0":
            return ""
        name, at = number
        levels = self.levels.get(name, {})
        level = levels.get(at)
        if level is None:
            return ""
        if level.format == "bullet":
            return "-" if at == 0 else "+"
        self.counts[name, at] = self.counts.get((name, at), level.start - 1) + 1
        for deeper in [key for key in self.counts if key[0] == name and key[1] > at]:
            del self.counts[deeper]
        text = level.text
        for above, one in levels.items():
            value = self.counts.get((name, above), one.start)
            text = text.replace(f"%{above + 1}", _counted(value, one.format))
        return text.strip()


def _counted(value: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        text = ""
        for worth, letters in _ROMANS:
            while value >= worth:
                text, value = text + letters, value - worth
        return text.upper() if form == "upperRoman" else text
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    return str(value)


def _run_text(child: ElementTree.Element) -> str:
    match child.tag:
        case "t":
            return child.text or ""
        case "tab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
    return ""


def _look(properties: ElementTree.Element | None) -> _Look:
    if properties is None:
        return _Look()
    fonts = properties.find("rFonts")
    size = _value(properties, "sz", "")
    return _Look(
        (fonts.get("ascii") or fonts.get("hAnsi")) if fonts is not None else None,
        float(size) / 2 if size.replace(".", "").isdigit() else None,
        _switch(properties.find("b")),
        _switch(properties.find("i")),
    )


def _switch(element: ElementTree.Element | None) -> bool | None:
    return None if element is None else element.get("val", "1") not in ("0", "false", "off")


def _number_of(properties: ElementTree.Element | None) -> tuple[str, int] | None:
    numbered = properties.find("numPr") if properties is not None else None
    if numbered is None:
        return None
    level = _value(numbered, "ilvl", "0")
    return _value(numbered, "numId", "0"), int(level) if level.isdigit() else 0


def _is_centred(properties: ElementTree.Element | None) -> bool:
    return properties is not None and _value(properties, "jc", "") == "center"


def _value(parent: ElementTree.Element, name: str, otherwise: str) -> str:
    element = parent.find(name)
    return element.get("val", otherwise) if element is not None else otherwise
