"""Addresses of this folder."""

from django.urls import URLPattern, path

from hoiso.documents.intake import views

urlpatterns: list[URLPattern] = [
    path("", views.stack_list, name="stack_list"),
    path("chup/", views.photographs, name="photographs"),
    path("to-ngan/", views.separator_sheet, name="separator_sheet"),
    path("<int:stack_id>/", views.stack, name="stack"),
    path("<int:stack_id>/tien-do/", views.stack_news, name="stack_news"),
    path("<int:stack_id>/trang/<int:number>/", views.stack_page, name="stack_page"),
    path("<int:stack_id>/tep/", views.stack_original, name="stack_original"),
]
