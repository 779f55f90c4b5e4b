"""Who can see a document or dossier and why; what waits for a second person."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db import connection
from django.db.models import Q

from hoiso.access.models import Post
from hoiso.access.public import Right, post_words, reaching
from hoiso.access.rights import HOLDERS
from hoiso.documents.keeping import phrases
from hoiso.documents.tables.document import Reader
from hoiso.documents.tables.keeping import AccessChange, DossierReader


@dataclass(frozen=True, slots=True)
class Seer:
    """An officer who can see it, with every reason."""

    id: int
    full_name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked at once about one subject, and whether this officer may confirm it."""

    ids: tuple[int, ...]
    unit_id: int
    about: str
    subject: str
    document_id: int | None
    dossier_id: int | None
    lines: tuple[tuple[str, str], ...]
    reason: str
    asked_by: int
    asked_by_name: str
    asked_at: datetime
    may_confirm: bool
    own: bool
    state: str
    decided_at: datetime | None


def seers_of_document(document_id: int) -> tuple[Seer, ...]:
    """Everybody who can see the document, by name; told to those who can see it. One statement."""
    return _seers("SELECT * FROM hoiso_readers_of_document(%s)", document_id, phrases.WHY)


def seers_of_dossier(dossier_id: int) -> tuple[Seer, ...]:
    """The same for a dossier. One statement."""
    words = {**phrases.WHY, "creator": phrases.DOSSIER_CREATOR}
    return _seers("SELECT * FROM hoiso_readers_of_dossier(%s)", dossier_id, words)


def _seers(statement: str, key: int, words: dict[str, str]) -> tuple[Seer, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
        rows = cursor.fetchall()
    found = []
    for (officer, name), reasons in groupby(rows, key=lambda row: (row[0], row[1])):
        said = tuple(dict.fromkeys(_reason(words, *row[3:]) for row in reasons))
        found.append(Seer(officer, name, said))
    return tuple(found)


def _reason(words: dict[str, str], why: str, role: str, title: str, delegated: bool) -> str:
    said = words[why]
    if why == "post":
        said = f"{said} {post_words(role, title)}"
    elif role:  # whoever reads the trays of a unit that was given the document, its name as title
        said = f"{said}: {title}, {post_words(role, '')}"
    elif title:
        said = f"{said} ở {title}"
    return f"{said}, {phrases.DELEGATED}" if delegated else said


def people_at(unit_id: int, *, on: date) -> dict[int, str]:
    """Names of all who hold a post at the unit or its heirs that day, by given name. One statement."""
    found = Post.objects.filter(_in_force(on), unit_id__in=reaching(unit_id, on=on))
    rows = found.order_by("officer__name_key", "officer_id")
    return dict(rows.values_list("officer_id", "officer__full_name"))


def confirmers(unit_id: int, *, asker: int, on: date) -> list[int]:
    """Who is told that something waits: the other holders of the right, else the unit's administrators."""
    posts = Post.objects.filter(_in_force(on), unit_id__in=reaching(unit_id, on=on)).exclude(officer_id=asker)
    rows = list(posts.values_list("officer_id", "role"))
    holders = {officer for officer, role in rows if role in HOLDERS[Right.RESTRICT]}
    if not holders:
        holders = {officer for officer, role in rows if role in HOLDERS[Right.ADMINISTER_OFFICERS]}
    return sorted(holders)


def _in_force(on: date) -> Q:
    working = Q(officer__retired_on=None) | Q(officer__retired_on__gt=on)
    return Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on)) & working


_ASKED = """
SELECT c.id, c.unit_id, c.about, coalesce(d.subject, o.title, ''), c.document_id, c.dossier_id, c.what,
       c.officer_name, c.reason, c.asked_by, c.asked_by_name, c.asked_at,
       c.state = 'waiting' AND hoiso_may_confirm(c.unit_id, c.asked_by), c.state, c.decided_at
FROM documents_accesschange c
LEFT JOIN documents_document d ON d.id = c.document_id
LEFT JOIN documents_dossier o ON o.id = c.dossier_id
WHERE c.state = 'waiting' OR c.decided_at > %s
ORDER BY c.state <> 'waiting', c.asked_at DESC, coalesce(c.document_id, 0), coalesce(c.dossier_id, 0), c.id
LIMIT 500
"""


def asked_changes(*, officer_id: int, decided_after: datetime) -> tuple[Asked, ...]:
    """What waits and what was decided lately, newest first. One statement.

    The subject is told to those alone who can see the document or dossier themselves.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, [decided_after])
        rows = cursor.fetchall()
    together = groupby(rows, key=lambda row: (row[13], row[4], row[5], row[9], row[11]))
    return tuple(_asked(list(group), officer_id) for _, group in together)


def _asked(rows: list[tuple], officer_id: int) -> Asked:  # type: ignore[type-arg]
    first = rows[0]
    return Asked(
        ids=tuple(row[0] for row in rows),
        unit_id=first[1],
        about=first[2],
        subject=first[3],
        document_id=first[4],
        dossier_id=first[5],
        lines=tuple((phrases.CHANGES[row[6]], row[7]) for row in rows),
        reason=first[8],
        asked_by=first[9],
        asked_by_name=first[10],
        asked_at=first[11],
        may_confirm=first[12],
        own=first[9] == officer_id,
        state=AccessChange.State(first[13]).label,
        decided_at=first[14],
    )


def named_to_document(document_id: int) -> frozenset[int]:
    """Officers named to a document now. One statement."""
    readers = Reader.objects.filter(document_id=document_id, why=Reader.Why.NAMED, ended_at=None)
    return frozenset(officer for officer in readers.values_list("officer_id", flat=True) if officer)


def named_to_dossier(dossier_id: int) -> frozenset[int]:
    """Officers named to a dossier now. One statement."""
    return frozenset(DossierReader.objects.filter(dossier_id=dossier_id).values_list("officer_id", flat=True))
