"""Addresses of outgoing documents."""

from django.urls import URLPattern, path

from hoiso.documents.outgoing.views import (
    copying,
    deciding,
    drafting,
    issuing,
    listing,
    outbox,
    own_templates,
    receiving,
    uploading,
)

urlpatterns: list[URLPattern] = [
    path("", listing.outgoing_list, name="outgoing_list"),
    path("xuat/", listing.outgoing_export, name="outgoing_export"),
    path("in/", listing.outgoing_print, name="outgoing_print"),
    path("soan/", drafting.outgoing_new, name="outgoing_new"),
    path("kiem-tra-tep/", uploading.outgoing_paper_check, name="outgoing_paper_check"),
    path("dan/", uploading.outgoing_paste, name="outgoing_paste"),
    path("goi-y-noi-nhan/", receiving.suggest_recipients, name="suggest_recipients"),
    path("nhom-noi-nhan/", receiving.recipient_groups, name="recipient_groups"),
    path("nhom-noi-nhan/moi/", receiving.recipient_group, name="recipient_group_new"),
    path("nhom-noi-nhan/<int:group_id>/", receiving.recipient_group, name="recipient_group"),
    path("luong-duyet/", deciding.review_chains, name="review_chains"),
    path("mau-word/", own_templates.own_templates, name="own_templates"),
    path("mau-word/xuat/", own_templates.own_templates_export, name="own_templates_export"),
    path("mau-word/truong/", own_templates.own_template_fields, name="own_template_fields"),
    path("mau-word/lam-san/", own_templates.own_template_starter, name="own_template_starter"),
    path("mau-word/moi/", own_templates.own_template_new, name="own_template_new"),
    path("mau-word/<int:template_id>/", own_templates.own_template, name="own_template"),
    path("mau-word/<int:template_id>/sua/", own_templates.own_template_change, name="own_template_change"),
    path(
        "mau-word/<int:template_id>/thoi-dung/", own_templates.own_template_retire, name="own_template_retire"
    ),
    path(
        "mau-word/<int:template_id>/xem-thu/", own_templates.own_template_preview, name="own_template_preview"
    ),
    path("mau-word/<int:template_id>/tep/", own_templates.own_template_file, name="own_template_file"),
    path("<int:document_id>/mau-word/", own_templates.outgoing_word, name="outgoing_word"),
    path(
        "<int:document_id>/mau-word/<int:template_id>/",
        own_templates.outgoing_word_file,
        name="outgoing_word_file",
    ),
    path("<int:document_id>/soan/", drafting.outgoing_edit, name="outgoing_edit"),
    path("<int:document_id>/phu-luc/", drafting.outgoing_annexes, name="outgoing_annexes"),
    path("<int:document_id>/thoi-soan/", drafting.outgoing_leave, name="outgoing_leave"),
    path("<int:document_id>/sua-the-thuc/", drafting.outgoing_correct, name="outgoing_correct"),
    path("<int:document_id>/bo/", drafting.outgoing_drop, name="outgoing_drop"),
    path("<int:document_id>/soan-lai/", drafting.outgoing_again, name="outgoing_again"),
    path("<int:document_id>/xem-truoc/", drafting.outgoing_preview, name="outgoing_preview"),
    path("<int:document_id>/xem-truoc/<int:number>/", drafting.outgoing_picture, name="outgoing_picture"),
    path("<int:document_id>/cac-ban/", drafting.outgoing_versions, name="outgoing_versions"),
    path(
        "<int:document_id>/cac-ban/<int:before>/<int:after>/",
        drafting.outgoing_compare,
        name="outgoing_compare",
    ),
    path("<int:document_id>/noi-nhan/", receiving.outgoing_recipients, name="outgoing_recipients"),
    path("<int:document_id>/ban-giay/", receiving.outgoing_paper, name="outgoing_paper"),
    path("<int:document_id>/trinh/", deciding.outgoing_submit, name="outgoing_submit"),
    path("<int:document_id>/duyet/", deciding.outgoing_review, name="outgoing_review"),
    path("<int:document_id>/rut-ve/", deciding.outgoing_withdraw, name="outgoing_withdraw"),
    path("<int:document_id>/gop-y/", deciding.outgoing_comment, name="outgoing_comment"),
    path("<int:document_id>/cap-so/", issuing.outgoing_number, name="outgoing_number"),
    path("<int:document_id>/tao-tep/", issuing.outgoing_make, name="outgoing_make"),
    path("<int:document_id>/ban-ky/", issuing.outgoing_signed, name="outgoing_signed"),
    path("<int:document_id>/phat-hanh/", issuing.outgoing_issue, name="outgoing_issue"),
    path("cho-gui/", outbox.outbox_list, name="outbox_list"),
    path("<int:document_id>/dang-gui/", outbox.outgoing_outbox, name="outgoing_outbox"),
    path("<int:document_id>/dung-gui/", outbox.outgoing_stop, name="outgoing_stop"),
    path("<int:document_id>/huy-so/", issuing.outgoing_void, name="outgoing_void"),
    path("<int:document_id>/sao/", copying.outgoing_copy, name="outgoing_copy"),
    path("<int:document_id>/thu-hoi/", issuing.outgoing_revoke, name="outgoing_revoke"),
]
