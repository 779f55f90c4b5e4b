"""Face of access: what other parts, the commands and the views may call."""

from hoiso.access.actions.leaving import sign_out, sign_out_device, sign_out_everywhere
from hoiso.access.actions.opening import NewSession
from hoiso.access.actions.pins import come_back, drop_pin, park, people_parked, set_pin
from hoiso.access.actions.profile import change_password, change_post, change_profile
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
from hoiso.access.phrases import post_words
from hoiso.access.queries import (
    OwnAccount,
    OwnTrail,
    SecondStep,
    administered_units,
    names_of,
    own_account,
    own_trail,
    second_step_of,
    second_step_roles,
    who,
)
from hoiso.access.rights import Right
from hoiso.access.rules import require, require_administration, require_any
from hoiso.access.sessions import actor_of

__all__ = [
    "Actor",
    "HeldPost",
    "Mark",
    "NewSession",
    "OwnAccount",
    "OwnTrail",
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
    "change_password",
    "change_post",
    "change_profile",
    "come_back",
    "confirm_code",
    "drop_code",
    "drop_passkey",
    "drop_pin",
    "make_slip",
    "make_slips",
    "names_of",
    "needs",
    "open_to_all",
    "own_account",
    "own_trail",
    "park",
    "pass_by_code",
    "pass_by_passkey",
    "people_parked",
    "post_words",
    "require",
    "require_administration",
    "require_any",
    "same_code",
    "second_step_of",
    "second_step_roles",
    "set_pin",
    "sign_in",
    "sign_out",
    "sign_out_device",
    "sign_out_everywhere",
    "signed_in",
    "use_slip",
    "who",
]
