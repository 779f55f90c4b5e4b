"""Gói hồ sơ: a closed dossier as one file, and such a file taken in."""

from collections.abc import Iterator
from typing import IO

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from hoiso.access.http import Request
from hoiso.access.public import Right, needs
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to
from hoiso.documents.keeping import phrases, public
from hoiso.documents.keeping.forms.archive import PackageForm
from hoiso.documents.keeping.views.answering import ZIP, act, unit_of

_PIECE = 1 << 20


@needs(Right.KEEP_ARCHIVE)
def dossier_package(request: Request, dossier_id: int) -> HttpResponseBase:
    """Download the package of a closed dossier; counted in the trail."""
    try:
        package = public.export_package(by=request.actor, dossier_id=dossier_id, at=request.now)
    except (NotThere, NotAllowed):
        raise
    except DomainError as error:
        return go_to(request, reverse("dossier", args=[dossier_id]), done=error.sentence)
    answer = StreamingHttpResponse(_pieces(package), content_type=ZIP)
    answer["Content-Disposition"] = f'attachment; filename="ho-so-{dossier_id}.zip"'
    return answer


def _pieces(package: IO[bytes]) -> Iterator[bytes]:
    """The package piece by piece; closed at its end."""
    with package:
        while piece := package.read(_PIECE):
            yield piece


@needs(Right.KEEP_ARCHIVE)
def package_import(request: Request) -> HttpResponse:
    """Take a package in as a closed dossier of her unit."""
    unit_id = unit_of(request, Right.KEEP_ARCHIVE)
    form = PackageForm(request.POST or None, request.FILES or None)
    made: list[int] = []

    def do() -> str:
        dossier = public.import_package(
            by=request.actor, unit_id=unit_id, stream=form.cleaned_data["file"], at=request.now
        )
        made.append(dossier.pk)
        return phrases.PACKAGE_TAKEN

    answer = act(
        request, form, do, on_to=reverse("dossier_list"), back_url=reverse("dossier_list"),
        back_label="Hồ sơ", title="Nhập gói hồ sơ", label="Nhập gói hồ sơ",
        template="documents/keeping/package_import.html",
    )  # fmt: skip
    if made:
        answer["Location"] = reverse("dossier", args=[made[0]])
    return answer
