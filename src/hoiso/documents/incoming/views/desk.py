"""For which unit an officer sits at the desk."""

from django import forms

from hoiso.access.http import Request
from hoiso.access.public import Right
from hoiso.core.errors import DomainError, NotAllowed, NotThere


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
