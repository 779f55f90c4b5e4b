"""Face of access: what other parts, the commands and the views may call."""

from hoiso.access.actions.leaving import sign_out, sign_out_device, sign_out_everywhere
from hoiso.access.actions.opening import NewSession
from hoiso.access.actions.second_step import (
    add_passkey,
    ask_new_passkey,
    ask_passkey,
    begin_code,
    confirm_code,
    drop_code,
    drop_passkey,
    pass_by_code,
    pass_by_passkey,
    same_code,
)
from hoiso.access.actions.sign_in import sign_in
from hoiso.access.actions.slips import Slip, make_slip, make_slips, use_slip
from hoiso.access.actor import Actor, HeldPost
from hoiso.access.guard import Mark, needs, open_to_all, signed_in
from hoiso.access.http import Request
from hoiso.access.models import Role
from hoiso.access.queries import SecondStep, administered_units, second_step_of, second_step_roles
from hoiso.access.rights import Right
from hoiso.access.rules import require, require_administration, require_any
from hoiso.access.sessions import actor_of

__all__ = [
    "Actor",
    "HeldPost",
    "Mark",
    "NewSession",
    "Request",
    "Right",
    "Role",
    "SecondStep",
    "Slip",
    "actor_of",
    "add_passkey",
    "administered_units",
    "ask_new_passkey",
    "ask_passkey",
    "begin_code",
    "confirm_code",
    "drop_code",
    "drop_passkey",
    "make_slip",
    "make_slips",
    "needs",
    "open_to_all",
    "pass_by_code",
    "pass_by_passkey",
    "require",
    "require_administration",
    "require_any",
    "same_code",
    "second_step_of",
    "second_step_roles",
    "sign_in",
    "sign_out",
    "sign_out_device",
    "sign_out_everywhere",
    "signed_in",
    "use_slip",
]
