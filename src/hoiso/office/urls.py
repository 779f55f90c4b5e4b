"""Addresses of the office: home and help."""

from django.urls import path

from hoiso.office import views

urlpatterns = [
    path("", views.home, name="home"),
    path("tro-giup/", views.help_page, name="help"),
]
