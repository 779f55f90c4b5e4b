"""Addresses of this folder."""

from django.urls import URLPattern, path

from hoiso.documents.incoming.views import (
    arriving,
    codes,
    going_back,
    importing,
    learning,
    papers,
    registering,
    tray,
)

urlpatterns: list[URLPattern] = [
    path("", tray.incoming_tray, name="incoming_tray"),
    path("tham-do/", tray.incoming_poll, name="incoming_poll"),
    path("nhap-edxml/", importing.incoming_import, name="incoming_import"),
    path("xuat/", tray.incoming_export, name="incoming_export"),
    path("quy-tac/", arriving.arrival_rules, name="arrival_rules"),
    path("quy-tac/them/", arriving.arrival_rule_new, name="arrival_rule_new"),
    path("quy-tac/<int:rule_id>/", arriving.arrival_rule, name="arrival_rule"),
    path("quy-tac/<int:rule_id>/sua/", arriving.arrival_rule_change, name="arrival_rule_change"),
    path("quy-tac/<int:rule_id>/tat/", arriving.arrival_rule_off, name="arrival_rule_off"),
    path("quy-tac/<int:rule_id>/bo/", arriving.arrival_rule_drop, name="arrival_rule_drop"),
    path("<int:document_id>/bo-quy-tac/", arriving.arrival_rule_undo, name="arrival_rule_undo"),
    path("da-hoc/", learning.learnt_layouts, name="learnt_layouts"),
    path("ban-giay/", papers.papers, name="papers"),
    path("ban-giay/nhan/", papers.paper_labels, name="paper_labels"),
    path("<int:document_id>/ban-giay/", papers.paper, name="paper"),
    path("<int:document_id>/nhan/", papers.paper_label, name="paper_label"),
    path("<int:document_id>/ban-dong-dau/", papers.paper_stamped, name="paper_stamped"),
    path("dang-ky/", registering.incoming_register, name="incoming_register"),
    path("dang-ky/<int:draft_id>/", registering.incoming_confirm, name="incoming_confirm"),
    path("dang-ky/<int:draft_id>/tep/", registering.incoming_files, name="incoming_files"),
    path("dang-ky/<int:draft_id>/doc-chu/", registering.incoming_reading, name="incoming_reading"),
    path("dang-ky/<int:draft_id>/bo/", registering.incoming_drop, name="incoming_drop"),
    path(
        "dang-ky/<int:draft_id>/tep/<int:file_id>/trang/<int:number>/",
        registering.incoming_page,
        name="incoming_page",
    ),
    path("dang-ky/<int:draft_id>/tu-choi/", codes.incoming_refuse, name="incoming_refuse"),
    path("thong-diep/<int:message_id>/", codes.incoming_message, name="incoming_message"),
    path(
        "thong-diep/<int:message_id>/tu-choi/",
        codes.incoming_message_refuse,
        name="incoming_message_refuse",
    ),
    path("chuyen/<int:delivery_id>/", going_back.incoming_delivery, name="incoming_delivery"),
    path(
        "chuyen/<int:delivery_id>/tra-lai/",
        going_back.incoming_delivery_return,
        name="incoming_delivery_return",
    ),
    path("<int:document_id>/sua/", going_back.incoming_correct, name="incoming_correct"),
    path("<int:document_id>/huy/", going_back.incoming_void, name="incoming_void"),
    path("<int:document_id>/hoan-tac/", going_back.incoming_undo, name="incoming_undo"),
    path("<int:document_id>/tra-lai/", going_back.incoming_return, name="incoming_return"),
]
