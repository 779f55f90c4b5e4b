"""Face of access: what other parts, the commands and the views may call."""

from hoiso.access.actions.adding import NewOfficer, add_officer, add_officers
from hoiso.access.actions.founding import anybody_here, first_administrator
from hoiso.access.actions.leaving import sign_out, sign_out_device, sign_out_everywhere
from hoiso.access.actions.officers import (
    bring_back_officer,
    change_officer,
    lift_lock,
    retire_officer,
)
from hoiso.access.actions.opening import NewSession
from hoiso.access.actions.pins import come_back, drop_pin, park, people_parked, set_pin
from hoiso.access.actions.posts import delegate, end_delegation, end_post, give_post, move_post
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
from hoiso.access.devices import device_name
from hoiso.access.guard import Mark, needs, open_to_all, signed_in, to_sign_in
from hoiso.access.headcount import officers_at
from hoiso.access.heirs import reaching
from hoiso.access.held import roles_held
from hoiso.access.http import Request
from hoiso.access.keyed import keyed_hash, seal, unseal
from hoiso.access.logins import phone_number, suggested_username
from hoiso.access.merger import apply_merger, plan_merger
from hoiso.access.models import Officer, Post, Role
from hoiso.access.officer_lists import (
    OfficerFilter,
    OfficerPage,
    OfficerRow,
    administered_post,
    all_officers,
    colleagues,
    delegations_seen,
    officer_facts,
    officer_page,
    officers,
    units_by_name,
    units_to_choose,
)
from hoiso.access.phrases import FORMS_OF_ADDRESS, post_words
from hoiso.access.queries import (
    OwnAccount,
    OwnTrail,
    SecondStep,
    administered_units,
    logins_taken,
    names_of,
    own_account,
    own_trail,
    second_step_of,
    second_step_roles,
    who,
)
from hoiso.access.rights import HOLDERS, Right
from hoiso.access.rules import require, require_administration, require_any
from hoiso.access.sessions import actor_of
from hoiso.access.standing_in import StandIn, acting_title, stand_ins
from hoiso.access.totp import qr_picture

__all__ = [
    "FORMS_OF_ADDRESS",
    "HOLDERS",
    "Actor",
    "HeldPost",
    "Mark",
    "NewOfficer",
    "NewSession",
    "Officer",
    "OfficerFilter",
    "OfficerPage",
    "OfficerRow",
    "OwnAccount",
    "OwnTrail",
    "Post",
    "Request",
    "Right",
    "Role",
    "SecondStep",
    "Slip",
    "StandIn",
    "acting_title",
    "actor_of",
    "add_officer",
    "add_officers",
    "add_passkey",
    "administered_post",
    "administered_units",
    "all_officers",
    "anybody_here",
    "apply_merger",
    "ask_new_passkey",
    "ask_passkey",
    "begin_code",
    "bring_back_officer",
    "change_officer",
    "change_password",
    "change_post",
    "change_profile",
    "colleagues",
    "come_back",
    "confirm_code",
    "delegate",
    "delegations_seen",
    "device_name",
    "drop_code",
    "drop_passkey",
    "drop_pin",
    "end_delegation",
    "end_post",
    "first_administrator",
    "give_post",
    "keyed_hash",
    "lift_lock",
    "logins_taken",
    "make_slip",
    "make_slips",
    "move_post",
    "names_of",
    "needs",
    "officer_facts",
    "officer_page",
    "officers",
    "officers_at",
    "open_to_all",
    "own_account",
    "own_trail",
    "park",
    "pass_by_code",
    "pass_by_passkey",
    "people_parked",
    "phone_number",
    "plan_merger",
    "post_words",
    "qr_picture",
    "reaching",
    "require",
    "require_administration",
    "require_any",
    "retire_officer",
    "roles_held",
    "same_code",
    "seal",
    "second_step_of",
    "second_step_roles",
    "set_pin",
    "sign_in",
    "sign_out",
    "sign_out_device",
    "sign_out_everywhere",
    "signed_in",
    "stand_ins",
    "suggested_username",
    "to_sign_in",
    "units_by_name",
    "units_to_choose",
    "unseal",
    "use_slip",
    "who",
]
