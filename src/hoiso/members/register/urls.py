"""Addresses of the register."""

from django.urls import URLPattern, path

from hoiso.members.register.views import households, listing, member, papers

urlpatterns: list[URLPattern] = [
    path("", listing.member_list, name="member_list"),
    path("tim/", listing.member_find, name="member_find"),
    path("moi/", member.member_new, name="member_new"),
    path("moi/giong/", member.member_like, name="member_like"),
    path("ho/", households.household_list, name="household_list"),
    path("ho/moi/", households.household_new, name="household_new"),
    path("ho/<int:household_id>/", households.household, name="household"),
    path("ho/<int:household_id>/sua/", households.household_change, name="household_change"),
    path("ho/<int:household_id>/thoi-o/<int:person_id>/", households.household_leave, name="household_leave"),
    path("<int:member_id>/", member.member, name="member"),
    path("<int:member_id>/sua/", member.member_change, name="member_change"),
    path("<int:member_id>/nhay-cam/", member.member_facts, name="member_facts"),
    path("<int:member_id>/giay-to/", papers.member_papers, name="member_papers"),
    path("<int:member_id>/giay-to/<int:file_id>/", papers.member_paper, name="member_paper"),
    path("<int:member_id>/giay-to/<int:file_id>/bo/", papers.member_paper_drop, name="member_paper_drop"),
    path("<int:member_id>/da-xem/", member.member_readings, name="member_readings"),
]
