"""Addresses of the whole site: each part brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from hoiso.access.public import open_to_all
from hoiso.core.views import alive

handler500 = "hoiso.core.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("suc-khoe/song", open_to_all(alive), name="alive"),
    path("", include("hoiso.access.urls")),
    path("thong-bao/", include("hoiso.notices.urls")),
    path("viec/", include("hoiso.work.urls")),
    path("so-lieu/", include("hoiso.work.figures.urls")),
    path("quy-trinh/", include("hoiso.work.procedures.urls")),
    path("", include("hoiso.administration.officers.urls")),
    path("", include("hoiso.administration.audit.urls")),
    path("", include("hoiso.administration.units.urls")),
    path("", include("hoiso.reorganisation.urls")),
    path("hoi-vien/", include("hoiso.members.urls")),
    path("", include("hoiso.documents.urls")),
    path("", include("hoiso.office.urls")),
]
