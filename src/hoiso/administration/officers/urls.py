"""Addresses of officers, their posts and delegations."""

from django.urls import path

from hoiso.administration.officers.views import delegations, importing, keeping, listing, posts

urlpatterns = [
    path("can-bo/", listing.officer_list, name="officer_list"),
    path("can-bo/xuat/", listing.officers_export, name="officers_export"),
    path("can-bo/in/", listing.officers_print, name="officers_print"),
    path("can-bo/them/", keeping.officer_add, name="officer_add"),
    path("can-bo/nhap/", importing.officers_import, name="officers_import"),
    path("can-bo/<int:officer_id>/", keeping.officer, name="officer"),
    path("can-bo/<int:officer_id>/sua/", keeping.officer_change, name="officer_change"),
    path("can-bo/<int:officer_id>/phieu/", keeping.officer_slip, name="officer_slip"),
    path("can-bo/<int:officer_id>/thoi/", keeping.officer_retire, name="officer_retire"),
    path("can-bo/<int:officer_id>/mo-lai/", keeping.officer_return, name="officer_return"),
    path("can-bo/<int:officer_id>/mo-khoa/", keeping.officer_unlock, name="officer_unlock"),
    path("can-bo/<int:officer_id>/chuc-vu/", posts.post_add, name="post_add"),
    path("can-bo/chuc-vu/<int:post_id>/chuyen/", posts.post_move, name="post_move"),
    path("can-bo/chuc-vu/<int:post_id>/ket-thuc/", posts.post_end, name="post_end"),
    path("goi-y/don-vi-quan-tri/", listing.suggest_administered_units, name="suggest_administered_units"),
    path("goi-y/dong-nghiep/", listing.suggest_colleagues, name="suggest_colleagues"),
    path("uy-quyen/", delegations.delegations, name="delegations"),
    path("uy-quyen/them/", delegations.delegation_add, name="delegation_add"),
    path("uy-quyen/<int:delegation_id>/ket-thuc/", delegations.delegation_end, name="delegation_end"),
]
