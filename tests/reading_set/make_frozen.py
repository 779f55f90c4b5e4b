"""Make a frozen half with LibreOffice: `python -m tests.reading_set.make_frozen first|third FOLDER`.

Each was run once, before it was read; what it made lies in `frozen/` and `frozen_third/` and is checked by
hash. Made again it looks the same, but not byte for byte: the word processor writes the time into its files.
"""

import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.reading_set import frozen_documents, third_documents
from tests.reading_set.degrading import CONDITIONS, degraded
from tests.reading_set.frozen_documents import Paper

_TWO_COLUMNS = "<table width='100%' border='0'><tr valign='top'><td width='"
_BODY = "text-align:justify;text-indent:1cm;font-size:14pt;margin:0.15cm 0"


def page_source(paper: Paper) -> str:
    """The paper as a web page for the word processor."""
    right = (
        _line("ĐẢNG CỘNG SẢN VIỆT NAM", "bold", 14)
        if paper.party
        else _line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 12)
        + _line("Độc lập - Tự do - Hạnh phúc", "bold", 13)
    )
    left = "".join(_line(text, "", 12) for text in paper.above)
    left += "".join(_line(text, "bold", 12) for text in paper.issuer)
    left += _line("*" if paper.party else "―――――", "", 10)
    left += _line(paper.number, "", 13)
    left += "".join(_line(text, "", 11) for text in paper.about)
    left += _line(paper.stamp, "bold", 13) if paper.stamp else ""
    right += "" if paper.party else _line("―――――――――――", "", 10)
    right += _line(paper.dated, "italic", 13)
    parts = [f"{_TWO_COLUMNS}44%'>{left}</td><td>{right}</td></tr></table>"]
    if paper.title:
        parts.append(_line(paper.title, "bold", 15))
        parts += [_line(text, "bold", 14) for text in paper.subject]
    if len(paper.addressed) == 1:
        parts.append(_line(f"Kính gửi: {paper.addressed[0]}", "", 14))
    elif paper.addressed:
        parts.append(
            "<p style='margin-left:3cm;font-size:14pt'>Kính gửi:<br>"
            + "<br>".join(f"- {html.escape(name)};" for name in paper.addressed)
            + "</p>"
        )
    parts += [f"<p style='{_BODY}'>{html.escape(text)}</p>" for text in paper.body]
    receivers = (
        "<p style='font-size:12pt;margin:0'><b><i>Nơi nhận:</i></b><br>"
        + "<br>".join(
            f"- {html.escape(name)}{'.' if name == paper.recipients[-1] else ';'}"
            for name in paper.recipients
        )
        + "</p>"
    )
    signing = (
        "".join(_line(text, "bold", 14) for text in paper.signing)
        + "<br><br><br>"
        + _line(paper.signer, "bold", 14)
    )
    parts.append(f"{_TWO_COLUMNS}50%'>{receivers}</td><td>{signing}</td></tr></table>")
    return (
        "<!doctype html><html lang='vi'><head><meta charset='utf-8'><style>"
        "@page {size: A4; margin: 2cm 1.5cm 2cm 3cm}"
        f"body, p, td {{font-family: '{paper.font}'}}</style></head><body>{''.join(parts)}</body></html>"
    )


def _line(text: str, style: str, size: int) -> str:
    weight = "font-weight:bold;" if style == "bold" else ""
    slant = "font-style:italic;" if style == "italic" else ""
    return f"<p style='text-align:center;margin:0;font-size:{size}pt;{weight}{slant}'>{html.escape(text)}</p>"


def make(papers: Sequence[Paper], folder: Path) -> None:
    """Each paper as a PDF of the word processor, and under two of the four conditions."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        for paper in papers:
            (Path(work) / f"{paper.name}.html").write_text(page_source(paper), encoding="utf-8")
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{work}/profile",
             "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder),
             *(f"{work}/{paper.name}.html" for paper in papers)],
            check=True, timeout=600,
        )  # fmt: skip
    answers = {}
    for place, paper in enumerate(papers):
        digital = folder / f"{paper.name}.pdf"
        answers[digital.name] = paper.answers
        for condition in (CONDITIONS[place % 4], CONDITIONS[(place + 2) % 4]):
            chosen = "skewed" if condition == "photo" and paper.pages > 1 else condition
            ending = "jpg" if chosen == "photo" else "pdf"
            made = folder / f"{paper.name}.{chosen}.{ending}"
            made.write_bytes(degraded(digital, chosen, seed=paper.name))
            answers[made.name] = paper.answers
    text = json.dumps(answers, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "answers.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    halves = {"first": frozen_documents.PAPERS, "third": third_documents.PAPERS}
    make(halves[sys.argv[1]], Path(sys.argv[2]))
