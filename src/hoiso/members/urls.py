"""Addresses of members, by the folder that answers them."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("so-lieu/", include("hoiso.members.counting.urls")),
    path("hoi-phi/", include("hoiso.members.fees.urls")),
    path("nhap-danh-sach/", include("hoiso.members.imports.urls")),
    path("chi-hoi/sap-xep/", include("hoiso.members.branches.urls")),
    path("", include("hoiso.members.lives.urls")),
    path("xuat/", include("hoiso.members.exports.urls")),
    path("trung/", include("hoiso.members.duplicates.urls")),
    path("", include("hoiso.members.cards.urls")),
    path("", include("hoiso.members.privacy.urls")),
    path("", include("hoiso.members.standing.urls")),
    path("", include("hoiso.members.register.urls")),
]
