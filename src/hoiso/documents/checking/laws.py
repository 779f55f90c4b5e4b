"""Legal texts and the days they hold (`laws.tsv`), and rules on the grounds that a draft cites.

The table is dated data with a source on each line; a text that is not in it is not judged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from hoiso.core.folding import fold
from hoiso.core.phrases import vn_date
from hoiso.core.symbols import date_text
from hoiso.documents.checking.date_rules import named_days
from hoiso.documents.checking.findings import Finding, Fix, Weight, Written, around

_TABLE: Final = Path(__file__).parent / "laws.tsv"
_SYMBOL = re.compile(
    r"(?<![\w/-])\d{1,4}(?:[/-]\d{4})?[/-][^\W\d_]{1,8}\d{0,2}(?:[-/][^\W\d_]{1,10}\d{0,2})*(?![\w/])"
)
_GROUND = re.compile(r"^\s*-?\s*(?:Căn cứ|Thực hiện|Theo)\s")
_NEAR: Final = 30


@dataclass(frozen=True, slots=True)
class Law:
    """A legal text. Days are None where the sources do not give them."""

    symbol: str
    name: str
    issued: date | None
    valid_from: date | None
    ended: date | None
    replaced_by: str
    amended_by: str
    source: str

    @property
    def is_read(self) -> bool:
        """Whether the line comes from a copy that was read, not from knowledge."""
        return self.source != "K"

    @property
    def title(self) -> str:
        """`Nghị định 30/2020/NĐ-CP`."""
        return f"{self.name} {self.symbol}"


@cache
def laws() -> dict[str, Law]:
    """All known texts under their folded symbols."""
    found = {}
    for row in _TABLE.read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            symbol, name, issued, start, end, replaced_by, amended_by, source = row.split("\t")
            found[_key(symbol)] = Law(
                symbol, name, _day(issued), _day(start), _day(end), replaced_by, amended_by, source
            )
    return found


def law(symbol: str) -> Law | None:
    """The text with that symbol, spelt in any case and with any dashes; None when it is not known."""
    return laws().get(_key(symbol))


def ground_findings(written: Written) -> Iterator[Finding]:
    """What the cited texts are worth on the document's day, and what a ground lacks."""
    on = written.day or written.today
    for at, line in written.body_lines():
        for found in _SYMBOL.finditer(line):
            cited = law(found[0])
            if cited is not None:
                yield from _validity(cited, on, at, line, found)
        if _GROUND.match(line) and line.startswith("Căn cứ"):
            yield from _complete(at, line)


def _validity(cited: Law, on: date, at: int, line: str, found: re.Match[str]) -> Iterator[Finding]:
    excerpt = around(line, found.start(), found.end())
    checked = "" if cited.is_read else " (đối chiếu lại với văn bản gốc)"
    if cited.ended and cited.ended <= on:
        successor = law(cited.replaced_by)
        by = successor.title if successor else cited.replaced_by
        yield Finding(
            "law-replaced",
            f"{cited.title} đã được thay thế bởi {by}, từ ngày {vn_date(cited.ended)}{checked}.",
            field="body", line=at, excerpt=excerpt, fix=_replaced(cited, successor, at, line, found),
        )  # fmt: skip
    elif cited.ended:
        by = f" bởi {cited.replaced_by}" if cited.replaced_by else ""
        yield Finding(
            "law-ending", f"{cited.title} sẽ được thay thế{by} từ ngày {vn_date(cited.ended)}.", field="body",
            line=at, excerpt=excerpt, weight=Weight.LOOK,
        )  # fmt: skip
    elif cited.valid_from and on < cited.valid_from:
        yield Finding(
            "law-not-yet",
            f"{cited.title} có hiệu lực từ ngày {vn_date(cited.valid_from)}, sau ngày văn bản.",
            field="body", line=at, excerpt=excerpt,
        )  # fmt: skip
    if cited.amended_by and not (cited.ended and cited.ended <= on):
        yield Finding(
            "law-amended", f"{cited.title} đã được sửa đổi, bổ sung bởi {cited.amended_by}.", field="body",
            line=at, excerpt=excerpt, weight=Weight.LOOK,
        )  # fmt: skip
    if found[0] != cited.symbol and not (cited.ended and cited.ended <= on):
        yield Finding(
            "law-symbol", f"Số, ký hiệu viết đúng là “{cited.symbol}”.", field="body", line=at,
            excerpt=excerpt, fix=Fix("body", found[0], cited.symbol, line=at),
        )  # fmt: skip


def _replaced(cited: Law, successor: Law | None, at: int, line: str, found: re.Match[str]) -> Fix | None:
    """Symbol and day of the successor, where kind and day are known; its name is the writer's to check."""
    if successor is None or successor.name != cited.name or successor.issued is None:
        return None
    near = [one for one in named_days(line) if found.end() <= one.start <= found.end() + _NEAR]
    dated = [one for one in near if not re.search("[;,]", line[found.end() : one.start])]
    if not dated:
        return Fix("body", found[0], successor.symbol, line=at)
    one = dated[0]
    day = date_text(successor.issued) if one.is_long else vn_date(successor.issued)
    return Fix(
        "body", line[found.start() : one.end],
        f"{successor.symbol}{line[found.end() : one.start]}{day}", line=at,
    )  # fmt: skip


def _complete(at: int, line: str) -> Iterator[Finding]:
    """A ground names kind, symbol, day, issuer and subject; laws and ordinances their name alone."""
    if re.match(r"Căn cứ (?:Luật|Pháp lệnh|Bộ luật|Hiến pháp|Điều lệ)", line):
        return
    symbol = _SYMBOL.search(line)
    if symbol and not re.search(r"\bngày\b", line):
        yield Finding(
            "ground-undated", f"Căn cứ “{symbol[0]}” phải ghi cả ngày tháng, cơ quan ban hành và trích yếu.",
            field="body", line=at, excerpt=line[:80],
        )  # fmt: skip
    if symbol and not re.search(r"\bsố\b", line[: symbol.start()]):
        yield Finding(
            "ground-without-so", "Trước số, ký hiệu của văn bản làm căn cứ có chữ “số”.", field="body",
            line=at, excerpt=line[:80], fix=Fix("body", symbol[0], f"số {symbol[0]}", line=at),
        )  # fmt: skip


def _key(symbol: str) -> str:
    return re.sub(r"[\s/–—-]+", "/", fold(symbol))


def _day(text: str) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007 - a day, no moment
