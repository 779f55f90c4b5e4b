"""An official document made into a PDF by the layout that the law draws.

PDF/A-2a with tags, Tinos embedded, page numbers from the second page, everything placed as in
law-and-formats 1.3, 1.4 and 2.2. The same document gives the same bytes, so a job that was cut off may
simply be run again.
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Final

from hoiso.documents.layouts import body as blocks
from hoiso.documents.layouts.numbers import place_and_date
from hoiso.documents.layouts.official_document import Annex, Layout, OfficialDocument, SigningBlock
from hoiso.documents.layouts.typesetting import TAGGED, Json, clean, typeset

_TEMPLATE: Final = "official_document.typ"
_NBSP: Final = "\N{NO-BREAK SPACE}"
_ROOM_FOR_NUMBER: Final = _NBSP * 8
_AS_ABOVE: Final = "Như trên"
_CLOSING_MARKS: Final = " ;.,"
_BLOCK_KINDS: Final[dict[type[blocks.Block], str]] = {
    blocks.Paragraph: "paragraph",
    blocks.Ground: "ground",
    blocks.Heading: "heading",
    blocks.RomanHeading: "roman",
    blocks.CentredLine: "centred",
    blocks.Article: "article",
    blocks.Clause: "clause",
    blocks.Point: "point",
    blocks.ListLine: "list",
    blocks.Table: "table",
}
_CLOSED_KINDS: Final = ("paragraph", "article", "clause", "point", "list")
_ROMAN: Final = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def render(document: OfficialDocument) -> bytes:
    """The document as PDF/A-2a. Raises UnprintableCharacter when the font lacks a character."""
    return _typeset(document, draft=False)


def render_draft(document: OfficialDocument) -> bytes:
    """The same pages with DỰ THẢO across each of them."""
    return _typeset(document, draft=True)


def _typeset(document: OfficialDocument, *, draft: bool) -> bytes:
    data = _data(document)
    data["draft"] = draft
    return typeset(_TEMPLATE, data, dated=document.day, standards=TAGGED)


def _data(document: OfficialDocument) -> dict[str, Json]:
    """The one value that the template reads, every string printable."""
    party = document.layout is Layout.PARTY_05
    kind = document.kind
    typed: dict[str, Json] = {
        "layout": document.layout.value,
        "title": document.title,
        "author": " ".join(document.issuer_lines),
        "keywords": [document.symbol] if document.number else [],
        "upright": [document.parent_line] if document.parent_line else [],
        "bold": list(document.issuer_lines),
        "separator": document.layout.separator,
        "notation": document.notation,
        "heading": kind.title or "",
        "subject": document.subject if kind.title and kind.needs_subject else "",
        "about": document.subject if kind.has_about else "",
        "entreat": party and kind.key == "proposal",
        "addressees": [name.rstrip(_CLOSING_MARKS) for name in document.addressees],
        "body": _blocks(document.body, document.layout),
        "signing": _signing(document.signing),
        "co-signing": _signing(document.co_signing) if document.co_signing else None,
        "recipients": _recipients(document),
        "urgency": document.urgency.value if document.urgency else None,
        "circulation": document.circulation.value if document.circulation else None,
        "contact": list(document.contact_lines),
        "annexes": _annexes(document.annexes, document.layout),
    }
    data = clean(typed)
    assert isinstance(data, dict)
    # Room left for the pen is made of no-break spaces, which cleaning would narrow.
    data["number"] = clean(document.number) if document.number else _ROOM_FOR_NUMBER
    data["place-and-date"] = place_and_date(str(clean(document.place)), document.day)
    data["enclosed-with"] = _enclosed_with(document)
    return data


def _signing(signing: SigningBlock) -> Json:
    return {"authority": list(signing.authority), "position": signing.position, "signer": signing.signer}


def _recipients(document: OfficialDocument) -> list[Json]:
    """Lines of `Nơi nhận`, each with its closing mark, the archive's last (components 9b and 12)."""
    names = [name.strip().lstrip("- ").rstrip(_CLOSING_MARKS) for name in document.recipients]
    if document.addressees and _AS_ABOVE.lower() not in (name.lower() for name in names):
        names.insert(0, _AS_ABOVE)
    lines: list[Json] = [f"{name};" for name in names if name]
    archive = document.archive_line.strip().rstrip(_CLOSING_MARKS)
    if archive:
        colon = "" if document.layout is Layout.PARTY_05 else ":"
        lines.append(f"Lưu{colon} {archive}.")
    elif lines:
        lines[-1] = f"{str(lines[-1])[:-1]}."
    mark = (
        f"{document.drafter_mark.upper()}. {document.copies or ''}".strip(" .")
        if document.drafter_mark
        else ""
    )
    if mark and lines:
        lines[-1] = f"{lines[-1]} {mark}"
    return lines


def _annexes(annexes: Sequence[Annex], layout: Layout) -> list[Json]:
    return [
        {
            "label": f"Phụ lục {_roman(at)}" if len(annexes) > 1 else "Phụ lục",
            "title": annex.title,
            "body": _blocks(annex.body, layout),
            "landscape": annex.landscape,
        }
        for at, annex in enumerate(annexes, start=1)
    ]


def _enclosed_with(document: OfficialDocument) -> str:
    """The reference on an annex, left unfilled: in an electronic document nothing is written there."""
    gap = _NBSP * 4
    name = clean(document.kind.name[:1].upper() + document.kind.name[1:])
    notation = clean(document.notation)
    by = f" của {clean(document.issuer_name)}" if document.issuer_name else ""
    return (
        f"(Kèm theo {name} số{_ROOM_FOR_NUMBER}{document.layout.separator}{notation} "
        f"ngày{gap}tháng{gap}năm{gap}{by})"
    )


def _blocks(body: Sequence[blocks.Block], layout: Layout) -> list[Json]:
    """Blocks as the template reads them: grounds closed, the text's end marked."""
    out: list[dict[str, Json]] = []
    for at, block in enumerate(body):
        data = _block(block)
        if isinstance(block, blocks.Ground):
            after = body[at + 1] if at + 1 < len(body) else None
            data["text"] = block.text.rstrip(_CLOSING_MARKS) + (
                ";" if isinstance(after, blocks.Ground) else "."
            )
        out.append(data)
    if out and out[-1]["kind"] in _CLOSED_KINDS:
        out[-1]["text"] = ending(str(out[-1]["text"]), layout)
    return list(out)


def _block(block: blocks.Block) -> dict[str, Json]:
    """The fields of a block under their own names, with the template's word for its kind."""
    values: dict[str, Json] = {field.name: _listed(getattr(block, field.name)) for field in fields(block)}
    return {"kind": _BLOCK_KINDS[type(block)], **values}


def _listed(value: str | bool | tuple[str | tuple[str, ...], ...]) -> Json:
    return [_listed(each) for each in value] if isinstance(value, tuple) else value


def ending(text: str, layout: Layout) -> str:
    """The last sentence with the mark that ends a document: `./.` in layout A, `.` in layout B.

    Only a full stop, a semicolon or nothing is replaced; another closing mark is the writer's.
    """
    bare = text.rstrip().removesuffix("./.").removesuffix(".").removesuffix(";").rstrip()
    if bare.endswith(("!", "?", ":", "…", ")")) and bare == text.rstrip():
        return text
    return bare + ("." if layout is Layout.PARTY_05 else "./.")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text += letters
            number -= value
    return text
