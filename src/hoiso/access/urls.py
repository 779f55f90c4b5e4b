"""Addresses of signing in and of one's own account."""

from django.urls import path

from hoiso.access.views import second_step, sign_in, slip

urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="sign_in"),
    path("dang-nhap/buoc-hai/", second_step.second_step, name="second_step"),
    path("dang-nhap/quen/", sign_in.forgotten, name="forgotten"),
    path("dang-xuat/", sign_in.sign_out, name="sign_out"),
    path("phieu-dat-lai/", slip.reset_slip, name="reset_slip"),
]
