"""Addresses of counting."""

from django.urls import URLPattern, path

from hoiso.members.counting import views

urlpatterns: list[URLPattern] = [
    path("", views.member_numbers, name="member_numbers"),
    path("nguoi/", views.member_numbers_people, name="member_numbers_people"),
    path("phu-nu/", views.member_women, name="member_women"),
    path("so-bao/", views.member_told, name="member_told"),
]
