"""Folders, notes and searches of one's own."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from hoiso.access.http import Request
from hoiso.access.public import signed_in
from hoiso.core.errors import DomainError
from hoiso.core.forms import ids_from
from hoiso.core.pages import go_to, page
from hoiso.documents.keeping import phrases, public
from hoiso.documents.keeping.forms.dossiers import FolderForm, FoldersForm, NoteForm
from hoiso.documents.sheet.public import sheet as sheet_of


@signed_in
def document_note(request: Request, document_id: int) -> HttpResponse:
    """Write one's own note on a document."""
    sheet = sheet_of(document_id, officer_id=request.actor.officer_id)
    form = NoteForm(request.POST or None, initial={"text": sheet.note})
    # An empty note is a way of removing it, and an empty POST is not bound.
    if request.method == "POST" and (form := NoteForm(request.POST)).is_valid():
        kept = public.keep_note(
            by=request.actor, document_id=document_id, text=form.cleaned_data["text"], at=request.now
        )
        said = phrases.NOTE_KEPT if kept else phrases.NOTE_DROPPED
        return go_to(request, reverse("document", args=[document_id]), done=said)
    return page(
        request,
        "documents/keeping/note.html",
        status=422 if form.is_bound else 200,
        title="Ghi chú riêng",
        form=form,
        sheet=sheet,
    )


@signed_in
def document_folders(request: Request, document_id: int) -> HttpResponse:
    """Choose the folders of one's own in which a document lies."""
    sheet = sheet_of(document_id, officer_id=request.actor.officer_id)
    own = public.folders(request.actor.officer_id, document_id=document_id)
    options: dict[str, Any] = {
        "folders": [(one.id, one.name) for one in own],
        "initial": {"folders": [one.id for one in own if one.inside]},
    }
    form = FoldersForm(**options)
    if request.method == "POST" and (form := FoldersForm(request.POST, **options)).is_valid():
        try:
            public.file_in_folders(
                by=request.actor,
                document_id=document_id,
                folder_ids=form.cleaned_data.get("folders", []),
                new_name=form.cleaned_data["new_name"],
                at=request.now,
            )
        except DomainError as error:
            form.add_error("new_name" if error.field else None, error.sentence)
        else:
            return go_to(request, reverse("document", args=[document_id]), done=phrases.FOLDERS_SAVED)
    return page(
        request,
        "documents/keeping/into_folders.html",
        status=422 if form.is_bound else 200,
        title="Xếp vào thư mục của tôi",
        form=form,
        sheet=sheet,
        has_folders=bool(own),
    )


@signed_in
def folder_list(request: Request) -> HttpResponse:
    """Her folders and kept searches; a new folder is made here."""
    form = FolderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = public.make_folder(by=request.actor, name=form.cleaned_data["name"])
        except DomainError as error:
            form.add_error(error.field, error.sentence)
        else:
            return go_to(request, reverse("folder", args=[made.pk]), done=phrases.FOLDER_MADE)
    return page(
        request,
        "documents/keeping/folders.html",
        status=422 if form.is_bound else 200,
        title="Thư mục và tìm kiếm của tôi",
        form=form,
        folders=public.folders(request.actor.officer_id),
        searches=public.searches(request.actor.officer_id),
    )


@signed_in
def folder(request: Request, folder_id: int) -> HttpResponse:
    """One folder: its documents; renamed, emptied or removed here."""
    actor = request.actor
    own = public.folder(actor.officer_id, folder_id)
    form = FolderForm(initial={"name": own.name})
    if request.method == "POST":
        form = FolderForm(request.POST)
        if form.is_valid():
            try:
                public.rename_folder(by=actor, folder_id=folder_id, name=form.cleaned_data["name"])
            except DomainError as error:
                form.add_error(error.field, error.sentence)
            else:
                return go_to(request, reverse("folder", args=[folder_id]), done=phrases.FOLDER_NAMED)
    rows = public.filed(folder_id, cursor=request.GET.get("trang", ""), total=public.filed_count(folder_id))
    return page(
        request,
        "documents/keeping/folder.html",
        heads=phrases.FILED_HEADS,
        status=422 if form.is_bound else 200,
        title=own.name,
        form=form,
        folder=own,
        rows=rows,
        previous=f"?{urlencode({'trang': rows.previous})}" if rows.previous else "",
        next=f"?{urlencode({'trang': rows.next})}" if rows.next else "",
    )


@signed_in
@require_POST
def folder_take_out(request: Request, folder_id: int) -> HttpResponse:
    """Ticked documents leave the folder."""
    chosen = ids_from(request.POST.getlist("chon"))
    public.take_from_folder(by=request.actor, folder_id=folder_id, document_ids=chosen)
    return go_to(request, reverse("folder", args=[folder_id]), done=phrases.TAKEN_FROM_FOLDER)


@signed_in
def folder_drop(request: Request, folder_id: int) -> HttpResponse:
    """Remove a folder, after a page that says what stays."""
    own = public.folder(request.actor.officer_id, folder_id)
    if request.method == "POST":
        public.drop_folder(by=request.actor, folder_id=folder_id)
        return go_to(request, reverse("folder_list"), done=phrases.FOLDER_GONE)
    return page(request, "documents/keeping/folder_drop.html", title="Xoá thư mục", folder=own)


@signed_in
def saved_search(request: Request, search_id: int) -> HttpResponse:
    """Run a kept search: it finds what she may see today."""
    kept = public.saved_search(request.actor.officer_id, search_id)
    return go_to(request, f"{reverse('search')}?{urlencode(kept.query, doseq=True)}")


@signed_in
@require_POST
def saved_search_drop(request: Request, search_id: int) -> HttpResponse:
    """Remove a kept search."""
    public.drop_search(by=request.actor, search_id=search_id)
    return go_to(request, reverse("folder_list"), done=phrases.SEARCH_GONE)
