"""Addresses of the trail."""

from django.urls import path

from hoiso.administration.audit.views import trail, visits

urlpatterns = [
    path("nhat-ky/", trail.trail, name="trail"),
    path("nhat-ky/luot/", visits.visit_counts, name="visit_counts"),
    path("nhat-ky/luot/tai-ve/", visits.visit_export, name="visit_export"),
]
