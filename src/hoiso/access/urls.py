"""Addresses of signing in and of one's own account."""

from django.urls import path

from hoiso.access.views import account, change_person, second_step, sign_in, slip

urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-nhap/buoc-hai/", second_step.second_step, name="second_step"),
    path("dang-nhap/quen/", sign_in.forgotten, name="forgotten"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
    path("phieu-dat-lai/", slip.reset_slip, name="reset_slip"),
    path("doi-nguoi/", change_person.change_person, name="change_person"),
    path("doi-nguoi/nhuong-may/", change_person.park, name="park"),
    path("doi-nguoi/<int:sign_in_id>/", change_person.come_back, name="come_back"),
    path("chuc-vu/", account.posts, name="posts"),
    path("tai-khoan/", account.account, name="profile"),
    path("tai-khoan/mat-khau/", account.password, name="password"),
    path("tai-khoan/ma-pin/", account.pin, name="pin"),
    path("tai-khoan/ma-dien-thoai/", account.code, name="code"),
    path("tai-khoan/khoa/", account.passkey, name="passkey"),
    path("tai-khoan/khoa/<int:passkey_id>/bo/", account.drop_passkey, name="drop_passkey"),
    path("tai-khoan/may/<int:sign_in_id>/dang-xuat/", account.sign_out_device, name="sign_out_device"),
    path("tai-khoan/may/dang-xuat-het/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("tai-khoan/nhat-ky/", account.own_trail, name="own_trail"),
]
