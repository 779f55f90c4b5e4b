"""Addresses under a document's own: its note, folders, dossiers, and who may see it."""

from django.urls import URLPattern, path

from hoiso.documents.keeping.views import access, dossiers, own

urlpatterns: list[URLPattern] = [
    path("<int:document_id>/ghi-chu/", own.document_note, name="document_note"),
    path("<int:document_id>/thu-muc/", own.document_folders, name="document_folders"),
    path("<int:document_id>/ho-so/", dossiers.document_dossiers, name="document_dossiers"),
    path("<int:document_id>/ai-xem-duoc/", access.document_who, name="document_who"),
    path("<int:document_id>/nguoi-xem/", access.document_access, name="document_access"),
]
