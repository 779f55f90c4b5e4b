"""Addresses of what is decided of members' data."""

from django.urls import URLPattern, path

from hoiso.members.privacy import views

urlpatterns: list[URLPattern] = [
    path("thong-tin/", views.member_fields, name="member_fields"),
    path("thong-tin/<str:name>/", views.member_field, name="member_field"),
]
