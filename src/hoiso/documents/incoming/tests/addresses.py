"""The site's addresses with stand-ins for the pages of other folders that these pages only lead to."""

from django.http import HttpRequest, HttpResponse  # noqa: TID251 - a view of the tests
from django.urls import path

from hoiso.access.public import open_to_all
from hoiso.urls import urlpatterns as site


def _elsewhere(_request: HttpRequest, **_parts: int) -> HttpResponse:
    return HttpResponse("")


_view = open_to_all(_elsewhere)
urlpatterns = [
    *site,
    path("thay/van-ban/<int:document_id>/", _view, name="document"),
    path("thay/tham-muu/<int:document_id>/", _view, name="handling_propose"),
    path("thay/tu-xu-ly/<int:document_id>/", _view, name="self_handle"),
    path("thay/tep/<int:delivery_id>/<int:index>/", _view, name="delivery_file"),
]
