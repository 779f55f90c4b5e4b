"""An officer's own folders, notes and searches."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from hoiso.core.errors import NotThere
from hoiso.core.paging import Order, Page, most_counted, page_of
from hoiso.documents.tables.keeping import Folder, FolderEntry, Note, SavedSearch

NEWEST = Order("moi-nhat", ("added_at", "id"), descending=True)


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder with the number of documents in it that she can see today; `inside`: the asked one is."""

    id: int
    name: str
    documents: int
    inside: bool


@dataclass(frozen=True, slots=True)
class FiledRow:
    """A document in a folder."""

    id: int
    symbol: str
    subject: str
    issuer: str
    added_at: datetime


_FOLDERS = """
SELECT f.id, f.name, count(d.id), coalesce(bool_or(d.id = %(document)s), false)
FROM documents_folder f
LEFT JOIN documents_folderentry e ON e.folder_id = f.id
LEFT JOIN documents_document d ON d.id = e.document_id
WHERE f.officer_id = %(officer)s
GROUP BY f.id ORDER BY f.name, f.id
"""
_FILED = """
SELECT count(*) FROM (
  SELECT FROM documents_folderentry e JOIN documents_document d ON d.id = e.document_id
  WHERE e.folder_id = %s LIMIT %s) counted
"""


def folders(officer_id: int, *, document_id: int = 0) -> tuple[FolderRow, ...]:
    """Her folders by name. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_FOLDERS, {"officer": officer_id, "document": document_id})
        return tuple(FolderRow(*row) for row in cursor.fetchall())


def folder(officer_id: int, folder_id: int) -> Folder:
    """One folder of hers. One statement; raises `NotThere` for anybody else's."""
    found = Folder.objects.filter(pk=folder_id, officer_id=officer_id).first()
    if found is None:
        raise NotThere("Không có thư mục này.")
    return found


def filed(folder_id: int, *, cursor: str, total: int) -> Page[FiledRow]:
    """A page of the documents in a folder, last added first. One statement.

    A document that she no longer sees is not shown; the wall leaves its row out.
    """
    return page_of(
        _filed(folder_id), NEWEST, cursor=cursor, total=total,
        make=lambda row: FiledRow(
            row["document_id"], row["symbol"], row["subject"], row["issuer"], row["added_at"]
        ),
    )  # fmt: skip


def filed_count(folder_id: int) -> int:
    """How many documents of the folder she can see, counted to 1,001. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_FILED, [folder_id, most_counted()])
        count: int = cursor.fetchone()[0]
    return count


def _filed(folder_id: int) -> "QuerySet[FolderEntry, Any]":
    columns = ("symbol", "subject", "issuer")
    found = FolderEntry.objects.filter(folder_id=folder_id)
    rows: QuerySet[FolderEntry, Any] = found.annotate(
        **{name: F(f"document__{name}") for name in columns}
    ).values("id", "document_id", "added_at", *columns)
    return rows


def searches(officer_id: int) -> tuple[SavedSearch, ...]:
    """Her kept searches by name. One statement."""
    return tuple(SavedSearch.objects.filter(officer_id=officer_id).order_by("name", "id"))


def saved_search(officer_id: int, search_id: int) -> SavedSearch:
    """One of them; raises `NotThere` for anybody else's."""
    found = SavedSearch.objects.filter(pk=search_id, officer_id=officer_id).first()
    if found is None:
        raise NotThere("Không có tìm kiếm đã lưu này.")
    return found


def own_note(officer_id: int, document_id: int) -> str:
    """Her note on a document, or nothing. One statement."""
    found = Note.objects.filter(officer_id=officer_id, document_id=document_id)
    return found.values_list("text", flat=True).first() or ""
