"""Addresses of cards and lists."""

from django.urls import URLPattern, path

from hoiso.members.cards import views

urlpatterns: list[URLPattern] = [
    path("in/", views.member_printing, name="member_printing"),
    path("the/<slug:token>/", views.card_check, name="card_check"),
]
