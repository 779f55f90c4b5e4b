"""A unit's own Word template, looked over and filled. Runs in the limited child (`core.files.isolation`).

The parent judges the tags one by one and tells where they stand; here the file is opened, and what the
template engine would see of it is held against a short list of what it may do.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree  # type: ignore[import-untyped]

from hoiso.core.files.isolation import Json

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST_BYTES = 40 << 20
_MOST_XML = 8 << 20
_MOST_PARTS = 2_000
_PARTS = (("word/document", "body"), ("word/header", "header"), ("word/footer", "footer"),
          ("word/footnotes", "footnote"))  # fmt: skip
_EMBEDDING = ("oleObject", "package", "control", "aFChunk", "subDocument", "attachedTemplate", "frame")
_FETCHING = ("DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "DATABASE",
             "MACROBUTTON", "RD", "EMBED")  # fmt: skip
_ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.For, nodes.If, nodes.Not)
_DEEPEST = 2
_PARSER = {"resolve_entities": False, "no_network": True, "huge_tree": False}


def look(path: str) -> dict[str, Json]:
    """{"faults": [[code, detail]], "marks": […], "paragraphs": […], "names": […], "lists": […]}.

    `paragraphs` are those with a brace: {part, place, cell, text, around}. `names` are the fields that
    the engine would ask for, `lists` those that it would go through. With a fault, nothing else.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError):
        return _only(["no_word", ""])
    with archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        if "word/document.xml" not in names:
            return _only(["no_word", ""])
        if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_BYTES:
            return _only(["large", ""])
        if any(e.file_size > _MOST_XML for e in entries if e.filename.endswith((".xml", ".rels"))):
            return _only(["large", ""])
        faults = list(_dangers(archive, names))
        if faults:
            return _only(*faults)
        roots = {name: _tree(archive.read(name)) for name in sorted(names) if _kind(name)}
    faults = [fault for root in roots.values() for fault in _fetched(root)]
    if faults:
        return _only(*faults)
    paragraphs: list[Json] = []
    marks: set[str] = set()
    for name, root in roots.items():
        paragraphs += _paragraphs(root, str(_kind(name)))
        for tag, mark in (("ins", "changes"), ("del", "changes"), ("commentReference", "comments")):
            if next(root.iter(f"{_W}{tag}"), None) is not None:
                marks.add(mark)
    return {"faults": [], "marks": [*sorted(marks)], "paragraphs": paragraphs, **_engine(path)}


def fill(path: str, values_path: str) -> bytes:
    """The template with the values of the JSON file {"values", "title", "author"}; a Word file."""
    given = json.loads(Path(values_path).read_text("utf-8"))
    template = _OwnTemplate(path)
    template.known = {"title": str(given["title"]), "author": str(given["author"])}
    template.render(given["values"], _environment(), autoescape=True)
    made = io.BytesIO()
    template.save(made)
    return made.getvalue()


class _OwnTemplate(DocxTemplate):  # type: ignore[misc] # no types are shipped with it
    """What the file says of itself is ours: no tag is looked for there, no former author is kept."""

    known: dict[str, str] = {"title": "", "author": ""}

    def render_properties(self, context: dict[str, Any], jinja_env: object = None) -> None:
        own = self.docx.core_properties
        for name in ("comments", "identifier", "keywords", "subject", "category", "last_modified_by"):
            setattr(own, name, "")
        own.title, own.author = self.known["title"][:250], self.known["author"][:250]


