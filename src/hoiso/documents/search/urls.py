"""Addresses of this folder."""

from django.urls import URLPattern, path

from hoiso.documents.search import pages, views

urlpatterns: list[URLPattern] = [
    path("", views.search, name="search"),
    path("goi-y/", views.suggest, name="search_suggest"),
    path("tuong-tu/<int:document_id>/", views.similar, name="search_similar"),
    path("cot/", pages.search_columns, name="search_columns"),
    path("xuat/", views.search_export, name="search_export"),
    path("in/", views.search_print, name="search_print"),
    path("luu/", views.search_save, name="search_save"),
]
