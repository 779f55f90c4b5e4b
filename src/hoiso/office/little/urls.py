"""Addresses for poor lines and none."""

from django.urls import path

from hoiso.office.little import views

urlpatterns = [
    path("gui-tep/", views.upload_begin, name="upload_begin"),
    path("gui-tep/<int:upload_id>/", views.upload_part, name="upload_part"),
    path("go-do/", views.typed, name="typed"),
    path("khi-mat-mang/", views.without_line, name="without_line"),
    path("khi-mat-mang/chua-luu/", views.nothing_kept, name="nothing_kept"),
    path("khi-mat-mang.js", views.worker_script, name="worker_script"),
    path("hoi-so.webmanifest", views.app_manifest, name="app_manifest"),
]
