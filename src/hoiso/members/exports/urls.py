"""Addresses of exports."""

from django.urls import URLPattern, path

from hoiso.members.exports import views

urlpatterns: list[URLPattern] = [
    path("", views.member_exports, name="member_exports"),
    path("moi/", views.member_export_new, name="member_export_new"),
    path("<int:export_id>/", views.member_export, name="member_export"),
    path("<int:export_id>/tep/", views.member_export_file, name="member_export_file"),
]
