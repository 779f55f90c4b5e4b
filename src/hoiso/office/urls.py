"""Addresses of the office: home, help, faults, health."""

from django.urls import include, path

from hoiso.office import views

urlpatterns = [
    path("", views.home, name="home"),
    path("viec-moi/", views.home_poll, name="home_poll"),
    path("bat-dau/", include("hoiso.office.first_setup.urls")),
    path("", include("hoiso.office.little.urls")),
    path("tro-giup/", include("hoiso.office.guide.urls")),
    path("bao-loi/", views.report, name="report_fault"),
    path("bao-loi/danh-sach/", views.reports, name="fault_reports"),
    path("suc-khoe/", views.health, name="health"),
]
