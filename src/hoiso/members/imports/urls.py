"""Addresses of bringing lists of members in."""

from django.urls import URLPattern, path

from hoiso.members.imports import views

urlpatterns: list[URLPattern] = [
    path("", views.member_imports, name="member_imports"),
    path("moi/", views.member_import_new, name="member_import_new"),
    path("<int:list_id>/", views.member_import, name="member_import"),
    path("<int:list_id>/tien-do/", views.member_import_progress, name="member_import_progress"),
    path("<int:list_id>/cot/<int:number>/", views.member_import_columns, name="member_import_columns"),
    path("<int:list_id>/chi-hoi/", views.member_import_places, name="member_import_places"),
    path("<int:list_id>/dua-vao-so/", views.member_import_start, name="member_import_start"),
    path("<int:list_id>/dung/", views.member_import_stop, name="member_import_stop"),
    path("<int:list_id>/bo/", views.member_import_drop, name="member_import_drop"),
    path("<int:list_id>/dong/", views.member_import_rows, name="member_import_rows"),
    path("<int:list_id>/dong/<int:row_id>/", views.member_import_row, name="member_import_row"),
    path("<int:list_id>/dong/<int:row_id>/bo/", views.member_import_row_drop, name="member_import_row_drop"),
    path("<int:list_id>/de-trong/", views.member_import_blank, name="member_import_blank"),
    path("<int:list_id>/tep-danh-dau/", views.member_import_file, name="member_import_file"),
]
