"""What an officer keeps for herself: notes, folders, searches. Nobody else sees any of it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from hoiso.access.public import Actor
from hoiso.core.errors import DomainError, NotThere
from hoiso.documents.keeping.errors import NameTaken
from hoiso.documents.tables.document import Document
from hoiso.documents.tables.keeping import Folder, FolderEntry, Note, SavedSearch

_MOST_FOLDERS = 200
_MOST_SEARCHES = 100


@transaction.atomic
def keep_note(*, by: Actor, document_id: int, text: str, at: datetime) -> Note | None:
    """Write or replace her own note on a document; an empty one removes it."""
    _seen(document_id)
    if not text.strip():
        Note.objects.filter(officer_id=by.officer_id, document_id=document_id).delete()
        return None
    note, _ = Note.objects.update_or_create(
        officer_id=by.officer_id,
        document_id=document_id,
        defaults={"text": text.strip(), "changed_at": at},
    )
    return note


@transaction.atomic
def make_folder(*, by: Actor, name: str) -> Folder:
    """A folder of her own under a name that she has not used."""
    if not name.strip():
        raise DomainError("Nhập tên thư mục", field="name")
    if Folder.objects.filter(officer_id=by.officer_id).count() >= _MOST_FOLDERS:
        raise DomainError(
            f"Mỗi người có nhiều nhất {_MOST_FOLDERS} thư mục. Xoá bớt thư mục cũ.", field="name"
        )
    try:
        with transaction.atomic():
            return Folder.objects.create(officer_id=by.officer_id, name=name.strip())
    except IntegrityError as error:
        raise NameTaken("Đã có thư mục mang tên này", field="name") from error


@transaction.atomic
def rename_folder(*, by: Actor, folder_id: int, name: str) -> Folder:
    """Another name for a folder of hers."""
    folder = _own_folder(by, folder_id)
    if not name.strip():
        raise DomainError("Nhập tên thư mục", field="name")
    folder.name = name.strip()
    try:
        with transaction.atomic():
            folder.save(update_fields=["name"])
    except IntegrityError as error:
        raise NameTaken("Đã có thư mục mang tên này", field="name") from error
    return folder


@transaction.atomic
def drop_folder(*, by: Actor, folder_id: int) -> None:
    """Remove a folder of hers; the documents in it stay where they are."""
    _own_folder(by, folder_id).delete()


@transaction.atomic
def file_in_folders(
    *, by: Actor, document_id: int, folder_ids: Collection[int], at: datetime, new_name: str = ""
) -> int:
    """Lay a document into exactly these folders of hers (and a new one); how many it lies in then."""
    _seen(document_id)
    own = set(Folder.objects.filter(officer_id=by.officer_id).values_list("pk", flat=True))
    wanted = set(folder_ids) & own
    if new_name.strip():
        wanted.add(make_folder(by=by, name=new_name).pk)
    entries = FolderEntry.objects.filter(officer_id=by.officer_id, document_id=document_id)
    entries.exclude(folder_id__in=wanted).delete()
    FolderEntry.objects.bulk_create(
        [
            FolderEntry(folder_id=folder, officer_id=by.officer_id, document_id=document_id, added_at=at)
            for folder in sorted(wanted)
        ],
        ignore_conflicts=True,
    )
    return len(wanted)


@transaction.atomic
def take_from_folder(*, by: Actor, folder_id: int, document_ids: Collection[int]) -> int:
    """Take documents out of a folder of hers; how many lay there."""
    folder = _own_folder(by, folder_id)
    removed, _ = FolderEntry.objects.filter(folder=folder, document_id__in=document_ids).delete()
    return removed


@transaction.atomic
def save_search(
    *, by: Actor, name: str, query: Mapping[str, object], tell_of: Mapping[str, object] | None = None
) -> SavedSearch:
    """Keep a search under a name: the fields of the search page's address. The same name replaces it.

    `tell_of`: the same search as values, of whose new hits she wants to be told from now on.
    """
    if not name.strip():
        raise DomainError("Nhập tên cho tìm kiếm này", field="name")
    own = SavedSearch.objects.filter(officer_id=by.officer_id)
    if own.exclude(name=name.strip()).count() >= _MOST_SEARCHES:
        raise DomainError(
            f"Mỗi người lưu nhiều nhất {_MOST_SEARCHES} tìm kiếm. Xoá bớt rồi lưu.", field="name"
        )
    newest = Document.objects.order_by("-pk").values_list("pk", flat=True).first() if tell_of else None
    saved, _ = SavedSearch.objects.update_or_create(
        officer_id=by.officer_id,
        name=name.strip(),
        defaults={
            "query": dict(query),
            "tell": tell_of is not None,
            "asked": dict(tell_of or {}),
            "seen_document": newest or 0,
            "told_on": None,
        },
    )
    return saved


@transaction.atomic
def drop_search(*, by: Actor, search_id: int) -> None:
    """Remove a kept search of hers."""
    deleted, _ = SavedSearch.objects.filter(pk=search_id, officer_id=by.officer_id).delete()
    if not deleted:
        raise NotThere("Không có tìm kiếm đã lưu này.")


def _seen(document_id: int) -> None:
    if not Document.objects.filter(pk=document_id).exists():
        raise NotThere("Không có văn bản này, hoặc đồng chí không được giao xem.")


def _own_folder(by: Actor, folder_id: int) -> Folder:
    folder = Folder.objects.filter(pk=folder_id, officer_id=by.officer_id).first()
    if folder is None:
        raise NotThere("Không có thư mục này.")
    return folder
