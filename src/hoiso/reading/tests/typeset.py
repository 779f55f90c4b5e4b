"""Official documents set by typst in both layouts, for the tests; values, not exact geometry."""

from dataclasses import dataclass, field
from pathlib import Path

import typst

import hoiso.documents.layouts

FONTS = Path(hoiso.documents.layouts.__path__[0]) / "fonts"
PLAIN = "size: 13pt"
BOLD = 'size: 13pt, weight: "bold"'
TITLE = 'size: 14pt, weight: "bold"'


@dataclass(frozen=True)
class Sheet:
    """What stands on a document. Lines of the head are written as given; `body` is typst markup."""

    issuer: tuple[str, ...]
    symbol: str
    dated: str
    parent: tuple[str, ...] = ()
    title: str = ""
    subject: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    addressed: str = ""
    addressees: tuple[str, ...] = ()
    body: str = ""
    recipients: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    position: str = ""
    signer: str = ""
    urgency: str = ""
    secrecy: str = ""
    party: bool = False
    stamp: tuple[str, ...] = field(default=())


def _text(content, style):
    escaped = content.replace("\\", "\\\\").replace('"', '\\"')
    return f'#text({style})[#"{escaped}"]'


def _lines(contents, style):
    return " \\ ".join(_text(content, style) for content in contents)


def markup(sheet):
    """The typst source of the sheet."""
    right = (
        [_text("ĐẢNG CỘNG SẢN VIỆT NAM", 'size: 14pt, weight: "bold"'), "#line(length: 60%)"]
        if sheet.party
        else [
            _text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 'size: 11pt, weight: "bold"'),
            _text("Độc lập - Tự do - Hạnh phúc", 'size: 12pt, weight: "bold"'),
            "#line(length: 50%)",
        ]
    )
    right.append(_text(sheet.dated, 'size: 12pt, style: "italic"'))
    left = [
        *([_lines(sheet.parent, "size: 11pt")] if sheet.parent else []),
        _lines(sheet.issuer, 'size: 11pt, weight: "bold"'),
        _text("*", "size: 12pt") if sheet.party else "#line(length: 30%)",
        _text(sheet.symbol, "size: 12pt"),
        *([_lines(sheet.about, "size: 11pt")] if sheet.about else []),
        *([_text(sheet.secrecy, 'size: 13pt, weight: "bold"')] if sheet.secrecy else []),
        *([f"#box(stroke: 1pt, inset: 4pt)[{_text(sheet.urgency, PLAIN)}]"] if sheet.urgency else []),
    ]
    parts = [
        '#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))',
        '#set text(font: "Tinos", fallback: false, size: 13pt, lang: "vi")\n#set par(spacing: 9pt)',
        "#grid(columns: (42%, 58%), align: center, ["
        + "\n\n".join(left)
        + "], ["
        + "\n\n".join(right)
        + "])\n#v(6pt)",
    ]
    if sheet.title:
        parts.append(f"#align(center)[{_text(sheet.title, TITLE)}]")
    if sheet.subject:
        parts.append(f"#align(center)[{_lines(sheet.subject, BOLD)}]")
        parts.append("#align(center)[#text[-----]]" if sheet.party else "#align(center)[#line(length: 20%)]")
    if len(sheet.addressees) == 1:
        parts.append(f"#align(center)[{_text(f'{sheet.addressed} {sheet.addressees[0]}', PLAIN)}]")
    elif sheet.addressees:
        items = _lines([f"- {name}" for name in sheet.addressees], "size: 13pt")
        parts.append(f"#pad(left: 60pt)[{_text(sheet.addressed, PLAIN)} \\ #pad(left: 60pt)[{items}]]")
    parts.append(f"#set par(justify: true, first-line-indent: (amount: 1cm, all: true))\n{sheet.body}")
    parts.append("#set par(justify: false, first-line-indent: 0pt)\n#v(8pt)\n" + _foot(sheet))
    return "\n\n".join(parts)


def _foot(sheet):
    left = [_text("Nơi nhận:", 'size: 12pt, weight: "bold", style: "italic"')]
    left += [_text(f"- {name}", "size: 11pt") for name in sheet.recipients]
    right = [_text(line, BOLD) for line in (*sheet.authority, *([sheet.position] if sheet.position else []))]
    middle = _lines(sheet.stamp, "size: 8pt") if sheet.stamp else "#v(40pt)"
    return (
        "#grid(columns: (50%, 50%), align: (left, center), ["
        + (" \\ ".join(left) if sheet.recipients else "")
        + "], ["
        + " \\ ".join(right)
        + f"\n\n{middle}\n\n"
        + _text(sheet.signer, BOLD)
        + "])"
    )


def a_sheet_as_pdf(sheet):
    """The bytes of the PDF."""
    return typst.compile(markup(sheet).encode(), font_paths=[FONTS], ignore_system_fonts=True)
