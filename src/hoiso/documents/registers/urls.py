"""Addresses of this folder."""

from django.urls import URLPattern, path

from hoiso.documents.registers import views

urlpatterns: list[URLPattern] = [
    path("", views.register_list, name="register_list"),
    path("mo-so/", views.register_open, name="register_open"),
    path("<int:book_id>/", views.register_book, name="register_book"),
    path("<int:book_id>/so-dac-biet/", views.register_gaps, name="register_gaps"),
    path("<int:book_id>/xuat/", views.register_export, name="register_export"),
    path("<int:book_id>/in/", views.register_print, name="register_print"),
    path("<int:book_id>/giu-cho/", views.register_reserve, name="register_reserve"),
    path("<int:book_id>/huy-so/<int:number_id>/", views.register_void, name="register_void"),
    path("<int:book_id>/tiep-tuc/", views.register_take_over, name="register_take_over"),
    path("<int:book_id>/khoa/", views.register_close, name="register_close"),
]
