"""Address of a unit's change."""

from django.urls import path

from hoiso.reorganisation import views

urlpatterns = [path("don-vi/<int:unit_id>/sap-xep/", views.change, name="unit_change")]
