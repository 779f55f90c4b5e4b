"""The printed slips: code in groups, QR, what to do with it."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from hoiso.access.public import Request, Slip, qr_picture
from hoiso.administration.officers.phrases import slips_printed
from hoiso.core.pages import page


def slips_page(request: Request, slips: Sequence[Slip], *, back: str) -> HttpResponse:
    """A page made for paper. It is shown once: its codes stand nowhere else."""
    door = request.build_absolute_uri(reverse("reset_slip"))
    return page(
        request,
        "administration/officers/slips.html",
        slips=[
            {"slip": slip, "picture": qr_picture(f"{door}?{urlencode({'ma': slip.code})}")} for slip in slips
        ],
        door=door,
        title=slips_printed(len(slips)),
        back_url=back,
        printed_at=request.now,
    )
