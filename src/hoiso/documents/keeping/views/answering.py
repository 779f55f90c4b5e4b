"""What the pages of the archive share: a form with one act, a file, the unit they are about."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse

from hoiso.access.http import Request
from hoiso.access.public import Right
from hoiso.core.clock import office_date
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.core.pages import go_to, page

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


def unit_of(request: Request, right: Right) -> int:
    """The unit of her present post where it carries the right, else the first where one does."""
    units = request.actor.units_with(right)
    return request.actor.unit_id if request.actor.unit_id in units else units[0]


def act(
    request: Request,
    form: forms.Form,
    do: Callable[[], str],
    *,
    on_to: str,
    back_url: str,
    back_label: str,
    title: str,
    label: str,
    intro: str = "",
    template: str = "documents/keeping/act.html",
    **context: Any,
) -> HttpResponse:
    """A page with one form and one act. `do` carries it out and returns what to say; then `on_to`."""
    if request.method == "POST" and form.is_valid():
        try:
            return go_to(request, on_to, done=do())
        except (NotThere, NotAllowed):
            raise
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, error.sentence)
    return page(
        request,
        template,
        status=422 if form.is_bound else 200,
        title=title,
        form=form,
        label=label,
        intro=intro,
        back_url=back_url,
        back_label=back_label,
        **context,
    )


def file_answer(request: Request, content: bytes, media_type: str, name: str) -> HttpResponse:
    """A made file; a PDF is shown, everything else is saved. `name` has no ending and no date."""
    ending = {PDF: "pdf", XLSX: "xlsx", ZIP: "zip"}[media_type]
    answer = HttpResponse(content, content_type=media_type)
    way = "inline" if media_type == PDF else "attachment"
    answer["Content-Disposition"] = f'{way}; filename="{name}-{office_date(request.now):%Y%m%d}.{ending}"'
    return answer
