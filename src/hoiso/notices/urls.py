"""Addresses of notices."""

from django.urls import path

from hoiso.notices import views

urlpatterns = [
    path("", views.notice_list, name="notice_list"),
    path("da-doc/", views.notices_read, name="notices_read"),
    path("<int:notice_id>/", views.notice_open, name="notice_open"),
]
