"""Addresses of notices."""

from django.urls import path

from hoiso.notices import views

urlpatterns = [
    path("", views.notice_list, name="notice_list"),
    path("da-doc/", views.notices_read, name="notices_read"),
    path("cach-nhan/", views.notice_choices, name="notice_choices"),
    path("may/", views.push_device_add, name="push_device_add"),
    path("may/<int:device_id>/bo/", views.push_device_drop, name="push_device_drop"),
    path("nhac-viec/", views.reminder_list, name="reminder_list"),
    path("nhac-viec/<int:reminder_id>/bo/", views.reminder_drop, name="reminder_drop"),
    path("<int:notice_id>/", views.notice_open, name="notice_open"),
]
