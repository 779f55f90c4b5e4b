"""Addresses of the rounds of opinions."""

from django.urls import URLPattern, path

from hoiso.documents.opinions import views

urlpatterns: list[URLPattern] = [
    path("", views.opinion_list, name="opinion_list"),
    path("xuat/", views.opinion_list_export, name="opinion_list_export"),
    path("van-ban/<int:document_id>/", views.opinion_new, name="opinion_new"),
    path("<int:round_id>/", views.opinion_round, name="opinion_round"),
    path("<int:round_id>/ban-in/", views.opinion_draft, name="opinion_draft"),
    path("<int:round_id>/gia-han/", views.opinion_extend, name="opinion_extend"),
    path("<int:round_id>/nhac/", views.opinion_urge, name="opinion_urge"),
    path("<int:round_id>/ket-thuc/", views.opinion_close, name="opinion_close"),
    path("<int:round_id>/in/", views.opinion_print, name="opinion_print"),
    path("<int:round_id>/xuat/", views.opinion_export, name="opinion_export"),
    path("tra-loi/<int:opinion_id>/tiep-thu/", views.opinion_settle, name="opinion_settle"),
    path("tra-loi/<int:opinion_id>/tep/", views.opinion_file, name="opinion_file"),
]
