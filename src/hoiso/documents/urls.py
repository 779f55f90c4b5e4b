"""Addresses of documents, by the folder that answers them."""

from django.urls import include, path

from hoiso.documents.incoming.views.tray import suggest_issuers

urlpatterns = [
    path("goi-y/co-quan/", suggest_issuers, name="suggest_issuers"),
    path("van-ban-den/tap-quet/", include("hoiso.documents.intake.urls")),
    path("van-ban-den/", include("hoiso.documents.incoming.urls")),
    path("van-ban-di/", include("hoiso.documents.outgoing.urls")),
    path("y-kien/", include("hoiso.documents.opinions.urls")),
    path("cong-viec/", include("hoiso.documents.handling.urls")),
    path("van-ban/", include("hoiso.documents.sheet.urls")),
    path("van-ban/", include("hoiso.documents.keeping.document_urls")),
    path("don-thu/", include("hoiso.documents.petitions.urls")),
    path("nhieu/", include("hoiso.documents.bulk.urls")),
    path("tep/", include("hoiso.documents.files.urls")),
    path("ho-so/", include("hoiso.documents.keeping.urls")),
    path("so-van-ban/", include("hoiso.documents.registers.urls")),
    path("so-van-ban/tiep-quan/", include("hoiso.documents.takeover.urls")),
    path("tim/", include("hoiso.documents.search.urls")),
]
