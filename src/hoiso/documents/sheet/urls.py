"""Addresses of this folder."""

from django.urls import URLPattern, path

from hoiso.documents.sheet import views

urlpatterns: list[URLPattern] = [
    path("<int:document_id>/", views.document, name="document"),
    path("<int:document_id>/in/", views.document_print, name="document_print"),
    path("<int:document_id>/lien-ket/", views.document_link, name="document_link"),
    path("<int:document_id>/lien-ket/bo/", views.document_unlink, name="document_unlink"),
]
