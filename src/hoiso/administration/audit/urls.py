"""Address of the trail."""

from django.urls import path

from hoiso.administration.audit import views

urlpatterns = [path("nhat-ky/", views.trail, name="trail")]