def _environment() -> ImmutableSandboxedEnvironment:
    """An engine that knows nothing but the values: no functions, filters, tests or other templates."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    environment.globals.clear()
    environment.filters.clear()
    environment.tests.clear()
    return environment


def _only(*faults: list[str]) -> dict[str, Json]:
    return {"faults": [list(one) for one in faults], "marks": [], "paragraphs": [], "names": [], "lists": []}


def _kind(name: str) -> str | None:
    if not name.endswith(".xml"):
        return None
    return next((part for start, part in _PARTS if name.startswith(start)), None)


def _tree(content: bytes) -> Any:
    return etree.fromstring(content, etree.XMLParser(**_PARSER))


def _dangers(archive: zipfile.ZipFile, names: set[str]) -> Iterator[list[str]]:
    """Macros, things embedded, and whatever Word would fetch from elsewhere."""
    macros = any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names)
    if macros or b"macroEnabled" in archive.read("[Content_Types].xml"):
        yield ["macro", ""]
    if any("/embeddings/" in name or "/activeX/" in name for name in names):
        yield ["embedded", ""]
    read = sorted(name for name in names if name.endswith((".xml", ".rels")))
    if any(b"<!DOCTYPE" in archive.read(name).upper() for name in read):
        yield ["no_word", ""]
        return
    for name in read:
        if name.endswith(".rels"):
            for relation in _tree(archive.read(name)):
                yield from _related(relation)


def _related(relation: Any) -> Iterator[list[str]]:
    """What leads out of the file, or holds another one; an address of mail is only shown."""
    kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        if not (kind == "hyperlink" and target.lower().startswith("mailto:")):
            yield ["link", target[:200]]
    elif kind in _EMBEDDING:
        yield ["embedded", ""]


def _fetched(root: Any) -> Iterator[list[str]]:
    """Fields of Word that fetch or run something (`{ INCLUDETEXT … }` and the like), or lead elsewhere.

    The letters of a field may lie in pieces, so the pieces of a paragraph are joined first.
    """
    said = [
        "".join(piece.text or "" for piece in paragraph.iter(f"{_W}instrText"))
        for paragraph in root.iter(f"{_W}p")
    ]
    said += [simple.get(f"{_W}instr", "") for simple in root.iter(f"{_W}fldSimple")]
    for code in said:
        words = set(code.upper().split())
        yield from (["fetches", word] for word in _FETCHING if word in words)
        if "HYPERLINK" in words and "MAILTO:" not in code.upper() and "\\L" not in words:
            yield ["link", code.strip()[:200]]


def _paragraphs(root: Any, part: str) -> Iterator[Json]:
    """Paragraphs with a brace, numbered as the reader counts those with letters."""
    number = 0
    tables = {table: at for at, table in enumerate(root.iter(f"{_W}tbl"), start=1)}
    around: dict[Any, int] = {}  # holds its elements, so that each stays the same object
    for paragraph in root.iter(f"{_W}p"):
        if any(True for _ in paragraph.iterancestors(_FALLBACK)):
            continue
        text = _text(paragraph)
        if not text.strip():
            continue
        number += 1
        if "{" not in text and "}" not in text:
            continue
        table = next(paragraph.iterancestors(f"{_W}tbl"), None)
        yield {
            "part": part,
            "place": number,
            "table": tables.get(table, 0),
            "around": around.setdefault(paragraph.getparent(), len(around)),
            "text": text[:4_000],
        }


def _text(paragraph: Any) -> str:
    """The letters of a paragraph itself, not of a box that hangs on it."""
    pieces = []
    for piece in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        if next(piece.iterancestors(f"{_W}p"), None) is not paragraph:
            continue
        pieces.append((piece.text or "") if piece.tag == f"{_W}t" else " ")
    return "".join(pieces)


def _engine(path: str) -> dict[str, Json]:
    """What the engine would do with the file, by its own parser."""
    environment = _environment()
    template = _OwnTemplate(path)
    template.render_init()
    sources = [template.patch_xml(template.get_xml())]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            sources.append(template.patch_xml(template.get_part_xml(part)))
    sources += [
        template.patch_xml(part.blob.decode("utf-8"))
        for part in template.docx.part.package.parts
        if part.content_type.endswith("wordprocessingml.footnotes+xml")
    ]
    names: set[str] = set()
    lists: set[str] = set()
    faults: list[Json] = []
    for source in sources:
        try:
            tree = environment.parse(source)
        except TemplateError as error:
            return {"names": [], "lists": [], "faults": [["broken", str(error.message or "")[:200]]]}
        asked, gone_through = _uses(tree, frozenset(), faults, deep=0)
        names |= asked
        lists |= gone_through
    return {"names": [*sorted(names)], "lists": [*sorted(lists)], "faults": faults}


def _uses(
    node: nodes.Node, bound: frozenset[str], faults: list[Json], *, deep: int
) -> tuple[set[str], set[str]]:
    """Names asked for and lists gone through below a node; what may not be there becomes a fault."""
    names: set[str] = set()
    lists: set[str] = set()
    if not isinstance(node, _ALLOWED):
        faults.append(["not_allowed", type(node).__name__])
        return names, lists
    if isinstance(node, nodes.Name):
        return ({node.name} - bound, lists)
    inner = bound
    if isinstance(node, nodes.For):
        deep += 1
        source, target = node.iter, node.target
        if (
            not (isinstance(source, nodes.Name) and isinstance(target, nodes.Name))
            or deep > _DEEPEST
            or node.recursive
            or node.test is not None
        ):
            faults.append(["not_allowed", "For"])
            return names, lists
        lists.add(source.name)
        inner = bound | {target.name}
        children: list[nodes.Node] = [*node.body, *node.else_]
    else:
        children = list(node.iter_child_nodes())
    for child in children:
        asked, gone_through = _uses(child, inner, faults, deep=deep)
        names |= asked
        lists |= gone_through
    return names, lists
