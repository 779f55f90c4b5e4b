"""Addresses of the help."""

from django.urls import path

from hoiso.office.guide import views

urlpatterns = [
    path("", views.help_list, name="help"),
    path("<slug:key>/", views.help_task, name="help_task"),
    path("hinh/<slug:name>/<int:width>/", views.help_picture, name="help_picture"),
]
