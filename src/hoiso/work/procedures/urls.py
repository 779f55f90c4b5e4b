"""Addresses of standard procedures."""

from django.urls import path

from hoiso.work.procedures import views

urlpatterns = [
    path("", views.procedure_list, name="procedure_list"),
    path("moi/", views.procedure_new, name="procedure_new"),
    path("mau/<slug:key>/", views.procedure_copy, name="procedure_copy"),
    path("<int:procedure_id>/", views.procedure, name="procedure"),
    path("<int:procedure_id>/sua/", views.procedure_change, name="procedure_change"),
    path("<int:procedure_id>/thoi-dung/", views.procedure_retire, name="procedure_retire"),
    path("<int:procedure_id>/bat-dau/", views.procedure_start, name="procedure_start"),
    path("lan/<int:run_id>/", views.procedure_run, name="procedure_run"),
    path("lan/<int:run_id>/doi-ngay/", views.procedure_move, name="procedure_move"),
]
