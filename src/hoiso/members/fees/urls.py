"""Addresses of fees."""

from django.urls import URLPattern, path

from hoiso.members.fees.views import book, passing, setting, taking

urlpatterns: list[URLPattern] = [
    path("", taking.fee_list, name="fee_list"),
    path("thu/", taking.fee_take, name="fee_take"),
    path("hoi-vien/<int:member_id>/", taking.fee_member, name="fee_member"),
    path("hoi-vien/<int:member_id>/mien/", setting.fee_exempt, name="fee_exempt"),
    path(
        "hoi-vien/<int:member_id>/mien/<int:exemption_id>/thoi/",
        setting.fee_exempt_end,
        name="fee_exempt_end",
    ),
    path("phieu/", taking.fee_receipts, name="fee_receipts"),
    path("phieu/<int:movement_id>/in/", taking.fee_receipt, name="fee_receipt"),
    path("phieu/<int:movement_id>/huy/", taking.fee_undo, name="fee_undo"),
    path("nop-len/", passing.fee_transfers, name="fee_transfers"),
    path("nop-len/<int:movement_id>/", passing.fee_transfer, name="fee_transfer"),
    path("tong-hop/", passing.fee_sums, name="fee_sums"),
    path("muc-thu/", setting.fee_settings, name="fee_settings"),
    path("so-chi-hoi/", book.branch_book, name="branch_book"),
    path("so-chi-hoi/<int:entry_id>/sua/", book.branch_book_undo, name="branch_book_undo"),
]
