"""Addresses of the first set-up."""

from django.urls import path

from hoiso.office.first_setup import views

urlpatterns = [
    path("", views.units, name="setup_units"),
    path("ngay-nghi/", views.days, name="setup_days"),
    path("tai-khoan/", views.accounts, name="setup_accounts"),
    path("so/", views.books, name="setup_books"),
]
