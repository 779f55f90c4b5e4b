"""Addresses of this folder."""

from django.urls import URLPattern, path

from hoiso.documents.files import views

urlpatterns: list[URLPattern] = [
    path("<int:file_id>/tai-ve/", views.file_download, name="file_download"),
    path("<int:file_id>/trang/<int:page>/", views.file_page, name="file_page"),
    path("<int:file_id>/doc/", views.file_reader, name="file_reader"),
    path("chuyen/<int:delivery_id>/<int:index>/", views.delivery_file, name="delivery_file"),
    path("chuyen/<int:delivery_id>/<int:index>/trang/<int:page>/", views.delivery_page, name="delivery_page"),
    path("chuyen/<int:delivery_id>/<int:index>/doc/", views.delivery_reader, name="delivery_reader"),
]
