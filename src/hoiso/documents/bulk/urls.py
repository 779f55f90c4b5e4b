"""Addresses of this folder: each act on many, and its way back."""

from django.urls import URLPattern, path

from hoiso.documents.bulk import views
from hoiso.documents.bulk.public import BULKS

urlpatterns: list[URLPattern] = [
    *(path(f"{code}/", views.bulk, {"code": code}, name=f"bulk_{one.name}") for code, one in BULKS.items()),
    *(
        path(f"{code}/hoan-tac/", views.bulk_undo, {"code": code}, name=f"bulk_{one.name}_undo")
        for code, one in BULKS.items()
    ),
]
