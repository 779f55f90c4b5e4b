"""Addresses of this folder."""

from django.urls import URLPattern, path

from hoiso.documents.files import views

urlpatterns: list[URLPattern] = [
    path("<int:file_id>/tai-ve/", views.file_download, name="file_download"),
    path("<int:file_id>/trang/<int:page>/", views.file_page, name="file_page"),
    path("<int:file_id>/doc/", views.file_reader, name="file_reader"),
    path("<int:file_id>/ban-co-chu/", views.file_searchable, name="file_searchable"),
    path("van-ban/<int:document_id>/cho-tim/", views.file_with_words, name="file_with_words"),
    path("<int:file_id>/viec-neu/", views.file_gist, name="file_gist"),
    path("<int:file_id>/nhan-dang/", views.file_recognition, name="file_recognition"),
    path("<int:file_id>/nhan-dang/dung/", views.file_recognition_stop, name="file_recognition_stop"),
    path("<int:file_id>/nhan-dang/tiep/", views.file_recognition_again, name="file_recognition_again"),
    path("<int:file_id>/nhan-dang/doc-nham/", views.file_mark_misread, name="file_mark_misread"),
    path("chuyen/<int:delivery_id>/<int:index>/", views.delivery_file, name="delivery_file"),
    path("chuyen/<int:delivery_id>/<int:index>/trang/<int:page>/", views.delivery_page, name="delivery_page"),
    path("chuyen/<int:delivery_id>/<int:index>/doc/", views.delivery_reader, name="delivery_reader"),
]
