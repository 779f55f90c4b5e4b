"""For which unit an officer sits at the desk."""

from hoiso.access.http import Request
from hoiso.access.public import Right


def tray_unit(request: Request) -> int:
    """The unit whose tray she reads: of her present post, else the first where she may."""
    return _unit(request, Right.READ_TRAY)


def desk_unit(request: Request) -> int:
    """The unit for which she registers: of her present post, else the first where she may."""
    return _unit(request, Right.REGISTER_INCOMING)


def _unit(request: Request, right: Right) -> int:
    units = request.actor.units_with(right)
    return request.actor.unit_id if request.actor.unit_id in units else units[0]
