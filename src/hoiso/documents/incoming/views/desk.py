"""For which unit an officer sits at the desk."""

from typing import Any, BinaryIO, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from hoiso.access.http import Request
from hoiso.access.public import Right
from hoiso.core.errors import DomainError, NotAllowed, NotThere
from hoiso.documents.incoming.public import Upload


def tray_unit(request: Request) -> int:
    """The unit whose tray she reads: of her present post, else the first where she may."""
    return _unit(request, Right.READ_TRAY)


def desk_unit(request: Request) -> int:
    """The unit for which she registers: of her present post, else the first where she may."""
    return _unit(request, Right.REGISTER_INCOMING)


def _unit(request: Request, right: Right) -> int:
    units = request.actor.units_with(right)
    return request.actor.unit_id if request.actor.unit_id in units else units[0]


def tell(form: forms.Form, error: DomainError) -> None:
    """Put a refusal beside its field; what is missing or forbidden is no matter of the form."""
    if isinstance(error, NotThere | NotAllowed):
        raise error
    form.add_error(error.field if error.field in form.fields else None, error.sentence)


def upload_of(file: "UploadedFile[Any]") -> Upload:
    """A file of the request for the intake; Django's wrapper reads as a binary stream."""
    return Upload(cast(BinaryIO, file), file.name or "")
