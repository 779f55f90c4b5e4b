"""Addresses of counting."""

from django.urls import URLPattern, path

from hoiso.members.counting.views import numbers, reports

urlpatterns: list[URLPattern] = [
    path("", numbers.member_numbers, name="member_numbers"),
    path("nguoi/", numbers.member_numbers_people, name="member_numbers_people"),
    path("phu-nu/", numbers.member_women, name="member_women"),
    path("so-bao/", numbers.member_told, name="member_told"),
    path("bao-cao/", reports.member_reports, name="member_reports"),
    path("bao-cao/lap/", reports.member_report_new, name="member_report_new"),
    path("bao-cao/<int:report_id>/", reports.member_report, name="member_report"),
]
