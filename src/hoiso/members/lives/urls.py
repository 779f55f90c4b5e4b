"""Addresses of acts on memberships."""

from django.urls import URLPattern, path

from hoiso.members.lives.views import acting, day, moving, travelling

urlpatterns: list[URLPattern] = [
    path("<int:member_id>/qua-trinh/", acting.member_life, name="member_life"),
    path("<int:member_id>/ghi-viec/", acting.member_act, name="member_act"),
    path("<int:member_id>/hoan-tac/", acting.member_undo, name="member_undo"),
    path("<int:member_id>/tep-chuyen/", travelling.member_slip, name="member_slip"),
    path("chuyen/tep/", travelling.member_slip_in, name="member_slip_in"),
    path("nhieu-nguoi/", acting.member_many, name="member_many"),
    path("ngay/", day.member_day, name="member_day"),
    path("chuyen/", moving.transfer_list, name="member_transfer_list"),
    path("chuyen/moi/", moving.transfer_new, name="member_transfer_new"),
    path("chuyen/nhan/", moving.transfer_receive, name="member_transfer_receive"),
    path("chuyen/khong-nhan/", moving.transfer_refuse, name="member_transfer_refuse"),
    path("chuyen/rut-lai/", moving.transfer_withdraw, name="member_transfer_withdraw"),
]
