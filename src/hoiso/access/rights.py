"""Who may do what: the one table of rights, by role.

A right is held at the unit of the post. Administrators hold theirs over the units below too
(`hoiso_administered` in the database); they read no documents by being administrators.
"""

from enum import StrEnum

from hoiso.access.models import Role


class Right(StrEnum):
    """Something that an officer may do at a unit."""

    READ_TRAY = "read_tray"  # every unrestricted document of the unit
    REGISTER_INCOMING = "register_incoming"
    PROPOSE_HANDLING = "propose_handling"
    INSTRUCT = "instruct"
    WORK_ON_TASKS = "work_on_tasks"
    DRAFT = "draft"
    APPROVE = "approve"
    ISSUE = "issue"
    KEEP_BOOKS = "keep_books"
    KEEP_TEMPLATES = "keep_templates"  # the unit's own Word templates
    KEEP_DOSSIERS = "keep_dossiers"
    KEEP_ARCHIVE = "keep_archive"  # the plan of dossiers, holds, hand-over, lists for disposal
    RESTRICT = "restrict"  # ask for, and confirm, named readers
    ADMINISTER_OFFICERS = "administer_officers"
    ADMINISTER_PROVINCE = "administer_province"
    READ_TRAIL = "read_trail"
    READ_MEMBERS = "read_members"  # of the branches below the unit; a branch's head: of her branch
    KEEP_MEMBERS = "keep_members"
    SEARCH_MEMBERS = "search_members"  # beyond the unit, masked
    READ_SENSITIVE_MEMBERS = "read_sensitive_members"  # and of each fact only whom `MemberField` names
    COUNT_MEMBERS = "count_members"
    EXPORT_MEMBERS = "export_members"
    APPROVE_MEMBERS_EXPORT = "approve_members_export"
    TAKE_FEES = "take_fees"  # at the branch; its commune's office for a branch without a head
    CONFIRM_FEES = "confirm_fees"  # what was handed up to the unit
    SET_FEES = "set_fees"  # rates and shares: at the province alone


_OFFICE = frozenset({Role.CLERK, Role.LEADER, Role.OFFICE_HEAD, Role.SPECIALIST})
_HEADS = frozenset({Role.LEADER, Role.OFFICE_HEAD})
_DESK = frozenset({Role.CLERK, Role.OFFICE_HEAD})
_WITH_BRANCHES = _OFFICE | {Role.BRANCH_HEAD}

HOLDERS: dict[Right, frozenset[str]] = {
    Right.READ_TRAY: frozenset({Role.CLERK, Role.LEADER, Role.OFFICE_HEAD}),
    Right.REGISTER_INCOMING: _DESK,
    Right.PROPOSE_HANDLING: _DESK | {Role.LEADER},
    Right.INSTRUCT: _HEADS,
    Right.WORK_ON_TASKS: _WITH_BRANCHES,
    Right.DRAFT: _OFFICE,
    Right.APPROVE: _HEADS,
    Right.ISSUE: _DESK,
    Right.KEEP_BOOKS: _DESK,
    Right.KEEP_TEMPLATES: _DESK,
    Right.KEEP_DOSSIERS: _OFFICE,
    Right.KEEP_ARCHIVE: _DESK | {Role.LEADER},
    Right.RESTRICT: _DESK | {Role.LEADER},
    Right.ADMINISTER_OFFICERS: frozenset({Role.UNIT_ADMIN, Role.PROVINCE_ADMIN}),
    Right.ADMINISTER_PROVINCE: frozenset({Role.PROVINCE_ADMIN}),
    Right.READ_TRAIL: frozenset({Role.AUDITOR, Role.PROVINCE_ADMIN}),
    Right.READ_MEMBERS: _WITH_BRANCHES,
    Right.KEEP_MEMBERS: _WITH_BRANCHES,
    Right.SEARCH_MEMBERS: _OFFICE,
    Right.READ_SENSITIVE_MEMBERS: frozenset({Role.LEADER, Role.SPECIALIST, Role.BRANCH_HEAD}),
    Right.COUNT_MEMBERS: _WITH_BRANCHES,
    Right.EXPORT_MEMBERS: _WITH_BRANCHES,
    Right.APPROVE_MEMBERS_EXPORT: _HEADS,
    Right.TAKE_FEES: _WITH_BRANCHES,
    Right.CONFIRM_FEES: _OFFICE,
    Right.SET_FEES: _HEADS,
}
