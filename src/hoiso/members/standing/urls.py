"""Addresses of a member's standing."""

from django.urls import URLPattern, path

from hoiso.members.standing import views

urlpatterns: list[URLPattern] = [
    path("<int:member_id>/nong-cot/", views.member_core, name="member_core"),
    path("<int:member_id>/chuc-vu/", views.member_posts, name="member_posts"),
]
