"""Addresses of this folder."""

from django.urls import URLPattern, path

from hoiso.documents.keeping.views import access, dossiers, own, plans

urlpatterns: list[URLPattern] = [
    path("", dossiers.dossier_list, name="dossier_list"),
    path("in/", dossiers.dossier_list_print, name="dossier_list_print"),
    path("moi/", dossiers.dossier_new, name="dossier_new"),
    path("danh-muc/", plans.plan_list, name="plan_list"),
    path("danh-muc/lap/", plans.plan_new, name="plan_new"),
    path("danh-muc/<int:plan_id>/", plans.plan, name="plan"),
    path("danh-muc/<int:plan_id>/sua/", plans.plan_write, name="plan_write"),
    path("danh-muc/<int:plan_id>/duyet/", plans.plan_approve, name="plan_approve"),
    path("danh-muc/<int:plan_id>/mo-lai/", plans.plan_reopen, name="plan_reopen"),
    path("danh-muc/<int:plan_id>/in/", plans.plan_print, name="plan_print"),
    path("danh-muc/<int:plan_id>/xuat/", plans.plan_export, name="plan_export"),
    path("danh-muc/<int:plan_id>/mo/<int:line_id>/", plans.plan_open_dossier, name="plan_open_dossier"),
    path("<int:dossier_id>/", dossiers.dossier, name="dossier"),
    path("<int:dossier_id>/goi-y/", dossiers.dossier_suggested, name="dossier_suggested"),
    path("<int:dossier_id>/in/", dossiers.dossier_print, name="dossier_print"),
    path("<int:dossier_id>/sua/", dossiers.dossier_change, name="dossier_change"),
    path("<int:dossier_id>/dong/", dossiers.dossier_close, name="dossier_close"),
    path("<int:dossier_id>/mo-lai/", dossiers.dossier_reopen, name="dossier_reopen"),
    path("<int:dossier_id>/chuyen/", dossiers.dossier_take_out, name="dossier_take_out"),
    path("<int:dossier_id>/ai-xem-duoc/", access.dossier_who, name="dossier_who"),
    path("<int:dossier_id>/nguoi-xem/", access.dossier_access, name="dossier_access"),
    path("cho-xac-nhan/", access.access_changes, name="access_changes"),
    path("cho-xac-nhan/quyet-dinh/", access.access_decide, name="access_decide"),
    path("thu-muc/", own.folder_list, name="folder_list"),
    path("thu-muc/<int:folder_id>/", own.folder, name="folder"),
    path("thu-muc/<int:folder_id>/bo-ra/", own.folder_take_out, name="folder_take_out"),
    path("thu-muc/<int:folder_id>/xoa/", own.folder_drop, name="folder_drop"),
    path("tim-da-luu/<int:search_id>/", own.saved_search, name="saved_search"),
    path("tim-da-luu/<int:search_id>/xoa/", own.saved_search_drop, name="saved_search_drop"),
]
