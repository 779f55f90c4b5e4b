"""Row policies shared by the tables of members.

`hoiso_communes_kept()`: units whose office she belongs to (clerk, leader, office head, specialist).
`hoiso_branches_kept()`: branches that she heads. A member is seen by the office of the unit her branch lies
under and by the head of her branch; by those of a second branch where she is in one too.
"""

ME = "(SELECT hoiso_officer())"
KEEPS_UNITS = "(SELECT hoiso_keeps_units())"

_COMMUNES = "(SELECT hoiso_communes_kept())::bigint[]"
_BRANCHES = "(SELECT hoiso_branches_kept())::bigint[]"

# A CASE, since an OR of columns is taken for a way to find rows (see documents.tables.walls).
KEPT_HERE = f"CASE WHEN commune_id = ANY ({_COMMUNES}) THEN true ELSE branch_id = ANY ({_BRANCHES}) END"
MEMBER_KEPT = f"""CASE WHEN commune_id = ANY ({_COMMUNES}) THEN true
  WHEN branch_id = ANY ({_BRANCHES}) THEN true
  ELSE other_units && ({_COMMUNES} || {_BRANCHES}) END"""


def of_kept_member(column: str = "member_id") -> str:
    """Rows that hang on a member are seen with her."""
    return f"EXISTS (SELECT FROM members_member m WHERE m.id = {column})"


def of_kept_household(column: str = "household_id") -> str:
    """Rows that hang on a household are seen with it."""
    return f"EXISTS (SELECT FROM members_household h WHERE h.id = {column})"
