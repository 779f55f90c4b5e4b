"""Who reaches what: the rule as it was agreed, written out. Nothing here is read from the code it judges.

A row says, for one kind of act, which roles may do it on a thing at each place. The officers hold
one post each, at the own unit; the things are other people's. What `closed` has restricted is for
named readers, so it is nobody's; what hangs on the unit and not on a document is not restricted.
"""

from collections.abc import Mapping

from hoiso.access.models import Role
from tests.test_scope_matrix.world import ABOVE, BELOW, BESIDE, CLOSED, OUTSIDE, OWN

C, L, H, S = Role.CLERK, Role.LEADER, Role.OFFICE_HEAD, Role.SPECIALIST
U, P = Role.UNIT_ADMIN, Role.PROVINCE_ADMIN
EVERYBODY = frozenset(Role.values)
NOBODY: frozenset[str] = frozenset()

Row = Mapping[str, frozenset[str]]


def _at(*, own: frozenset[str] | set[str] = NOBODY, closed: frozenset[str] | set[str] = NOBODY) -> Row:
    """Nothing beyond the own unit."""
    return {
        OWN: frozenset(own), CLOSED: frozenset(closed), BELOW: NOBODY, BESIDE: NOBODY, ABOVE: NOBODY,
        OUTSIDE: NOBODY,
    }  # fmt: skip


def _unit(roles: set[str] | frozenset[str]) -> Row:
    """What belongs to the unit as a whole."""
    return _at(own=roles, closed=roles)


def _with_branches(roles: set[str]) -> Row:
    """What the unit keeps for the branches below it too."""
    return _at(own=roles, closed=roles) | {BELOW: frozenset(roles)}


def _everywhere(roles: set[str] | frozenset[str]) -> Row:
    return dict.fromkeys((OWN, CLOSED, BELOW, BESIDE, ABOVE, OUTSIDE), frozenset(roles))


ADMINISTERED: Row = {
    OWN: frozenset({U, P}), CLOSED: frozenset({U, P}), BELOW: frozenset({U, P}), BESIDE: frozenset({P}),
    ABOVE: frozenset({P}), OUTSIDE: NOBODY,
}  # fmt: skip

ROWS: dict[str, Row] = {
    # A document, and all that hangs on it.
    "read": _at(own={C, L, H}),
    "register": _at(own={C, H}),
    "propose": _at(own={C, L, H}),
    "instruct": _at(own={L, H}),
    "draft": _at(own={C, L, H}),
    "review": _at(own={L, H}),
    "issue": _at(own={C, H}),
    "restrict": _at(own={C, L, H}),
    "decide for a colleague": _at(own={L, H}),
    "somebody's own": _at(),
    # What the unit has beside its documents.
    "tray": _unit({C, L, H}),
    "desk": _unit({C, H}),
    "keep books": _unit({C, H}),
    "receivers": _unit({C, L, H, S}),
    "colleague": _unit({C, L, H}),
    "lead work": _unit({L, H}),
    "copy what ships": _everywhere({L, H}),  # into her own unit, from nobody's
    "put to the unit": _unit({C, L, H, S, Role.BRANCH_HEAD}),
    # Members of the branches below it; a branch's own head has no post in the commune.
    "members": _with_branches({C, L, H, S}),
    "keep lists": _unit({C, L, H, S, Role.BRANCH_HEAD}),  # brought for the unit of her post
    "sensitive facts": _with_branches({L, S}),
    "approve lists": _with_branches({L, H}),
    # Dossiers: of the whole unit, unless restricted.
    "dossier": _at(own=EVERYBODY),
    "keep dossiers": _at(own={C, L, H, S}),
    "lead dossiers": _at(own={C, L, H}),  # and who opened it
    "restrict dossiers": _at(own={C, L, H}),
    "keep copies": _at(own={C, H}),
    "lift a hold": _at(own={L, H}),
    "plan": _unit({C, L, H, S}),
    "keep archive": _unit({C, L, H}),
    "approve plan": _unit({L, H}),
    # People and units.
    "officers": ADMINISTERED,
    "units": _everywhere(EVERYBODY),
    "help": _everywhere(EVERYBODY),
    "no such picture": _everywhere(NOBODY),
    "keep units": _everywhere({P}),
    "settings": _everywhere({U, P}),
    "fields of members": _everywhere({P}),
}
