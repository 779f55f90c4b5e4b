"""How many of the hits are of which kind, issuer, year and state: what narrows a search by a touch."""

import json
from dataclasses import dataclass
from datetime import date

from django.db import connection

from hoiso.documents.incoming.kinds import KIND_CHOICES
from hoiso.documents.search.queries import FILTER, LOOSE_WORDS, Asked, values_of
from hoiso.documents.search.words import question
from hoiso.documents.tables.document import State

_FACETS = f"SELECT hoiso_search_facets(%(loose)s, {LOOSE_WORDS}, %(beginning)s, {FILTER}, %(counted_to)s)"
_KINDS = dict(KIND_CHOICES)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value with its hits; `query`: the fields of the page's address that narrow to it."""

    label: str
    documents: int
    query: dict[str, str]


@dataclass(frozen=True, slots=True)
class Facet:
    """What the hits are counted by, the most frequent values first, eight at most."""

    label: str
    choices: tuple[Choice, ...]


def counted_facets(asked: Asked) -> tuple[int, tuple[Facet, ...]]:
    """How many hits there are in the scope in force, 1,001 for more than 1,000, and counts over these.

    One statement. Leaves out what has one value only: it would not narrow.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FACETS, values_of(asked, question(asked.words)))
        told = json.loads(cursor.fetchone()[0])
    found = (
        Facet("Loại văn bản", tuple(
            Choice(_KINDS.get(code, code), count, {"loai": code}) for code, count in told["kind"]
        )),
        Facet("Cơ quan ban hành", tuple(
            Choice(name, count, {"noi_gui": name}) for name, count in told["issuer"]
        )),
        Facet("Năm", tuple(
            Choice(year, count, _year(int(year))) for year, count in told["year"]
        )),
        Facet("Tình trạng", tuple(
            Choice(str(State(code).label), count, {"tinh_trang": code}) for code, count in told["state"]
        )),
    )  # fmt: skip
    return told["total"], tuple(facet for facet in found if len(facet.choices) > 1)


def _year(year: int) -> dict[str, str]:
    return {
        "tu": date(year, 1, 1).strftime("%d/%m/%Y"),
        "den": date(year, 12, 31).strftime("%d/%m/%Y"),
    }
