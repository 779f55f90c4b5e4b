"""Whether a document stands in the unit's books already (Decree 30/2020, Annex VI, III.1.h)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import CharField, QuerySet, Value

from hoiso.core.folding import fold
from hoiso.documents.incoming.entry import Entry
from hoiso.documents.tables.document import Direction, Document, DocumentFile, State


class Why(StrEnum):
    """In what the two are the same."""

    EXCHANGE_ID = "exchange_id"
    SYMBOL = "symbol"
    FILE = "file"


_WORDS = {
    Why.EXCHANGE_ID: "cùng mã định danh văn bản",
    Why.SYMBOL: "cùng số, ký hiệu và nơi gửi trong năm",
    Why.FILE: "cùng nội dung tệp",
}


_COLUMNS = ("pk", "number", "suffix", "symbol", "subject", "issuer", "arrived_on")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A registered document that seems to be the same."""

    document_id: int
    number_written: str
    symbol: str
    subject: str
    issuer: str
    arrived_on: date | None
    why: tuple[Why, ...]

    @property
    def why_in_words(self) -> str:
        return ", ".join(_WORDS[each] for each in self.why)


def duplicates(*, unit_id: int, entry: Entry, stored_ids: Iterable[int]) -> tuple[Duplicate, ...]:
    """Documents in the unit's incoming books that are the same by one of three signs.

    The exchange id; number, notation and issuer within the calendar year of the arrival; the
    content of a file. Registrations made void do not count. One statement, an index for each sign.
    """
    registered = Document.objects.filter(unit_id=unit_id, direction=Direction.INCOMING).exclude(
        state=State.VOID
    )
    searches: list[tuple[Why, QuerySet[Document]]] = []
    if entry.exchange_id:
        searches.append((Why.EXCHANGE_ID, registered.filter(exchange_id=entry.exchange_id)))
    if entry.symbol_key and entry.code_number:
        year = entry.arrived_on.year
        days = (date(year, 1, 1), date(year, 12, 31))
        searches.append((Why.SYMBOL, registered.filter(symbol_key=entry.symbol_key, arrived_on__range=days)))
    if stored := sorted(set(stored_ids)):
        holding = DocumentFile.objects.filter(stored_id__in=stored, replaced_at=None).values("document_id")
        searches.append((Why.FILE, registered.filter(pk__in=holding)))
    if not searches:
        return ()
    parts = [
        rows.order_by()
        .annotate(sign=Value(why, output_field=CharField()))
        .values_list(*_COLUMNS, "sign")[:20]
        for why, rows in searches
    ]
    found: dict[int, Duplicate] = {}
    for pk, number, suffix, symbol, subject, issuer, arrived_on, sign in parts[0].union(*parts[1:], all=True):
        if sign == Why.SYMBOL and not _same_issuer(issuer, entry.issuer):
            continue
        why = (*found[pk].why, Why(sign)) if pk in found else (Why(sign),)
        found[pk] = Duplicate(pk, f"{number or ''}{suffix}", symbol, subject, issuer, arrived_on, why)
    return tuple(found[pk] for pk in sorted(found, reverse=True))


def _same_issuer(one: str, other: str) -> bool:
    """The same name without accents and capitals; "UBND" and its long form are one."""
    return _plain_issuer(one) == _plain_issuer(other)


def _plain_issuer(name: str) -> str:
    return (
        fold(name)
        .replace("uy ban nhan dan", "ubnd")
        .replace("lien hiep phu nu", "lhpn")
        .replace("mat tran to quoc", "mttq")
    )
