"""Addresses of members entered twice."""

from django.urls import URLPattern, path

from hoiso.members.duplicates import views

urlpatterns: list[URLPattern] = [
    path("", views.pair_list, name="member_pairs"),
    path("tim-lai/", views.pairs_find, name="member_pairs_find"),
    path("da-gop/", views.merge_list, name="member_merges"),
    path("da-gop/<int:merge_id>/tach/", views.merge_undo, name="member_part"),
    path("<int:pair_id>/", views.pair, name="member_pair"),
]
