"""Addresses of taking over old registers."""

from django.urls import URLPattern, path

from hoiso.documents.takeover import views

urlpatterns: list[URLPattern] = [
    path("", views.take_over_list, name="take_over_list"),
    path("moi/", views.take_over_new, name="take_over_new"),
    path("<int:take_over_id>/", views.take_over, name="take_over"),
    path("<int:take_over_id>/tien-do/", views.take_over_progress, name="take_over_progress"),
    path("<int:take_over_id>/cot/", views.take_over_columns, name="take_over_columns"),
    path("<int:take_over_id>/dua-vao-so/", views.take_over_start, name="take_over_start"),
    path("<int:take_over_id>/dung/", views.take_over_stop, name="take_over_stop"),
    path("<int:take_over_id>/bo/", views.take_over_drop, name="take_over_drop"),
    path("<int:take_over_id>/dong-sai/", views.take_over_faults, name="take_over_faults"),
    path("<int:take_over_id>/dong-sai/tai/", views.take_over_faults_file, name="take_over_faults_file"),
    path("<int:take_over_id>/ban-quet/", views.take_over_scans, name="take_over_scans"),
    path("<int:take_over_id>/ban-quet/ghep-lai/", views.take_over_match_again, name="take_over_match_again"),
]
