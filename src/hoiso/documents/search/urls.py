"""Addresses of this folder."""

from django.urls import URLPattern, path

from hoiso.documents.search import views

urlpatterns: list[URLPattern] = [
    path("", views.search, name="search"),
    path("goi-y/", views.suggest, name="search_suggest"),
    path("xuat/", views.search_export, name="search_export"),
    path("in/", views.search_print, name="search_print"),
    path("luu/", views.search_save, name="search_save"),
]
